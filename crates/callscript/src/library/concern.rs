//! Which other files of a folder are needed to lint a few of its scripts. So a script in a folder of a thousand is
//! linted without parsing all of them.
//!
//! A file that mentions none of the names that are compared across a library cannot change the findings. A script that
//! runs others needs all files, since the most similar name for an unknown script may be in any of them.

use crate::base::names;
use crate::library::File;

/// With more scripts than these, all files of the folder are read.
const FEW: usize = 4;

/// The names that make a file relevant to some scripts.
#[derive(Debug)]
pub struct Concern<'f> {
    /// The ids of scripts and the names of actions.
    names: Vec<&'f str>,
    /// The ids of outcomes. A file that mentions one is relevant if it gives more details of it than a label.
    outcomes: Vec<&'f str>,
    /// Whether one of the scripts gives such details.
    details: bool,
}

impl<'f> Concern<'f> {
    /// The names that matter to these scripts; `None` if every file is needed.
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

    /// For each text, whether it must be read.
    pub fn select(&self, texts: &[&str]) -> Vec<bool> {
        let outcomes: Vec<bool> = texts.iter().map(|text| mentions(text, &self.outcomes)).collect();
        let mut mentioning = texts.iter().zip(&outcomes).filter(|(_, mentions)| **mentions);
        let details = self.details || mentioning.any(|(text, _)| has_details(text));
        // Escapes may hide any name.
        let concerns = |text: &str| text.contains('\\') || mentions(text, &self.names);
        let both = texts.iter().zip(outcomes);
        both.map(|(text, outcomes)| (details && outcomes) || concerns(text)).collect()
    }
}

fn has_details(text: &str) -> bool {
    text.contains("kind") || text.contains("disposition") || text.contains('\\')
}

/// Whether one of `names` occurs in `text` as a whole word.
fn mentions(text: &str, names: &[&str]) -> bool {
    names.iter().any(|name| names::places(text, name).next().is_some())
}
