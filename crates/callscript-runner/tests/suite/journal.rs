//! Journals: every call can be restored, and all damage is noticed.

use callscript_runner::journal::{self, CarryOver, JournalError, Resumed, Writer};
use callscript_runner::{Receipt, Session, StepError, Values};

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
            session.revise(2, callscript_runner::Revision::answer("left"), at(5)).unwrap();
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
    let newer = call.text.replacen(":2,", ":3,", 1);
    assert_eq!(read(&newer).unwrap_err(), JournalError::OtherVersion { version: 3 });
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

/// What every version of journals begins with: a call of the small script that stands at its first form.
fn begun(version: u64, at: &str, digest: &str) -> String {
    let header = format!(
        r#"{{"callscript_journal":{version},"script":"s","format":1,"digest":"{digest}","carried_over_from":null}}"#
    );
    let started = format!(
        r#"{{"at":"{at}","event":"started","inputs":{{}},"channel":"phone","entry":null,"stands":{{"script":"s","node":"a","waits_for":"form"}}}}"#
    );
    journal_of(&[&header, &started])
}

#[test]
fn a_call_of_version_1_goes_on_as_one_of_version_1() {
    let script = script(&[&small("s", TOP, NODES)]);
    let begun = |digest: &str| begun(1, "2026-12-01T08:00:00.123456Z", digest);
    let read = |text: &str| journal::read(text.as_bytes()).unwrap();
    let refused = read(&begun(&"0".repeat(64))).resume(&script).unwrap_err();
    let JournalError::OtherDigest { now, .. } = refused else { panic!("{refused:?}") };
    assert_ne!(now, script.digest(), "it is of texts");
    let mut text = begun(&now.to_string());
    let Resumed { mut session, mut writer } = read(&text).resume(&script).unwrap();
    session.enter(Values::from([("n", "Ada")]), at(1)).unwrap();
    session.answer("right", at(2)).unwrap();
    session.enter(Values::from([("day", " 2026-12-01 ")]), at(3)).unwrap();
    let not_in = |event| Err(StepError::NotInVersion1 { event });
    assert_eq!(session.pause(at(4)), not_in("paused"));
    assert_eq!(session.take_up(at(4)), not_in("taken_up"));
    assert_eq!(session.hand_over(None, Some("Bo"), None, at(4)), not_in("handed_over"));
    assert_eq!(session.complete_with_token(99, "ok", Values::new(), at(4)).map(drop), not_in("late"));
    session.aside("upset", at(5)).unwrap();
    assert_eq!(session.complete_with_token(3, "failed", Values::new(), at(6)).map(drop), not_in("late"));
    session.proceed(at(7)).unwrap();
    assert_eq!(session.complete_with_token(3, "failed", Values::new(), at(8)), Ok(Receipt::Taken));
    assert_eq!(session.complete_with_token(3, "failed", Values::new(), at(9)), Ok(Receipt::Repeated));
    text += &writer.lines(&session);
    assert!(text.contains(r#""values":{"day":" 2026-12-01 "},"#), "as it was handed in");
    assert!(
        text.contains(r#"{"at":"2027-01-15T08:00:08Z","event":"completed","result":"failed","returned":{},"#),
        "{text}"
    );
    assert!(read(&text).resume(&script).unwrap().session == session);
    let carried = read(&text).carry_over(&script, &CarryOver::default()).unwrap();
    assert!(carried.text.starts_with(r#"{"callscript_journal":2,"#));
    assert!(carried.text.contains(r#"+00:00","event":"completed","seq":3,"result":"failed""#), "{}", carried.text);
    assert!(carried.text.contains(r#""values":{"day":"2026-12-01"}"#), "{}", carried.text);
    assert!(read(&carried.text).resume(&script).unwrap().session == carried.session);
}

#[test]
fn a_line_of_version_2_is_read_as_it_must_be() {
    let script = script(&[&small("s", TOP, NODES)]);
    let digest = script.digest().to_string();
    let read = |at: &str, line: &str| {
        let begun = begun(2, at, &digest);
        let unsealed = begun.lines().map(|line| format!("{}}}", line.split_once(",\"sum\":\"").unwrap().0));
        let mut objects: Vec<String> = unsealed.collect();
        objects.extend((!line.is_empty()).then(|| line.to_owned()));
        let objects: Vec<&str> = objects.iter().map(String::as_str).collect();
        journal::read(journal_of(&objects).as_bytes())
    };
    let at = "2026-12-01T09:30:00.250+01:00";
    let session = read(at, "").unwrap().resume(&script).unwrap().session;
    assert_eq!(session.events()[0].at.to_string(), at);
    assert_eq!(
        read("2026-12-01T08:30:00.250Z", "").unwrap_err(),
        JournalError::Damaged { line: 2 },
        "a numeric offset"
    );
    let line = |event: &str| format!(r#"{{"at":"{at}",{event},"stands":null}}"#);
    let unknown = read(at, &line(r#""event":"danced","how":null"#)).unwrap_err();
    assert_eq!(unknown, JournalError::UnknownEvent { line: 3, event: "danced".to_owned() });
    for damaged in [r#""event":"s3cr3t Words""#, r#""event":"answered","answer":"x","value":{}"#, r#""event":7"#] {
        assert_eq!(read(at, &line(damaged)).unwrap_err(), JournalError::Damaged { line: 3 }, "{damaged}");
    }
    let other = read(at, &line(r#""event":"completed","seq":9,"result":"ok","returned":{}"#)).unwrap();
    let error = other.resume(&script).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 3 of the journal (`completed`) does not fit: no result is waited for with the token 9"
    );
}
