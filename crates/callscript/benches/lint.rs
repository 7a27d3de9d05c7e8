//! Linting a script against draining the parser's events over the same bytes, which is the least that reading can cost; and
//! what an editor asks of it.

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;

use callscript::library::{File, Library};
use callscript::source::Source;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// A clean script of `nodes` nodes such as people write: questions, messages, conditions, forms, retries.
fn script(nodes: usize) -> String {
    let mut text = String::from(
        "callscript: 1\nid: large\ntitle: A large script\nstart: n0\nvariables:\n  name: { type: text, optional: true }\n  \
         age: { type: integer, min: 0, max: 150, default: 30 }\noutcomes:\n  done: Done\n  gone: { label: Gone, kind: failure }\n\
         anytime:\n  Customer is upset: calm\nnodes:\n",
    );
    for at in 0..nodes.saturating_sub(2) {
        let (next, after) = (at + 1, (at + 7).min(nodes.saturating_sub(2)));
        let node = match at % 5 {
            0 => format!(
                "    say: Is the light number {at} of the router on, and which colour does it have?\n    answers:\n      It is green: n{next}\n      It is red, or there is none: n{after}\n"
            ),
            1 => format!(
                "    say: |\n      {{{{ name }}}}, please press the button beside it,\n      and wait until it blinks.\n    guidance: Wait with the customer.\n    goto: n{next}\n"
            ),
            2 => format!(
                "    decide:\n      - when: age >= 18 and name is defined\n        goto: n{after}\n      - goto: n{next}\n"
            ),
            3 => format!("    say: Who am I speaking to?\n    collect: [name]\n    goto: n{next}\n"),
            _ => format!(
                "    say: Does it work now?\n    answers:\n      It works: {{ end: gone }}\n      Still nothing: {{ retry: n{at}, at_most: 2, else: n{next} }}\n"
            ),
        };
        _ = write!(text, "  n{at}:\n{node}");
    }
    let last = nodes.saturating_sub(2);
    _ = write!(text, "  n{last}:\n    say: Goodbye.\n    end: done\n  calm:\n    say: I am sorry.\n    resume: true\n");
    text
}

fn drain(text: &str) -> usize {
    granit_parser::Parser::new_from_str(text).filter(|event| black_box(event).is_ok()).count()
}

fn lint(text: &str) -> usize {
    let library = Library::new(vec![Arc::new(File::read(Source::new("large.yaml", text)))]);
    library.lint(&[0]).len()
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
    }
    group.finish();
}

/// What an editor waits for while somebody types.
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
