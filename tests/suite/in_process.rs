//! Commands that are performed in this process, each in a folder of its own.

use std::ffi::OsString;
use std::io;

use callscript_cli::{Console, Status, perform};

use crate::support::Place;

/// Performs a command in a folder: how it ended, and what it wrote.
fn performed(place: &Place, arguments: &[&str]) -> (Status, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = perform(
        arguments.iter().map(OsString::from),
        &mut Console {
            out: &mut out,
            err: &mut err,
            input: &mut io::empty(),
            typed: false,
            colour: false,
            width: None,
            folder: place.path().to_owned(),
        },
    );
    let [out, err] = [out, err].map(|bytes| String::from_utf8(bytes).unwrap());
    (status, out, err)
}

#[test]
fn paths_begin_in_the_folder_of_the_console_and_are_shown_as_they_are_typed() {
    let places = [Place::new(), Place::new()];
    for (place, id) in places.iter().zip(["a", "b"]) {
        assert_eq!(performed(place, &["callscript", "new", id]).0, Status::Good);
        place.write("faulty.yaml", "callscript: 1\nid: faulty\n");
    }
    let [here, other] = &places;

    let (status, out, err) = performed(here, &["callscript", "lint", "--format", "concise", "a.yaml"]);
    assert_eq!((status, out.as_str(), err.as_str()), (Status::Good, "", "no findings in 1 script (6 nodes)\n"));
    let (status, out, _) = performed(here, &["callscript", "lint", "--format", "concise", "--output", "found.txt"]);
    assert_eq!((status, out.as_str()), (Status::Faulty, ""));
    let found = std::fs::read_to_string(here.path().join("found.txt")).unwrap();
    assert!(found.starts_with("faulty.yaml:"), "{found}");

    let (status, _, err) = performed(other, &["callscript", "lint", "a.yaml"]);
    assert_eq!(
        (status, err.as_str()),
        (Status::Failed, "error: cannot read `a.yaml`: there is no such file or folder\n")
    );
    let (status, out, _) = performed(other, &["callscript", "test", "b.yaml"]);
    assert_eq!(status, Status::Good, "{out}");
}
