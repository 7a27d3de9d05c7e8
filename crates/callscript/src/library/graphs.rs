//! The graphs of a library's scripts, each drawn up once.
//!
//! Must not know what they are for.

use std::sync::{Arc, OnceLock};

use super::File;
use crate::graph::{self, Graph};

/// The graph of every script that somebody asked for.
#[derive(Debug)]
pub(super) struct Graphs<'l> {
    files: &'l [Arc<File>],
    known: Vec<OnceLock<Graph<'l>>>,
}

impl<'l> Graphs<'l> {
    pub(super) fn new(files: &'l [Arc<File>]) -> Self {
        Self { files, known: files.iter().map(|_| OnceLock::new()).collect() }
    }

    /// The graph of the script in the file at that place.
    pub(super) fn of(&self, at: usize) -> &Graph<'l> {
        self.known[at].get_or_init(|| graph::build(&self.files[at].document))
    }
}
