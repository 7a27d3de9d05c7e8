//! Lines that begin too far left, and tabs in indentation: what other parsers of YAML refuse as well.

use proptest::prelude::*;

use super::faults::{faults, only};
use super::properties::oracle;
use super::*;

/// Checks that every text is free of faults.
fn fine(texts: &[&str]) {
    for text in texts {
        assert_eq!(faults(text), [], "{text:?}");
    }
}

#[test]
fn a_forgotten_quote_swallows_no_lines() {
    let quote = |text, place| only(text, "quote \" that begins here is not closed", "put a \" at the end", place);
    quote("a:\n  b: { \"c\": d, \"e\n  f: g\n  h: i\": j }\n", "\"e");
    quote("a:\n  b: { \"c\": d, \"e\n  f: g\" }\n", "\"e");
    quote("a:\n  b: [\"c\n  d\"]\n", "\"c");
    quote("a:\n  - \"b\n  c\"\n", "\"b");
    quote("a: \"b\\\nc\"\n", "\"b\\");
    quote("a: \"b\n\"\n", "\"b");
    quote("a: [\"b\n\tc\"]\n", "\"b");
    only(
        "a: {\n  b: 'c\nd'\n}\n",
        "quote ' that",
        "put a ' at the end of the text; if it has several lines, indent",
        "'c",
    );
    fine(&[
        "a: \"b\n c\n\n d\n \"\n",
        "a:\n  b: [\"c\n   d\"]\n",
        "\"a\nb\n\"\n",
        "[\"a\nb\"]\n",
        "- \"a\n  b\"\n- c: 'd\n   e'\n",
    ]);
}

#[test]
fn a_forgotten_bracket_swallows_no_lines() {
    let bracket = |text, place| only(text, "that begins here is not closed", "several lines, indent each", place);
    bracket("a:\n  b: [c,\n  d, e]\n", "[");
    bracket("a:\n  b: { c: d,\ne: f }\n", "{");
    bracket("a:\n  b: { c: [\n  d] }\n", "{");
    bracket("a: [b\nc]\n", "[");
    bracket("- a: [\n  b ]\n", "[");
    bracket("a:\n  b: { c: d,\n  e: \"f\n  g\" }\n", "{");
    fine(&[
        "a: [b,\n c,\n\n# d\n e]\n",
        "[a,\nb, {\nc: d }]\n",
        "{\na: b\n}\n",
        "a: {\n  b: c } # d\n",
        "\u{feff}a: [b,\n c]\n",
    ]);
}

#[test]
fn a_closing_bracket_alone_may_stand_below_its_key() {
    fine(&[
        "a: {\n  b: c\n}\nd: [\n  e\n]\n",
        "a:\n  b: {\n    c: [\n      d\n    ],\n  } # e\n  f: g\n",
        "- [\n  a\n]\n- b: {\n    c: d\n  }\n",
    ]);
    only("a:\n  b: {\n    c: d\n }\n", "not closed", "indent each", "{");
    only("a:\n  b: {\n    c: [\n      d\n  ] }\n", "not closed", "indent each", "{");
    only("- a: {\n    b: c\n}\n", "not closed", "indent each", "{");
}

#[test]
fn tabs_are_no_indentation() {
    let tab = |text, place| only(text, "this line is indented with a tab", "use spaces", place);
    tab("a:\n  \tb: c\n", "  \t");
    tab("a:\n \t- b\n", " \t");
    tab("\ta: b\n", "\t");
    tab("\ta\n", "\t");
    tab("a: { b: c,\n\td: e }\n", "\t");
    tab("a: {\n  b: c\n\t}\n", "\t");
    tab("a: b\n\t\n  c\n", "\t");
    tab("a: { b: c\n\t\n  d }\n", "\t");
    tab("a: |\n  b\n \t\nc: d\n", " \t");
    tab("a: |\n  b\n\n\t# c\nd: e\n", "\t");
    tab("a:\n\t", "\t");
    tab("- a\n- # b\n\t", "\t");
    let inside = |text| only(text, "a tab where only spaces are allowed", "use spaces", "\t");
    inside("-\ta: b\n");
    inside("- -\ta: b\n");
}

#[test]
fn tabs_elsewhere_are_fine() {
    fine(&[
        "a:\tb\t# c\nd: e\t\n",
        "-\ta\n- [\tb,\tc ]\n- [\td: e,\n \t{\tf\t:\tg } ]\n",
        "a:\n  \tb\n",
        "a:\n\t\n  b: c\n\t# d\n",
        "a: |\n  b\n  \tc\n  \t\nd: e\n",
        "a: |\n  b\n# c\n\t\nd: e\n",
        "a: b\n \t\n  c\n",
        "a: b\n\t",
        "a: {\n}\n\t",
        "--- \ta\n",
        "a: {\n \tb: c,\n\t\n \td: e }\n",
    ]);
}

#[test]
fn the_rest_of_the_file_is_read() {
    let text = "nodes:\n  a:\n    x: { \"b\": c, \"d\n    e: f\n  b:\n    say: \"g\"\n  c: [\n  h ]\n  d:\n    \ti: j\n  e: k\n";
    let source = Source::new("a", text);
    let file = read(&source);
    assert_eq!(dump(&file.root.unwrap()), "{nodes={b={say=\"g} e=k}}");
    let places: Vec<_> = file.faults.iter().map(|fault| &text[fault.span.range()]).collect();
    assert_eq!(places, ["\"d", "[", "    \t"]);
}

/// Texts in brackets and quotes; the lines between them are indented at random.
fn indented() -> impl Strategy<Value = String> {
    let lines = [
        "a:",
        "- ",
        "b: { c: \"d",
        "e\", f: [",
        "g, h",
        "]",
        "}",
        "] }",
        "- i: 'j",
        "k'",
        "'",
        "l: [m",
        "n, # o",
        "\"p\\",
        "\"]",
        "",
        "q: r",
    ];
    let line = (0..5usize, prop::sample::select(lines.to_vec()))
        .prop_map(|(spaces, line)| format!("{}{line}\n", " ".repeat(spaces)));
    prop::collection::vec(line, 1..7).prop_map(|lines| lines.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2048, ..ProptestConfig::default() })]

    /// The parser's strict mode refuses the same, and closing brackets below their key. Another parser, if it reads the text,
    /// reads the same.
    #[test]
    fn what_is_too_far_left_is_so_for_the_parsers_strict_mode(text in indented()) {
        let options = granit_parser::options! { strict_indentation: true };
        let error = granit_parser::Parser::new_from_str_with_options(&text, options).find_map(Result::err);
        let refused = error.map(|error| error.marker().byte_offset().unwrap());
        let faults = faults(&text);
        if faults.is_empty() {
            let source = Source::new("a", text.as_str());
            let tree = read(&source).root.map(|root| dump(&root));
            prop_assert!(text.trim().is_empty() || oracle(&text).map_or(true, |other| Some(other) == tree), "{text:?}");
            prop_assert!(refused.is_none_or(|at| text[at..].starts_with([']', '}'])), "{text:?}");
        }
        if refused.is_none() {
            prop_assert!(!faults.iter().any(|(_, _, help, _)| help.contains("indent each of them")), "{text:?}: {faults:?}");
        }
    }
}
