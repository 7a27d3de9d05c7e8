//! Values as machines write them: whatever people typed for it, an event keeps `true`, a choice's id, or a date like
//! `2026-12-01`.

use callscript::internal::MASK;
use callscript::script::{Exit, Script, Variable};

use super::Session;
use super::asked::AskedAction;
use crate::Values;
use crate::event::{EventKind, Revision, Started, Version};
use crate::prompt::PromptKind;

impl Session {
    /// An event with its values as machines write them, unless it is of version 1, which also has no tokens. A revision is left as it is: only the prompt at which it applies
    /// says what its values mean.
    pub(super) fn plain(&self, kind: EventKind) -> EventKind {
        if self.version == Version::One {
            return match kind {
                EventKind::Completed { result, returned, .. } => EventKind::Completed { token: None, result, returned },
                kind => kind,
            };
        }
        let top = &self.state.stack.top().script;
        match kind {
            EventKind::Entered { values } => EventKind::Entered { values: plain(top, values) },
            EventKind::Answered { answer, values } => EventKind::Answered { answer, values: plain(top, values) },
            EventKind::Jumped { node, reason, values } => {
                EventKind::Jumped { node, reason, values: plain(top, values) }
            }
            EventKind::Stubbed { outcome, sets } => {
                let script = self.state.new_subscript().map(|subscript| subscript.script());
                let sets = plain(script.unwrap_or(top), sets);
                EventKind::Stubbed { outcome, sets }
            }
            EventKind::Completed { token, result, returned } => {
                let token = token.or(self.asked.token());
                let asked = token.and_then(|token| self.asked.by_token(token));
                let returned = self.plain_returned(asked, &result, returned);
                EventKind::Completed { token, result, returned }
            }
            EventKind::Silent { input } => EventKind::Silent { input: self.kept_input(input) },
            EventKind::NotUnderstood { input } => EventKind::NotUnderstood { input: self.kept_input(input) },
            kind => kind,
        }
    }

    /// What came in place of an answer, masked where the form, or what an open answer collects, has a sensitive field.
    fn kept_input(&self, input: Option<String>) -> Option<String> {
        let is_sensitive = match &self.prompt.kind {
            PromptKind::Form { fields, .. } => fields.iter().any(|field| field.sensitive),
            PromptKind::Ask { answers } => {
                let open = answers.iter().filter(|answer| answer.open);
                open.flat_map(|answer| &answer.fields).any(|field| field.sensitive)
            }
            _ => false,
        };
        input.map(|input| if is_sensitive { MASK.to_owned() } else { input })
    }

    /// What an action returned, as machines write it.
    pub(super) fn plain_returned(&self, asked: Option<&AskedAction>, result: &str, returned: Values) -> Values {
        let Some(asked) = asked.filter(|_| self.version == Version::Two) else { return returned };
        let Exit::Action(action) = &asked.script.node(asked.node).exit else { return returned };
        let result = action.then.iter().find(|known| known.name == result);
        let take = result.map_or(&[][..], |result| &result.take);
        let variable = |key: &str| {
            let taken = take.iter().find(|taken| taken.key == key)?;
            Some(asked.script.variable(taken.target))
        };
        rewrite(returned, variable)
    }
}

/// A start with its values as machines write them.
pub(super) fn plain_start(script: &Script, mut started: Started) -> Started {
    started.inputs = plain(script, started.inputs);
    started
}

/// Rewrites the values of a revision as machines write them, for a form or a question of this script.
pub(super) fn plain_revision(script: &Script, revision: &mut Revision) {
    if let Revision::Enter(values) | Revision::Answer { values, .. } = revision {
        *values = plain(script, std::mem::take(values));
    }
}

fn plain(script: &Script, values: Values) -> Values {
    rewrite(values, |name| script.find_variable(name).map(|id| script.variable(id)))
}

/// Rewrites the values whose variable is known and accepts them; the others stay, and are refused or left aside later.
fn rewrite<'s>(values: Values, variable: impl Fn(&str) -> Option<&'s Variable>) -> Values {
    if values.is_empty() {
        return values;
    }
    let rewritten = values.iter().map(|(name, text)| {
        let variable = variable(name).filter(|_| !text.trim().is_empty());
        let value = variable.and_then(|variable| variable.declaration.parse(text).ok());
        (name, value.map_or_else(|| text.to_owned(), |value| value.to_plain()))
    });
    rewritten.collect()
}
