//! What keeps a command from its work: exit status 2.

use std::io;
use std::path::PathBuf;

use callscript::library::files::FileError;
use callscript::render::UnknownNode;
use callscript::rules;
use callscript_runner::StartError;
use callscript_runner::journal::JournalError;
use thiserror::Error;

/// Why a command could not do its work.
#[derive(Debug, Error)]
pub(crate) enum Error {
    #[error("there is no rule `{0}`")]
    UnknownRule(String),
    #[error(transparent)]
    File(#[from] FileError),
    #[error("cannot read standard input: {0}")]
    Input(io::Error),
    #[error("cannot write to standard output: {0}")]
    Output(#[from] io::Error),
    #[error("cannot write `{}`: {error}", path.display())]
    Write { path: PathBuf, error: io::Error },
    #[error("cannot use `{}`: {reason}", path.display())]
    Values { path: PathBuf, reason: String },
    #[error(transparent)]
    Start(#[from] StartError),
    #[error("cannot take up the call of `{}`: {error}", path.display())]
    Journal { path: PathBuf, error: Box<JournalError> },
    #[error("`{}` exists already, and a journal is never overwritten", _0.display())]
    JournalExists(PathBuf),
    #[error("the journal `{}` is in use: another program is walking its call", _0.display())]
    JournalInUse(PathBuf),
    #[error("cannot use the journal `{}`: {error}", path.display())]
    JournalFile { path: PathBuf, error: io::Error },
    #[error("`--resume` goes on with its own journal, so there is no `--journal` beside it but with `--carry-over`")]
    TwoJournals,
    #[error("no script in {0}")]
    NothingFound(String),
    #[error(transparent)]
    UnknownNode(#[from] UnknownNode),
    #[error("`diff` compares two scripts or two folders: OLD and NEW")]
    NotTwo,
    #[error("`{}` is a folder and `{}` is none", folder.display(), file.display())]
    FolderAndFile { folder: PathBuf, file: PathBuf },
    #[error("OLD and NEW cannot both be standard input")]
    OneInput,
    #[error("there is no node in `{0}` that could be drawn")]
    NothingToDraw(String),
}

impl Error {
    /// How to go on from here.
    pub(crate) fn help(&self) -> Option<String> {
        match self {
            Self::UnknownRule(name) => Some(nearest_rule(name).map_or_else(
                || "`callscript explain` lists all rules".to_owned(),
                |rule| format!("did you mean `{rule}`?"),
            )),
            Self::NothingFound(_) => {
                Some("a script is a `.yaml` or `.yml` file with a line that starts with `callscript:`".to_owned())
            }
            Self::UnknownNode(node) => node.meant.as_ref().map(|meant| format!("did you mean `{meant}`?")),
            Self::Journal { path, error } if matches!(**error, JournalError::OtherDigest { .. }) => Some(format!(
                "`--resume {} --carry-over --journal NEW` takes it up under the scripts as they are now, as far as it fits",
                path.display()
            )),
            Self::JournalExists(path) => {
                Some(format!("to go on with its call: `--resume {}`; a new call needs a new file", path.display()))
            }
            Self::FolderAndFile { .. } => Some("compare two scripts, or two folders".to_owned()),
            Self::NothingToDraw(_) => Some("`callscript lint` says what is wrong with it".to_owned()),
            _ => None,
        }
    }
}

fn nearest_rule(name: &str) -> Option<&'static str> {
    let near = |rule: &&'static str| {
        let distance = strsim::osa_distance(name, rule);
        (distance <= 2 && distance * 2 < rule.len()).then_some((distance, *rule))
    };
    let names = rules::all().iter().map(|rule| rule.name);
    let near = names.collect::<Vec<_>>().iter().filter_map(near).min();
    near.map(|(_, rule)| rule)
}
