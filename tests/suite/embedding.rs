//! The page for embedders shows code that runs: each block of Rust stands, line by line, in a program of `examples/`, which
//! `.ci/run` performs, or in an example of the documentation, which `cargo test` performs.

use std::fs;

use crate::crates::sources;
use crate::support::{names, repository};

const PAGE: &str = "docs/embedding.md";

#[test]
fn the_code_on_the_page_is_code_that_runs() {
    let page = fs::read_to_string(repository(PAGE)).unwrap();
    let shown = blocks(&page);
    let code: Vec<String> = performed();
    assert!(shown.len() > 8, "the page shows code");
    for block in shown {
        let is_there = code.iter().any(|text| holds(text, block));
        assert!(is_there, "{PAGE} shows what no example does:\n{block}");
    }
}

#[test]
fn a_block_is_found_at_any_indentation_and_nowhere_else() {
    let text = "fn a() {\n    if b {\n        c();\n\n        d();\n    }\n}\n";
    assert!(holds(text, "if b {\n    c();\n\n    d();\n}\n"));
    assert!(holds(text, "c();\n\nd();\n"));
    assert!(!holds(text, "if b {\nc();\n"));
    assert!(!holds(text, "c();\nd();\n"));
    assert!(!holds(text, "e();\n"));
}

/// The blocks of Rust on a page.
fn blocks(page: &str) -> Vec<&str> {
    page.split("\n```rust\n").skip(1).map(|rest| rest.split_once("```\n").unwrap().0).collect()
}

/// All code that is performed: programs, and what is in comments of documentation and in READMEs.
fn performed() -> Vec<String> {
    let mut all: Vec<String> = sources("examples").into_iter().map(|(_, text)| text).collect();
    for name in names(&repository("crates")) {
        all.push(fs::read_to_string(repository(&format!("crates/{name}/README.md"))).unwrap());
        for (_, text) in sources(&format!("crates/{name}/src")) {
            let comments = text.lines().map(|line| {
                let line = line.trim_start();
                let comment = line.strip_prefix("///").or_else(|| line.strip_prefix("//!")).unwrap_or("//");
                comment.strip_prefix(' ').unwrap_or(comment)
            });
            all.push(comments.flat_map(|line| [line, "\n"]).collect());
        }
    }
    all
}

/// Whether the lines of a block stand in a text one after the other, all indented by as much more.
fn holds(text: &str, block: &str) -> bool {
    let (text, block): (Vec<&str>, Vec<&str>) = (text.lines().collect(), block.lines().collect());
    let first = block.first().copied().unwrap_or_default();
    text.windows(block.len()).any(|lines| {
        let indent = lines[0].strip_suffix(first).filter(|indent| indent.trim().is_empty());
        indent.is_some_and(|indent| {
            let is_same = |(line, shown): (&&str, &&str)| match line.strip_prefix(indent) {
                Some(line) => line == *shown,
                None => line.is_empty() && shown.is_empty(),
            };
            lines.iter().zip(&block).all(is_same)
        })
    })
}
