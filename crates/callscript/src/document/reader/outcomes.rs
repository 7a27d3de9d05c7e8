//! Reading the declarations of outcomes.

use super::context::Context;
use super::value::{TextKind, name};
use crate::base::names;
use crate::document::{Outcome, OutcomeKind};
use crate::format::MapKind;
use crate::syntax::yaml::{Entry, Kind, Value};

impl Context<'_> {
    /// Reads an outcome.
    pub(super) fn outcome(&mut self, entry: &Entry<'_>) -> Outcome {
        let id = name(&entry.key);
        let before = self.findings.len();
        if !names::is_outcome(&id.value) {
            let help =
                "an outcome id begins with a lowercase letter; lowercase letters, digits, `_` and `-` may follow";
            self.bad_value(id.span, format!("`{}` is not a valid outcome id", id.value), help);
        }
        let mut outcome = Outcome {
            span: id.span,
            entry: None,
            label: None,
            kind: OutcomeKind::default(),
            disposition: None,
            faulty: false,
        };
        match &entry.value.kind {
            Kind::Map(map) => {
                self.require(&entry.value, map, MapKind::Outcome.required(None), MapKind::Outcome.description());
                self.read_map(MapKind::Outcome, map, |cx, entry| {
                    let value = &entry.value;
                    match &*entry.key.text {
                        "label" if matches!(value.kind, Kind::Nothing) => {}
                        "label" => outcome.label = cx.text(value, "`label`", TextKind::Plain),
                        "kind" => outcome.kind = cx.outcome_kind(value).unwrap_or_default(),
                        _ => outcome.disposition = cx.name(value, "`disposition`"),
                    }
                });
            }
            Kind::Nothing => self.no_value(id.span, &id.value, "an outcome"),
            _ => outcome.label = self.text(&entry.value, &format!("the outcome `{}`", id.value), TextKind::Plain),
        }
        outcome.faulty = self.findings.len() > before;
        outcome
    }

    fn outcome_kind(&mut self, value: &Value<'_>) -> Option<OutcomeKind> {
        let kind = self.name(value, "`kind`")?;
        let found = OutcomeKind::ALL.into_iter().find(|known| known.as_str() == kind.value);
        if found.is_none() {
            let known = OutcomeKind::ALL.map(OutcomeKind::as_str);
            let (near, others) = (names::nearest(&kind.value, known), format!("the kinds are: {}", known.join(", ")));
            self.unknown_name(&kind, format!("`{}` is not a kind of outcome", kind.value), near, others);
        }
        found
    }
}
