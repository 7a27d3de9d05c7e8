//! Reading outcomes.

use super::context::Context;
use super::value::{Holds, name};
use crate::base::names;
use crate::document::{Outcome, OutcomeKind};
use crate::format::Place;
use crate::syntax::yaml::{Entry, Kind, Value};

impl Context<'_> {
    /// An outcome.
    pub(super) fn outcome(&mut self, entry: &Entry<'_>) -> Outcome {
        let id = name(&entry.key);
        let before = self.findings.len();
        if !names::is_outcome(&id.value) {
            let help =
                "an outcome id begins with a lowercase letter; lowercase letters, digits, `_` and `-` may follow";
            self.refuse(id.span, format!("`{}` is not a valid outcome id", id.value), help);
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
                self.require(&entry.value, map, Place::Outcome.required(), Place::Outcome.what());
                self.map_of(Place::Outcome, map, |cx, entry| {
                    let value = &entry.value;
                    match &*entry.key.text {
                        "label" if matches!(value.kind, Kind::Nothing) => {}
                        "label" => outcome.label = cx.text(value, "`label`", Holds::Words),
                        "kind" => outcome.kind = cx.outcome_kind(value).unwrap_or_default(),
                        _ => outcome.disposition = cx.name(value, "`disposition`"),
                    }
                });
            }
            Kind::Nothing => self.no_value(id.span, &id.value, "an outcome"),
            _ => outcome.label = self.text(&entry.value, &format!("the outcome `{}`", id.value), Holds::Words),
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
            self.mistaken(&kind, format!("`{}` is not a kind of outcome", kind.value), near, others);
        }
        found
    }
}
