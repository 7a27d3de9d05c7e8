//! `callscript render`: a valid and a faulty script in every format, and errors.

use serde_json::Value;

use crate::support::{Place, repository};

#[test]
fn a_focus_draws_what_is_near_a_node() {
    let place = Place::new();
    place.copy(&repository("tests/render/clean.yaml"));
    let run = place.run(["render", "clean.yaml", "--focus", "restart", "--format", "json"]);
    let picture: Value = serde_json::from_str(&run.out).unwrap();
    let ids: Vec<_> = picture["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["lights", "power", "restart", "slot"]);

    let run = place.run(["render", "clean.yaml", "--focus", "restrat"]);
    assert_eq!(run.status, 2);
    assert_eq!(run.err, "error: the script has no node `restrat`\nhelp: did you mean `restart`?\n");
}

#[test]
fn the_exit_status_says_whether_something_was_drawn() {
    let place = Place::new();
    place.copy(&repository("tests/render/faulty.yaml")).write("empty.yaml", "").write("binary.yaml", b"a\0b");
    for (arguments, status) in [
        (&["render", "faulty.yaml"][..], 0),
        (&["render", "faulty.yaml", "--format", "dot", "--direction", "right", "--output", "faulty.dot"], 0),
        (&["render", "empty.yaml"], 1),
        (&["render", "binary.yaml"], 1),
        (&["render", "missing.yaml"], 2),
        (&["render", "."], 2),
        (&["render", "faulty.yaml", "--format", "nonsense"], 2),
        (&["render", "faulty.yaml", "--depth", "2"], 2),
        (&["render", "faulty.yaml", "--output", "no/such/folder"], 2),
        (&["render"], 2),
    ] {
        let run = place.run(arguments);
        assert_eq!(run.status, status, "{arguments:?}: {run:?}");
        assert_eq!(run.err.is_empty(), status == 0, "{arguments:?}: {run:?}");
    }
    let dot = std::fs::read_to_string(place.path().join("faulty.dot")).unwrap();
    assert!(dot.starts_with("digraph {\n    graph [rankdir=LR, "), "{dot}");
    let clean = std::fs::read(repository("tests/render/clean.yaml")).unwrap();
    let run = place.run_with(["render", "-", "--stdin-filename", "clean.yaml"], &clean);
    assert!(run.status == 0 && run.out.starts_with("Home internet is down (clean)\n"), "{run:?}");
}
