//! Compares two scripts of 10,000 nodes, once with every third node changed, once with every node renamed.

use std::fmt::Write as _;

use callscript::internal::diff::Diff;
use callscript::library::File;
use callscript::source::Source;
use criterion::{Criterion, criterion_group, criterion_main};

const NODES: usize = 10_000;

/// A script whose node ids begin with `prefix`; every third node's text contains `word`.
fn script(prefix: &str, word: &str) -> File {
    let mut text =
        format!("callscript: 1\nid: large\ntitle: Large\nstart: {prefix}0\noutcomes: {{ done: Done }}\nnodes:\n");
    for at in 0..NODES {
        let word = if at % 3 == 0 { word } else { "colour" };
        let (next, after) = (at + 1, (at + 7).min(NODES));
        _ = match at % 3 {
            0 => writeln!(
                text,
                "  {prefix}{at}:\n    say: Is light number {at} on, and which {word} does it have?\n    answers: {{ Green: {prefix}{next}, Another {word}: {prefix}{after} }}"
            ),
            1 => writeln!(
                text,
                "  {prefix}{at}:\n    say: Please press button {at}, and wait.\n    goto: {prefix}{next}"
            ),
            _ => writeln!(
                text,
                "  {prefix}{at}:\n    decide: [{{ when: n > {at}, goto: {prefix}{after} }}, {prefix}{next}]"
            ),
        };
    }
    _ = writeln!(text, "  {prefix}{NODES}: {{ say: Goodbye., end: done }}");
    File::read(Source::new("large.yaml", text))
}

fn compare_large_scripts(criterion: &mut Criterion) {
    let old = script("n", "colour");
    let mut group = criterion.benchmark_group("diff");
    group.sample_size(10);
    for (name, new) in [("words changed", script("n", "shade")), ("nodes renamed", script("node-", "colour"))] {
        group.bench_function(name, |bencher| bencher.iter(|| Diff::new(Some(&old), Some(&new)).changes.len()));
    }
    group.finish();
}

criterion_group!(benches, compare_large_scripts);
criterion_main!(benches);
