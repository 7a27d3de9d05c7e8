//! After a syntax error in a node, the rest of the file is parsed.

use super::*;

/// The text at a fault's span, and the index of its blanked node.
type FaultOfNode = (String, Option<usize>);

/// The dumped tree, the ids of the blanked nodes, and the faults with their nodes.
fn recover(text: &str) -> (String, Vec<String>, Vec<FaultOfNode>) {
    let source = Source::new("a", text);
    let file = read(&source);
    for node in &file.blanked {
        assert!(text[node.span.range()].contains(&node.id));
    }
    let faults = file.faults.iter().map(|fault| (text[fault.span.range()].to_owned(), fault.blanked)).collect();
    let blanked = file.blanked.iter().map(|node| node.id.clone()).collect();
    (file.root.as_ref().map(dump).unwrap_or_default(), blanked, faults)
}

#[test]
fn the_node_that_the_quote_begins_in_is_blanked() {
    for end in ["\n", "\r\n", "\r"] {
        let text =
            "id: x\nnodes:\n  a:\n    say: \"Hi\n    goto: b\n  \"b\":\n    say: Oh: no\n  c:\n    end: d\nlast: e\n"
                .replace('\n', end);
        let (tree, blanked, faults) = recover(&text);
        assert_eq!(tree, "{id=x nodes={c={end=d}} last=e}");
        assert_eq!(blanked, ["a", "b"]);
        assert_eq!(faults, [("\"Hi".to_owned(), Some(0)), (":".to_owned(), Some(1))]);
    }
}

#[test]
fn a_quote_that_the_next_node_closes_is_of_the_node_that_opens_it() {
    let (tree, blanked, faults) = recover("nodes:\n  a:\n    say: \"Hi\n\n  \"b\":\n    say: x\n  c: d\n");
    assert_eq!((tree.as_str(), blanked.as_slice()), ("{nodes={\"b={say=x} c=d}}", ["a".to_owned()].as_slice()));
    assert_eq!(faults, [("\"Hi".to_owned(), Some(0))]);
}

#[test]
fn an_open_bracket_is_of_the_node_that_opens_it() {
    let text = "nodes:\n  a:\n    with: { day: x\n  b:\n    with: { y: [1] }\n  c:\n    end: d\n";
    let (tree, blanked, faults) = recover(text);
    assert_eq!(tree, "{nodes={b={with={y=[1]}} c={end=d}}}");
    assert_eq!(blanked, ["a"]);
    assert_eq!(faults, [("{".to_owned(), Some(0))]);
    let (tree, blanked, _) = recover("nodes:\n  a:\n    x: [\n  b:\n    y: c\n");
    assert_eq!((tree.as_str(), blanked.as_slice()), ("{nodes={b={y=c}}}", ["a".to_owned()].as_slice()));
}

#[test]
fn every_trap_blanks_its_own_node_alone() {
    for line in [
        "say: {{ x }} hi",
        "say: a: b",
        "say: \"a\" b",
        "- x",
        "\tsay: x",
        "say: @x",
        "say: > x",
        "just words",
        "say:x",
        "say: [a",
        "say: 'a",
        "say: *a b",
        "x: ]",
    ] {
        let text =
            format!("nodes:\n  a:\n    end: x\n  b:\n    guidance: y\n    {line}\n    end: x\n  c:\n    end: x\n");
        let (tree, blanked, faults) = recover(&text);
        assert_eq!(tree, "{nodes={a={end=x} c={end=x}}}", "{line}");
        assert_eq!(blanked, ["b"], "{line}");
        assert_eq!(faults.len(), 1, "{line}");
    }
}

#[test]
fn a_block_of_text_before_a_blanked_node_stays_as_it_is() {
    let (tree, _, _) = recover("nodes:\n  a:\n    say: |\n      x\n  b:\n    a longer line than that: y: z\n  c: d\n");
    assert_eq!(tree, "{nodes={a={say=|x\\n} c=d}}");
}

#[test]
fn bounds_are_errors_of_their_node() {
    let text = format!("nodes:\n  a: {}{}\n  b: c\n", "[".repeat(70), "]".repeat(70));
    assert_eq!(recover(&text).0, "{nodes={b=c}}");
    let text = format!("nodes:\n  a:\n    say: {}\n  b: c\n", "x".repeat(MAX_SCALAR + 1));
    assert_eq!(recover(&text).0, "{nodes={b=c}}");
}

#[test]
fn outside_nodes_the_error_is_the_only_fault() {
    let (tree, blanked, faults) = recover("a: &x \u{7}\nb: \"c\nnodes:\n  d: \"e\n");
    assert_eq!((tree.as_str(), blanked.len()), ("", 0));
    assert_eq!(faults, [("\"c".to_owned(), None)]);
    let (tree, _, faults) = recover("nodes: { a: { say: x: y } }\n");
    assert_eq!((tree.as_str(), faults.len()), ("", 1));
}

#[test]
fn more_faulty_nodes_than_the_bound_leave_no_tree_but_every_error() {
    let many = |count: usize| {
        let node = |number: usize| format!("  n{number}:\n    say: a: b\n");
        format!("nodes:\n{}  ok: x\n", (0..count).map(node).collect::<String>())
    };
    let (tree, blanked, faults) = recover(&many(MAX_RECOVERIES));
    assert_eq!((tree.as_str(), blanked.len(), faults.len()), ("{nodes={ok=x}}", 20, 20));
    let (tree, blanked, faults) = recover(&many(30));
    assert_eq!((tree.as_str(), blanked.len(), faults.len()), ("", 20, 21));
}
