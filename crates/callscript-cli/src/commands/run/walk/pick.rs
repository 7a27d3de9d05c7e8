//! Picks an item by what was typed. In a terminal, what could be meant in two ways is asked back.

use super::Walk;
use super::asking::AskResult;
use crate::commands::run::choose::{Item, Refusal, choose};
use crate::commands::run::read_line::Question;
use crate::commands::run::show;

/// The most items to ask back about: each has a letter.
const MAX_ASKED: usize = 26;

impl Walk<'_, '_> {
    /// The item that a line means; `None` if it means none, which has been said.
    pub(super) fn pick<'i>(&mut self, line: String, items: &[Item<'i>]) -> AskResult<Option<Item<'i>>> {
        let mut line = line;
        loop {
            match choose(&line, items) {
                Ok(item) => return Ok(Some(item)),
                Err(refusal) => match self.ask_back(refusal)? {
                    AskedBack::Item(item) if item.closed => self.console.fault(&Refusal::closed(&item, items).reason),
                    AskedBack::Item(item) => return Ok(Some(item)),
                    AskedBack::Line(other) => {
                        line = other;
                        continue;
                    }
                    AskedBack::None => {}
                },
            }
            return Ok(None);
        }
    }

    /// Asks which of several meanings is meant, or says why nothing was chosen.
    fn ask_back<'i>(&mut self, refusal: Refusal<'i>) -> AskResult<AskedBack<'i>> {
        let Refusal { reason, between } = refusal;
        if !self.console.typed || between.len() < 2 || between.len() > MAX_ASKED {
            self.console.fault(&reason);
            return Ok(AskedBack::None);
        }
        show::meanings(&between, self.console)?;
        let letters: Vec<_> = ('a'..='z').take(between.len()).collect();
        let last = letters.last().copied().unwrap_or('a');
        let to = if letters.len() == 2 { "or" } else { "to" };
        let text = format!("which one, a {to} {last} (Enter for none)");
        let line = self.line(&Question { text, forget: true, ..Question::default() })?;
        let typed = line.trim();
        if typed.is_empty() {
            return Ok(AskedBack::None);
        }
        let lettered = letters.iter().zip(&between).find(|(letter, _)| typed.eq_ignore_ascii_case(&letter.to_string()));
        Ok(lettered.map_or(AskedBack::Line(line), |(_, item)| AskedBack::Item(*item)))
    }
}

/// What was answered to the question which item is meant.
enum AskedBack<'i> {
    Item(Item<'i>),
    /// Another line, which means whatever it means.
    Line(String),
    None,
}
