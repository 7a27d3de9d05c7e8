//! Properties of every drawing, with arbitrary labels.

use callscript::internal::drawing::Drawing;
use callscript::library::{File, Library};
use callscript::source::Source;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use super::{Direction, dot, mermaid, text};

/// A proptest configuration: the same cases in every run, without files for failures.
fn repeatable() -> Config {
    Config { rng_seed: RngSeed::Fixed(0), failure_persistence: None, ..Config::default() }
}

fn read(script: &str) -> Library {
    Library::from_sources(vec![Source::new("a.yaml", script)])
}

fn draw(library: &Library) -> Drawing<'_> {
    let file: &File = &library.files()[0];
    Drawing::new(file, &library.lint())
}

/// A text in double quotes, as YAML writes it.
fn quoted(text: &str) -> String {
    let characters = text.chars().map(|character| format!("\\U{:08x}", u32::from(character)));
    format!("\"{}\"", characters.collect::<String>())
}

/// A script with this title, whose question has one answer with this label.
fn script(label: &str) -> String {
    let label = quoted(label);
    format!(
        "callscript: 1\nid: a\ntitle: {label}\nstart: end\noutcomes: {{ done: Done }}\nnodes:\n  end:\n    say: {label}\n    \
         answers:\n      {label}: {{ end: done }}\n      other: end-of-it\n  end-of-it:\n    end: done\n"
    )
}

/// The label of the only Mermaid edge that ends with an outcome, with its character codes decoded.
fn mermaid_label(page: &str) -> Option<String> {
    let line = page.lines().find(|line| line.contains("n_end -->|") && line.ends_with(" o0"))?;
    let label = line.split_once("|\"")?.1.rsplit_once("\"|")?.0;
    assert!(
        !label.contains(['"', '<', '>', '&', '|', '[', ']', '`', '*', '_', '%']),
        "a sign is not written by its number: {line}"
    );
    let mut parts = label.split('#');
    let mut read = parts.next()?.to_owned();
    for part in parts {
        let (number, words) = part.split_once(';')?;
        read.push(char::from_u32(number.parse().ok()?)?);
        read.push_str(words);
    }
    Some(read.replace('\u{2060}', ""))
}

/// The same for a DOT edge.
fn dot_label(page: &str) -> Option<String> {
    let line = page.lines().find(|line| line.contains("n_end -> o0 ["))?;
    let label = line.split_once("label=\"")?.1.strip_suffix("\"];")?;
    let mut read = String::new();
    let mut characters = label.chars();
    while let Some(character) = characters.next() {
        assert_ne!(character, '"', "a quote ends the label: {line}");
        read.push(if character == '\\' { characters.next()? } else { character });
    }
    assert_eq!(read.matches('&').count(), read.matches("&amp;").count(), "an entity: {line}");
    Some(read.replace("&amp;", "&"))
}

#[test]
fn a_long_chain_stays_where_it_is_and_a_deep_one_is_continued_below() {
    let messages = (0..3000).map(|at| format!("  m{at}: {{ say: Hello, goto: m{} }}\n", at + 1));
    let questions =
        (0..3000).map(|at| format!("  q{at}:\n    answers:\n      Yes: q{}\n      No: {{ end: done }}\n", at + 1));
    let nodes: String = messages.chain(["  m3000: { say: Hello, goto: q0 }\n".to_owned()]).chain(questions).collect();
    let chain = format!(
        "callscript: 1\nid: a\ntitle: A\nstart: m0\noutcomes: {{ done: Done }}\nnodes:\n{nodes}  q3000: {{ end: done }}\n"
    );
    let library = read(&chain);
    let page = text(&draw(&library), 80);
    assert!(page.contains("\n● m3000 · message · Hello\n● q0 · question\n├─ Yes\n"));
    assert!(page.lines().all(|line| line.chars().count() <= 80));
    for at in 0..=3000 {
        assert_eq!(page.matches(&format!("● q{at} ·")).count(), 1, "q{at}");
    }
}

#[test]
fn a_focus_names_what_leaves_the_picture_and_what_was_meant() {
    let library = read(
        "callscript: 1\nid: a\ntitle: A\nstart: one\noutcomes: { done: Done }\nnodes:\n  one: { goto: two }\n  \
         two: { goto: three }\n  three: { goto: four }\n  four: { end: done }\n",
    );
    let drawing = draw(&library).focus("three", 1).unwrap();
    let ids: Vec<_> = drawing.nodes.iter().map(|node| node.id).collect();
    assert_eq!(ids, ["two", "three", "four"]);
    assert_eq!(drawing.edges.len(), 2);
    let narrow = draw(&library).focus("three", 0).unwrap();
    assert!(text(&narrow, 80).ends_with("▶ three · message\n→ four (not shown)\n"));
    assert!(!dot(&narrow, Direction::Right).contains("->"));
    let unknown = draw(&library).focus("thre", 1).unwrap_err();
    assert_eq!(unknown.meant.as_deref(), Some("three"));
}

proptest! {
    #![proptest_config(repeatable())]

    #[test]
    fn any_label_comes_out_as_itself(label in r##"([ -~]|["#&;|<>`\\%$\[\]{}]|\PC){1,24}"##) {
        let library = read(&script(&label));
        let drawing = draw(&library);
        prop_assume!(drawing.edges.len() == 2);
        let shown = label.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assume!(!shown.is_empty() && !shown.contains("\\u{") && !shown.contains(['\u{2060}', '\u{61c}']));
        prop_assume!(!shown.contains(|c| ('\u{200e}'..='\u{200f}').contains(&c) || ('\u{2028}'..='\u{2069}').contains(&c)));
        prop_assert_eq!(mermaid_label(&mermaid(&drawing, Direction::Down).text), Some(shown.clone()));
        prop_assert_eq!(dot_label(&dot(&drawing, Direction::Down)), Some(shown));
    }

    #[test]
    fn no_label_breaks_a_line_or_reaches_the_terminal(label in r"([a-z]|[\r\n\t\x1b\u{85}\u{9b}\u{2028}\u{202e}]|(?s).){1,24}") {
        let plain = read(&script("x"));
        let library = read(&script(&label));
        let (plain, drawing) = (draw(&plain), draw(&library));
        prop_assume!(drawing.edges.len() == plain.edges.len());
        let pages = |drawing: &Drawing<'_>| {
            [text(drawing, 80), mermaid(drawing, Direction::Down).text, dot(drawing, Direction::Right)]
        };
        for (page, plain) in pages(&drawing).iter().zip(pages(&plain)) {
            let harmful = |c: char| (c.is_control() && c != '\n') || ('\u{2028}'..='\u{202e}').contains(&c);
            prop_assert!(!page.contains(harmful));
            // A faulty label adds a mark to its node, and two lines to a flowchart.
            prop_assert!(page.lines().count() <= plain.lines().count() + 2, "{page}");
        }
    }
}
