//! Compares computing a script's statistics with linting it: whoever asks for them has waited for the latter already.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run must stop")]

mod support;

use std::fmt::Write as _;
use std::sync::Arc;

use callscript::library::{File, Library};
use callscript::source::Source;
use callscript::stats;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

use support::script;

const NODES: usize = 10_000;

/// `NODES` questions with two answers each. After the last, `ways` answers lead back to the first, each at most twice.
fn looped(ways: u32) -> String {
    let mut text = "callscript: 1\nid: large\ntitle: L\nstart: n0\noutcomes: { done: Done }\nnodes:\n".to_owned();
    for at in 0..NODES {
        let (next, after) = (at + 1, (at + 7).min(NODES));
        writeln!(text, "  n{at}: {{ say: Is it on, answers: {{ Yes: n{next}, No: n{after} }} }}").unwrap();
    }
    writeln!(text, "  n{NODES}:\n    answers:\n      No: {{ end: done }}").unwrap();
    (0..ways).for_each(|way| writeln!(text, "      Again {way}: {{ retry: n0, at_most: 2 }}").unwrap());
    text
}

fn library(text: &str) -> Library {
    Library::new(vec![Arc::new(File::read(Source::new("large.yaml", text)))])
}

fn stats_against_lint(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("stats");
    group.sample_size(20);
    // Each retry counter is 0, 1 or 2, so each node has 3^ways states.
    let scripts =
        [("no loops", script(NODES)), ("9 counts", looped(2)), ("81 counts", looped(4)), ("too many", looped(5))];
    for (name, text) in scripts {
        group.bench_function(BenchmarkId::new("lint", name), |bencher| bencher.iter(|| library(&text).lint().len()));
        let script = library(&text).check("large").unwrap();
        assert_eq!(stats::of(&script).without_retries.is_empty(), name != "too many");
        group
            .bench_function(BenchmarkId::new("stats", name), |bencher| bencher.iter(|| stats::of(&script).steps.len()));
    }
    group.finish();
}

criterion_group!(benches, stats_against_lint);
criterion_main!(benches);
