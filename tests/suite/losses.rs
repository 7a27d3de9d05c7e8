//! Ways to lose a file: what commands read and what people have written is never overwritten, and what is reported as
//! written is.

use std::fs;
use std::io::Write;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use crate::paths::{SCENARIOS, SCRIPT, everything, place};
use crate::program::command;
use crate::support::{Place, names};

/// A folder with every kind of file that is kept.
fn full() -> Place {
    let place = place();
    place
        .write("team/b.yaml", SCRIPT.replace("id: a", "id: b"))
        .write("b.test.yaml", SCENARIOS.replace("script: a", "script: b"))
        .write("callscript.toml", "[policies.words]\nverbatim = { tag = \"words\" }\nfile = \"words.txt\"\n")
        .write("words.txt", "Shall we, {{ plan }}?\n")
        .write("notes.yaml", "# ours\nscript: a\nscenarios: []\n")
        .write("input.txt", "plan: gold\n")
        .write("plain.txt", "mine\n");
    let run = place.run_with(["run", "a.yaml", "--journal", "call"], b"");
    assert_eq!(run.status, 1, "{run:?}");
    place
}

/// The commands with an output, `?`.
const OUTPUTS: [&[&str]; 8] = [
    &["lint", "a.yaml", "--output", "?"],
    &["lint", "--fix", "--output", "?"],
    &["render", "a.yaml", "--output", "?"],
    &["test", "--output", "?"],
    &["test", "--replay", "call", "--output", "?"],
    &["run", "a.yaml", "--transcript", "?"],
    &["run", "a.yaml", "--result", "?"],
    &["run", "a.yaml", "--input", "input.txt", "--record", "?"],
];

/// A command is refused with this error, and changes nothing.
fn refused(place: &Place, arguments: &[&str], path: &str, error: &str) {
    let arguments: Vec<&str> =
        arguments.iter().map(|argument| if *argument == "?" { path } else { argument }).collect();
    let before = everything(place.path());
    let run = place.run_with(&arguments, b"yes\n");
    assert!(run.status == 2 && run.err.starts_with("error: ") && run.err.contains(path), "{arguments:?}: {run:?}");
    assert!(run.err.contains(error), "{arguments:?}: {run:?}");
    assert!(before == everything(place.path()), "{arguments:?} changed {before:?}");
}

#[test]
fn no_output_takes_the_place_of_what_is_kept() {
    let place = full();
    let kept = ["a.yaml", "team/b.yaml", "a.test.yaml", "b.test.yaml", "callscript.toml", "notes.yaml", "call"];
    for (path, arguments) in kept.iter().flat_map(|path| OUTPUTS.iter().map(move |arguments| (path, arguments))) {
        // A call may be added to the scenarios of its script.
        if (*path, arguments.contains(&"--record")) != ("a.test.yaml", true) {
            refused(&place, arguments, path, "");
        }
    }
    for (path, error) in [
        ("./team/../team/b.yaml", "is a script, and is not overwritten\nhelp: name a file that does not exist yet"),
        ("b.test.yaml", "is a scenario file, and"),
        ("notes.yaml", "is a scenario file, and"),
        ("callscript.toml", "is a `callscript.toml`, and"),
        ("team/callscript.toml", "is a `callscript.toml`, and"),
        ("new.test.yaml", "is a scenario file, and"),
        ("call", "is a journal, and"),
    ] {
        refused(&place, &["schema", "--output", "?"], path, error);
    }
    for path in ["callscript.toml", "team/callscript.toml", "new.test.yaml", "call", "plain.txt"] {
        refused(&place, &["run", "a.yaml", "--journal", "?"], path, "");
    }
    // An earlier output is replaced.
    for arguments in OUTPUTS.iter().filter(|arguments| !arguments.contains(&"--record")) {
        for _ in 0..2 {
            let arguments: Vec<&str> =
                arguments.iter().map(|argument| if *argument == "?" { "output.txt" } else { argument }).collect();
            let run = place.run_with(&arguments, b"yes\n");
            assert!(run.status < 2, "{arguments:?}: {run:?}");
        }
    }
}

#[test]
fn no_output_takes_the_place_of_what_the_command_reads() {
    let place = full();
    place.write("odd.txt", SCRIPT.replace("callscript:", "\"callscript\":")).write("copy.jsonl", "{\"event\": 1}\n");
    for arguments in OUTPUTS.iter().filter(|arguments| !arguments.contains(&"--record")) {
        refused(&place, arguments, "words.txt", "is a file that this command reads, and is not overwritten");
    }
    refused(&place, &["lint", "odd.txt", "--output", "?"], "odd.txt", "is a file that this command reads");
    refused(&place, &["render", "odd.txt", "--output", "?"], "./odd.txt", "is a file that this command reads");
    refused(&place, &["run", "a.yaml", "--input", "input.txt", "--result", "?"], "input.txt", "is named twice");
    refused(&place, &["run", "a.yaml", "--resume", "call", "--result", "?"], "call", "is named twice");
    refused(&place, &["test", "--replay", "copy.jsonl", "--output", "?"], "copy.jsonl", "is named twice");
    for other in ["result.txt", "./result.txt", "team/../result.txt"] {
        let both = ["run", "a.yaml", "--result", "?", "--transcript", other];
        refused(&place, &both, "result.txt", "is named twice");
        place.write("result.txt", "an earlier one");
        refused(&place, &both, "result.txt", "is named twice");
        fs::remove_file(place.path().join("result.txt")).unwrap();
    }
    refused(&place, &["run", "a.yaml", "--journal", "new.jsonl", "--result", "?"], "new.jsonl", "is named twice");
}

#[cfg(unix)]
#[test]
fn neither_do_links() {
    use std::os::unix::fs::symlink;
    let place = full();
    let path = |name: &str| place.path().join(name);
    for (number, kept) in ["a.yaml", "callscript.toml", "a.test.yaml", "call", "words.txt"].iter().enumerate() {
        let [soft, hard, twice] = ["soft", "hard", "twice"].map(|kind| format!("{kind}-{number}"));
        symlink(kept, path(&soft)).unwrap();
        symlink(&soft, path(&twice)).unwrap();
        let mut links = vec![soft, twice];
        // The name alone is what makes a configuration.
        if *kept != "callscript.toml" {
            fs::hard_link(path(kept), path(&hard)).unwrap();
            links.push(hard);
        }
        for link in links {
            for arguments in OUTPUTS {
                refused(&place, arguments, &link, "");
            }
        }
    }
    place.write("one.txt", "");
    fs::hard_link(path("one.txt"), path("other.txt")).unwrap();
    symlink("input.txt", path("input-link")).unwrap();
    symlink("team", path("team-link")).unwrap();
    refused(&place, &["run", "a.yaml", "--transcript", "?", "--result", "other.txt"], "one.txt", "is named twice");
    refused(&place, &["run", "a.yaml", "--input", "input.txt", "--result", "?"], "input-link", "is named twice");
    refused(
        &place,
        &["run", "a.yaml", "--transcript", "?", "--result", "team/new.md"],
        "team-link/new.md",
        "is named twice",
    );

    // An output through a link to an earlier one: the link stays.
    symlink("one.txt", path("out")).unwrap();
    assert_eq!(place.run(["schema", "--output", "out"]).status, 0);
    assert!(path("out").is_symlink() && fs::read_to_string(path("one.txt")).unwrap().starts_with('{'));
    assert_eq!(fs::read_to_string(path("other.txt")).unwrap(), "");
}

#[test]
fn a_call_is_recorded_in_the_scenarios_of_its_script_alone() {
    let place = full();
    for (file, reason) in [
        ("b.test.yaml", "its scenarios are for `b`, not for `a`"),
        ("notes.yaml", "the name of a scenario file ends in `.test.yaml`"),
        ("new.yaml", "the name of a scenario file ends in `.test.yaml`"),
        ("a.yaml", "the name of a scenario file ends in `.test.yaml`"),
        ("plain.txt", "the name of a scenario file ends in `.test.yaml`"),
        ("empty.test.yaml", "something is wrong in it"),
        ("text.test.yaml", "something is wrong in it"),
        ("script.test.yaml", "something is wrong in it"),
        ("binary.test.yaml", "it is not UTF-8"),
    ] {
        match file {
            "empty.test.yaml" => place.write(file, ""),
            "text.test.yaml" => place.write(file, "mine\n"),
            "script.test.yaml" => place.write(file, SCRIPT.replace("id: a", "id: c")),
            "binary.test.yaml" => place.write(file, b"\xff\xfe"),
            _ => &place,
        };
        refused(&place, &["run", "a.yaml", "--record", "?"], file, reason);
        if file.starts_with(|first| "etsb".contains(first)) && file != "b.test.yaml" {
            fs::remove_file(place.path().join(file)).unwrap();
        }
    }
}

/// Ten programs at a time add to one file, which is new in the first round.
#[test]
fn of_parallel_records_none_is_lost() {
    let place = place();
    for round in 1..=3 {
        let children: Vec<_> = (0..10)
            .map(|_| {
                let mut child = command(["run", "a.yaml", "--record", "all.test.yaml"])
                    .current_dir(place.path())
                    .stdin(Stdio::piped())
                    .stdout(Stdio::null())
                    .stderr(Stdio::piped())
                    .spawn()
                    .unwrap();
                child.stdin.take().unwrap().write_all(b"yes\n").unwrap();
                thread::spawn(move || child.wait_with_output().unwrap())
            })
            .collect();
        let text = |output: Vec<u8>| String::from_utf8(output).unwrap();
        let mut names: Vec<String> = children
            .into_iter()
            .map(|child| text(child.join().unwrap().stderr))
            .map(|errors| errors.split('`').nth(3).unwrap_or_else(|| panic!("{errors}")).to_owned())
            .collect();
        names.sort();
        names.dedup();
        let written = fs::read_to_string(place.path().join("all.test.yaml")).unwrap();
        assert_eq!((names.len(), written.matches("name: ").count()), (10, round * 10), "{written}");
        for name in names {
            assert!(written.contains(&format!("name: {name}\n")), "{name} is not in {written}");
        }
    }
    assert_eq!(place.run(["test", "all.test.yaml"]).status, 0);
    assert_eq!(everything(place.path()).into_keys().collect::<Vec<_>>(), ["a.test.yaml", "a.yaml", "all.test.yaml"]);
}

#[cfg(unix)]
#[test]
fn what_customers_said_is_for_the_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let place = place();
    let mode = |name: &str| fs::metadata(place.path().join(name)).unwrap().permissions().mode() & 0o777;
    let call = ["run", "a.yaml", "--journal", "call.jsonl", "--transcript", "call.md", "--result", "call.json"];
    let run = place.run_with([&call[..], &["--record", "new.test.yaml"]].concat(), b"yes\n");
    assert_eq!(run.status, 0, "{run:?}");
    assert_eq!(place.run(["test", "--replay", "call.jsonl", "--output", "replayed"]).status, 0);
    for name in ["call.jsonl", "call.md", "call.json", "new.test.yaml", "replayed"] {
        assert_eq!(mode(name), 0o600, "{name}");
    }
    // Whoever has opened an earlier file to others wants them to read it.
    place.write("plain", "");
    for (name, kept) in [("call.json", 0o640), ("call.md", 0o666), ("new.test.yaml", 0o644)] {
        fs::set_permissions(place.path().join(name), fs::Permissions::from_mode(kept)).unwrap();
    }
    let call = ["run", "a.yaml", "--transcript", "call.md", "--result", "call.json", "--record", "new.test.yaml"];
    assert_eq!(place.run_with(call, b"no\n").status, 0);
    assert_eq!([mode("call.json"), mode("call.md"), mode("new.test.yaml")], [0o640, 0o666, 0o644]);
    // What holds no call is as the umask has it.
    assert_eq!(place.run(["schema", "--output", "schema.json"]).status, 0);
    assert_eq!(mode("schema.json"), mode("plain"));
}

/// A name that leads nowhere may be that of a script that cannot be read, and a level may be set in a configuration that
/// cannot be.
#[cfg(unix)]
#[test]
fn nothing_is_fixed_beside_what_cannot_be_read() {
    use std::os::unix::fs::symlink;
    let caller = "callscript: 1\nid: a\ntitle: A\nstart: ask\noutcomes: { done: Done }\nnodes:\n  ask:\n    run: survey\n    then: { done: { end: done } }\n";
    let near = caller
        .replace("id: a", "id: surveys")
        .replace("    run: survey\n    then: { done: { end: done } }", "    say: Hello.\n    end: done");
    let place = Place::new();
    place.write("a.yaml", caller).write("surveys.yaml", &near);
    symlink("nowhere", place.path().join("survey.yaml")).unwrap();
    let before = everything(place.path());
    for path in ["a.yaml", "."] {
        let run = place.run(["lint", "--fix", path]);
        assert_eq!(run.status, 2, "{run:?}");
        let warning = "warning: nothing is fixed as long as a file beside the scripts cannot be read\n";
        let error = "error: cannot read `survey.yaml`: it is a link to something that is not there\n";
        assert!(run.err.starts_with(&format!("{warning}{error}")), "{run:?}");
        assert_eq!(run.err.matches("survey.yaml").count(), 1, "{run:?}");
        assert!(run.out.contains("error[unknown-script]"), "{run:?}");
        assert_eq!(before, everything(place.path()));
    }
    let run = place.run(["run", "a.yaml"]);
    assert!(run.status == 2 && run.err.contains("cannot read `survey.yaml`"), "{run:?}");
    // Scripts that run no other are fixed.
    place.write("surveys.yaml", near.replace("Done }", "Done, gone: Gone }"));
    let run = place.run(["lint", "--fix", "surveys.yaml"]);
    assert!(
        run.status == 0 && !fs::read_to_string(place.path().join("surveys.yaml")).unwrap().contains("gone"),
        "{run:?}"
    );
    fs::remove_file(place.path().join("survey.yaml")).unwrap();
    assert_eq!(place.run(["lint", "--fix", "a.yaml"]).status, 0);

    symlink("nowhere", place.path().join("callscript.toml")).unwrap();
    place.write("surveys.yaml", near.replace("Done }", "Done, gone: Gone }"));
    assert_eq!(place.run(["lint", "--fix", "surveys.yaml"]).status, 2);
    assert!(fs::read_to_string(place.path().join("surveys.yaml")).unwrap().contains("gone"));
}

/// The program in a shell: its exit status, and its errors.
#[cfg(unix)]
fn shell(place: &Place, line: &str) -> (i32, String) {
    let line = format!("callscript() {{ '{}' \"$@\"; }}; {line}", env!("CARGO_BIN_EXE_callscript"));
    let shell = std::process::Command::new("sh").args(["-c", &line]).current_dir(place.path()).output().unwrap();
    (shell.status.code().unwrap(), String::from_utf8(shell.stderr).unwrap())
}

#[cfg(unix)]
#[test]
fn the_files_of_the_standard_streams_are_kept_too() {
    let place = place();
    place.write("typed.txt", "yes\n").write("log.txt", "");
    for line in [
        "callscript run a.yaml --transcript typed.txt < typed.txt",
        "callscript run a.yaml --result log.txt < typed.txt > log.txt",
        "callscript lint --output log.txt 2> log.txt",
    ] {
        let (status, errors) = shell(&place, line);
        let log = fs::read_to_string(place.path().join("log.txt")).unwrap();
        assert!(status == 2 && (errors + &log).contains("is named twice"), "{line}");
        assert_eq!(fs::read_to_string(place.path().join("typed.txt")).unwrap(), "yes\n");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_whole_stays_as_it_was() {
    use std::os::unix::fs::PermissionsExt;
    let place = place();
    place.write("out.json", "an earlier one");
    let before = everything(place.path());
    // A limit on the size of files is met in the middle, as a full disk would be.
    let (status, errors) = shell(&place, "ulimit -f 8; callscript schema --output out.json");
    assert!(status == 2 && errors.starts_with("error: cannot write `out.json`: file too large"), "{status} {errors}");
    assert_eq!(before, everything(place.path()));

    let read_only = place.path().join("out.json");
    fs::set_permissions(&read_only, fs::Permissions::from_mode(0o444)).unwrap();
    if fs::OpenOptions::new().write(true).open(read_only).is_err() {
        let run = place.run(["schema", "--output", "out.json"]);
        assert_eq!((run.status, run.err.as_str()), (2, "error: cannot write `out.json`: permission denied\n"));
        assert_eq!(before, everything(place.path()));
    }
}

/// The program is ended at random moments, from the one on at which a temporary file is seen.
#[cfg(unix)]
#[test]
fn a_signal_leaves_no_temporary_file() {
    let place = place();
    let nodes =
        |number| format!("  n{number}:\n    say: {}\n    goto: n{}\n", "Very long words. ".repeat(40), number + 1);
    let nodes: String = (0..500).map(nodes).collect();
    let script = SCRIPT.replace("start: ask", "start: n0").replace("nodes:\n", &format!("nodes:\n{nodes}"));
    place.write("long.yaml", script.replace("id: a", "id: long").replace("  ask:", "  n500:"));
    let is_there = || names(place.path()).iter().any(|name| name.starts_with(".callscript"));
    for (round, signal) in ["INT", "TERM", "HUP", "QUIT", "USR1", "ALRM"].into_iter().cycle().take(12).enumerate() {
        let mut child = command(["render", "long.yaml", "--format", "json", "--output", "out.json"])
            .current_dir(place.path())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while child.try_wait().unwrap().is_none() && !is_there() {
            thread::sleep(Duration::from_micros(100));
        }
        thread::sleep(Duration::from_micros(500 * round as u64));
        let kill = std::process::Command::new("kill").args(["-s", signal, &child.id().to_string()]).output();
        kill.unwrap();
        child.wait().unwrap();
        assert!(!is_there(), "SIG{signal} in round {round}");
    }
}
