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

/// A script that goes through this many nodes, each of which says the same words.
fn chain(nodes: usize, words: &str) -> String {
    let head = "callscript: 1\nid: chain\ntitle: Chain\nstart: n0\noutcomes: { done: Done }\nnodes:\n";
    let middle: Vec<String> =
        (0..nodes).map(|node| format!("  n{node}: {{ say: {words}, goto: n{} }}\n", node + 1)).collect();
    head.to_owned() + &middle.concat() + &format!("  n{nodes}: {{ say: Bye, end: done }}\n")
}

#[test]
fn what_mermaid_does_not_draw_is_said() {
    let place = Place::new();
    for (nodes, words, limit) in
        [(40, "a", ""), (499, "a", ""), (500, "a", "maxEdges"), (450, &*"word ".repeat(40), "maxTextSize")]
    {
        place.write("chain.yaml", chain(nodes, words));
        let run = place.run(["render", "chain.yaml", "--format", "mermaid"]);
        assert_eq!(run.status, 0);
        assert!(run.err.contains(limit) && run.err.is_empty() == limit.is_empty(), "{nodes}: {}", run.err);
        let arrows = run.out.lines().filter(|line| line.contains("-->")).count();
        assert_eq!(arrows > 500, limit == "maxEdges");
        assert_eq!(run.out.len() > 50_000, limit == "maxTextSize");
        let run = place.run(["render", "chain.yaml", "--format", "mermaid", "--focus", "n9", "--depth", "3"]);
        assert_eq!((run.status, run.err.as_str()), (0, ""));
        assert_eq!(place.run(["render", "chain.yaml", "--format", "dot"]).err, "");
    }
}
