//! Tests suggestions in complete and incomplete texts. `‸` marks the cursor.

use std::fmt::Write as _;

use super::{Suggestions, key_at};
use crate::base::source::Source;
use crate::library::Library;

const SCRIPT: &str = "\
callscript: 1
id: main
title: Main
channels: [phone, kiosk]
start: hello
variables:
  plan: { type: choice, choices: { basic: Basic, gold: Gold }, input: true }
  name: { type: text, optional: true }
outcomes:
  done: Done
  gone: { label: Gone, kind: failure }
anytime:
  Upset: calm
nodes:
  hello:
    say: Hello, who is it?
    collect: [name]
    goto: ask
  ask:
    say: Is it on?
    answers:
      Yes: { end: done }
      No: calm
  calm:
    say: I am sorry.
    resume: true
  survey:
    run: survey
    with: { who: name }
    then:
      given: { end: done, take: { name: who } }
";

const SURVEY: &str = "\
callscript: 1
id: survey
title: A survey
start: one
variables:
  who: { type: text, input: true }
  plan: { type: text, input: true }
  score: { type: integer, default: 1 }
outcomes: { given: Given, refused: Refused }
nodes:
  one: { say: 'Well, {{ who }}?', answers: { Yes: { end: given }, No: { end: refused } } }
";

/// The text of the cursor's line up to what is replaced, and the labels that are suggested.
fn suggested(text: &str) -> (String, Vec<String>) {
    let Suggestions { start, items } = suggestions(text);
    let line = text[..start].rfind('\n').map_or(0, |end| end + 1);
    (text[line..start].trim_start().to_owned(), items.into_iter().map(|item| item.label).collect())
}

fn suggestions(text: &str) -> Suggestions {
    let offset = text.find('‸').unwrap();
    let library = Library::from_sources(vec![Source::new("main.yaml", SCRIPT), Source::new("survey.yaml", SURVEY)]);
    library.suggest(0, &text.replace('‸', ""), offset)
}

/// The script with these lines in node `ask`.
fn in_node(lines: &str) -> String {
    let (before, rest) = SCRIPT.split_once("    say: Is it on?\n").unwrap();
    let after = rest.split_once("  calm:\n").unwrap().1;
    format!("{before}{lines}\n  calm:\n{after}")
}

/// Asserts what is suggested at `‸` in node `ask`, and the text that stands before it there.
fn assert_suggested(cases: &[(&str, &str, &str)]) {
    for &(lines, before, labels) in cases {
        for text in [in_node(lines), in_node(lines).replace('\n', "\r\n"), format!("\u{feff}{}", in_node(lines))] {
            let (found, suggested) = suggested(&text);
            let found = if suggested.is_empty() { "" } else { found.as_str() };
            assert_eq!((found, suggested.join(" ").as_str()), (before, labels), "{lines}");
        }
    }
}

#[test]
fn each_place_has_its_suggestions() {
    let nodes = "calm survey hello ask";
    let cases = [
        // Targets: those that would not close a cycle come first; for a retry, those that lead here.
        ("    goto: ‸", "goto: ", nodes),
        ("    goto: ca‸", "goto: ", nodes),
        ("    goto: ‸ # on", "goto: ", nodes),
        ("    answers:\n      No: { retry: ‸", "No: { retry: ", "hello ask calm survey"),
        (
            "    answers:\n      No: { retry: ask, at_most: 1, else: c‸ }",
            "No: { retry: ask, at_most: 1, else: ",
            "calm survey hello ask { end: done } { end: gone } { resume: true }",
        ),
        ("    answers:\n      No: ‸", "No: ", "calm survey hello ask { end: done } { end: gone } { resume: true }"),
        (
            "    answers:\n      \"No, or: so\": ‸\n      Yes: calm",
            "\"No, or: so\": ",
            "calm survey hello ask { end: done } { end: gone } { resume: true }",
        ),
        ("    cannot_give: ‸", "cannot_give: ", "calm survey hello ask { end: done } { end: gone } { resume: true }"),
        // Outcomes, scripts, values.
        ("    end: ‸", "end: ", "done gone"),
        ("    answers:\n      No: { end: ‸ }", "No: { end: ", "done gone"),
        ("    answers:\n      No:\n        end: g‸", "end: ", "done gone"),
        ("    run: ‸", "run: ", "survey"),
        ("    verbatim: ‸", "verbatim: ", "true false"),
        ("    resume: ‸", "resume: ", "true"),
        ("    say: words ‸", "", ""),
        // Lists.
        ("    collect: [‸", "collect: [", "plan name"),
        ("    collect: [plan, ‸]", "collect: [plan, ", "name"),
        ("    collect:\n      - ‸", "- ", "plan name"),
        ("    collect: ‸", "collect: ", "plan name"),
        // Keys: existing keys, and keys that they exclude, are not suggested.
        ("    ‸", "", "say verbatim guidance collect set tags seconds answers goto decide run action end resume"),
        (
            "    say: Hi\n    collect: [name]\n    goto: calm\n    ‸",
            "",
            "verbatim guidance cannot_give afresh silence not_understood set tags seconds",
        ),
        ("    run: survey\n    th‸\n    say: Hi", "", "verbatim guidance collect set tags seconds with then"),
        ("    answers:\n      No: { ‸", "No: { ", "goto end resume retry when id set collect share"),
        ("    answers:\n      No: { goto: calm, ‸ }", "No: { goto: calm, ", "when id set collect share"),
        ("    answers:\n      No: { ‸, retry: ask }", "No: { ", "at_most else when id set collect share"),
        ("    answers:\n      No:\n        retry: ask\n        ‸", "", "at_most else when id set collect share"),
        (
            "    decide:\n      - ‸",
            "- ",
            "when goto end resume retry set share calm survey hello ask { end: done } { end: gone } { resume: true }",
        ),
        ("    decide:\n      - when: plan == \"gold\"\n        ‸", "", "goto end resume retry set share"),
        ("    decide:\n    - when: plan == \"gold\"\n      go‸", "", "goto end resume retry set share"),
        ("    say:\n      ‸", "", "phone kiosk default"),
        ("    say:\n      phone: Hi\n      ‸", "", "kiosk default"),
        // Subscripts and variables.
        ("    run: survey\n    then:\n      ‸", "", "given refused"),
        ("    run: survey\n    then: { given: calm, ‸ }", "then: { given: calm, ", "refused"),
        ("    run: survey\n    with:\n      ‸\n    then:", "", "who plan"),
        ("    run: survey\n    with: [‸", "with: [", "plan"),
        (
            "    run: survey\n    then:\n      given: { end: done, take: { name: ‸",
            "given: { end: done, take: { name: ",
            "who plan score",
        ),
        (
            "    run: survey\n    then:\n      given: { end: done, take: { ‸",
            "given: { end: done, take: { ",
            "plan name",
        ),
        ("    action: book\n    then:\n      ‸", "", "failed"),
        ("    set: { ‸", "set: { ", "plan name"),
    ];
    assert_suggested(&cases);
}

#[test]
fn conditions_and_texts_have_their_suggestions() {
    let cases = [
        (
            "    decide:\n      - when: pl‸",
            "- when: ",
            "plan name today now channel round weekday add_months years true false date(\"\") time(\"\")",
        ),
        (
            "    decide:\n      - when: not pl‸",
            "- when: not ",
            "plan name today now channel round weekday add_months years and or not in is defined is not defined if else true false date(\"\") time(\"\")",
        ),
        ("    decide:\n      - when: plan == \"‸\"", "- when: plan == \"", "basic gold"),
        ("    decide:\n      - when: plan in [\"basic\", \"‸", "- when: plan in [\"basic\", \"", "basic gold"),
        ("    set: { name: \"‸\" }", "", ""),
        (
            "    set: { name: ‸ }",
            "set: { name: ",
            "plan name today now channel round weekday add_months years true false date(\"\") time(\"\") empty",
        ),
        (
            "    set: { plan: ‸ }",
            "set: { plan: ",
            "plan name today now channel round weekday add_months years true false date(\"\") time(\"\")",
        ),
        (
            "    say: Hi {{ ‸",
            "say: Hi {{ ",
            "plan name today now channel round weekday add_months years true false date(\"\") time(\"\")",
        ),
        (
            "    say: |\n      Hi: {{ na‸ }}",
            "Hi: {{ ",
            "plan name today now channel round weekday add_months years true false date(\"\") time(\"\")",
        ),
        (
            "    say: |\n      Hi: {{ name | ‸",
            "Hi: {{ name | ",
            "upper lower title trim date time decimals plural default",
        ),
        ("    say: |\n      On {{ name | date(‸", "On {{ name | date(", "full long medium short"),
        ("    say: |\n      On {{ name | date(\"lo‸", "On {{ name | date(\"", "full long medium short"),
        (
            "    say: |\n      {{ plan }}, hi {{ na‸",
            "{{ plan }}, hi {{ ",
            "plan name today now channel round weekday add_months years true false date(\"\") time(\"\")",
        ),
        ("    set: { name: plan } ‸", "", ""),
        ("    decide:\n      - { goto: calm } ‸", "", ""),
        ("    say: Hi {% ‸", "say: Hi {% ", "if elif else endif"),
        ("    say: Hi {{ name }} and ‸", "", ""),
        ("    say: |\n      goto: ‸", "", ""),
        ("    say: 'Hi\n      goto: ‸", "", ""),
        ("    say: Hi # goto: ‸", "", ""),
        ("    # goto: ‸", "", ""),
    ];
    assert_suggested(&cases);
}

#[test]
fn the_parts_of_a_script_have_theirs() {
    let whole = |from: &str, to: &str| SCRIPT.replacen(from, to, 1);
    let cases = [
        (
            "‸".to_owned(),
            "callscript id title summary language channels start entries variables outcomes anytime silence not_understood after policies nodes",
        ),
        (whole("title: Main", "ti‸"), "title summary language entries silence not_understood after policies"),
        (whole("start: hello", "start: ‸"), "hello ask calm survey"),
        (whole("  Upset: calm", "  Upset: ‸"), "hello ask calm survey { end: done } { end: gone }"),
        (whole("  Upset: calm", "  Upset: { ‸ }"), "goto end when id set"),
        (
            whole("  name: { type: text", "  name: { type: ‸"),
            "text integer number boolean choice date time phone email",
        ),
        (
            whole("  name: { type: text, optional: true }", "  name: { type: number, ‸ }"),
            "label hint min max decimals default input sensitive optional",
        ),
        (
            whole("  gone: { label: Gone, kind: failure }", "  gone: { label: Gone, kind: ‸ }"),
            "success failure follow_up transfer neutral",
        ),
        (whole("input: true }", "default: ‸ }"), "basic gold"),
        (format!("{SCRIPT}after:\n  for: [done, ‸"), "gone"),
        (format!("{SCRIPT}after:\n  run: survey\n  ‸"), "for when with take"),
        (format!("{SCRIPT}policies:\n  short:\n    ‸"), "before ends max_seconds max_questions verbatim why"),
        (format!("{SCRIPT}policies:\n  polite:\n    ends: done\n    ‸"), "pass why"),
        (format!("{SCRIPT}policies:\n  polite:\n    ends: ‸"), "done gone"),
        (format!("{SCRIPT}after:\n  run: survey\n  take: {{ name: ‸"), "who plan score"),
    ];
    for (text, labels) in cases {
        assert_eq!(suggested(&text).1.join(" "), labels, "{text}");
    }
}

#[test]
fn what_is_named_and_not_declared_is_suggested_as_a_declaration() {
    let text = SCRIPT.replace("goto: ask", "goto: asking").replace("collect: [name]", "collect: [age]");
    let library = Library::from_sources(vec![Source::new("main.yaml", text.as_str())]);
    let at = |part: &str| {
        let text = text.replacen(&format!("\n{part}:\n"), &format!("\n{part}:\n  \n"), 1);
        let offset = text.find(&format!("\n{part}:\n")).unwrap() + part.len() + 5;
        let items = library.suggest(0, &text, offset).items;
        items.into_iter().map(|item| item.insert).collect::<Vec<_>>()
    };
    assert_eq!(at("nodes"), ["asking:"]);
    assert_eq!(at("variables"), ["age: "]);
    assert_eq!(at("outcomes"), [""; 0]);
}

#[test]
fn what_is_typed_fits_where_it_goes() {
    let insert = |lines: &str| suggestions(&in_node(lines)).items.into_iter().next().unwrap().insert;
    assert_eq!(insert("    goto:‸"), " calm");
    assert_eq!(insert("    collect: ‸"), "[plan]");
    assert_eq!(insert("    ‸"), "say: ");
    assert_eq!(insert("    sa‸: words"), "say");
    assert_eq!(insert("    decide:\n      - when: plan == ‸"), "\"basic\"");
}

#[test]
fn a_key_means_what_the_page_says() {
    let mut meanings = String::new();
    for needle in ["start:", "answers:", "kind:", "end: done", "take:", "type:", "id:"] {
        let offset = SCRIPT.find(needle).unwrap() + 1;
        let (span, meaning) = key_at(SCRIPT, offset).unwrap();
        writeln!(meanings, "{}: {meaning}", &SCRIPT[span.range()]).unwrap();
    }
    assert!(meanings.contains("end: `end`: leads to the end of this script, with an outcome\n"), "{meanings}");
    assert!(meanings.contains("kind: `kind`: `success`, `failure`"), "{meanings}");
    for needle in ["hello:", "Yes:", "done }", "Hello"] {
        assert_eq!(key_at(SCRIPT, SCRIPT.find(needle).unwrap()), None, "{needle}");
    }
}

#[test]
fn every_place_of_every_broken_text_is_answered() {
    let library = Library::from_sources(vec![Source::new("main.yaml", SCRIPT), Source::new("survey.yaml", SURVEY)]);
    for end in (0..SCRIPT.len()).filter(|&end| SCRIPT.is_char_boundary(end)) {
        for tail in ["", "{", "[\"", "'", "- ", "\n\n  ", ": {{", "\r", "é"] {
            let text = format!("{}{tail}", &SCRIPT[..end]);
            for offset in [end, text.len()] {
                let Suggestions { start, .. } = library.suggest(0, &text, offset);
                assert!(start <= offset && text.is_char_boundary(start));
                key_at(&text, offset);
            }
        }
    }
}
