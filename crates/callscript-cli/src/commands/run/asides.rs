//! The numbers of asides, which stay the same for the whole call.

use callscript::script::Script;
use callscript_runner::AsideChoice;

use super::choose::Item;

/// An open aside and its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NumberedAside {
    pub(super) number: usize,
    pub(super) aside: AsideChoice,
}

impl NumberedAside {
    pub(super) fn item(&self) -> Item<'_> {
        let Self { number, aside } = self;
        Item { sensitive: aside.sensitive, ..Item::new(*number, &aside.id, &aside.label) }
    }
}

/// Gives asides their numbers: those of the outermost script count first, whether they are open or not, and those of
/// other scripts as they are met.
pub(super) struct AsideNumbers(Vec<String>);

impl AsideNumbers {
    pub(super) fn new(script: &Script) -> Self {
        Self(script.asides().iter().map(|aside| aside.id.clone()).collect())
    }

    /// The open asides with their numbers, in order.
    pub(super) fn of(&mut self, open: &[AsideChoice]) -> Vec<NumberedAside> {
        let mut numbered: Vec<_> =
            open.iter().map(|aside| NumberedAside { number: self.number(&aside.id), aside: aside.clone() }).collect();
        numbered.sort_by_key(|aside| aside.number);
        numbered
    }

    fn number(&mut self, id: &str) -> usize {
        let known = self.0.iter().position(|known| known == id);
        1 + known.unwrap_or_else(|| {
            self.0.push(id.to_owned());
            self.0.len() - 1
        })
    }
}
