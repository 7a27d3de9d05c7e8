//! One document that an editor has open.
//!
//! Must not know the other documents, nor the editor's protocol.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use callscript::diagnostic::Diagnostic;
use callscript::library::File;
use callscript::source::Source;

use super::position::Encoding;
use super::shift::Shift;
use super::text::Text;
use crate::kind::is_script;
use crate::libraries::ScriptPlace;

/// An open document.
#[derive(Debug)]
pub struct Document {
    /// The editor's name for it.
    pub name: String,
    /// Its file; `None` if it was never saved.
    pub(crate) path: Option<PathBuf>,
    /// The version of its text, as the editor counts.
    pub version: i32,
    /// The current text.
    pub text: Text,
    /// The script as it was last read.
    pub(crate) file: Arc<File>,
    /// The script as it was when its text was last readable, to resolve names while text is being typed.
    pub readable: Arc<File>,
    /// Maps positions between that text and the one last read.
    pub shift: Shift,
    /// Whether it is or was a script: an author who breaks its first line still wants findings.
    pub is_script: bool,
    /// Whether the text has changed since it was read.
    pub(crate) is_unread: bool,
    /// Whether its text or findings have changed since they were last reported.
    pub(crate) is_unreported: bool,
    /// Its library, and its index there.
    pub(crate) at: Option<ScriptPlace>,
    /// Its findings.
    pub findings: Vec<Diagnostic>,
}

/// The name of a document that was never saved. No file has such a name.
const UNTITLED: &str = "<untitled>";

impl Document {
    pub(crate) fn new(name: &str, path: Option<PathBuf>, version: i32, text: String, encoding: Encoding) -> Self {
        let file = Arc::new(read(path.as_deref(), &text));
        Self {
            is_script: is_script(text.as_bytes()),
            shift: Shift::none(&text),
            readable: Arc::clone(&file),
            file,
            text: Text::new(text, encoding),
            name: name.to_owned(),
            path,
            version,
            is_unread: false,
            is_unreported: true,
            at: None,
            findings: Vec::new(),
        }
    }

    /// Reads the text if it has changed. Returns whether other files may now be needed for it.
    pub(crate) fn read(&mut self) -> bool {
        if !std::mem::take(&mut self.is_unread) {
            return false;
        }
        let text = self.text.as_str();
        let file = Arc::new(read(self.path.as_deref(), text));
        let becomes = !self.is_script && is_script(text.as_bytes());
        let concerns = file.runs_others() != self.file.runs_others();
        self.is_script |= becomes;
        if file.is_readable() {
            self.readable = Arc::clone(&file);
            self.shift = Shift::none(text);
        } else {
            self.shift = Shift::between(self.readable.source().text(), text);
        }
        self.file = file;
        becomes || concerns
    }
}

fn read(path: Option<&Path>, text: &str) -> File {
    let name = path.map_or(UNTITLED.into(), Path::to_string_lossy);
    File::read_to_keep(Source::new(name, text))
}
