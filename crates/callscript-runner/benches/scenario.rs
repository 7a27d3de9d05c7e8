//! Measures suggesting scenarios, performing them, and replaying a recorded call, in flow charts of several sizes.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run must stop")]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use callscript::jiff::Timestamp;
use callscript::library::Library;
use callscript::script::coverage::{Part, parts};
use callscript::script::samples::Samples;
use callscript::source::Source;
use callscript_runner::journal::{Writer, read};
use callscript_runner::scenario::{perform, suggest};
use callscript_runner::{Session, Start};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

/// A flow chart of this many questions, in which every other answer skips some.
fn chart(nodes: usize) -> Library {
    let mut text = "callscript: 1\nid: bench\ntitle: Bench\nstart: n0\noutcomes: { done: Done }\nnodes:\n".to_owned();
    for node in 0..nodes {
        let (next, further) = (node + 1, (node + 2 + node % 7).min(nodes));
        writeln!(text, "  n{node}: {{ say: 'Is it?', answers: {{ L: n{next}, R: n{further} }} }}").unwrap();
    }
    writeln!(text, "  n{nodes}: {{ say: Goodbye., end: done }}").unwrap();
    Library::from_sources(vec![Source::new("bench.yaml", text)])
}

fn scenario(criterion: &mut Criterion) {
    let now = Timestamp::UNIX_EPOCH;
    let mut group = criterion.benchmark_group("scenario");
    for nodes in [10, 100, 1_000] {
        let library = chart(nodes);
        let script = library.check("bench").unwrap();
        let missing: BTreeSet<Part> = parts(&script).into_iter().map(|part| part.part).collect();
        let samples = Samples::of(&script);
        let name = |what| BenchmarkId::new(what, format!("{nodes} nodes"));
        group.bench_function(name("suggest"), |bencher| bencher.iter(|| suggest(&script, &samples, &missing)));

        let suggested = suggest(&script, &samples, &missing);
        let longest = suggested.scenarios.iter().max_by_key(|scenario| scenario.steps.len()).unwrap();
        group.bench_function(name("perform"), |bencher| bencher.iter(|| perform(&script, longest, now)));

        let mut session = Session::start(&script, Start::default(), now).unwrap();
        (0..nodes).for_each(|_| session.answer("l", now).unwrap());
        let lines = Writer::new().lines(&session);
        let replay = || read(lines.as_bytes()).unwrap().replay(&script).unwrap();
        group.bench_function(name("replay"), |bencher| bencher.iter(replay));
    }
    group.finish();
}

criterion_group!(benches, scenario);
criterion_main!(benches);
