//! Which files of a folder concern a few of its scripts, so that one script in a folder of a thousand is checked
//! without reading the thousand.
//!
//! A file that mentions none of the names that are compared across a library cannot change what is found. Whoever runs
//! others needs all: the nearest name for one that is missing may stand in any.

use crate::base::names;
use crate::library::File;

/// More scripts than these are checked with all that is in the folder.
const FEW: usize = 4;

/// The names by which files may concern some scripts.
#[derive(Debug)]
pub struct Concern<'f> {
    /// Ids of scripts, and names of actions.
    names: Vec<&'f str>,
    /// Ids of outcomes, which matter if a file that mentions one says more of it than its label.
    outcomes: Vec<&'f str>,
    /// One of the scripts says more of an outcome.
    details: bool,
}

impl<'f> Concern<'f> {
    /// What concerns these scripts; none if everything does.
    pub fn of(scripts: &[&'f File]) -> Option<Self> {
        if scripts.len() > FEW || scripts.iter().any(|script| script.runs_others()) {
            return None;
        }
        let documents = || scripts.iter().map(|script| script.document());
        let ids = scripts.iter().filter_map(|script| script.id());
        let actions = documents().flat_map(|document| document.actions().map(|(_, action)| action.name.value.as_str()));
        Some(Self {
            names: ids.chain(actions).collect(),
            outcomes: documents().flat_map(|document| document.outcomes.keys().map(String::as_str)).collect(),
            details: scripts.iter().any(|script| has_details(script.source().text())),
        })
    }

    /// Which of these texts are to be read.
    pub fn select(&self, texts: &[&str]) -> Vec<bool> {
        let outcomes: Vec<bool> = texts.iter().map(|text| mentions(text, &self.outcomes)).collect();
        let mut mentioning = texts.iter().zip(&outcomes).filter(|(_, mentions)| **mentions);
        let details = self.details || mentioning.any(|(text, _)| has_details(text));
        // Behind a backslash any name may be hidden.
        let concerns = |text: &str| text.contains('\\') || mentions(text, &self.names);
        let both = texts.iter().zip(outcomes);
        both.map(|(text, outcomes)| (details && outcomes) || concerns(text)).collect()
    }
}

fn has_details(text: &str) -> bool {
    text.contains("kind") || text.contains("disposition") || text.contains('\\')
}

/// Whether one of `names` stands in `text` as a whole word.
fn mentions(text: &str, names: &[&str]) -> bool {
    names.iter().any(|name| names::places(text, name).next().is_some())
}
