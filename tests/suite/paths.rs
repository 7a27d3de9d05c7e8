//! Every path that a command is given, leading to everything that is no file: each is refused by name, at once, and
//! nothing on disk changes.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::program::command;
use crate::support::Place;

pub(crate) const SCRIPT: &str = "callscript: 1\nid: a\ntitle: A\nstart: ask\nvariables: { plan: { type: text, label: Plan, input: true, default: none } }\noutcomes: { done: Done, not: Not done }\nnodes:\n  ask:\n    say: Shall we, {{ plan }}?\n    tags: [words]\n    verbatim: true\n    answers:\n      Yes: { end: done }\n      No: { end: not }\n";
pub(crate) const SCENARIOS: &str =
    "script: a\nscenarios:\n  - name: yes\n    steps: [answer: Yes]\n    expect: { outcome: done }\n";

/// What a path can lead to instead of a file.
const KINDS: [&str; 8] = ["dangling", "loop", "folder", "pipe", "linked pipe", "socket", "device", "unreadable"];

/// Commands that read the path `?`.
const READ: [&[&str]; 14] = [
    &["lint", "?"],
    &["lint", "a.yaml", "?"],
    &["lint", "--fix", "?"],
    &["stats", "?"],
    &["render", "?"],
    &["test", "?"],
    &["test", "--suggest", "?"],
    &["diff", "?", "a.yaml"],
    &["diff", "a.yaml", "?"],
    &["run", "?"],
    &["run", "a.yaml", "--input", "?"],
    &["run", "a.yaml", "--resume", "?"],
    &["run", "a.yaml", "--resume", "?", "--carry-over", "--journal", "new.jsonl"],
    &["test", "a.yaml", "--replay", "?"],
];

/// Commands that write to the path `?`.
const WRITE: [&[&str]; 10] = [
    &["lint", "a.yaml", "--output", "?"],
    &["lint", "a.yaml", "--fix", "--dry-run", "--output", "?"],
    &["render", "a.yaml", "--output", "?"],
    &["test", "a.yaml", "--output", "?"],
    &["schema", "--output", "?"],
    &["run", "a.yaml", "--transcript", "?"],
    &["run", "a.yaml", "--result", "?"],
    &["run", "a.yaml", "--record", "?"],
    &["run", "a.yaml", "--journal", "?"],
    &["run", "a.yaml", "--transcript", "other.md", "--result", "?"],
];

/// A folder with a script and its scenarios.
pub(crate) fn place() -> Place {
    let place = Place::new();
    place.write("a.yaml", SCRIPT).write("a.test.yaml", SCENARIOS);
    place
}

/// Puts something at a path; false if this process may read it all the same.
fn put(kind: &str, path: &Path) -> bool {
    let pipe = |path: &Path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    match kind {
        "dangling" => symlink("nowhere", path).unwrap(),
        "loop" => symlink(path.file_name().unwrap(), path).unwrap(),
        "folder" => fs::create_dir(path).unwrap(),
        "pipe" => pipe(path),
        "linked pipe" => {
            pipe(&path.with_file_name("the-pipe"));
            symlink("the-pipe", path).unwrap();
        }
        // The socket stays when it is closed.
        "socket" => drop(UnixListener::bind(path).unwrap()),
        "device" => symlink("/dev/zero", path).unwrap(),
        _ => {
            fs::write(path, SCRIPT).unwrap();
            fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
            return fs::File::open(path).is_err();
        }
    }
    true
}

/// Everything in a folder: links by their targets, files by their content.
pub(crate) fn everything(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let told = entries.map(|entry| {
        let (path, kind) = (entry.path(), entry.file_type().unwrap());
        let content = if kind.is_symlink() {
            format!("to {}", fs::read_link(&path).unwrap().display())
        } else if kind.is_file() {
            fs::read_to_string(&path).unwrap_or_default()
        } else {
            format!("{kind:?} {}", kind.is_fifo())
        };
        (entry.file_name().to_string_lossy().into_owned(), content)
    });
    told.collect()
}

/// The exit status and the errors of the program, which must end by itself.
fn run(place: &Place, arguments: &[&str]) -> (i32, String) {
    let mut child = command(arguments)
        .current_dir(place.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdin.take());
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if start.elapsed() > Duration::from_secs(20) {
            child.kill().unwrap();
            panic!("{arguments:?} hangs");
        }
        thread::sleep(Duration::from_millis(2));
    }
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// A command with `?` replaced by a path is refused, and changes nothing.
fn refused(place: &Place, arguments: &[&str], path: &str) {
    let arguments: Vec<&str> =
        arguments.iter().map(|argument| if *argument == "?" { path } else { argument }).collect();
    let before = everything(place.path());
    let (status, errors) = run(place, &arguments);
    assert!(status == 2 && errors.contains(path), "{arguments:?}: {status}, {errors}");
    assert!(before == everything(place.path()), "{arguments:?} changed {before:?}");
}

#[test]
fn whatever_is_no_file_is_refused_by_name() {
    for kind in KINDS {
        let place = place();
        for (path, name) in [("odd.yaml", "odd"), ("odd.test.yaml", "odd.test")] {
            let at = place.path().join(path);
            if !put(kind, &at) {
                continue;
            }
            for arguments in READ.into_iter().chain(WRITE) {
                // Folders may be linted or replayed.
                let takes_folders = [&["lint", "a.yaml", "?"][..], &["test", "a.yaml", "--replay", "?"]];
                if kind != "folder" || !takes_folders.contains(&arguments) {
                    refused(&place, arguments, path);
                }
            }
            if kind != "folder" || path.contains("test") {
                // It is found by itself, too.
                for arguments in [&["lint"][..], &["stats"], &["test"], &["diff", ".", "."]] {
                    let (status, errors) = run(&place, arguments);
                    assert!(status == 2 && errors.contains(name), "{kind} {arguments:?}: {status}, {errors}");
                }
            }
            fs::remove_file(&at).or_else(|_| fs::remove_dir(&at)).unwrap();
            let _ = fs::remove_file(place.path().join("the-pipe"));
        }
    }
}

/// What lies beside a script and is read with it.
const BESIDE: [&[&str]; 9] = [
    &["lint", "a.yaml"],
    &["lint", "--fix"],
    &["stats"],
    &["render", "a.yaml"],
    &["run", "a.yaml"],
    &["test"],
    &["test", "a.yaml", "--suggest", "--write"],
    &["diff", "a.yaml", "-"],
    &["diff", ".", "."],
];

#[test]
fn what_is_beside_a_script_is_read_or_refused_by_name() {
    for kind in KINDS {
        let place = place();
        let config = place.path().join("callscript.toml");
        if put(kind, &config) {
            for arguments in BESIDE {
                refused(&place, arguments, "callscript.toml");
            }
            refused(&place, &["lint", "?"], "callscript.toml");
            fs::remove_file(&config).or_else(|_| fs::remove_dir(&config)).unwrap();
        }
        let _ = fs::remove_file(place.path().join("the-pipe"));

        place.write("callscript.toml", "[policies.words]\nverbatim = { tag = \"words\" }\nfile = \"words.txt\"\n");
        if put(kind, &place.path().join("words.txt")) {
            for arguments in BESIDE {
                refused(&place, arguments, "words.txt");
            }
        }
    }
}

#[test]
fn the_file_of_a_policy_lies_in_the_folder_of_its_configuration() {
    let secret = Place::new();
    secret.write("secret.txt", "the secret of another folder").write("folder/words.txt", "Shall we, {{ plan }}?");
    let outside = secret.path().to_str().unwrap();
    let inner = place();
    inner.write("real.txt", "Shall we, {{ plan }}?");
    symlink("real.txt", inner.path().join("inside.txt")).unwrap();
    symlink(secret.path().join("secret.txt"), inner.path().join("file.txt")).unwrap();
    symlink(secret.path().join("folder"), inner.path().join("folder")).unwrap();
    let absolute = format!("{outside}/secret.txt");
    let above = format!("../{}/secret.txt", secret.path().file_name().unwrap().to_str().unwrap());
    let config = |file: &str| {
        let policy = format!("[policies.words]\nverbatim = {{ tag = \"words\" }}\nfile = \"{file}\"\n");
        inner.write("callscript.toml", policy);
    };
    for file in [&absolute, &above] {
        config(file);
        let run = inner.run(["lint"]);
        assert!(run.status == 1 && run.out.contains("error[bad-value]") && !run.out.contains("secret of"), "{run:?}");
    }
    for file in ["file.txt", "folder/words.txt"] {
        config(file);
        for arguments in BESIDE {
            refused(&inner, arguments, file);
        }
        let run = inner.run(["lint"]);
        let error = format!("error: cannot read `{file}`: a link leads out of the folder that it must be in\n");
        assert!(run.err.starts_with(&error) && run.out.is_empty(), "{run:?}");
    }
    config("inside.txt");
    assert_eq!(inner.run(["lint"]).status, 0);
    // A text that is not there is a finding, and one of a script's own policy is beside the script.
    config("gone.txt");
    let run = inner.run(["lint"]);
    assert!(run.status == 1 && run.out.contains("`gone.txt` is not there"), "{run:?}");
    fs::remove_file(inner.path().join("callscript.toml")).unwrap();
    let own = "policies: { words: { verbatim: { tag: words }, file: inside.txt } }\nnodes:";
    inner.write("a.yaml", SCRIPT.replace("nodes:", own));
    assert_eq!(inner.run(["lint"]).status, 0);
    inner.write("a.yaml", SCRIPT.replace("nodes:", &own.replace("inside", "file")));
    assert_eq!(inner.run(["lint"]).status, 2);
}

#[test]
fn no_ignore_file_makes_a_walk_wait() {
    for (name, folder) in [(".gitignore", "."), (".ignore", "team"), (".gitignore", "team")] {
        let place = place();
        place.write("team/b.yaml", SCRIPT.replace("id: a", "id: b"));
        assert!(put("pipe", &place.path().join(folder).join(name)));
        for arguments in [&["lint"][..], &["lint", "team"], &["stats"], &["test"], &["diff", ".", "team"]] {
            let (status, errors) = run(&place, arguments);
            assert!(status == 2 && errors.contains(name), "{arguments:?}: {status}, {errors}");
        }
    }
}

#[test]
fn a_device_is_no_file_and_a_stream_of_the_shell_is() {
    let place = place();
    for device in ["/dev/zero", "/dev/random", "/dev/tty"] {
        for arguments in READ {
            refused(&place, arguments, device);
        }
    }
    for arguments in WRITE.into_iter().filter(|arguments| !arguments.contains(&"--journal")) {
        refused(&place, arguments, "/dev/zero");
    }
    let shell = |line: &str| {
        let program = format!("callscript() {{ '{}' \"$@\"; }}; {line}", env!("CARGO_BIN_EXE_callscript"));
        let shell = Command::new("bash").args(["-c", &program]).current_dir(place.path()).output();
        shell.ok().map(|output| String::from_utf8(output.stdout).unwrap())
    };
    let Some(said) =
        shell("callscript run a.yaml --input <(echo 'plan: gold') --result /dev/stdout <<< yes > log; cat log")
    else {
        return; // There is no bash.
    };
    // Both are in the file, since nothing took its place.
    assert!(said.starts_with("A\n") && said.contains("\"gold\""), "{said}");
    let said = shell(
        "callscript diff <(sed s/Shall/Can/ a.yaml) a.yaml --format json | head -c 20; callscript lint --output /dev/null",
    );
    assert!(said.unwrap().starts_with("{\n"));
}
