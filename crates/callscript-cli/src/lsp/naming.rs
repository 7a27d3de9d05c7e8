//! The symbols of a library with its scenarios, which are performed to see what their steps name.
//!
//! Must not know what is done with a symbol.

use std::sync::Arc;

use callscript::internal::symbols::{Performed, Symbols, Taken};
use callscript::jiff::Timestamp;
use callscript::library::Library;
use callscript::scenario::File;
use callscript_project::workspace::{Naming, Workspace};
use callscript_runner::scenario;
use lsp_types::TextDocumentPositionParams;

use super::positions;

/// What names something at a position.
pub(super) struct Named<'w> {
    pub(super) naming: Naming<'w>,
    performed: Vec<Performed>,
}

impl<'w> Named<'w> {
    /// What names something at the position of a request; with `readable`, in scripts as they were when they were last
    /// readable. `None` if the document is not open, or has no part in a library.
    pub(super) fn new(workspace: &'w Workspace, at: &TextDocumentPositionParams, readable: bool) -> Option<Self> {
        let position = positions::from_lsp(at.position);
        let naming = workspace.naming(at.text_document.uri.as_str(), position, readable)?;
        let performed = naming.scenarios.iter().map(|file| perform(&naming.library, file)).collect();
        Some(Self { naming, performed })
    }

    pub(super) fn symbols(&self) -> Symbols<'_> {
        self.naming.library.symbols(&self.performed)
    }

    /// The offset of the request.
    pub(super) fn offset(&self) -> u32 {
        u32::try_from(self.naming.offset).unwrap_or(u32::MAX)
    }
}

/// Performs the scenarios of a file, if their script has no errors.
fn perform(library: &Library, file: &Arc<File>) -> Performed {
    let script = file.script().and_then(|script| library.check(&script.value).ok());
    let taken = script.map_or_else(Vec::new, |script| {
        let scenarios = file.scenarios().iter();
        scenarios.map(|scenario| scenario::perform(&script, scenario, Timestamp::UNIX_EPOCH).taken).collect()
    });
    let taken = taken.into_iter().map(|steps| {
        let steps = steps.into_iter().map(|step| Taken { script: step.script, node: step.node, choice: step.choice });
        steps.collect()
    });
    Performed { file: Arc::clone(file), taken: taken.collect() }
}
