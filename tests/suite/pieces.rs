//! The pieces of scripts in `docs/`: with a script around them they are read without a finding.
//!
//! What they name, such as other nodes, need not be there.

use crate::shown::{id, page, pages, scenarios_of};
use crate::support::Place;

/// The rules that ask for nothing but what stands in a piece itself.
const RULES: &str = "yaml-syntax,yaml-feature,duplicate-key,unknown-key,wrong-type,bad-value,missing-key,bad-text,\
                     bad-expression,several-exits,dead-end,unclear-id,missing-default";

#[test]
fn every_piece_of_a_script_is_read() {
    let mut wrong = Vec::new();
    for name in pages() {
        let page = page(&name);
        let pieces = page.blocks.iter().filter(|block| block.language == "yaml" && block.info.is_empty());
        let is_piece = |text: &str| id(without_comments(text)).is_none() && scenarios_of(text).is_none();
        for piece in pieces.filter(|block| is_piece(&block.text)) {
            let place = Place::new();
            place.write("piece.yaml", around(&piece.text));
            let run = place.run(["lint", "piece.yaml", "--only", RULES]);
            if run.status != 0 {
                wrong.push(format!("{name}:\n{}\n{}", piece.text, run.out));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What follows the lines that a piece begins with and that are comments.
fn without_comments(piece: &str) -> &str {
    let comments = piece.split_inclusive('\n').take_while(|line| line.trim_start().starts_with('#'));
    &piece[comments.map(str::len).sum()..]
}

/// A whole script around a piece of one.
fn around(piece: &str) -> String {
    let key = without_comments(piece).trim_start().split(':').next().unwrap();
    let indented = |by: &str| piece.split_inclusive('\n').flat_map(|line| [by, line]).collect::<String>();
    let body = match key {
        "nodes" => piece.to_owned(),
        "outcomes" | "variables" | "entries" | "anytime" | "after" | "channels" | "policies" => {
            let nodes = if piece.contains("\nnodes:") { "" } else { "nodes: { a: { end: done } }\n" };
            format!("{piece}{nodes}")
        }
        "answers" | "say" | "set" | "with" | "decide" => format!("nodes:\n  a:\n{}", indented("    ")),
        _ => format!("nodes:\n{}", indented(if piece.starts_with(' ') { "" } else { "  " })),
    };
    let outcomes = if key == "outcomes" { "" } else { "outcomes: { done: Done }\n" };
    let channels = if key == "channels" { "" } else { "channels: [phone, chat]\n" };
    format!("callscript: 1\nid: piece\ntitle: Piece\nstart: a\n{channels}{outcomes}{body}")
}
