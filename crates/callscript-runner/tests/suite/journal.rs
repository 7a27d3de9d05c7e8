//! Journals: every call can be restored, and all damage is noticed.

use callscript_runner::journal::{self, CarryOver, JournalError, Writer};
use callscript_runner::{Session, Values};

use crate::support::{at, script, small, start};

pub(crate) const SECRET: &str = "s3cr3t";

/// A journal, and the session after each of its events.
pub(crate) struct Call {
    pub(crate) text: String,
    pub(crate) sessions: Vec<Session>,
}

impl Call {
    pub(crate) fn walk(mut session: Session, steps: impl IntoIterator<Item = Step>) -> Self {
        let mut writer = Writer::new();
        let mut call = Self { text: writer.lines(&session), sessions: vec![session.clone()] };
        for step in steps {
            step(&mut session);
            let lines = writer.lines(&session);
            if !lines.is_empty() {
                call.text.push_str(&lines);
                call.sessions.push(session.clone());
            }
        }
        call
    }

    pub(crate) fn last(&self) -> &Session {
        self.sessions.last().unwrap()
    }
}

pub(crate) type Step = Box<dyn FnOnce(&mut Session)>;

pub(crate) fn step(step: impl FnOnce(&mut Session) + 'static) -> Step {
    Box::new(step)
}

pub(crate) const TOP: &str =
    "variables: { n: { type: text, sensitive: true }, day: { type: date }, t: { type: text } }\nanytime: { Upset: u }";
pub(crate) const NODES: &str = "a: { say: Name, collect: [n], goto: b }\nb: { say: 'Hello {{ n }}', answers: { Left: c, Right: d } }\nc: { say: C, goto: d }\nd: { say: D, collect: [day], goto: e }\ne: { action: book, with: { day: day }, then: { ok: { goto: f, take: { t: ticket } }, failed: f } }\nf: { say: Bye, end: done }\nu: { say: U, resume: true }";

/// A call in which every kind of event happens.
pub(crate) fn small_call() -> Call {
    let steps: [Step; 12] = [
        step(|session| session.enter(Values::from([("n", SECRET)]), at(1)).unwrap()),
        step(|session| session.answer("left", at(2)).unwrap()),
        step(|session| session.back(at(3)).unwrap()),
        step(|session| session.answer("right", at(4)).unwrap()),
        step(|session| {
            session.revise(2, callscript_runner::Revision::Answer("left".into()), at(5)).unwrap();
        }),
        step(|session| session.note("a \"note\"\nin two lines, \u{1f642}", at(6)).unwrap()),
        step(|session| session.aside("upset", at(7)).unwrap()),
        step(|session| session.proceed(at(8)).unwrap()),
        step(|session| session.jump("d", "asked twice", Values::new(), at(9)).unwrap()),
        step(|session| session.enter(Values::from([("day", "2026-12-01")]), at(10)).unwrap()),
        step(|session| session.complete("ok", Values::from([("ticket", "T-1")]), at(11)).unwrap()),
        step(|session| session.hang_up(None, at(12)).unwrap_or_default()),
    ];
    Call::walk(start(&[&small("s", TOP, NODES)], []), steps)
}

/// Checks that the content read from these bytes is the first complete lines of a call; returns the number of events.
fn prefix_of(call: &Call, bytes: &[u8]) -> usize {
    let recorded = journal::read(bytes).unwrap();
    let events: Vec<_> = recorded.events().cloned().collect();
    assert_eq!(events, call.last().events()[..events.len()]);
    assert_eq!(recorded.whole + recorded.unfinished, bytes.len());
    events.len()
}

/// Checks the result of reading a truncated journal.
pub(crate) fn check_cut(call: &Call, cut: usize) {
    let bytes = &call.text.as_bytes()[..cut];
    let lines = bytes.split(|byte| *byte == b'\n').count() - 1;
    if lines < 2 {
        assert_eq!(journal::read(bytes).unwrap_err(), JournalError::Empty);
    } else {
        assert_eq!(prefix_of(call, bytes), lines - 1);
    }
}

/// Checks that a changed byte is noticed, unless it is in an incomplete last line.
pub(crate) fn check_flip(call: &Call, length: usize, place: usize, bits: u8) {
    let mut bytes = call.text.as_bytes()[..length].to_vec();
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    bytes[place] ^= bits;
    match journal::read(&bytes) {
        Ok(recorded) => assert!(place >= whole && recorded.whole == whole, "byte {place} of {whole}"),
        Err(error) => assert!(!format!("{error} {error:?}").contains(SECRET), "{error:?}"),
    }
}

#[test]
fn every_cut_leaves_the_whole_lines_before_it() {
    let call = small_call();
    (0..=call.text.len()).for_each(|cut| check_cut(&call, cut));
    assert!(call.text.contains(SECRET), "the journal holds what was typed");
}

#[test]
fn every_byte_that_changed_is_noticed() {
    let call = small_call();
    let last = call.text.trim_end().rfind('\n').unwrap();
    for length in [call.text.len(), last + 30, call.text.len() - 1] {
        (0..length).for_each(|place| check_flip(&call, length, place, 1 << (place % 8)));
    }
}

#[test]
fn a_line_left_out_or_put_in_twice_is_noticed() {
    let call = small_call();
    let lines: Vec<&str> = call.text.split_inclusive('\n').collect();
    for place in 1..lines.len() - 1 {
        let mut other = lines.clone();
        other.remove(place);
        assert!(matches!(journal::read(other.concat().as_bytes()), Err(JournalError::Damaged { .. })));
        other = lines.clone();
        other.insert(place, lines[place]);
        assert_eq!(journal::read(other.concat().as_bytes()).unwrap_err(), JournalError::Damaged { line: place + 2 });
    }
}

#[test]
fn what_is_no_journal_of_this_script_is_refused() {
    let call = small_call();
    let read = |text: &str| journal::read(text.as_bytes());
    assert_eq!(read("callscript: 1\n").unwrap_err(), JournalError::NotAJournal);
    assert_eq!(read("").unwrap_err(), JournalError::Empty);
    let newer = call.text.replacen(":1,", ":2,", 1);
    assert_eq!(read(&newer).unwrap_err(), JournalError::OtherVersion { version: 2 });
    let windows = call.text.replace('\n', "\r\n");
    assert_eq!(read(&windows).unwrap_err(), JournalError::Damaged { line: 1 });
    let recorded = read(&call.text).unwrap();
    let other = script(&[&small("other", TOP, NODES)]);
    let error = recorded.resume(&other).unwrap_err();
    assert_eq!(error.to_string(), "the journal records a call of `s`, not of `other`");
    assert_eq!(recorded.carry_over(&other, &CarryOver::default()).unwrap_err(), error);
    let changed = script(&[&small("s", TOP, &NODES.replace("say: Bye", "say: Good bye"))]);
    let error = recorded.resume(&changed).unwrap_err();
    assert_eq!(error.to_string(), "`s`, or a script that it runs, has changed since the journal was written");
}

/// Makes a journal from JSON objects, with checksums as the documentation describes them.
fn journal_of(objects: &[&str]) -> String {
    let mut text = String::new();
    for object in objects {
        text += object.strip_suffix('}').unwrap();
        text += ",\"sum\":\"";
        let sum = blake3::hash(text.as_bytes()).to_hex();
        text += &sum[..16];
        text += "\"}
";
    }
    text
}

#[test]
fn what_nobody_recorded_is_refused() {
    let call = small_call();
    let unsealed: Vec<String> =
        call.text.lines().map(|line| format!("{}}}", line.split_once(",\"sum\":\"").unwrap().0)).collect();
    let objects: Vec<&str> = unsealed.iter().map(String::as_str).collect();
    assert_eq!(journal_of(&objects), call.text, "the checksum is as the documentation says");
    let forged = |line: &str| {
        let text = journal_of(&[&objects[..2], &[line], &objects[2..]].concat());
        journal::read(text.as_bytes())
    };
    for nothing in ["{}", "{\"at\":\"now\",\"event\":\"back\"}", objects[1], "[}", "{\"event\":\"danced\"}"] {
        assert_eq!(forged(nothing).unwrap_err(), JournalError::Damaged { line: 3 }, "{nothing}");
    }
    let session = call.last();
    let error = forged(&objects[3].replace("left", SECRET)).unwrap().resume(session.script()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 3 of the journal (`answered`) does not fit: `a` waits for a form, not for an answer"
    );
    let elsewhere = objects[2].replace("\"node\":\"b\"", "\"node\":\"x\"");
    let error = forged(&elsewhere).unwrap().resume(session.script()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 3 of the journal (`entered`) does not fit: it was at `x` of `s`, but the call is now at `b`"
    );
}
