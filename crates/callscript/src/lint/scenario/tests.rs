//! Names in scenarios that lead nowhere, one text each.

use proptest::prelude::*;

use crate::base::source::{Name, Source};
use crate::document::scenario::{File, Given, Replacement, StepKind};
use crate::testing::repeatable;

const EVERYTHING: &str = r#"
script: s
scenarios:
  - name: yes
    entry: Late caller
    channel: chat
    input: { a: 007, b: "no", c: }
    steps:
      - answer: no
      - enter: { n: 1.50, empty: }
      - cannot_give
      - cannot_give: true
      - action: ok
      - action: { result: ok, returns: { number: T-100 } }
      - proceed
      - aside: Wants a manager
      - back:
      - revise: { node: lights, answer: "true" }
      - revise: { node: t/name, enter: { a: b } }
      - revise: { node: name, cannot_give: }
      - jump: visit
      - jump: { to: visit, reason: "asked: twice", enter: { day: 2026-12-01 } }
      - note: null
      - hang_up
      - hang_up: the line broke
      - subscript: answered
      - subscript: { outcome: answered, sets: { score: 9 } }
    expect: { outcome: done, visited: [a, b, a], not_visited: [c], variables: { x: yes, y: } }
  - { name: other, steps: [] }
"#;

fn read(text: &str) -> File {
    File::read(Source::new("s.test.yaml", text))
}

fn shown(values: &[Given]) -> String {
    let one = |given: &Given| {
        format!("{}={}", given.name.value, given.value.as_ref().map_or("-", |value| value.value.as_str()))
    };
    values.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn brief(kind: &StepKind) -> String {
    let optional = |text: &Option<Name>| text.as_ref().map_or("-", |text| text.value.as_str()).to_owned();
    match kind {
        StepKind::Answer(answer) if answer.enter.is_empty() => format!("answer {}", answer.text.value),
        StepKind::Answer(answer) => format!("answer {} with {}", answer.text.value, shown(&answer.enter)),
        StepKind::Enter(values) => format!("enter {}", shown(values)),
        StepKind::CannotGive => "cannot give".to_owned(),
        StepKind::Action { result, returns } => format!("action {} {}", result.value, shown(returns)),
        StepKind::Silence => "silence".to_owned(),
        StepKind::NotUnderstood(input) => format!("not understood {}", optional(input)),
        StepKind::Proceed => "proceed".to_owned(),
        StepKind::Aside(text) => format!("aside {}", text.value),
        StepKind::Back => "back".to_owned(),
        StepKind::Revise { node, to: Replacement::Answer(answer) } => {
            format!("revise {} answer {}", node.value, answer.text.value)
        }
        StepKind::Revise { node, to: Replacement::Enter(values) } => {
            format!("revise {} enter {}", node.value, shown(values))
        }
        StepKind::Revise { node, to: Replacement::CannotGive } => format!("revise {} cannot give", node.value),
        StepKind::Jump { to, reason, enter } => format!("jump {} {} {}", to.value, optional(reason), shown(enter)),
        StepKind::Note(text) => format!("note {}", text.value),
        StepKind::HangUp(reason) => format!("hang up {}", optional(reason)),
        StepKind::Subscript { outcome, sets } => format!("subscript {} {}", outcome.value, shown(sets)),
    }
}

#[test]
fn every_step_is_read_and_plain_scalars_are_their_own_characters() {
    let file = read(EVERYTHING);
    assert_eq!(file.findings(), []);
    let [first, second] = file.scenarios() else { panic!("{file:?}") };
    assert_eq!((first.name.value.as_str(), second.name.value.as_str()), ("yes", "other"));
    assert_eq!(shown(&first.input), "a=007 b=no c=-");
    let steps: Vec<_> = first.steps.iter().map(|step| brief(&step.kind)).collect();
    let wanted = [
        "answer no",
        "enter n=1.50 empty=-",
        "cannot give",
        "cannot give",
        "action ok ",
        "action ok number=T-100",
        "proceed",
        "aside Wants a manager",
        "back",
        "revise lights answer true",
        "revise t/name enter a=b",
        "revise name cannot give",
        "jump visit - ",
        "jump visit asked: twice day=2026-12-01",
        "note null",
        "hang up -",
        "hang up the line broke",
        "subscript answered ",
        "subscript answered score=9",
    ];
    assert_eq!(steps, wanted);
    assert_eq!(shown(&first.expect.variables), "x=yes y=-");
    let text = |span: crate::base::source::Span| &EVERYTHING[span.range()];
    assert_eq!(text(first.steps[0].span), "answer: no");
    assert_eq!(text(first.steps[2].span), "cannot_give");
    assert!(text(file.list().unwrap()).starts_with("- name: yes") && text(second.span).ends_with("steps: [] }"));
}

#[test]
fn each_fault_is_found_at_its_place() {
    let cases = [
        ("", "missing-key", ""),
        ("script: s\n", "missing-key", "script"),
        ("script: s\nscenarios: {}\n", "wrong-type", "{}"),
        ("script: s\nscenario: []\nscenarios: []\n", "unknown-key", "scenario"),
        ("script: s\nscenarios: [{ steps: [] }]\n", "missing-key", "{ steps: [] }"),
        ("script: s\nscenarios: [{ name: a, steps: [] }, { name: a, steps: [] }]\n", "bad-value", "a"),
        ("script: s\nscenarios: [{ name: a, steps: [] }\n", "yaml-syntax", "["),
        ("script: s\nscenarios: [{ name: &x a, steps: [] }]\n", "yaml-feature", "&x"),
        ("script: s\nscript: s\nscenarios: []\n", "duplicate-key", "script"),
    ];
    for (text, rule, at) in cases {
        let file = read(text);
        let [finding] = file.findings() else { panic!("{text}: {:?}", file.findings()) };
        assert_eq!((finding.rule.name, &text[finding.span.unwrap().range()]), (rule, at), "{text}");
    }
    let steps = [
        ("answer", "bad-value", "answer"),
        ("{}", "missing-key", "{}"),
        ("{ answr: a }", "unknown-key", "answr"),
        ("{ answer: a, note: b }", "bad-value", "note"),
        ("{ answer: [a] }", "wrong-type", "[a]"),
        ("{ back: twice }", "bad-value", "twice"),
        ("{ enter: { a: b, c } }", "unknown-key", "c"),
        ("{ enter: { a: [] } }", "wrong-type", "[]"),
        ("{ action: { returns: {} } }", "missing-key", "{ returns: {} }"),
        ("{ revise: { node: a } }", "missing-key", "{ node: a }"),
        ("{ revise: { node: a, answer: b, cannot_give: } }", "bad-value", "cannot_give"),
        ("{ subscript: { outcome: } }", "missing-key", "outcome"),
    ];
    for (step, rule, at) in steps {
        let text = format!("script: s\nscenarios:\n  - name: n\n    steps:\n      - {step}\n");
        let file = read(&text);
        let [finding] = file.findings() else { panic!("{text}: {:?}", file.findings()) };
        assert_eq!((finding.rule.name, &text[finding.span.unwrap().range()]), (rule, at), "{text}");
        assert!(file.scenarios()[0].is_faulty(file.findings()), "{text}");
    }
}

proptest! {
    #![proptest_config(repeatable())]

    #[test]
    fn whatever_is_cut_off_is_read(at in 0..EVERYTHING.len(), length in 0..40_usize) {
        let end = (at + length).min(EVERYTHING.len());
        let file = read(&[&EVERYTHING[..at], &EVERYTHING[end..]].concat());
        for finding in file.findings() {
            prop_assert!(finding.span.is_some());
        }
    }
}
