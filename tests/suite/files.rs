//! Which files are read: folders, symbolic links, libraries.

use std::fs;

use serde_json::Value;

use crate::support::Place;

fn script(id: &str) -> String {
    format!(
        "callscript: 1\nid: {id}\ntitle: {id}\nstart: hello\noutcomes: {{ done: Done }}\nnodes:\n  hello:\n    say: Hello.\n    end: done\n"
    )
}

/// A script that runs another.
fn caller(id: &str, callee: &str) -> String {
    script(id).replace("    end: done", &format!("    run: {callee}\n    then: {{ done: {{ end: done }} }}"))
}

/// The files of a folder that are reported on. Each has one finding.
fn reported(place: &Place, arguments: &[&str]) -> Vec<String> {
    let run = place.run([&["lint", "--format", "concise", "--only", "id-not-file-name"], arguments].concat());
    run.out.lines().map(|line| line.split(':').next().unwrap().to_owned()).collect()
}

#[test]
fn a_folder_is_walked_in_the_order_of_bytes_and_each_file_is_read_once() {
    let place = Place::new();
    for name in ["b.yaml", "a/z.yml", "a-b.yaml", "ignored/x.yaml", "a/Z.yaml", ".hidden.yaml", "named.txt"] {
        place.write(name, script("other"));
    }
    place.write(".gitignore", "ignored/\n").write("notes.md", "").write("data.yaml", "a: 1\n");
    assert_eq!(reported(&place, &[]), ["a-b.yaml", "a/Z.yaml", "a/z.yml", "b.yaml"]);
    assert_eq!(
        reported(&place, &["b.yaml", ".", "./b.yaml", "a/../b.yaml", "a"]),
        ["b.yaml", "a-b.yaml", "a/Z.yaml", "a/z.yml"]
    );
    assert_eq!(reported(&place, &["ignored", "named.txt"]), ["ignored/x.yaml", "named.txt"]);
    let run = place.run(["lint"]);
    assert!(run.err.ends_with("in 4 scripts (4 nodes); not counting 3 other files\n"), "{run:?}");
    place.write("a/z.test.yml", "script: other\nscenarios: []\n");
    let run = place.run(["lint"]);
    assert!(run.err.ends_with("; not counting 1 scenario file and 3 other files\n"), "{run:?}");
    let run = place.run(["lint", "a"]);
    assert!(run.err.ends_with("in 2 scripts (2 nodes); not counting 1 scenario file\n"), "{run:?}");
}

#[test]
fn paths_begin_in_the_folder_of_the_console_and_are_shown_as_they_are_typed() {
    let [here, other] = [Place::new(), Place::new()];
    for (place, id) in [(&here, "a"), (&other, "b")] {
        assert_eq!(place.run(["new", id]).status, 0);
        place.write("faulty.yaml", "callscript: 1\nid: faulty\n");
    }
    let run = here.run(["lint", "--format", "concise", "a.yaml"]);
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, "", "no findings in 1 script (6 nodes)\n"));
    let run = here.run(["lint", "--format", "concise", "--output", "found.txt"]);
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    let found = fs::read_to_string(here.path().join("found.txt")).unwrap();
    assert!(found.starts_with("faulty.yaml:"), "{found}");

    let run = other.run(["lint", "a.yaml"]);
    let error = "error: cannot read `a.yaml`: there is no such file or folder\n";
    assert_eq!((run.status, run.err.as_str()), (2, error));
    assert_eq!(other.run(["test", "b.yaml"]).status, 0);
}

#[test]
fn a_library_is_the_folder_or_what_a_marker_makes_of_it() {
    let place = Place::new();
    place.write("calls/caller.yaml", caller("caller", "callee")).write("shared/callee.yaml", script("callee"));
    let lint = |path: &str| place.run(["lint", "--format", "concise", path]);
    assert!(lint("calls/caller.yaml").out.contains("error[unknown-script]"));
    assert!(lint(".").out.contains("error[unknown-script]"));
    place.write("callscript.toml", "");
    for path in ["calls/caller.yaml", "calls", "."] {
        let run = lint(path);
        assert_eq!((run.status, run.out.as_str()), (0, ""), "{path}: {run:?}");
    }
}

#[test]
fn what_is_read_for_the_library_alone_is_not_reported() {
    let place = Place::new();
    place.write("caller.yaml", caller("caller", "callee"));
    place.write("callee.yaml", script("callee").replace("end: done", "goto: nowhere"));
    let run = place.run(["lint", "--format", "json", "caller.yaml"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.status, &report["summary"]["files"]), (0, &Value::from(1)), "{run:?}");
}

/// Linting the scripts of a folder one by one finds everything that linting the whole folder finds.
#[test]
fn one_script_of_a_folder_is_checked_as_with_the_folder() {
    let place = Place::new();
    let outcome = |id: &str, outcome: &str| script(id).replace("{ done: Done }", outcome);
    place.write("a.yaml", outcome("a", "{ done: Done }"));
    place.write("b.yaml", outcome("b", "{ done: { label: Done, kind: success } }"));
    place.write("c.yaml", outcome("c", "{ done: Finished }"));
    place.write("d.yaml", script("\"\\x63\"").replace("done", "told"));
    place.write("e.yaml", script("e"));
    let all = place.run(["lint", "--format", "concise"]).out;
    assert_eq!(all.lines().count(), 3, "{all}");
    let single = ["a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml"]
        .map(|name| place.run(["lint", "--format", "concise", name]).out);
    let kept = single.concat();
    for line in all.lines() {
        assert!(kept.contains(line), "{line} is not in {kept}");
    }
}

#[cfg(unix)]
#[test]
fn links_lead_to_files_and_not_in_circles() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    place.write("a/one.yaml", script("other"));
    symlink("..", place.path().join("a/up")).unwrap();
    symlink("a/one.yaml", place.path().join("link.yaml")).unwrap();
    assert_eq!(reported(&place, &[]), ["a/one.yaml"]);
    assert_eq!(reported(&place, &["link.yaml", "."]), ["link.yaml"]);
    symlink("ring-b.yaml", place.path().join("ring-a.yaml")).unwrap();
    symlink("ring-a.yaml", place.path().join("ring-b.yaml")).unwrap();
    let run = place.run(["lint", "--format", "concise"]);
    assert_eq!(run.status, 2);
    assert!(run.err.starts_with("error: cannot read `ring-a.yaml`: too many levels of symbolic links"), "{run:?}");
}

#[cfg(unix)]
#[test]
fn what_is_neither_file_nor_folder_is_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::net::UnixListener;
    let place = Place::new();
    let _socket = UnixListener::bind(place.path().join("socket")).unwrap();
    let run = place.run(["lint", "socket"]);
    assert_eq!(run.status, 2);
    assert_eq!(run.err, "error: cannot read `socket`: it is neither a file nor a folder; `-` reads standard input\n");

    let name = OsStr::from_bytes(b"a\xff.yaml");
    if fs::write(place.path().join(name), script("a")).is_ok() {
        let run = place.run([OsStr::new("lint"), name]);
        assert_eq!((run.status, run.out.as_str()), (2, ""));
        assert!(run.err.contains("its name is not UTF-8"), "{run:?}");
        assert_eq!(place.run(["lint"]).status, 2);
    }
}

#[cfg(unix)]
#[test]
fn no_permission_is_said_so() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place
        .write("secret.yaml", script("secret"))
        .write("clean.yaml", script("clean"))
        .write("closed/a.yaml", script("a"));
    for name in ["secret.yaml", "closed"] {
        fs::set_permissions(place.path().join(name), fs::Permissions::from_mode(0o000)).unwrap();
    }
    if fs::read(place.path().join("secret.yaml")).is_ok() {
        return; // Whoever runs this may read everything.
    }
    let run = place.run(["lint", "secret.yaml", "clean.yaml"]);
    assert_eq!(run.status, 2);
    assert!(run.err.starts_with("error: cannot read `secret.yaml`: permission denied\n"), "{run:?}");
    assert!(run.err.ends_with("no findings in 1 script (1 node)\n"), "{run:?}");
    assert!(place.run(["lint"]).err.contains("error: cannot read `closed`: permission denied\n"));
    fs::set_permissions(place.path().join("closed"), fs::Permissions::from_mode(0o700)).unwrap();
}
