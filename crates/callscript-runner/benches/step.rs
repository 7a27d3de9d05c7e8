//! Measures a hundred steps of a session: with plain text and with two interpolated variables, in small and large
//! scripts, early and late in a call, and after many different retries.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run must stop")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;

use callscript::jiff::Timestamp;
use callscript::library::Library;
use callscript::script::Script;
use callscript::source::Source;
use callscript_runner::{Session, Start};
use criterion::{BatchSize, Bencher, BenchmarkId, Criterion, criterion_group, criterion_main};

/// A script of this many nodes, of which the first is asked again and again.
fn script(nodes: usize, say: &str) -> Arc<Script> {
    let mut text = format!(
        "callscript: 1\nid: bench\ntitle: Bench\nstart: first\nvariables:\n  name: {{ type: text, default: Ada }}\n  plan: {{ type: text, default: gold }}\noutcomes: {{ done: Done }}\nnodes:\n  first:\n    say: {say}\n    answers:\n      Once more: {{ retry: first, at_most: 1000000000 }}\n      Go on: n0\n"
    );
    // A binary tree of nodes.
    for node in 0..nodes {
        let (left, right) = (2 * node + 1, (2 * node + 2).min(nodes - 1));
        let exit =
            if left < nodes { format!("answers: {{ L: n{left}, R: n{right} }}") } else { "end: done".to_owned() };
        writeln!(text, "  n{node}: {{ say: Hi, {exit} }}").unwrap();
    }
    Library::from_sources(vec![Source::new("bench.yaml", text)]).check("bench").unwrap()
}

fn step(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("step");
    let texts = [("words", "Is it on?"), ("text", "'{{ name }}, is your {{ plan }} box on?'")];
    for (kind, say) in texts {
        for nodes in [100, 100_000] {
            let script = script(nodes, say);
            for steps in [10, 10_000] {
                let mut walked = Session::start(&script, Start::default(), Timestamp::UNIX_EPOCH).unwrap();
                (0..steps).for_each(|_| walked.answer("once-more", Timestamp::UNIX_EPOCH).unwrap());
                let name = BenchmarkId::new(kind, format!("{nodes} nodes, {steps} steps"));
                group.bench_function(name, |bencher| measure(bencher, &walked));
            }
        }
    }
    for retries in [10, 10_000] {
        let walked = retried(retries);
        group.bench_function(BenchmarkId::new("retried", retries), |bencher| measure(bencher, &walked));
    }
    group.finish();
}

fn measure(bencher: &mut Bencher<'_>, walked: &Session) {
    // The first steps of a copy grow its vectors.
    let begin = || {
        let mut session = walked.clone();
        many(&mut session);
        session
    };
    bencher.iter_batched_ref(begin, many, BatchSize::PerIteration);
}

/// A session that has used this many different retries, and asks one question again and again.
fn retried(retries: usize) -> Session {
    let mut text = "callscript: 1\nid: bench\ntitle: Bench\nstart: n0\noutcomes: { done: Done }\nnodes:\n".to_owned();
    for node in 0..retries {
        writeln!(text, "  n{node}: {{ answers: {{ Again: {{ retry: n{node}, at_most: 1 }}, On: n{} }} }}", node + 1)
            .unwrap();
    }
    writeln!(
        text,
        "  n{retries}: {{ answers: {{ Once more: {{ retry: n{retries}, at_most: 1000000000 }}, On: {{ end: done }} }} }}"
    )
    .unwrap();
    let script = Library::from_sources(vec![Source::new("bench.yaml", text)]).check("bench").unwrap();
    let mut session = Session::start(&script, Start::default(), Timestamp::UNIX_EPOCH).unwrap();
    for _ in 0..retries {
        session.answer("again", Timestamp::UNIX_EPOCH).unwrap();
        session.answer("on", Timestamp::UNIX_EPOCH).unwrap();
    }
    session
}

/// The number of steps timed at once, so that reading the clock does not matter.
const MANY: u32 = 100;

fn many(session: &mut Session) {
    for _ in 0..MANY {
        session.answer("once-more", Timestamp::UNIX_EPOCH).unwrap();
        black_box(session.prompt());
    }
}

criterion_group!(benches, step);
criterion_main!(benches);
