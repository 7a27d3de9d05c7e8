//! Reading the words of a boolean: `labels: { true: Ja, false: Nein }`.

use super::context::Context;
use crate::base::value::{BooleanLabels, usual_boolean};
use crate::syntax::yaml::Value;

impl Context<'_> {
    /// Reads the words of a boolean, of which there must be both.
    pub(super) fn boolean_labels(&mut self, value: &Value<'_>) -> Option<Box<BooleanLabels>> {
        let map = self.map(value, "`labels`")?;
        self.require(value, map, ["true", "false"], "`labels`");
        let (mut yes, mut no) = (None, None);
        self.read_keys(map, &["true", "false"], "`labels`", |cx, entry| {
            let is_true = entry.key.text == "true";
            let label = cx.variable_label(&entry.value, &format!("the label of `{}`", entry.key.text));
            if let Some(label) = &label
                && usual_boolean(label.trim()).is_some_and(|usual| usual != is_true)
            {
                let message = format!("the label of `{}` is `{label}`", entry.key.text);
                cx.bad_value(
                    entry.value.span,
                    message,
                    "whoever types it would mean the other one: choose another word",
                );
            }
            *(if is_true { &mut yes } else { &mut no }) = label;
        });
        let (yes, no) = (yes?, no?);
        if yes.trim().to_lowercase() == no.trim().to_lowercase() {
            self.bad_value(
                value.span,
                format!("both labels are `{yes}`"),
                "nobody could tell them apart: choose two words",
            );
        }
        Some(Box::new(BooleanLabels { yes: yes.into(), no: no.into() }))
    }
}
