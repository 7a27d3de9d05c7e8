//! Comparison with another parser, and property tests on random input.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use saphyr_parser::{Event, Parser, ScalarStyle};

use super::*;

/// The same format as `dump`, from the other parser's events.
pub(super) fn oracle(text: &str) -> Result<String, saphyr_parser::ScanError> {
    let mut out = String::new();
    let mut open: Vec<(bool, usize)> = Vec::new();
    for next in Parser::new_from_str(text.strip_prefix('\u{feff}').unwrap_or(text)) {
        let (event, _) = next?;
        let closes = matches!(event, Event::MappingEnd | Event::SequenceEnd);
        let value = matches!(event, Event::Scalar(..) | Event::MappingStart(..) | Event::SequenceStart(..));
        if let (true, Some((map, count))) = (value, open.last_mut()) {
            out += match (*map, *count) {
                (_, 0) => "",
                (true, count) if count % 2 == 1 => "=",
                _ => " ",
            };
            *count += 1;
        }
        match event {
            Event::MappingStart(..) => out.push('{'),
            Event::SequenceStart(..) => out.push('['),
            Event::MappingEnd => out.push('}'),
            Event::SequenceEnd => out.push(']'),
            Event::Scalar(text, style, ..) => {
                out += match style {
                    ScalarStyle::Plain => "",
                    ScalarStyle::SingleQuoted => "'",
                    ScalarStyle::DoubleQuoted => "\"",
                    ScalarStyle::Literal => "|",
                    ScalarStyle::Folded => ">",
                };
                let empty = text.is_empty() && style == ScalarStyle::Plain;
                out.extend(if empty { "~" } else { &text }.escape_debug());
            }
            _ => {}
        }
        match () {
            () if closes => drop(open.pop()),
            () if out.ends_with('{') && value => open.push((true, 0)),
            () if out.ends_with('[') && value => open.push((false, 0)),
            () => {}
        }
    }
    Ok(out)
}

/// Checks that a file without faults has the same tree in both parsers.
fn agree(text: &str, name: &str) {
    let source = Source::new(name, text);
    let file = read(&source);
    if file.faults.is_empty() {
        assert_eq!(file.root.map(|root| dump(&root)), oracle(text).ok(), "{name}");
    }
}

#[test]
fn snippets_agree_with_the_other_parser() {
    let snippets = [
        "a: b\n",
        "- a\n- b: c\n  d:\n- - e\n",
        "a:\n- b\n-\n- c\nd: e\n",
        "a: {b: c, d: [e, {f: g}], h: i}\n",
        "a: [b: c, \"d\": e]\n",
        "? a\n: b\n? c\n",
        "a: |\n  x\n\n   y\n  z\n\nb: >-\n  one\n  two\n\n  three\n",
        "a: |+\n  x\n\n\nb: |2\n    x\n",
        "a: 'it''s\n  here\n\n  now'\nb: \"x\\\n  y \\u0416 \\x41\\t\"\n",
        "a: x y\n  z\n\n  w # c\nb: http://a.b:80/c#d\n",
        "%YAML 1.2\n---\n# c\na: b\n...\n",
        "'a b': \"c: d\"\n\"e\": 'f #g'\n",
        "a:\r\n  b: |\r\n    c\r\n    d\r\n  e: f\r\n",
        "имя: Ёж 🙂\nда: [один, \"два\"]\n",
        "a: [\n  b,\n  c\n]\nd: {\n  e: f,\n}\n",
        "plain",
        "[]",
        "{}",
        "a: ''\nb: \"\"\nc: ~\nd: null\n",
    ];
    for text in snippets {
        let source = Source::new("a", text);
        assert_eq!(read(&source).faults, [], "{text:?}");
        agree(text, text);
    }
}

/// Every YAML file below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|name| name == "yaml") {
            found.push(path);
        }
    }
}

#[test]
fn files_of_the_workspace_agree_with_the_other_parser() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = Vec::new();
    files(&workspace.join("tests"), &mut found);
    files(&workspace.join("trees"), &mut found);
    for path in found {
        if let Ok(text) = std::fs::read_to_string(&path) {
            agree(&text, &path.to_string_lossy());
        }
    }
}

/// Checks the invariants of every file: spans are valid, and each character of a scalar is located in the file.
fn check_invariants(bytes: &[u8]) {
    let source = Source::from_bytes("a", bytes.to_vec(), Source::MAX_BYTES);
    let text = source.text();
    let file = read(&source);
    assert!(file.root.is_some() || !file.faults.is_empty());
    let (mut spans, mut scalars) = (Vec::new(), Vec::new());
    if let Some(root) = &file.root {
        walk(root, &mut spans, &mut scalars);
    }
    spans.extend(file.faults.iter().map(|fault| fault.span));
    spans.extend(file.comments.iter().chain(file.blanked.iter().map(|node| &node.span)));
    for span in spans {
        assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
    }
    for comment in &file.comments {
        assert!(text[comment.range()].starts_with('#'));
    }
    for fault in &file.faults {
        assert!(fault.blanked.is_none_or(|node| node < file.blanked.len()));
    }
    for scalar in scalars {
        for (at, character) in scalar.text.char_indices().filter(|(_, character)| !character.is_whitespace()) {
            let place = locate(&source, scalar, Span::new(at, at + character.len_utf8()));
            let written = &text[place.range()];
            let escaped =
                (written.starts_with('\\') && scalar.style == Style::Double) || (character == '\'' && written == "''");
            assert!(escaped || written == character.to_string(), "{written:?} is not {character:?} in {text:?}");
        }
    }
}

/// Checks that resuming after a faulty node gives the same result as parsing the whole file again.
fn check_resumed(text: &str) {
    let source = Source::new("a", text);
    let parts = |file: File<'_>| {
        // If every node is blanked, resuming gives an empty map, and parsing again an empty value.
        let root = file.root.as_ref().map(|root| dump(root).replace("nodes={}", "nodes=~"));
        (root, file.comments, file.blanked, file.faults)
    };
    assert_eq!(parts(read(&source)), parts(read_with(&source, |_, _, _| None)), "{text:?}");
}

/// A script's nodes, some of them faulty.
fn nodes() -> impl Strategy<Value = String> {
    let lines = [
        "  a:\n",
        "  \"b\":\n",
        "  c: d\n",
        "    say: x # c\n",
        "    say: |\n",
        "      x\n",
        "    - y\n",
        "    say: {{ x }}\n",
        "    say: \"x\n",
        "    say: 'x\n",
        "    x: [a\n",
        "    x: { a: b,\n",
        "    say: a: b\n",
        "    say:x\n",
        "    words\n",
        "\t x: y\n",
        "   d: e\n",
        " f: g\n",
        "  words\n",
        "\n",
        "# c\n",
        "last: x\n",
        "    s: &x *x\n",
        "  - z\n",
        "  <<: x\n",
        "  {{ x }}: y\n",
        "---\n",
        "nodes:\n",
        "    say: '\n\n     x'\n",
    ];
    prop::collection::vec(prop::sample::select(lines.to_vec()), 0..25)
        .prop_map(|lines| format!("id: x\nnodes:\n{}", lines.concat()))
}

/// A random sequence of pieces of a script.
fn lines() -> impl Strategy<Value = String> {
    let pieces = [
        "nodes:\n",
        "  a:\n",
        "  \"b\":\n",
        "\n",
        "\r\n",
        "\r",
        " ",
        "  ",
        "    ",
        "\t",
        "a",
        "say: ",
        "goto: ",
        ": ",
        ":",
        "- ",
        "-",
        "?",
        "\"",
        "'",
        "''",
        "\\",
        "\\n",
        "\\u0416",
        "{",
        "}",
        "{{ x }}",
        "[",
        "]",
        ",",
        "#",
        " # c",
        "|",
        ">-",
        "|2+",
        "&x ",
        "*x",
        "!t ",
        "<<: ",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "Ж",
        "🙂",
        "\u{feff}",
        "\u{7}",
        "\u{85}",
        "words of a text",
        "\u{a0}",
        "\u{2028}",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        check_invariants(&bytes);
    }

    #[test]
    fn any_text(text in "\\PC{0,60}") {
        check_invariants(text.as_bytes());
    }

    #[test]
    fn any_lines(text in lines()) {
        check_invariants(text.as_bytes());
    }

    #[test]
    fn any_nodes(text in nodes()) {
        check_invariants(text.as_bytes());
        check_resumed(&text);
    }
}
