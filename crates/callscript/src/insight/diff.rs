//! What changed from one script to another.
//!
//! Both become plain parts, in which every shorthand is written out; the difference is a list of changes that makes one
//! of the other, with renames recognised, and what follows from them for a call. Faulty scripts can be compared, too.
//! Must not know files, JSON or terminals.

mod alike;
mod changes;
mod effects;
mod findings;
mod labels;
mod normal_form;
mod order;
mod part;
mod path_counts;
mod renames;
pub mod story;
mod word_diff;

#[cfg(test)]
mod tests;

use crate::base::parallel;
use crate::library::File;

pub use findings::Findings;
use part::Parts;
pub use part::{Entries, Part};
pub use path_counts::Paths;
pub use word_diff::{Piece, words};

/// The way to a part of a script: the keys that lead to it, as they are called in the new script.
pub type Path = Vec<String>;

/// What changed from one script to another.
#[derive(Debug)]
pub struct Diff {
    /// The parts of the old script; none if there was none.
    pub old: Part,
    /// The parts of the new script; none if there is none.
    pub new: Part,
    /// Every change, in the order in which they make the new script of the old: renames come first.
    pub changes: Vec<Change>,
    /// The nodes that changed, in the order in which a call may come to them; removed ones where they stood.
    pub nodes: Vec<String>,
    /// The outcomes that a call could end with, and cannot any more.
    pub lost: Vec<String>,
    /// The outcomes that a call can end with, and could not before.
    pub gained: Vec<String>,
    /// How many ways there are through the script.
    pub paths: Paths,
    /// What became of the script.
    pub state: State,
}

/// What became of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
    /// It says what it said.
    Same,
}

/// One change. A path with no keys is the whole script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// What was called `old` is called as the path ends.
    Renamed {
        /// The new name, in its map.
        path: Path,
        /// The old one.
        old: String,
        /// Where it is named and was renamed with it.
        mentions: Vec<Path>,
    },
    /// It is gone.
    Removed {
        /// Where it was.
        path: Path,
        /// What was there.
        old: Part,
    },
    /// It is another.
    Changed {
        /// Where it is.
        path: Path,
        /// What was there.
        old: Part,
        /// What is there.
        new: Part,
    },
    /// It is new.
    Added {
        /// Where it is.
        path: Path,
        /// The key that it stands behind; none if it is the first of its map.
        after: Option<String>,
        /// What is there.
        new: Part,
    },
    /// It stands elsewhere in its map.
    Moved {
        /// Where it is.
        path: Path,
        /// The key that it stands behind; none if it is the first of its map.
        after: Option<String>,
    },
}

impl Change {
    /// Where it is, or was.
    pub fn path(&self) -> &Path {
        match self {
            Self::Renamed { path, .. }
            | Self::Removed { path, .. }
            | Self::Changed { path, .. }
            | Self::Added { path, .. }
            | Self::Moved { path, .. } => path,
        }
    }
}

impl Diff {
    /// Compares two scripts, of which one may be missing.
    pub fn new(old: Option<&File>, new: Option<&File>) -> Self {
        let (before, now) = (old, new);
        let (old, new) = parallel::join(|| part(before), || part(now));
        let mut renames = renames::find(&old, &new);
        let changes = changes::between(&old, &new, &mut renames);
        let effects::Outcomes { lost, gained } = effects::outcomes(before, now, &renames);
        let paths = path_counts::paths(before, now, &renames);
        let nodes = order::of_calls(before, now, &changes, &renames);
        let state = match (before, now) {
            (None, _) => State::Added,
            (_, None) => State::Removed,
            _ if changes.is_empty() => State::Same,
            _ => State::Changed,
        };
        Self { old, new, changes, nodes, lost, gained, paths, state }
    }

    /// Whether the part at that path is words that must be said as they are written, before or now.
    pub fn is_verbatim(&self, path: &[String]) -> bool {
        let [nodes, node, say, ..] = path else {
            return false;
        };
        let verbatim = |script: &Part| script.at(&[nodes, node, "verbatim"]).and_then(Part::text) == Some("true");
        nodes == "nodes" && say == "say" && (verbatim(&self.new) || verbatim(&self.old))
    }
}

impl State {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Same => "same",
        }
    }
}

fn part(file: Option<&File>) -> Part {
    file.map_or(Part::Nothing, normal_form::script)
}
