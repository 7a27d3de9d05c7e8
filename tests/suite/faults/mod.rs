//! Every call to the file system of every command that writes fails once, in every way, and the program is killed after each.
//!
//! Whatever happens: what was acknowledged is there, what was there before is whole or replaced by what is whole, no
//! temporary file is left unless nobody could remove it, and the command says which file and why.
#![cfg(unix)]

mod cases;
mod failing;
mod held;
mod seam;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{self, BufRead, Read, Write};
use std::iter;
use std::sync::Arc;

use callscript_cli::{Clock, Console, FileCallKind, Lines, perform};

use self::cases::{CASES, Case, written_in};
use self::failing::{FAULTS, Failing, Fault};
use self::held::held;
use crate::support::{Place, snapshot};

/// What came of a command on a failing file system.
struct Came {
    status: u8,
    /// What was shown before the program was killed, if it was.
    err: String,
    /// For each line that the program waited for, how many whole lines its journal had then.
    journal_at: Vec<usize>,
    failing: Arc<Failing>,
    place: Place,
}

/// Performs a case once.
fn came(case: &Case, fault: Option<(usize, Fault)>) -> Came {
    let place = Place::new();
    (case.before)(&place);
    let failing = Failing::new(place.path(), fault);
    let mut typed =
        Typed { lines: case.typed.iter(), rest: b"", journal_at: Vec::new(), case, place: &place, failing: &failing };
    let (mut out, mut err) =
        (Shown { text: Vec::new(), failing: &failing }, Shown { text: Vec::new(), failing: &failing });
    let mut console = Console {
        out: &mut out,
        err: &mut err,
        input: &mut typed,
        typed: false,
        lines: Lines::Input,
        colour: false,
        width: None,
        folder: place.path().to_owned(),
        clock: Clock::utc(),
        disk: failing.disk(),
    };
    let arguments = iter::once("callscript").chain(case.arguments.iter().copied()).map(OsString::from);
    let status = perform(arguments, &mut console).into();
    let (journal_at, err) = (typed.journal_at, String::from_utf8(err.text).unwrap());
    Came { status, err, journal_at, failing, place }
}

/// What is typed; it counts the lines of the journal whenever the program waits.
struct Typed<'t> {
    lines: std::slice::Iter<'static, &'static str>,
    rest: &'static [u8],
    journal_at: Vec<usize>,
    case: &'t Case,
    place: &'t Place,
    failing: &'t Failing,
}

impl BufRead for Typed<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.failing.is_killed() {
            return Ok(b"");
        }
        if self.rest.is_empty() {
            self.journal_at.push(self.case.journal_lines(self.place));
            self.rest = self.lines.next().map_or(b"", |line| line.as_bytes());
        }
        Ok(self.rest)
    }

    fn consume(&mut self, amount: usize) {
        self.rest = &self.rest[amount..];
    }
}

impl Read for Typed<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(bytes)?;
        self.consume(read);
        Ok(read)
    }
}

/// What is shown until the program is killed.
struct Shown<'s> {
    text: Vec<u8>,
    failing: &'s Failing,
}

impl Write for Shown<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.failing.is_killed() {
            self.text.extend(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Fails every call of a case in every way, and returns how many points were failed.
fn fail_everywhere(case: &Case) -> BTreeMap<Fault, usize> {
    let usual = came(case, None);
    assert!(usual.status < 2, "{}: {}", case.name, usual.err);
    let calls = usual.failing.calls();
    // What is reported as done survives a power cut.
    let written = written_in(&usual.place);
    usual.failing.cut_power();
    assert_eq!(written, written_in(&usual.place), "{}: not all of it is on disk", case.name);
    let mut points = BTreeMap::new();
    for (at, (kind, name)) in calls.iter().enumerate() {
        for fault in FAULTS.into_iter().filter(|fault| fault.concerns(*kind)) {
            let failed = came(case, Some((at, fault)));
            let what = format!("{}: {fault:?} at call {at}, {kind:?} of `{name}`", case.name);
            held(case, fault, (*kind, name), &failed, &usual, &written, &what);
            *points.entry(fault).or_default() += 1;
        }
    }
    points
}

/// The calls that a command makes, as a list for people.
fn told(calls: &[(FileCallKind, String)]) -> String {
    let mut text = String::new();
    let mut last: Option<(String, usize)> = None;
    let mut line = |last: &mut Option<(String, usize)>| match last.take() {
        Some((line, 1)) => writeln!(text, "{line}").unwrap(),
        Some((line, times)) => writeln!(text, "{line}, {times} times").unwrap(),
        None => {}
    };
    for (kind, name) in calls {
        let said = format!("{kind:?} {name}");
        match &mut last {
            Some((line, times)) if *line == said => *times += 1,
            _ => {
                line(&mut last);
                last = Some((said, 1));
            }
        }
    }
    line(&mut last);
    text
}

macro_rules! cases {
    ($($name:ident),+) => {
        $(#[test]
        fn $name() {
            let case = CASES.iter().find(|case| case.name == stringify!($name)).unwrap();
            let points = fail_everywhere(case);
            let sum: usize = points.values().sum();
            println!("{}: {sum} points failed: {points:?}", case.name);
        })+

        #[test]
        fn every_case_is_tested() {
            assert_eq!(CASES.map(|case| case.name), [$(stringify!($name)),+]);
        }
    };
}

cases!(
    run_with_everything,
    run_with_new_files,
    run_with_a_half_filled_form,
    run_resumed,
    run_carried_over,
    lint_fixes,
    lint_to_a_file,
    lint_dry_run_to_a_file,
    render_to_a_file,
    schema_to_a_file,
    test_to_a_file,
    test_replay_to_a_file,
    test_suggests_in_files,
    new_script
);

/// The order of calls is what makes them safe: a change of it should be looked at.
#[test]
fn calls_are_made_in_this_order() {
    let mut text = String::new();
    for case in &CASES {
        writeln!(text, "# {}\n{}", case.name, told(&came(case, None).failing.calls())).unwrap();
    }
    snapshot("tests/cli", "file-calls", &text);
}
