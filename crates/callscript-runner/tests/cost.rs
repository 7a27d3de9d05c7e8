//! The memory that a session uses, measured by counting allocations: the result is the same on every 64-bit machine.

#![expect(clippy::unwrap_used, clippy::tests_outside_test_module, reason = "a test")]

use std::fmt::Write as _;
use std::sync::Arc;

use callscript::jiff::Timestamp;
use callscript::library::{File, Library};
use callscript::script::Script;
use callscript::source::Source;
use callscript_runner::{Session, Start};

/// A script of this many questions, each with two answers of usual length; the second leads back, once.
fn script(questions: usize) -> Arc<Script> {
    let mut text = "callscript: 1\nid: s\ntitle: S\nstart: q0\noutcomes: { done: Done }\nnodes:\n".to_owned();
    for at in 0..questions {
        let next = at + 1;
        writeln!(text, "  q{at}:\n    answers:\n      Lights, but no internet: q{next}").unwrap();
        writeln!(text, "      Still nothing: {{ retry: q{at}, at_most: 1 }}").unwrap();
    }
    writeln!(text, "  q{questions}: {{ end: done }}").unwrap();
    Library::from_sources(vec![Source::new("s.yaml", text)]).check("s").unwrap()
}

/// The bytes allocated by a session after this many answers, of which every other one is a retry.
fn held(script: &Arc<Script>, answers: usize) -> usize {
    let mut session = None;
    let counted = allocation_counter::measure(|| {
        let mut walked = Session::start(script, Start::default(), Timestamp::UNIX_EPOCH).unwrap();
        for at in 0..answers {
            let answer = if at % 2 == 0 { "still-nothing" } else { "lights-but-no-internet" };
            walked.answer(answer, Timestamp::UNIX_EPOCH).unwrap();
        }
        session = Some(walked);
    });
    assert!(session.is_some_and(|session| session.events().len() == answers + 1));
    usize::try_from(counted.bytes_current).unwrap() + size_of::<Session>()
}

#[test]
fn a_session_of_50_answers_holds_under_16_kib_whatever_the_size_of_its_script() {
    let bytes = held(&script(30), 50);
    assert!(bytes < 16 * 1024, "{bytes} bytes");
    assert_eq!(held(&script(3_000), 50), bytes);
}

#[test]
fn what_a_session_holds_grows_with_its_answers_alone() {
    let script = script(2_000);
    let (fewer, more) = (held(&script, 1_000), held(&script, 4_000));
    assert!(more < 4 * fewer + 16 * 1024, "{fewer} bytes, then {more}");
}

/// A script with this many large patterns, each different from those of scripts with another number.
fn patterned(number: usize, patterns: usize) -> String {
    let mut text =
        format!("callscript: 1\nid: s{number}\ntitle: S\nstart: a\noutcomes: {{ done: Done }}\nvariables:\n");
    for at in 0..patterns {
        let (pattern, words) = (format!(r"[\pL\d]{{20}}{number}x{at}"), format!("{}{number}x{at}", "a".repeat(20)));
        writeln!(text, "  v{at}: {{ type: text, pattern: '{pattern}', optional: true, default: {words} }}").unwrap();
    }
    text + "nodes:\n  a: { say: Hello, end: done }\n"
}

#[test]
fn patterns_take_memory_only_while_they_are_needed() {
    let sources = (0..20).map(|number| Source::new(format!("s{number}.yaml"), patterned(number, 25)));
    let sources: Vec<Source> = sources.collect();
    let counted = allocation_counter::measure(|| {
        let library = Library::new(sources.into_iter().map(|source| Arc::new(File::read(source))).collect());
        assert!(library.check("s0").is_ok());
        assert!(!library.lint_files(&[19]).is_empty());
    });
    assert!(counted.bytes_max < 48 << 20, "{} MiB", counted.bytes_max >> 20);
}

#[test]
fn a_script_is_shared_between_threads() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Script>();
    is_shared::<Session>();
}
