//! What Tab completes at a prompt, and which commands work there.

use callscript_runner::{PromptKind, Revision, TurnKind};

use super::Walk;
use super::change_or_jump::Detour;
use crate::commands::run::read_line::{Completion, Question};
use crate::commands::run::slash_command::Name;

impl Walk<'_, '_> {
    /// Adds what can be typed at every prompt to what the question can be answered with.
    pub(super) fn with_commands(&self, mut question: Question) -> Question {
        if !self.console.typed {
            return question;
        }
        // The name of an aside may be typed, too.
        question.forget |= self.asides.iter().any(|numbered| numbered.aside.sensitive);
        let asides = self.asides.iter().map(|numbered| &numbered.aside).filter(|aside| !aside.sensitive);
        let asides =
            asides.map(|aside| Completion { label: aside.label.clone(), line: format!("/aside {}", aside.label) });
        let commands = self.commands().into_iter().flat_map(|name| self.lines(name));
        let commands = commands.map(|line| Completion { label: line.clone(), line });
        question.completions.0.extend(asides.chain(commands));
        question
    }

    /// A command as it can be typed: with what can follow it, where that is known.
    fn lines(&self, name: Name) -> Vec<String> {
        let command = format!("/{}", name.word());
        match name {
            Name::Jump => {
                let script = &self.session.prompt().script;
                let reach = self.session.script().reach();
                let nodes = reach.get(script.as_str()).map(|script| script.nodes()).unwrap_or_default();
                nodes.iter().map(|node| format!("{command} {}", node.id)).collect()
            }
            // Their names are completed themselves.
            Name::Aside => Vec::new(),
            Name::Change | Name::Note => vec![format!("{command} ")],
            _ => vec![command],
        }
    }

    /// The commands that work here.
    pub(super) fn commands(&self) -> Vec<Name> {
        Name::ALL.into_iter().filter(|name| self.works(*name)).collect()
    }

    fn works(&self, name: Name) -> bool {
        let now = self.console.clock.now();
        let PromptKind::Ended { hung_up, .. } = self.session.prompt().kind else {
            return match name {
                Name::Back => self.detour.is_some() || self.session.clone().back(now).is_ok(),
                Name::Change => self.session.history().iter().any(|turn| {
                    matches!(turn.kind, TurnKind::Entered(_) | TurnKind::CouldNotGive | TurnKind::Answered { .. })
                }),
                Name::Aside => !self.asides.is_empty(),
                Name::Skip => match self.detour {
                    None => self.session.clone().cannot_give(now).is_ok(),
                    Some(Detour::Change(step)) => self.session.clone().revise(step, Revision::CannotGive, now).is_ok(),
                    Some(Detour::Answer { .. } | Detour::Jump { .. }) => false,
                },
                Name::Silence => self.detour.is_none() && self.session.clone().silent(None, now).is_ok(),
                Name::NotUnderstood => self.detour.is_none() && self.session.clone().not_understood(None, now).is_ok(),
                Name::Empty => self.field.as_ref().is_some_and(|field| field.optional),
                Name::Restart => self.journal.is_none(),
                _ => true,
            };
        };
        match name {
            Name::Note | Name::Back | Name::Change => !hung_up,
            Name::Restart => self.journal.is_none(),
            Name::History | Name::Help => true,
            _ => false,
        }
    }
}
