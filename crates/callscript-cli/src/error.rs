//! What keeps a command from its work: exit status 2.

use std::io;
use std::path::{Path, PathBuf};

use callscript::CheckError;
use callscript::internal::drawing::UnknownNode;
use callscript::rules;
use callscript_project::{FileError, Found, Reason};
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
    #[error("cannot write `{}`: {reason}", path.display())]
    Write { path: PathBuf, reason: Reason },
    #[error("`{}` is named twice: to write the one would overwrite the other", _0.display())]
    NamedTwice(PathBuf),
    #[error("cannot use `{}`: {reason}", path.display())]
    Values { path: PathBuf, reason: String },
    // What was given may be a secret, and is not repeated.
    #[error("what follows `--set` has no `=`")]
    NoAssignment,
    #[error(transparent)]
    Script(#[from] CheckError),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error("cannot take up the call of `{}`: {error}", path.display())]
    Journal { path: PathBuf, error: Box<JournalError> },
    #[error("`{}` exists already, and a journal is never overwritten", path.display())]
    JournalExists { path: PathBuf, holds: Holds },
    #[error("the journal `{}` is in use: another program is walking its call", _0.display())]
    JournalInUse(PathBuf),
    #[error("cannot use the journal `{}`: {reason}", path.display())]
    JournalFile { path: PathBuf, reason: Reason },
    #[error("`--resume` goes on in its own journal; a new one beside it is for `--carry-over` alone")]
    TwoJournals,
    #[error("what comes from standard input cannot be mended in its place")]
    FixInput,
    #[error("`{0}` is no id of a script")]
    NoId(String),
    #[error("`{}` exists already, and is not overwritten", _0.display())]
    Exists(PathBuf),
    #[error("there is no command `{0}`")]
    UnknownCommand(String),
    #[error("no script in {0}")]
    NothingFound(String),
    #[error("cannot go through the call of `{}`: {reason}", path.display())]
    Replay { path: PathBuf, reason: String },
    #[error("there is no journal in these folders")]
    NoJournals,
    #[error("cannot add a scenario to `{}`: {reason}", path.display())]
    Record { path: PathBuf, reason: String },
    #[error("no scenario of a call in {0}")]
    NoScenarios(String),
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

/// What a file holds that was to be a new journal.
#[derive(Debug)]
pub(crate) enum Holds {
    /// A call.
    Call,
    /// The journal of a call that did not begin.
    Nothing,
    /// Something else.
    Else,
}

impl Error {
    /// Why not all scripts were found that these paths were to lead to.
    pub(crate) fn of_finding(found: &Found, paths: &[PathBuf]) -> Vec<Self> {
        if found.scripts.is_empty() && found.faults.is_empty() {
            return vec![Self::NothingFound(listed(paths))];
        }
        found.faults.iter().cloned().map(Self::File).collect()
    }

    /// None of these paths led to a scenario.
    pub(crate) fn no_scenarios(paths: &[PathBuf]) -> Self {
        Self::NoScenarios(listed(paths))
    }

    /// How to go on from here.
    pub(crate) fn help(&self) -> Option<String> {
        match self {
            Self::UnknownRule(name) => Some(rules::nearest(name).map_or_else(
                || "`callscript explain` lists all rules".to_owned(),
                |rule| format!("did you mean `{rule}`?"),
            )),
            Self::NothingFound(_) => {
                Some("a script is a `.yaml` or `.yml` file with a line that starts with `callscript:`".to_owned())
            }
            Self::NoJournals => Some("`callscript run --journal FILE.jsonl` keeps a call".to_owned()),
            Self::NoScenarios(_) => Some(
                "scenarios stand in files that end in `.test.yaml`; `callscript test --suggest SCRIPT` writes some"
                    .to_owned(),
            ),
            Self::UnknownNode(node) => node.meant.as_ref().map(|meant| format!("did you mean `{meant}`?")),
            Self::Journal { path, error } => help_with_journal(path, error),
            Self::NoAssignment => Some("write `--set NAME=VALUE`".to_owned()),
            Self::JournalExists { path, holds } => Some(match holds {
                Holds::Call => {
                    format!("to go on with its call: `--resume {}`; a new call needs a new file", path.display())
                }
                Holds::Nothing => "no call is kept in it: delete it, or name a new file".to_owned(),
                Holds::Else => "name a file that is not there yet".to_owned(),
            }),
            Self::NoId(_) => {
                Some("an id has small letters `a-z`, digits, and single `-` between them: `late-parcel`".to_owned())
            }
            Self::UnknownCommand(_) => Some("`callscript help` lists all commands".to_owned()),
            Self::FixInput => Some("`--fix --dry-run` shows what would change".to_owned()),
            Self::FolderAndFile { .. } => Some("compare two scripts, or two folders".to_owned()),
            Self::NothingToDraw(_) => Some("`callscript lint` says what is wrong with it".to_owned()),
            _ => None,
        }
    }
}

fn listed(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| format!("`{}`", path.display())).collect::<Vec<_>>().join(", ")
}

fn help_with_journal(path: &Path, error: &JournalError) -> Option<String> {
    match error {
        JournalError::OtherDigest { .. } => Some(format!(
            "`--resume {} --carry-over --journal NEW` takes it up under the scripts as they are now, as far as it fits",
            path.display()
        )),
        JournalError::Damaged { line } if *line > 2 => Some(format!(
            "the {} lines before it are whole: copy them to a new file, and `--resume` that one",
            line - 1
        )),
        JournalError::Empty => Some("nothing happened on that call: delete the file, and begin it anew".to_owned()),
        JournalError::NotAJournal => Some("a journal is what `run --journal FILE` wrote".to_owned()),
        JournalError::OtherScript { journal, .. } => Some(format!("name the script whose id is `{journal}`")),
        _ => None,
    }
}
