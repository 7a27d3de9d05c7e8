//! Linting a script against draining the parser's events over the same bytes, which is the least that reading can cost.

mod support;

use std::hint::black_box;
use std::sync::Arc;

use callscript::config::Config;
use callscript::library::{File, Library};
use callscript::source::Source;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

use support::script;

fn drain(text: &str) -> usize {
    granit_parser::Parser::new_from_str(text).filter(|event| black_box(event).is_ok()).count()
}

fn lint(text: &str) -> usize {
    let library = Library::new(vec![Arc::new(File::read(Source::new("large.yaml", text)))]);
    library.lint(&[0]).len()
}

/// The same with a policy of each kind that follows paths.
fn lint_with_policies(text: &str) -> usize {
    let policies = "[policies]\nidentity = { before = { collects = \"sensitive\" }, pass = \"identity\" }\n\
         notice = { ends = \"nowhere\", pass = \"notice\" }\nshort = { max_seconds = 1_000_000_000 }\n";
    let library = Library::new(vec![Arc::new(File::read(Source::new("large.yaml", text)))]);
    library.with_config(Config::read(Source::new("callscript.toml", policies))).lint(&[0]).len()
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

criterion_group!(benches, lint_against_the_parser);
criterion_main!(benches);
