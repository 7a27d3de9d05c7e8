//! Reading the steps of a scenario.

use crate::base::names;
use crate::base::rule::reading;
use crate::base::source::{Name, Span};
use crate::document::reader::context::{Context, head};
use crate::document::scenario::{Answer, Given, Replacement, Step, StepKind};
use crate::syntax::yaml::{Entry, Kind, Map, Style, Value};

const KEYS: [&str; 14] = [
    "answer",
    "enter",
    "cannot_give",
    "silence",
    "not_understood",
    "action",
    "proceed",
    "aside",
    "back",
    "revise",
    "jump",
    "note",
    "hang_up",
    "subscript",
];

/// The steps that need no value.
const WITHOUT_VALUE: [&str; 6] = ["cannot_give", "silence", "not_understood", "proceed", "back", "hang_up"];

/// The keys of `revise` that say what replaces the earlier answer or form.
const REPLACEMENTS: [&str; 3] = ["answer", "enter", "cannot_give"];

impl Context<'_> {
    /// Reads a step: a map with one key, or the name of a step that needs no value.
    pub(super) fn step(&mut self, value: &Value<'_>) -> Option<Step> {
        let span = value.span;
        if let Kind::Scalar(scalar) = &value.kind
            && is_short(&scalar.text)
        {
            let kind = step_without_value(&scalar.text);
            if kind.is_none() {
                self.not_a_step(&scalar.text, span);
            }
            return Some(Step { span, kind: kind? });
        }
        let map = self.map(value, "a step")?;
        let mut kinds = Vec::new();
        self.read_keys(map, &KEYS, "a step", |cx, entry| kinds.push((entry.key.span, cx.step_kind(entry))));
        self.only_one(value, map, &kinds.iter().map(|(key, _)| *key).collect::<Vec<_>>(), "a step");
        let kind = kinds.into_iter().next()?.1?;
        Some(Step { span, kind })
    }

    /// Reports a word that is not a complete step.
    fn not_a_step(&mut self, word: &str, span: Span) {
        let message = format!("`{word}` is not a step by itself");
        let help = match KEYS.iter().find(|key| **key == word) {
            Some(key) => format!("give it a value: `- {key}: …`"),
            None => match names::nearest(word, WITHOUT_VALUE) {
                Some(near) => near.help(),
                None => format!("say what it is, such as `- answer: {word}`"),
            },
        };
        self.bad_value(span, message, help);
    }

    fn step_kind(&mut self, entry: &Entry<'_>) -> Option<StepKind> {
        let value = &entry.value;
        match &*entry.key.text {
            "answer" => self.answer_step(value).map(StepKind::Answer),
            "enter" => Some(StepKind::Enter(self.given(value, "`enter`"))),
            "action" => {
                let (result, returns) = self.name_and_values(value, "`action`", ["result", "returns"])?;
                Some(StepKind::Action { result, returns })
            }
            "aside" => self.raw_text(value, "`aside`").map(StepKind::Aside),
            "revise" => self.revise_step(value),
            "jump" => self.jump_step(value),
            "note" => self.raw_text(value, "`note`").map(StepKind::Note),
            "subscript" => {
                let (outcome, sets) = self.name_and_values(value, "`subscript`", ["outcome", "sets"])?;
                Some(StepKind::Subscript { outcome, sets })
            }
            "not_understood" if !is_flag(value) => {
                self.raw_text(value, "`not_understood`").map(|input| StepKind::NotUnderstood(Some(input)))
            }
            "hang_up" if is_flag(value) => Some(StepKind::HangUp(None)),
            "hang_up" => self.raw_text(value, "`hang_up`").map(|reason| StepKind::HangUp(Some(reason))),
            word => {
                self.expect_flag(value, word);
                step_without_value(word)
            }
        }
    }

    /// Reads a name, or a map of a name and values. `keys` are the two keys of that map.
    fn name_and_values(&mut self, value: &Value<'_>, step: &str, keys: [&str; 2]) -> Option<(Name, Vec<Given>)> {
        let [name_key, values_key] = keys;
        if let Kind::Scalar(_) = &value.kind {
            return Some((self.name(value, step)?, Vec::new()));
        }
        let map = self.map(value, step)?;
        let (mut name, mut values) = (None, Vec::new());
        self.require(value, map, [name_key], step);
        self.read_keys(map, &keys, step, |cx, entry| {
            if entry.key.text == name_key {
                name = cx.required_name(entry);
            } else {
                values = cx.given(&entry.value, &format!("`{values_key}`"));
            }
        });
        Some((name?, values))
    }

    /// Reads an answer: its label or id, or a map with that and the values that are given together with it.
    fn answer_step(&mut self, value: &Value<'_>) -> Option<Answer> {
        let Kind::Map(map) = &value.kind else {
            return self.raw_text(value, "`answer`").map(|text| Answer { text, enter: Vec::new() });
        };
        let (mut text, mut enter) = (None, Vec::new());
        self.require(value, map, ["id"], "`answer`");
        self.read_keys(map, &["id", "enter"], "`answer`", |cx, entry| match &*entry.key.text {
            "id" if matches!(entry.value.kind, Kind::Nothing) => {}
            "id" => text = cx.raw_text(&entry.value, "`id`"),
            _ => enter = cx.given(&entry.value, "`enter`"),
        });
        Some(Answer { text: text?, enter })
    }

    fn jump_step(&mut self, value: &Value<'_>) -> Option<StepKind> {
        if let Kind::Scalar(_) = &value.kind {
            let to = self.name(value, "`jump`")?;
            return Some(StepKind::Jump { to, reason: None, enter: Vec::new() });
        }
        let map = self.map(value, "`jump`")?;
        let (mut to, mut reason, mut enter) = (None, None, Vec::new());
        self.require(value, map, ["to"], "`jump`");
        self.read_keys(map, &["to", "reason", "enter"], "`jump`", |cx, entry| match &*entry.key.text {
            "to" => to = cx.required_name(entry),
            "reason" => reason = cx.raw_text(&entry.value, "`reason`"),
            _ => enter = cx.given(&entry.value, "`enter`"),
        });
        Some(StepKind::Jump { to: to?, reason, enter })
    }

    fn revise_step(&mut self, value: &Value<'_>) -> Option<StepKind> {
        let map = self.map(value, "`revise`")?;
        let (mut node, mut replacements) = (None, Vec::new());
        self.require(value, map, ["node"], "`revise`");
        self.read_keys(map, &["node", "answer", "enter", "cannot_give"], "`revise`", |cx, entry| {
            let value = &entry.value;
            let to = match &*entry.key.text {
                "node" => return node = cx.required_name(entry),
                "answer" => cx.answer_step(value).map(Replacement::Answer),
                "enter" => Some(Replacement::Enter(cx.given(value, "`enter`"))),
                word => {
                    cx.expect_flag(value, word);
                    Some(Replacement::CannotGive)
                }
            };
            replacements.push((entry.key.span, to));
        });
        if replacements.is_empty() {
            let keys = REPLACEMENTS.map(|key| format!("`{key}`")).join(", ");
            let message = format!("`revise` does not say what changes: it needs one of {keys}");
            self.report(self.finding(&reading::MISSING_KEY, head(value, map), message));
        } else {
            self.only_one(value, map, &replacements.iter().map(|(key, _)| *key).collect::<Vec<_>>(), "`revise`");
        }
        let to = replacements.into_iter().next()?.1?;
        Some(StepKind::Revise { node: node?, to })
    }

    /// Reads a required name. If it is missing, that has been reported already.
    fn required_name(&mut self, entry: &Entry<'_>) -> Option<Name> {
        match entry.value.kind {
            Kind::Nothing => None,
            _ => self.name(&entry.value, format_args!("`{}`", entry.key.text)),
        }
    }

    /// Checks the value of a key that takes none: it may be missing or `true`.
    fn expect_flag(&mut self, value: &Value<'_>, key: &str) {
        if !is_flag(value) && !matches!(value.kind, Kind::Unknown) {
            let message = format!("`{key}` takes no value");
            self.bad_value(value.span, message, format!("write `- {key}`"));
        }
    }

    /// Reports a map that has none of its alternative keys, or more than one. `keys` are the spans of those it has.
    fn only_one(&mut self, value: &Value<'_>, map: &Map<'_>, keys: &[Span], what: &str) {
        match keys {
            [] if map.entries.is_empty() => {
                let help = format!("{what} is one of {}", KEYS.join(", "));
                self.report(self.finding(&reading::MISSING_KEY, value.span, format!("{what} says nothing")).help(help));
            }
            [] | [_] => {}
            [first, .., last] => {
                let message = format!("{what} does one thing, but this does {}", keys.len());
                let help = if what == "a step" { "begin each step with a `-` of its own" } else { "keep one of them" };
                self.report(
                    self.finding(&reading::BAD_VALUE, *last, message).help(help).related(*first, "the first of them"),
                );
            }
        }
    }
}

/// The step that `word` stands for without a value.
fn step_without_value(word: &str) -> Option<StepKind> {
    Some(match word {
        "cannot_give" => StepKind::CannotGive,
        "silence" => StepKind::Silence,
        "not_understood" => StepKind::NotUnderstood(None),
        "proceed" => StepKind::Proceed,
        "back" => StepKind::Back,
        "hang_up" => StepKind::HangUp(None),
        _ => return None,
    })
}

/// Whether a text is short enough to be meant as the name of a step, and to be quoted in a message.
fn is_short(text: &str) -> bool {
    !text.is_empty() && text.len() < 40 && !text.contains('\n')
}

/// Whether there is no value, or `true` without quotes.
fn is_flag(value: &Value<'_>) -> bool {
    match &value.kind {
        Kind::Nothing => true,
        Kind::Scalar(scalar) => scalar.text == "true" && scalar.style == Style::Plain,
        _ => false,
    }
}
