//! Compares linting a script with draining the parser's events over the same bytes, a lower bound for reading it. Also
//! measures what an editor asks for.

mod support;

use std::hint::black_box;
use std::sync::Arc;

use callscript::config::Config;
use callscript::library::{File, Library};
use callscript::source::Source;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

use support::script;

/// Drains the parser's events, and counts them.
fn drain(text: &str) -> usize {
    granit_parser::Parser::new_from_str(text).filter(|event| black_box(event).is_ok()).count()
}

fn lint(text: &str) -> usize {
    let library = Library::new(vec![Arc::new(File::read(Source::new("large.yaml", text)))]);
    library.lint().len()
}

/// Lints with one policy of each kind that follows paths.
fn lint_with_policies(text: &str) -> usize {
    let policies = "[policies]\nidentity = { before = { collects = \"sensitive\" }, pass = \"identity\" }\n\
         notice = { ends = \"nowhere\", pass = \"notice\" }\nshort = { max_seconds = 1_000_000_000 }\n";
    let library = Library::new(vec![Arc::new(File::read(Source::new("large.yaml", text)))]);
    library.with_config(Config::read(Source::new("callscript.toml", policies))).lint().len()
}

fn lint_against_the_parser(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("lint");
    for nodes in [1_000, 10_000] {
        let text = script(nodes);
        assert_eq!(lint(&text), 0, "the script is clean");
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::new("parser events", nodes), &text, |bencher, text| {
            bencher.iter(|| drain(text));
        });
        group.bench_with_input(BenchmarkId::new("lint", nodes), &text, |bencher, text| bencher.iter(|| lint(text)));
        assert_eq!(lint_with_policies(&text), 0, "the policies hold");
        group.bench_with_input(BenchmarkId::new("lint with policies", nodes), &text, |bencher, text| {
            bencher.iter(|| lint_with_policies(text));
        });
    }
    group.finish();
}

/// What an editor computes on each key press.
fn suggest(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("suggest");
    for nodes in [1_000, 10_000] {
        let text = script(nodes);
        let library = Library::new(vec![Arc::new(File::read(Source::new("large.yaml", text.as_str())))]);
        let offset = text.rfind("goto: n").map_or(0, |at| at + "goto: ".len());
        group.bench_with_input(BenchmarkId::new("targets", nodes), &text, |bencher, text| {
            bencher.iter(|| library.suggest(0, text, offset).items.len());
        });
        group.bench_with_input(BenchmarkId::new("occurrences", nodes), &library, |bencher, library| {
            bencher.iter(|| library.occurrences(0).len());
        });
    }
    group.finish();
}

criterion_group!(benches, lint_against_the_parser, suggest);
criterion_main!(benches);
