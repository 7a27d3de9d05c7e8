//! The differences between two versions of a script.
//!
//! Both versions are brought into a normal form ([`Part`]), with every shorthand expanded. The difference is a list of
//! changes that turns the old version into the new one, with renames recognised, and their effects on a call. Scripts
//! with errors can be compared, too. Must not know files, JSON or terminals.

mod changes;
mod effects;
mod findings;
mod labels;
mod normal_form;
mod order;
mod part;
mod parts;
mod path_counts;
mod renames;
mod similarity;
pub mod story;
mod word_diff;

#[cfg(test)]
mod tests;

use crate::base::parallel;
use crate::library::File;

pub use findings::Findings;
pub use part::{Entries, Part};
use parts::Parts;
pub use path_counts::Paths;
pub use word_diff::{Piece, words};

/// The keys that lead to a part of a script. Renamed keys have their new names.
pub type Path = Vec<String>;

/// The differences between two versions of a script.
#[derive(Debug)]
pub struct Diff {
    /// The normal form of the old version; [`Part::Nothing`] if the script is new.
    pub old: Part,
    /// The normal form of the new version; [`Part::Nothing`] if the script was removed.
    pub new: Part,
    /// Every change. Applied in this order they turn the old version into the new one; renames come first.
    pub changes: Vec<Change>,
    /// The ids of the nodes that changed, in the order in which a call may reach them. Removed nodes follow the node
    /// that they followed before.
    pub nodes: Vec<String>,
    /// The outcomes that a call could end with before, but cannot now.
    pub lost: Vec<String>,
    /// The outcomes that a call can end with now, but could not before.
    pub gained: Vec<String>,
    /// The numbers of paths through the script.
    pub paths: Paths,
    /// Whether the script was added, removed or changed.
    pub state: State,
}

/// What happened to a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// There is no old version.
    Added,
    /// There is no new version.
    Removed,
    /// The versions differ.
    Changed,
    /// The versions are equal in their normal form.
    Same,
}

/// One change. An empty path stands for the whole script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A key was renamed from `old` to the last key of `path`.
    Renamed {
        /// The path with the new name.
        path: Path,
        /// The old name.
        old: String,
        /// The paths of the mentions that were renamed with it.
        mentions: Vec<Path>,
    },
    /// A part was removed.
    Removed {
        /// Its path.
        path: Path,
        /// The old part.
        old: Part,
    },
    /// A part was replaced.
    Changed {
        /// Its path.
        path: Path,
        /// The old part.
        old: Part,
        /// The new part.
        new: Part,
    },
    /// A part was added.
    Added {
        /// Its path.
        path: Path,
        /// The key before it in its map; `None` if it is the first.
        after: Option<String>,
        /// The new part.
        new: Part,
    },
    /// A part was moved within its map.
    Moved {
        /// Its path.
        path: Path,
        /// The key before it in its map; `None` if it is the first.
        after: Option<String>,
    },
}

impl Change {
    /// The path of the part that changed.
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
    /// Compares two versions of a script, one of which may be missing.
    pub fn new(old: Option<&File>, new: Option<&File>) -> Self {
        let (before, now) = (old, new);
        let (old, new) = parallel::join(|| part(before), || part(now));
        let mut renames = renames::find(&old, &new);
        let changes = changes::between(&old, &new, &mut renames);
        let effects::Outcomes { lost, gained } = effects::outcomes(before, now, &renames);
        let paths = path_counts::paths(before, now, &renames);
        let nodes = order::changed_nodes(before, now, &changes, &renames);
        let state = match (before, now) {
            (None, _) => State::Added,
            (_, None) => State::Removed,
            _ if changes.is_empty() => State::Same,
            _ => State::Changed,
        };
        Self { old, new, changes, nodes, lost, gained, paths, state }
    }

    /// Whether `path` leads to words of a node that is `verbatim` in either version.
    pub fn is_verbatim(&self, path: &[String]) -> bool {
        let [nodes, node, say, ..] = path else {
            return false;
        };
        let verbatim = |script: &Part| script.at(&[nodes, node, "verbatim"]).and_then(Part::text) == Some("true");
        nodes == "nodes" && say == "say" && (verbatim(&self.new) || verbatim(&self.old))
    }
}

impl State {
    /// The name of the state.
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
