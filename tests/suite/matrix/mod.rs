//! Every path that a command is given, and those that it finds by itself, leading to everything that a path can lead to.
//!
//! No command waits for ever, and none loses a file. What each says is in one table, `tests/cli/paths.snap`, and what each
//! says of what it may not read in `tests/cli/paths-forbidden.snap`. The arguments are found in the code: one that has no row
//! here fails a test.
#![cfg(unix)]

mod declared;
mod kinds;
mod rows;

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use self::declared::declared;
use self::kinds::{OTHER, PUT, other, put};
use self::rows::{ROWS, Row, usual};
use crate::paths::{SCENARIOS, SCRIPT, everything};
use crate::program::command;
use crate::support::{Place, snapshot};

#[test]
fn every_argument_that_is_a_path_has_a_row() {
    let rows = ROWS.iter().map(|row| row.argument.to_owned()).filter(|argument| !argument.starts_with('('));
    assert_eq!(declared(), rows.collect());
}

/// A folder in which every row can be tried, beside one with a file that links lead to.
fn place() -> Place {
    let place = Place::new();
    place
        .write("here/a.yaml", SCRIPT)
        .write("here/with-policy/c.yaml", SCRIPT.replace("id: a", "id: c"))
        .write("here/with-scenarios/d.yaml", SCRIPT.replace("id: a", "id: d"))
        .write("here/with-scenarios/d.test.yaml", SCENARIOS.replace("script: a", "script: d"))
        .write(
            "here/with-policy/callscript.toml",
            "[policies.words]\nverbatim = { tag = \"words\" }\nfile = \"words.txt\"\n",
        )
        .write("elsewhere/odd", "");
    place
}

/// The status of a program that must end by itself, and the first line of what it says of errors.
fn outcome(mut command: Command, shown: &str) -> String {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let given = if shown.contains(" - ") { SCRIPT } else { "yes\n" };
    // Whoever does not read it may be gone.
    let _ = stdin.write_all(given.as_bytes());
    drop(stdin);
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if start.elapsed() > Duration::from_secs(30) {
            child.kill().unwrap();
            panic!("{shown} hangs");
        }
        thread::sleep(Duration::from_millis(1));
    }
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!said.contains(['\u{1b}', '\u{202e}']), "{shown}: {said:?}");
    let status = output.status.code().unwrap_or_else(|| panic!("{shown} crashed: {said}"));
    assert!(status < 2 || said.starts_with("error: ") || said.starts_with("warning: "), "{shown}: {said}");
    let first = said.lines().next().unwrap_or_default().to_owned();
    format!("{status} {first}").trim_end().replace(&"o".repeat(300), "oooo…").replace(&"odd/".repeat(2000), "odd/odd/…")
}

/// One row with one path: what came of it, and that nothing is lost.
fn tried(row: &Row, path: &OsStr, place: &Place, prepare: impl FnOnce(&mut Command)) -> String {
    let here = place.path().join("here");
    let line: Vec<&OsStr> = row.line.iter().map(|word| if *word == "?" { path } else { OsStr::new(word) }).collect();
    let before = all(place.path());
    let mut command = command(line);
    command.current_dir(&here);
    prepare(&mut command);
    let said = outcome(command, &format!("{} ", row.line.join(" ")));
    let what = format!("{:?} with {}", row.line, path.display());
    let after = all(place.path());
    let aim = place.path().join("here").join(path);
    let may_change = |name: &str| {
        let at = place.path().join(name);
        !said.starts_with('2')
            && (at == aim || fs::canonicalize(&aim).is_ok_and(|aim| fs::canonicalize(&at).is_ok_and(|at| at == aim)))
    };
    for (name, text) in &before {
        let now = after.iter().find(|(other, _)| other == name).map(|(_, text)| text);
        assert!(now == Some(text) || may_change(name), "{what} changes `{name}`: {said}");
    }
    for (name, _) in &after {
        assert!(!name.contains(".callscript-"), "{what} leaves `{name}`: {said}");
        assert!(
            !said.starts_with('2') || before.iter().any(|(other, _)| other == name),
            "{what} fails and makes `{name}`: {said}"
        );
    }
    said
}

/// Everything in the folders of a place, by path.
fn all(folder: &Path) -> Vec<(String, String)> {
    let folders = ["here", "here/with-policy", "here/with-scenarios", "elsewhere"].into_iter();
    let files = folders.filter(|name| folder.join(name).is_dir()).flat_map(|name| {
        everything(&folder.join(name)).into_iter().map(move |(file, text)| (format!("{name}/{file}"), text))
    });
    files.collect()
}

/// The rows of the table: each path with its outcome; equal outcomes are told together.
fn table(told: &mut String, argument: &str, outcomes: Vec<(&str, String)>) {
    writeln!(told, "## {argument}").unwrap();
    let mut rest = outcomes;
    while let Some((_, said)) = rest.first().cloned() {
        let (same, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(_, other)| *other == said);
        let kinds: Vec<_> = same.into_iter().map(|(kind, _)| kind).collect();
        writeln!(told, "{}\n    {said}", kinds.join(", ")).unwrap();
        rest = others;
    }
    writeln!(told).unwrap();
}

#[test]
fn every_path_leads_everywhere() {
    let mut told = String::new();
    for row in &ROWS {
        let mut outcomes = Vec::new();
        for what in PUT {
            let place = place();
            put(what, &place.path().join("here").join(row.name), row.name);
            outcomes.push((what, tried(row, OsStr::new(row.name), &place, |_| {})));
        }
        for what in OTHER.into_iter().filter(|_| row.line.contains(&"?")) {
            let path = other(what, row.name);
            outcomes.push((what, tried(row, &path, &place(), |_| {})));
        }
        table(&mut told, row.argument, outcomes);
    }
    snapshot("tests/cli", "paths", &told);
}

/// As a user who may not read everything: as `nobody`, if these tests may be that.
#[test]
fn what_may_not_be_read_or_written_is_refused() {
    const NOBODY: u32 = 65534;
    let is_root = fs::metadata("/proc/self").is_ok_and(|found| std::os::unix::fs::MetadataExt::uid(&found) == 0);
    let demoted = |command: &mut Command| {
        if is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
    };
    let mut version = command(["--version"]);
    demoted(&mut version);
    if !version.stdout(Stdio::null()).status().is_ok_and(|status| status.success()) {
        return; // The program lies where nobody else may go.
    }
    let mut told = String::new();
    for row in &ROWS {
        let mut outcomes = Vec::new();
        for what in ["an unreadable file", "a file that is read-only", "a file in a folder that is read-only"] {
            let place = place();
            let path = place.path().join("here").join(row.name);
            let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
            let makes_it = row.argument == "run journal" || row.argument.starts_with("(what new");
            if !makes_it || what != "a file in a folder that is read-only" {
                fs::write(&path, usual(row.name)).unwrap();
            }
            let folder = path.parent().unwrap();
            for folder in [place.path(), &place.path().join("here"), folder] {
                set(folder, 0o777);
            }
            match what {
                "an unreadable file" => set(&path, 0o000),
                "a file that is read-only" => set(&path, 0o444),
                _ => set(folder, 0o555),
            }
            outcomes.push((what, tried(row, OsStr::new(row.name), &place, demoted)));
            set(folder, 0o777);
        }
        table(&mut told, row.argument, outcomes);
    }
    snapshot("tests/cli", "paths-forbidden", &told);
}

/// A language server whose folder is anything at all answers and ends.
#[test]
fn an_editor_may_open_any_folder() {
    for what in PUT {
        let place = place();
        put(what, &place.path().join("here/odd.yaml"), "odd.yaml");
        for root in ["here/odd.yaml", "here"] {
            let uri = format!("file://{}/{root}", place.path().display());
            let open = format!(
                "{{\"method\":\"textDocument/didOpen\",\"params\":{{\"textDocument\":{{\"uri\":\"{uri}/a.yaml\",\"languageId\":\"yaml\",\"version\":1,\"text\":\"callscript: 1\\n\"}}}}}}"
            );
            let begin = format!(
                "{{\"id\":1,\"method\":\"initialize\",\"params\":{{\"processId\":null,\"rootUri\":\"{uri}\",\"capabilities\":{{}}}}}}"
            );
            let rest = [
                "{\"method\":\"initialized\",\"params\":{}}",
                &open,
                "{\"id\":2,\"method\":\"shutdown\"}",
                "{\"method\":\"exit\"}",
            ];
            let messages = [&*begin].into_iter().chain(rest);
            let messages = messages.map(|body| format!("Content-Length: {}\r\n\r\n{body}", body.len()));
            let typed = messages.collect::<Vec<_>>().concat();
            let mut child = command(["lsp"])
                .current_dir(place.path())
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
            let start = Instant::now();
            let reader = thread::spawn({
                let mut out = child.stdout.take().unwrap();
                move || std::io::read_to_string(&mut out)
            });
            while child.try_wait().unwrap().is_none() {
                assert!(start.elapsed() < Duration::from_secs(30), "{what} as {root}: the server hangs");
                thread::sleep(Duration::from_millis(1));
            }
            let said = reader.join().unwrap().unwrap();
            assert!(said.contains("\"id\":2"), "{what} as {root}: {said}");
        }
    }
}
