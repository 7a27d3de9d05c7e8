//! What holds after a call has failed.

use std::fs;

use callscript_cli::FileCallKind;
use serde_json::Value;

use super::Came;
use super::cases::{Case, Written, written_in};
use super::failing::Fault;
use crate::support::names;

/// Checks a command that met a fault against the same command without one.
pub(super) fn held(
    case: &Case,
    fault: Fault,
    (kind, _): (FileCallKind, &str),
    failed: &Came,
    usual: &Came,
    usually: &Written,
    what: &str,
) {
    let what = &format!("{what}\nstatus {}, and said: {}", failed.status, failed.err);
    let before = before(case);
    whole(case, failed, &before, usually, what);
    resumes(case, failed, usual, what);
    if !fault.kills() {
        let left: Vec<_> =
            names(failed.place.path()).into_iter().filter(|name| name.starts_with(".callscript")).collect();
        assert!(left.is_empty() || kind == FileCallKind::Remove || fault == Fault::Broken, "{left:?} is left\n{what}");
        // Nobody can do more about a temporary file that cannot be removed.
        let mut now = written_in(&failed.place);
        now.retain(|name, _| !name.starts_with(".callscript-"));
        let is_as_usual = failed.status == usual.status && now == *usually;
        if !is_as_usual {
            assert!(!fault.is_harmless(), "harm\n{what}");
            assert_eq!(failed.status, 2, "{what}");
            let says =
                |line: &str| line.starts_with("error: ") && line.contains(fault.words()) && case.names_a_file(line);
            assert!(failed.err.lines().any(says), "no file and no cause\n{what}");
        }
        if failed.status == usual.status {
            failed.failing.cut_power();
            now = written_in(&failed.place);
            now.retain(|name, _| !name.starts_with(".callscript-"));
            assert_eq!(now, *usually, "not all of it is on disk\n{what}");
        }
    }
    // Nobody is told that something is done before it is on disk.
    let is_said = case.says_done.is_some_and(|done| failed.err.contains(done));
    failed.failing.cut_power();
    whole(case, failed, &before, usually, &format!("power cut\n{what}"));
    resumes(case, failed, usual, &format!("power cut\n{what}"));
    if is_said {
        let (now, usual) = (written_in(&failed.place), usually);
        for name in case.done {
            assert_eq!(now.get(*name), usual.get(*name), "`{name}` is said to be done\n{what}");
        }
    }
}

fn before(case: &Case) -> Written {
    let place = crate::support::Place::new();
    (case.before)(&place);
    written_in(&place)
}

/// Every file is as it was, or new and whole; and no other file is there.
fn whole(case: &Case, failed: &Came, before: &Written, usually: &Written, what: &str) {
    let now = written_in(&failed.place);
    for (name, text) in &now {
        if name.starts_with(".callscript-") {
            continue;
        }
        let is_whole = before.get(name) == Some(text)
            || usually.get(name) == Some(text)
            || is_unfinished(name, &read(failed, name));
        assert!(is_whole || case.journal == Some(&**name), "`{name}` is neither old nor new\n{what}\n{text}");
    }
    for name in before.keys() {
        assert!(now.contains_key(name), "`{name}` is gone\n{what}");
    }
}

fn read(failed: &Came, name: &str) -> String {
    fs::read_to_string(failed.place.path().join(name)).unwrap()
}

/// Whether this is all of what is written of a call that did not come to its end, or of journals that cannot be read.
fn is_unfinished(name: &str, text: &str) -> bool {
    match name {
        "call.json" => serde_json::from_str::<Value>(text).is_ok_and(|result| result["state"] != "ended"),
        "call.md" => text.starts_with("# ") && text.ends_with('\n') && text.contains("Not finished"),
        "out.txt" => text.trim().is_empty(),
        _ => false,
    }
}

/// The journal has every event after which the program waited for a line, and its call can be resumed.
fn resumes(case: &Case, failed: &Came, usual: &Came, what: &str) {
    let Some(journal) = case.journal else { return };
    let waited = failed.journal_at.len();
    let least = waited.checked_sub(1).map_or(0, |last| usual.journal_at[last]);
    let has = case.journal_lines(&failed.place);
    assert!(has >= least, "{has} lines of {least} are in the journal\n{what}");
    if has < 2 {
        return;
    }
    let bytes = fs::read(failed.place.path().join(journal)).unwrap();
    let resumed = failed.place.run(["run", "a.yaml", "--resume", journal]);
    assert!(resumed.status < 2, "{resumed:?}\n{what}");
    // What follows is looked at as it was.
    fs::write(failed.place.path().join(journal), bytes).unwrap();
}
