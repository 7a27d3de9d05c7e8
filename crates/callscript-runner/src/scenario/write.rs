//! Writes scenarios as YAML. Must not know files or sessions.

mod addition;
mod quoted;

use callscript::scenario::{Answer, Given, Replacement, Scenario, StepKind};
use callscript::source::Name;
use serde_yaml::{Mapping, Value};

pub use self::addition::{Addition, AdditionError};

/// The text of a scenario file.
pub fn write(script: &str, scenarios: &[Scenario]) -> String {
    format!("script: {script}\nscenarios:\n{}", items(scenarios, 2))
}

/// Scenarios as the items of a YAML list, indented by `indent` spaces.
fn items(scenarios: &[Scenario], indent: usize) -> String {
    let indent = " ".repeat(indent);
    let lines = yaml(list(scenarios));
    let lines = lines.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("{indent}{line}\n") });
    lines.collect()
}

fn yaml(document: Value) -> String {
    let mut texts = Vec::new();
    let document = quoted::take(document, &mut texts);
    // Strings, maps and lists always serialize.
    quoted::put(&serde_yaml::to_string(&document).unwrap_or_default(), &texts)
}

fn list(scenarios: &[Scenario]) -> Value {
    scenarios.iter().map(written).collect()
}

fn written(scenario: &Scenario) -> Value {
    let expect = &scenario.expect;
    let expect = [
        ("outcome", text(expect.outcome.as_ref())),
        ("visited", names(&expect.visited)),
        ("not_visited", names(&expect.not_visited)),
        ("variables", values(&expect.variables)),
    ];
    map([
        ("name", Some(scenario.name.value.as_str().into())),
        ("entry", text(scenario.entry.as_ref())),
        ("channel", text(scenario.channel.as_ref())),
        ("now", text(scenario.now.as_ref())),
        ("input", values(&scenario.input)),
        ("steps", Some(scenario.steps.iter().map(|step| self::step(&step.kind)).collect())),
        ("expect", Some(map(expect)).filter(|expect| *expect != map([]))),
    ])
}

fn step(kind: &StepKind) -> Value {
    let (key, value) = match kind {
        StepKind::CannotGive => return "cannot_give".into(),
        StepKind::Silence => return "silence".into(),
        StepKind::NotUnderstood(None) => return "not_understood".into(),
        StepKind::NotUnderstood(input) => ("not_understood", text(input.as_ref())),
        StepKind::Proceed => return "proceed".into(),
        StepKind::Back => return "back".into(),
        StepKind::HangUp(None) => return "hang_up".into(),
        StepKind::HangUp(reason) => ("hang_up", text(reason.as_ref())),
        StepKind::Answer(answer) => ("answer", self::answer(answer)),
        StepKind::Enter(given) => ("enter", Some(all_values(given))),
        StepKind::Action { result, returns } => ("action", with_values(("result", result), ("returns", returns))),
        StepKind::Aside(aside) => ("aside", text(Some(aside))),
        StepKind::Revise { node, to } => {
            let (key, value) = match to {
                Replacement::Answer(answer) => ("answer", self::answer(answer)),
                Replacement::Enter(given) => ("enter", Some(all_values(given))),
                Replacement::CannotGive => ("cannot_give", Some(true.into())),
            };
            ("revise", Some(map([("node", text(Some(node))), (key, value)])))
        }
        StepKind::Jump { to, reason, enter } => {
            let jump = [("to", text(Some(to))), ("reason", text(reason.as_ref())), ("enter", values(enter))];
            ("jump", Some(map(jump)))
        }
        StepKind::Note(note) => ("note", text(Some(note))),
        StepKind::Subscript { outcome, sets } => ("subscript", with_values(("outcome", outcome), ("sets", sets))),
    };
    map([(key, value)])
}

/// A label or id, or a map with it and the values that are given together with it.
fn answer(Answer { text, enter }: &Answer) -> Option<Value> {
    with_values(("id", text), ("enter", enter))
}

/// A name, or a map with the name and its values if there are any.
fn with_values((key, name): (&str, &Name), (values_key, given): (&str, &[Given])) -> Option<Value> {
    match values(given) {
        None => text(Some(name)),
        given => Some(map([(key, text(Some(name))), (values_key, given)])),
    }
}

fn text(name: Option<&Name>) -> Option<Value> {
    name.map(|name| name.value.as_str().into())
}

fn names(names: &[Name]) -> Option<Value> {
    (!names.is_empty()).then(|| names.iter().map(|name| Value::from(name.value.as_str())).collect())
}

/// Values as a map; `None` if there are none.
fn values(given: &[Given]) -> Option<Value> {
    (!given.is_empty()).then(|| all_values(given))
}

fn all_values(given: &[Given]) -> Value {
    let values =
        given.iter().map(|given| (given.name.value.as_str().into(), text(given.value.as_ref()).unwrap_or_default()));
    Value::Mapping(values.collect())
}

/// A map of the entries that have a value.
fn map<const N: usize>(entries: [(&str, Option<Value>); N]) -> Value {
    let entries = entries.into_iter().filter_map(|(key, value)| Some((key.into(), value?)));
    Value::Mapping(entries.collect::<Mapping>())
}
