//! The graphs of a library's scripts, each drawn up once.
//!
//! Must not know what they are for.

use std::sync::{Arc, OnceLock};

use super::File;
use crate::analysis::graph::{self, Graph};

/// The graph of every script that somebody asked for.
#[derive(Debug)]
pub(crate) struct Graphs<'l> {
    files: &'l [Arc<File>],
    known: Vec<OnceLock<Graph<'l>>>,
}

impl<'l> Graphs<'l> {
    pub(crate) fn new(files: &'l [Arc<File>]) -> Self {
        Self { files, known: files.iter().map(|_| OnceLock::new()).collect() }
    }

    /// The graph of the script in the file at that place.
    pub(crate) fn of(&self, at: usize) -> &Graph<'l> {
        self.known[at].get_or_init(|| graph::build(&self.files[at].document))
    }
}
