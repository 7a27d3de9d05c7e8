//! Errors that prevent a command from doing its work: exit status 2.

use std::io;
use std::path::{Path, PathBuf};

use callscript::CheckError;
use callscript::internal::drawing::UnknownNode;
use callscript::rules;
use callscript_project::{FileError, Files, Found, Reason};
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
    #[error("`{}` is {what}, and is not overwritten", path.display())]
    Kept { path: PathBuf, what: &'static str },
    #[error("`{}` was changed by another program meanwhile, and is left as it is now", _0.display())]
    Changed(PathBuf),
    #[error("`{}` is named twice: writing one would overwrite the other", _0.display())]
    NamedTwice(PathBuf),
    #[error("cannot use `{}`: {reason}", path.display())]
    Values { path: PathBuf, reason: String },
    #[error("cannot use `{}`: {}", path.display(), unknown_inputs(names, script))]
    UnknownInputs { path: PathBuf, names: Vec<String>, script: String },
    // The value may be a secret, so it is not repeated.
    #[error("the value of `--set` has no `=`")]
    NoAssignment,
    #[error("there is no time zone `{0}`")]
    UnknownTimeZone(String),
    #[error(transparent)]
    Script(#[from] CheckError),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error("cannot resume the call in `{}`: {error}", path.display())]
    Journal { path: PathBuf, error: Box<JournalError> },
    #[error("`{}` already exists, and a journal is never overwritten", path.display())]
    JournalExists { path: PathBuf, holds: ExistingFile },
    #[error("the journal `{}` is in use: another program is walking its call", _0.display())]
    JournalInUse(PathBuf),
    #[error("cannot use the journal `{}`: {reason}", path.display())]
    JournalFile { path: PathBuf, reason: Reason },
    #[error("the journal `{}` was cut, removed or written to by another program; nothing more was written into it", _0.display())]
    JournalChanged(PathBuf),
    #[error("`--resume` continues in its own journal; use `--journal` with it only for `--carry-over`")]
    TwoJournals,
    #[error("standard input cannot be fixed in place")]
    FixInput,
    #[error("`{0}` is not a valid script id")]
    NoId(String),
    #[error("`{}` already exists, and is not overwritten", _0.display())]
    Exists(PathBuf),
    #[error("there is no command `{0}`")]
    UnknownCommand(String),
    #[error("no script in {0}")]
    NothingFound(String),
    #[error("cannot replay the call in `{}`: {reason}", path.display())]
    Replay { path: PathBuf, reason: String },
    #[error("there is no journal in these folders")]
    NoJournals,
    #[error("cannot add a scenario to `{}`: {reason}", path.display())]
    Record { path: PathBuf, reason: String },
    #[error("no scenarios in {0}")]
    NoScenarios(String),
    #[error(transparent)]
    UnknownNode(#[from] UnknownNode),
    #[error("`diff` compares two scripts or two folders: OLD and NEW")]
    NotTwo,
    #[error("`{}` is a folder and `{}` is not", folder.display(), file.display())]
    FolderAndFile { folder: PathBuf, file: PathBuf },
    #[error("OLD and NEW cannot both be standard input")]
    OneInput,
    #[error("`{0}` has no nodes to draw")]
    NothingToDraw(String),
}

/// What a file contains that exists where a new journal should be created.
#[derive(Debug)]
pub(crate) enum ExistingFile {
    /// The journal of a call.
    Call,
    /// The journal of a call that did not start.
    Nothing,
    /// Something else.
    Else,
}

impl Error {
    /// The errors of a search at these paths: the files that could not be read, also those that only the libraries need,
    /// or that there are no scripts at all.
    pub(crate) fn of_finding(found: &Found, files: &Files, paths: &[PathBuf]) -> Vec<Self> {
        if found.scripts.is_empty() && found.faults.is_empty() {
            return vec![Self::NothingFound(listed(paths))];
        }
        found.faults.iter().chain(files.unread()).cloned().map(Self::File).collect()
    }

    /// No scenarios were found at these paths.
    pub(crate) fn no_scenarios(paths: &[PathBuf]) -> Self {
        Self::NoScenarios(listed(paths))
    }

    /// A suggestion for the user.
    pub(crate) fn help(&self) -> Option<String> {
        match self {
            Self::UnknownRule(name) => Some(rules::nearest(name).map_or_else(
                || "`callscript explain` lists all rules".to_owned(),
                |rule| format!("did you mean `{rule}`?"),
            )),
            Self::NothingFound(_) => {
                Some("a script is a `.yaml` or `.yml` file with a line that starts with `callscript:`".to_owned())
            }
            Self::NoJournals => Some("`callscript run --journal FILE.jsonl` records a call".to_owned()),
            Self::NoScenarios(_) => Some(
                "scenarios belong in files that end in `.test.yaml`; `callscript test --suggest SCRIPT` writes some"
                    .to_owned(),
            ),
            Self::UnknownNode(node) => node.meant.as_ref().map(|meant| format!("did you mean `{meant}`?")),
            Self::Journal { path, error } => help_with_journal(path, error),
            Self::UnknownTimeZone(_) => {
                Some("use a name of the IANA database, such as `Europe/Berlin` or `UTC`".to_owned())
            }
            Self::UnknownInputs { .. } => {
                Some("`--ignore-unknown` takes the inputs of the script, and leaves the rest".to_owned())
            }
            Self::NoAssignment => Some("write `--set NAME=VALUE`".to_owned()),
            Self::JournalExists { path, holds } => Some(match holds {
                ExistingFile::Call => {
                    format!("to continue its call, use `--resume {}`; a new call needs a new file", path.display())
                }
                ExistingFile::Nothing => "it holds no call: delete it, or name a new file".to_owned(),
                ExistingFile::Else => "name a file that does not exist yet".to_owned(),
            }),
            Self::JournalChanged(path) => Some(format!(
                "if you can put the file back as it was, `--resume {}` goes on from its last line",
                path.display()
            )),
            Self::Kept { .. } => Some("name a file that does not exist yet, or an earlier output".to_owned()),
            Self::Changed(_) => Some("run the command again".to_owned()),
            Self::NoId(id) => Some(match id.strip_suffix(".yaml").or_else(|| id.strip_suffix(".yml")) {
                Some(id) => format!("leave the ending out: `callscript new {id}`"),
                None => {
                    "an id consists of lowercase letters `a-z` and digits, with single `-` between them: `late-parcel`"
                        .to_owned()
                }
            }),
            Self::UnknownCommand(_) => Some("`callscript help` lists all commands".to_owned()),
            Self::FixInput => Some("`--fix --dry-run` shows what would change".to_owned()),
            Self::FolderAndFile { .. } => Some("compare two scripts, or two folders".to_owned()),
            Self::NothingToDraw(_) => Some("`callscript lint` says what is wrong with it".to_owned()),
            _ => None,
        }
    }
}

fn unknown_inputs(names: &[String], script: &str) -> String {
    const SHOWN: usize = 12;
    let mut shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    if names.len() > SHOWN {
        shown.push(format!("{} more", names.len() - SHOWN));
    }
    match names.len() {
        1 => format!("{} is not an input of `{script}`", shown.join(", ")),
        _ => format!("{} are not inputs of `{script}`", shown.join(", ")),
    }
}

fn listed(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| format!("`{}`", path.display())).collect::<Vec<_>>().join(", ")
}

fn help_with_journal(path: &Path, error: &JournalError) -> Option<String> {
    match error {
        JournalError::OtherDigest { .. } => Some(format!(
            "`--resume {} --carry-over --journal NEW` resumes it with the scripts as they are now, as far as it fits",
            path.display()
        )),
        JournalError::Damaged { line } if *line > 2 => Some(format!(
            "the {} lines before it are intact: copy them to a new file, and `--resume` that one",
            line - 1
        )),
        JournalError::Empty => {
            Some("nothing happened on that call: delete the file, and start the call again".to_owned())
        }
        JournalError::NotAJournal => Some("a journal is a file written by `run --journal FILE`".to_owned()),
        JournalError::OtherScript { journal, .. } => Some(format!("name the script whose id is `{journal}`")),
        _ => None,
    }
}
