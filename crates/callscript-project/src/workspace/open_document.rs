//! One document that an editor has open.
//!
//! Must not know the other documents, nor what an editor asks.

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

/// A document that is open.
#[derive(Debug)]
pub struct Document {
    /// What the editor calls it.
    pub name: String,
    /// The file that it is; none of one that was never saved.
    pub(crate) path: Option<PathBuf>,
    /// The number of its text, as the editor counts.
    pub version: i32,
    /// The text as it is.
    pub text: Text,
    /// What was read of the text.
    pub(crate) file: Arc<File>,
    /// The same of the last text that could be read at all: what its names mean while it is being typed.
    pub readable: Arc<File>,
    /// From that text to the one that was read last.
    pub shift: Shift,
    /// It is, or has been, a script: whoever breaks its first line wants to be told so.
    pub is_script: bool,
    /// The text has changed since it was read.
    pub(crate) is_unread: bool,
    /// The text has changed since its findings were told.
    pub(crate) is_untold: bool,
    /// Its library, and its place in that.
    pub(crate) at: Option<ScriptPlace>,
    /// What is wrong with it.
    pub findings: Vec<Diagnostic>,
}

/// The name of what was never saved. No file is called so, and no finding asks for one.
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
            is_untold: true,
            at: None,
            findings: Vec::new(),
        }
    }

    /// Reads the text if it has changed. Tells whether others may have to be read for it now that had not to be before.
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
