//! The line editor of a terminal, with a history in memory only: nothing that customers said reaches a disk.
//!
//! Must not know what is asked.

use std::io;
use std::sync::mpsc::{Receiver, Sender};

use rustyline::completion::{Completer, Pair};
use rustyline::config::BellStyle;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::MemHistory;
use rustyline::validate::Validator;
use rustyline::{CompletionType, Config, Context, Editor, Helper};

use super::background::Arrival;
use super::{Completions, NOT_UTF_8, Question};
use crate::signals::Signal;

/// Reads lines from the terminal.
pub(super) fn read_terminal(questions: &Receiver<Question>, arrivals: &Sender<Arrival>) {
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .completion_show_all_if_ambiguous(true)
        // A customer could hear it.
        .bell_style(BellStyle::None)
        .auto_add_history(false)
        .build();
    let history = MemHistory::with_config(&config);
    let mut editor = Editor::with_history(config, history);
    while let Ok(question) = questions.recv() {
        let arrival = match &mut editor {
            Ok(editor) => read(question, editor),
            Err(error) => Arrival::Read(Err(io::Error::other(error.to_string()))),
        };
        if arrivals.send(arrival).is_err() {
            return;
        }
    }
}

fn read(question: Question, editor: &mut Editor<Tab, MemHistory>) -> Arrival {
    let prompt = question.prompt();
    editor.set_helper(Some(Tab(question.completions)));
    Arrival::Read(match editor.readline(prompt.as_str()) {
        Ok(line) => {
            if !question.forget && !line.trim().is_empty() {
                // The history is a convenience.
                let _ = editor.add_history_entry(line.as_str());
            }
            Ok(Some(Ok(line.trim_end_matches('\n').to_owned())))
        }
        Err(ReadlineError::Eof) => Ok(None),
        Err(ReadlineError::Interrupted) => return Arrival::Signal(Signal::INTERRUPT),
        Err(ReadlineError::Io(error)) if error.kind() == io::ErrorKind::InvalidData => {
            Ok(Some(Err(NOT_UTF_8.to_owned())))
        }
        Err(ReadlineError::Io(error)) => Err(error),
        Err(error) => Err(io::Error::other(error.to_string())),
    })
}

/// Completes with Tab.
struct Tab(Completions);

impl Completer for Tab {
    type Candidate = Pair;

    fn complete(&self, line: &str, place: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        // Only at the end of the line: whole lines are completed.
        let typed = line.get(..place).filter(|typed| typed.len() == line.len());
        let found = typed.map(|typed| self.0.of(typed).collect::<Vec<_>>()).unwrap_or_default();
        let pairs =
            found.into_iter().map(|found| Pair { display: found.line.clone(), replacement: found.line.clone() });
        Ok((0, pairs.collect()))
    }
}

impl Hinter for Tab {
    type Hint = String;
}

impl Highlighter for Tab {}

impl Validator for Tab {}

impl Helper for Tab {}
