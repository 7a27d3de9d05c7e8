//! The messages for syntax errors and unsupported YAML.

use super::*;

/// The rule, message, help and text at the span of every fault.
pub(super) fn faults(text: &str) -> Vec<(&'static str, String, String, String)> {
    let source = Source::new("a", text);
    let parts = |fault: &Fault| {
        let place = text[fault.span.range()].to_owned();
        (fault.rule.name, fault.message.clone(), fault.help.clone().unwrap_or_default(), place)
    };
    read(&source).faults.iter().map(parts).collect()
}

/// Checks the only fault of `text`: its message and help contain `message` and `help`, and its span is `place`.
pub(super) fn only(text: &str, message: &str, help: &str, place: &str) {
    let all = faults(text);
    assert_eq!(all.len(), 1, "{text:?}: {all:#?}");
    let (_, actual_message, actual_help, actual_place) = &all[0];
    assert!(actual_message.contains(message), "{text:?}: {actual_message} lacks {message}");
    assert!(actual_help.contains(help), "{text:?}: {actual_help} lacks {help}");
    assert_eq!(actual_place, place, "{text:?}: {actual_message}");
}

#[test]
fn a_text_that_begins_with_braces() {
    let message = "begins with `{{`";
    only("say: {{ x }} hello", message, "`say: \"{{ x }} hello\"`", "{{ x }} hello");
    only("say: {{ x }}, hello", message, "`say: \"{{ x }}, hello\"`", "{{ x }}, hello");
    only("a:\n  - {{ x }} hi # c\n", message, "`- \"{{ x }} hi\" # c`", "{{ x }} hi");
    only(
        "say: {{ \"a\" if x else \"b\" }} z",
        message,
        "`say: '{{ \"a\" if x else \"b\" }} z'`",
        "{{ \"a\" if x else \"b\" }} z",
    );
    only("a: {{ x }}: y", message, "`a: \"{{ x }}: y\"`", "{{ x }}: y");
    only("a:\n  {{ x }} hi\n", message, "`\"{{ x }} hi\"`", "{{ x }} hi");
    only("a: {{ x | date(\"%-d\") }}", message, "`a: '{{ x | date(\"%-d\") }}'`", "{{ x | date(\"%-d\") }}");
    only("a: { b: {{ x }}, c: d }", message, "`a: { b: \"{{ x }}\", c: d }`", "{{ x }}");
    only("a: [{{ x }}]", message, "`a: [\"{{ x }}\"]`", "{{ x }}");
    only("{{ x }}: y", message, "`\"{{ x }}\": y`", "{{ x }}");
    only("a: { t: Hello {{ x }}, c: d }", message, "`a: { t: \"Hello {{ x }}\", c: d }`", "Hello {{ x }}");
    only("a: {{{ *x }}}", message, "", "{{{ *x }}}");
}

#[test]
fn a_template_without_an_error_keeps_the_rest_of_the_file() {
    let source = Source::new("a", "a: {{ x }}\nb: c\n");
    assert_eq!(dump(&read(&source).root.unwrap()), "{a=? b=c}");
}

#[test]
fn a_second_colon() {
    only("say: Hello: you", "second `: `", "`say: \"Hello: you\"`", ":");
    only("a:\n  say: \"Hello\": you\n", "second `: `", "`say: '\"Hello\": you'`", ":");
    only("a: { say: Hello: you, b: c }", "second `: `", "`a: { say: \"Hello: you\", b: c }`", ":");
}

#[test]
fn words_after_a_quote() {
    let message = "words follow after the closing quote";
    only("say: \"Hello\" she said", message, "`say: '\"Hello\" she said'`", "she said");
    only("say: 'It's fine'", message, "`say: \"It's fine\"`", "s fine'");
    only("- \"a\" b", message, "`- '\"a\" b'`", "b");
    only("a: { b: \"x\" y, c: d }", message, "`a: { b: '\"x\" y', c: d }`", "y");
    only("a: \"b\":c", message, "`a: '\"b\":c'`", ":c");
}

#[test]
fn tabs_quotes_and_brackets() {
    only("a:\n\tb: c", "indented with a tab", "spaces", "\t");
    only("a:\n- \t- b", "there is a tab where", "spaces", "- b");
    only("a:\n  b: c\n \td: e", "indented with a tab", "spaces", " \t");
    only("a:\n  b: \"c\n\td\"\n  e: f\n", "the quote \" ", "put a \" at the end", "\"c");
    only("a:\n  say: \"Hello\n  goto: b\n", "is not closed", "put a \"", "\"Hello");
    only("a: 'x\n'b': c", "is not closed", "put a '", "'x");
    only("a:\n  x: { b: c\n  d: e\nq: r\n", "bracket `{` that begins here is not closed", "`}`", "{");
    only("a: [b, c\nd: e\n", "bracket `[`", "`]`", "[");
    only("a: [b]]", "no opening bracket for this `]`", "", "]");
    only("a: {b: c,, d: e}", "nothing before this comma", "", ",");
    only("a: {b: c\n   d: e}", "a comma or a closing bracket is missing", "comma", "d: e}");
}

#[test]
fn first_characters_of_yamls_own() {
    only("a: @x y", "cannot begin with `@`", "`a: \"@x y\"`", "@x y");
    only("a: `x`", "cannot begin with a backtick", "`a: \"`x`\"`", "`x`");
    only("a: %x", "cannot begin with `%`", "`a: \"%x\"`", "%x");
    only("a: * x", "cannot begin with `*`", "`a: \"* x\"`", "* x");
    only("a: *Please* wait", "cannot begin with `*`", "`a: \"*Please* wait\"`", "*Please* wait");
    only("a: & x", "cannot begin with `&`", "`a: \"& x\"`", "& x");
    only("a: > hello\n", "there are words on the line of the `>`", "`a: \"> hello\"`", "> hello");
    only("a: - b\n", "a list cannot begin", "`a: \"- b\"`", "- b");
}

#[test]
fn lines_that_do_not_fit() {
    only("a:\n  say: hi\n b: c\n", "indentation", "same column", "b: c");
    only("a:\n  say: hi\n    b: c\n", "indentation", "quotes", "b: c");
    only("a:\n  say:Hello\n  goto: b\n", "no space after the `:`", "`say: Hello`", "say:Hello");
    only("a:\n  say: hi\n  just text\n  goto: b\n", "neither `key: value`", "put a `:`", "just text");
    only("a:\n  x y\n  z: b\n", "neither `key: value`", "", "x y");
    only("a:\n  c: d\n  - b\n", "`- ` among", "", "- b");
    only("a:\n  - b\n  c: d\n", "`key:` among", "", "c: d");
    only("a: hi # c\n  more\n", "comment cuts", "", "# c");
    only("a: \"\\q\"", "`\\`", "single quotes", "\"\\q\"");
    only("a: b\n: c\n", "no key before this `:`", "", ":");
    only("a: { b: c, ? }", "no key after this `?`", "", "?");
}

#[test]
fn features_are_all_found_in_one_run() {
    let text = "a: &x 1\nb: *x\nc: !t 2\nd: { <<: *x, e: 3 }\n'<<': 4\n[f]: 5\n*y : 6\ng: *z\n--- 7\n*z\n";
    let all: Vec<_> = faults(text).into_iter().map(|(rule, _, _, place)| (rule, place)).collect();
    let feature = |place: &str| ("yaml-feature", place.to_owned());
    assert_eq!(
        all,
        [
            feature("&x"),
            feature("*x"),
            feature("!t"),
            feature("<<"),
            ("wrong-type", "[f]".to_owned()),
            feature("*y"),
            feature("*z"),
            feature("---")
        ]
    );
    let source = Source::new("a", text);
    assert_eq!(dump(&read(&source).root.unwrap()), "{a=1 b=? c=2 d={e=3} '<<=4 g=?}");
}

#[test]
fn directives_and_one_document_mark_are_fine() {
    assert_eq!(faults("%YAML 1.2\n---\na: b\n...\n"), []);
    assert_eq!(faults("--- # x\na: b\n"), []);
    assert_eq!(faults(""), []);
}

#[test]
fn control_characters_are_passed_over() {
    let source = Source::new("a", "a: x\u{7}y\nb: \"\u{1b}\u{1b}\"\nc: d\u{c}\n");
    let file = read(&source);
    assert_eq!(file.faults.iter().map(|fault| fault.span.range()).collect::<Vec<_>>(), [4..5, 11..13, 19..20]);
    assert_eq!(dump(&file.root.unwrap()), "{a=x y b=\"   c=d}");
}

#[test]
fn bounds() {
    let deep = |levels: usize| format!("a: {}{}", "[".repeat(levels), "]".repeat(levels));
    assert_eq!(faults(&deep(63)), []);
    assert!(faults(&deep(64))[0].1.contains("64 levels"));
    let long = |bytes: usize| format!("a: {}", "x".repeat(bytes));
    assert_eq!(faults(&long(MAX_SCALAR)), []);
    assert!(faults(&long(MAX_SCALAR + 1))[0].1.contains("1 MiB"));
    assert!(faults(&"- ".repeat(100))[0].1.contains("64 levels"));
    let key = "x".repeat(1025);
    for text in [format!("{key}: y\n"), format!("a: {{ '{key}': y }}\n"), format!("a: [b, {key}: y]\n")] {
        assert!(faults(&text)[0].1.contains("key is longer"), "{:?}", faults(&text)[0].1);
    }
    assert!(faults(&format!("a: {key}: y\n"))[0].1.contains("second `: `"));
}

#[test]
fn nobody_hears_the_parsers_own_words() {
    let jargon = ["scalar", "mapping", "sequence", "token", "flow", "indicator", "simple key", "EOF"];
    for text in [
        "a: [,]",
        "? a: b",
        "a: !<x",
        "a: !a!b c",
        "%",
        "%YAML 3.0\n---\n",
        "a: [- b]",
        "[a:[]]",
        "\"\\",
        "a: |0\n",
        "%TAG\n---\na",
    ] {
        for (_, message, help, _) in faults(text) {
            assert!(
                !jargon.iter().any(|word| message.contains(word) || help.contains(word)),
                "{text:?}: {message}, {help}"
            );
        }
    }
}
