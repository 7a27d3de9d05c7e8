//! Reading the steps of a scenario.

use crate::base::names;
use crate::base::rule::reading;
use crate::base::source::{Name, Span};
use crate::document::reader::context::{Context, head};
use crate::document::scenario::{Anew, Given, Step, StepKind};
use crate::syntax::yaml::{Entry, Kind, Map, Style, Value};

const KEYS: [&str; 12] = [
    "answer",
    "enter",
    "cannot_give",
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

/// Those that may stand alone.
const BARE: [&str; 4] = ["cannot_give", "proceed", "back", "hang_up"];

/// The ways in which an answer or form can be given anew.
const ANEW: [&str; 3] = ["answer", "enter", "cannot_give"];

impl Context<'_> {
    /// A step: a map with one key, or a word that needs no more.
    pub(super) fn step(&mut self, value: &Value<'_>) -> Option<Step> {
        let span = value.span;
        if let Kind::Scalar(scalar) = &value.kind
            && is_short(&scalar.text)
        {
            let kind = bare(&scalar.text);
            if kind.is_none() {
                self.no_step(&scalar.text, span);
            }
            return Some(Step { span, kind: kind? });
        }
        let map = self.map(value, "a step")?;
        let mut kinds = Vec::new();
        self.keyed(map, &KEYS, "a step", |cx, entry| kinds.push((entry.key.span, cx.step_kind(entry))));
        self.only_one(value, map, &kinds.iter().map(|(key, _)| *key).collect::<Vec<_>>(), "a step");
        let kind = kinds.into_iter().next()?.1?;
        Some(Step { span, kind })
    }

    /// Makes a finding of a word that is no step by itself.
    fn no_step(&mut self, word: &str, span: Span) {
        let message = format!("`{word}` is not a step by itself");
        let help = match KEYS.iter().find(|key| **key == word) {
            Some(key) => format!("give it a value: `- {key}: …`"),
            None => match names::nearest(word, BARE) {
                Some(near) => near.help(),
                None => format!("say what it is, such as `- answer: {word}`"),
            },
        };
        self.refuse(span, message, help);
    }

    fn step_kind(&mut self, entry: &Entry<'_>) -> Option<StepKind> {
        let value = &entry.value;
        match &*entry.key.text {
            "answer" => self.characters(value, "`answer`").map(StepKind::Answer),
            "enter" => Some(StepKind::Enter(self.given(value, "`enter`"))),
            "action" => {
                let (result, returns) = self.how_it_went(value, "`action`", ["result", "returns"])?;
                Some(StepKind::Action { result, returns })
            }
            "aside" => self.characters(value, "`aside`").map(StepKind::Aside),
            "revise" => self.revise_step(value),
            "jump" => self.jump_step(value),
            "note" => self.characters(value, "`note`").map(StepKind::Note),
            "subscript" => {
                let (outcome, sets) = self.how_it_went(value, "`subscript`", ["outcome", "sets"])?;
                Some(StepKind::Subscript { outcome, sets })
            }
            "hang_up" if is_word(value) => Some(StepKind::HangUp(None)),
            "hang_up" => self.characters(value, "`hang_up`").map(|reason| StepKind::HangUp(Some(reason))),
            word => {
                self.word(value, word);
                bare(word)
            }
        }
    }

    /// How something went, by a name alone, or in a map of the name and of values.
    fn how_it_went(&mut self, value: &Value<'_>, step: &str, keys: [&str; 2]) -> Option<(Name, Vec<Given>)> {
        let [name_key, values_key] = keys;
        if let Kind::Scalar(_) = &value.kind {
            return Some((self.name(value, step)?, Vec::new()));
        }
        let map = self.map(value, step)?;
        let (mut name, mut values) = (None, Vec::new());
        self.require(value, map, [name_key], step);
        self.keyed(map, &keys, step, |cx, entry| {
            if entry.key.text == name_key {
                name = cx.required_name(entry);
            } else {
                values = cx.given(&entry.value, &format!("`{values_key}`"));
            }
        });
        Some((name?, values))
    }

    fn jump_step(&mut self, value: &Value<'_>) -> Option<StepKind> {
        if let Kind::Scalar(_) = &value.kind {
            let to = self.name(value, "`jump`")?;
            return Some(StepKind::Jump { to, reason: None, enter: Vec::new() });
        }
        let map = self.map(value, "`jump`")?;
        let (mut to, mut reason, mut enter) = (None, None, Vec::new());
        self.require(value, map, ["to"], "`jump`");
        self.keyed(map, &["to", "reason", "enter"], "`jump`", |cx, entry| match &*entry.key.text {
            "to" => to = cx.required_name(entry),
            "reason" => reason = cx.characters(&entry.value, "`reason`"),
            _ => enter = cx.given(&entry.value, "`enter`"),
        });
        Some(StepKind::Jump { to: to?, reason, enter })
    }

    fn revise_step(&mut self, value: &Value<'_>) -> Option<StepKind> {
        let map = self.map(value, "`revise`")?;
        let (mut node, mut anew) = (None, Vec::new());
        self.require(value, map, ["node"], "`revise`");
        self.keyed(map, &["node", "answer", "enter", "cannot_give"], "`revise`", |cx, entry| {
            let value = &entry.value;
            let to = match &*entry.key.text {
                "node" => return node = cx.required_name(entry),
                "answer" => cx.characters(value, "`answer`").map(Anew::Answer),
                "enter" => Some(Anew::Enter(cx.given(value, "`enter`"))),
                word => {
                    cx.word(value, word);
                    Some(Anew::CannotGive)
                }
            };
            anew.push((entry.key.span, to));
        });
        if anew.is_empty() {
            let keys = ANEW.map(|key| format!("`{key}`")).join(", ");
            let message = format!("`revise` does not say what changes: it needs one of {keys}");
            self.report(self.finding(&reading::MISSING_KEY, head(value, map), message));
        } else {
            self.only_one(value, map, &anew.iter().map(|(key, _)| *key).collect::<Vec<_>>(), "`revise`");
        }
        let to = anew.into_iter().next()?.1?;
        Some(StepKind::Revise { node: node?, to })
    }

    /// A name that is required; that it is not there is a finding already.
    fn required_name(&mut self, entry: &Entry<'_>) -> Option<Name> {
        match entry.value.kind {
            Kind::Nothing => None,
            _ => self.name(&entry.value, format_args!("`{}`", entry.key.text)),
        }
    }

    /// The value of a key that says all by itself: nothing, or `true`.
    fn word(&mut self, value: &Value<'_>, key: &str) {
        if !is_word(value) && !matches!(value.kind, Kind::Unknown) {
            let message = format!("`{key}` takes no value");
            self.refuse(value.span, message, format!("write `- {key}`"));
        }
    }

    /// Makes a finding of a map that says nothing, or more than one thing.
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

/// The step that a word is by itself.
fn bare(word: &str) -> Option<StepKind> {
    Some(match word {
        "cannot_give" => StepKind::CannotGive,
        "proceed" => StepKind::Proceed,
        "back" => StepKind::Back,
        "hang_up" => StepKind::HangUp(None),
        _ => return None,
    })
}

/// Whether a text can be meant as a word, and be repeated.
fn is_short(text: &str) -> bool {
    !text.is_empty() && text.len() < 40 && !text.contains('\n')
}

/// Nothing, or `true` without quotes.
fn is_word(value: &Value<'_>) -> bool {
    match &value.kind {
        Kind::Nothing => true,
        Kind::Scalar(scalar) => scalar.text == "true" && scalar.style == Style::Plain,
        _ => false,
    }
}
