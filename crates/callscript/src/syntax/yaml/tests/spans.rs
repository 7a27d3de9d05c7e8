//! Every value, key and comment has its exact span.

use std::borrow::Cow;

use super::*;

/// The dumped tree, and the text at every span in it.
fn spans(text: &str) -> (String, Vec<String>) {
    let source = Source::new("a", text);
    let file = read(&source);
    assert_eq!(file.faults, [], "{text:?}");
    let root = file.root.unwrap();
    let (mut spans, mut scalars) = (Vec::new(), Vec::new());
    walk(&root, &mut spans, &mut scalars);
    (dump(&root), spans.iter().map(|span| text[span.range()].to_owned()).collect())
}

#[test]
fn block_collections_reach_from_first_key_to_end_of_last_value() {
    let (tree, spans) = spans("# c\na:\n  b: 1 # x\n  c:\n  - d\n  - - e\n    - f\n\ng: {h: [i, j], k}\n");
    assert_eq!(tree, "{a={b=1 c=[d [e f]]} g={h=[i j] k=~}}");
    assert_eq!(
        spans,
        [
            "a:\n  b: 1 # x\n  c:\n  - d\n  - - e\n    - f\n\ng: {h: [i, j], k}",
            "a",
            "b: 1 # x\n  c:\n  - d\n  - - e\n    - f",
            "b",
            "1",
            "c",
            "- d\n  - - e\n    - f",
            "d",
            "- e\n    - f",
            "e",
            "f",
            "g",
            "{h: [i, j], k}",
            "h",
            "[i, j]",
            "i",
            "j",
            "k",
            ""
        ]
    );
}

#[test]
fn lists_at_the_indent_of_their_key_begin_at_their_dash() {
    assert_eq!(spans("a:\n- -1\n-  b\n").1[2], "- -1\n-  b");
    assert_eq!(spans("a:\n- - x\n  - y\n").1[2], "- - x\n  - y");
    assert_eq!(spans("a:\n- - x\n  - y\n").1[3], "- x\n  - y");
    assert_eq!(spans("a: # [\n\n-\n- b\n").1[2], "-\n- b");
}

#[test]
fn nothing_stands_after_its_colon_or_dash() {
    let place = |text: &str| {
        let source = Source::new("a", text);
        let root = read(&source).root.unwrap();
        let (mut spans, mut scalars) = (Vec::new(), Vec::new());
        walk(&root, &mut spans, &mut scalars);
        spans.iter().rfind(|span| span.start == span.end).unwrap().start
    };
    assert_eq!(place("a: 1\nb:   # c\n"), 7);
    assert_eq!(place("b:\n\na: 1\n"), 2);
    assert_eq!(place("- a\n-   # c\n- b\n"), 5);
    assert_eq!(place("{ a , b }"), 7);
    assert_eq!(place(""), 0);
    assert_eq!(place("\u{feff}# only a comment"), 3);
    assert_eq!(place("a: &x\n"), 5);
}

#[test]
fn scalars_have_their_quotes_and_headers() {
    let text = "a: \"x\\ny\"\nb: 'it''s'\nc: |2-  # note\n\n   x | y\n\n  z  \n\nd: >\n   one\n   two\ne: |\n\nf: |+\n";
    let (tree, spans) = spans(text);
    assert_eq!(tree, r#"{a="x\ny b='it\'s c=|\n x | y\n\nz   d=>one two\n e=| f=|}"#);
    assert_eq!(spans[2], "\"x\\ny\"");
    assert_eq!(spans[4], "'it''s'");
    assert_eq!(spans[6], "|2-  # note\n\n   x | y\n\n  z  ");
    assert_eq!(spans[8], ">\n   one\n   two");
    assert_eq!(spans[10], "|");
    assert_eq!(spans[12], "|+");
}

#[test]
fn line_ends_marks_and_letters_of_every_kind_keep_their_places() {
    for end in ["\n", "\r\n", "\r"] {
        let text = format!("\u{feff}# 🙂{end}имя: |{end}  Привет, 🙂!{end}  Пока{end}да: {{ кот: \"пёс\" }}{end}");
        let (tree, spans) = spans(&text);
        assert_eq!(tree, "{имя=|Привет, 🙂!\\nПока\\n да={кот=\"пёс}}");
        assert_eq!(spans[1], "имя");
        assert_eq!(spans[2], format!("|{end}  Привет, 🙂!{end}  Пока"));
        assert_eq!(spans[4..], ["{ кот: \"пёс\" }", "кот", "\"пёс\""]);
    }
}

#[test]
fn comments_are_found_wherever_they_are_and_nowhere_else() {
    let text =
        "\u{feff}#0\n%YAML 1.2 #1\n--- #2\na: 'x #' #3\nb: | #4\n  y #\n #5\nc: x#y #6\nd: [ #7\n e#,#8\n f] \t#9\n#10";
    let source = Source::new("a", text);
    let file = read(&source);
    assert_eq!(file.faults.len(), 1, "{:?}", file.faults);
    let text = text.replace(",#8", ", #8");
    let source = Source::new("a", text.as_str());
    let file = read(&source);
    assert_eq!(file.faults, []);
    let comments: Vec<_> = file.comments.iter().map(|span| &text[span.range()]).collect();
    assert_eq!(comments, ["#0", "#1", "#2", "#3", "#4", "#5", "#6", "#7", "#8", "#9", "#10"]);
}

#[test]
fn texts_are_borrowed_where_they_can_be() {
    let source = Source::new("a", "a: b c\n'd': \"e f\"\ng: \"\\n\"\n");
    let root = read(&source).root.unwrap();
    let (mut spans, mut scalars) = (Vec::new(), Vec::new());
    walk(&root, &mut spans, &mut scalars);
    let borrowed: Vec<_> = scalars.iter().map(|scalar| matches!(scalar.text, Cow::Borrowed(_))).collect();
    assert_eq!(borrowed, [true, true, true, true, true, false]);
}

/// The text of the file at which `locate` finds `needle`, a part of the only value's decoded text.
fn found<'t>(text: &'t str, needle: &str) -> &'t str {
    let source = Source::new("a", text);
    let root = read(&source).root.unwrap();
    let (mut spans, mut scalars) = (Vec::new(), Vec::new());
    walk(&root, &mut spans, &mut scalars);
    let scalar = scalars.last().unwrap();
    let at = scalar.text.find(needle).unwrap();
    let place = locate(&source, scalar, Span::new(at, at + needle.len()));
    &text[place.range()]
}

#[test]
fn what_stands_in_a_text_is_found_in_the_file() {
    assert_eq!(found("a: one two", "two"), "two");
    assert_eq!(found("a: one\n  two\n\n  three", "two\nthree"), "two\n\n  three");
    assert_eq!(found("a: 'it''s {{ x }}'", "{{ x }}"), "{{ x }}");
    assert_eq!(found("a: 'it''s {{ x }}'", "'"), "''");
    assert_eq!(found("a: \"\\t\\u0416\\\"\\x20{{ x }}\"", "{{ x }}"), "{{ x }}");
    assert_eq!(found("a: \"\\ud83d\\ude42 y\"", "🙂"), "\\ud83d\\ude42");
    assert_eq!(found("a: \"one \\\n   two\"", "two"), "two");
    assert_eq!(found("a: |  # {{ x }}\n  one\n\n    {{ x }}\n", "{{ x }}"), "{{ x }}");
    assert_eq!(found("a: |\r\n  {{ x\r\n  }} y\r\n", "{{ x\n}}"), "{{ x\r\n  }}");
    assert_eq!(found("a: >-\n  один\n  два\n", "два"), "два");
    assert_eq!(found("a: >-\n  один два три\n", " два "), " два ");
    assert_eq!(found("a: \"x\u{7}y\"", "y"), "y");
}

#[test]
fn empty_places_and_ends_are_inside_the_text() {
    let source = Source::new("a", "a: |\n  one\n  two\n");
    let root = read(&source).root.unwrap();
    let (mut spans, mut scalars) = (Vec::new(), Vec::new());
    walk(&root, &mut spans, &mut scalars);
    let at = |start, end| locate(&source, scalars[1], Span { start, end });
    assert_eq!(at(3, 3), Span::new(10, 10));
    assert_eq!(at(8, 8), Span::new(16, 16));
    assert_eq!(at(0, 8), Span::new(7, 16));
}
