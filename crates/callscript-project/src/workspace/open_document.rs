//! One document that an editor has open.
//!
//! Must not know the other documents, nor the editor's protocol.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use callscript::diagnostic::Diagnostic;
use callscript::library::{File, Library};
use callscript::source::Source;

use super::position::Encoding;
use super::shift::Shift;
use super::text::Text;
use crate::kind::{CONFIG, is_scenarios, is_script};
use crate::libraries::ScriptPlace;

/// An open document.
#[derive(Debug)]
pub struct Document {
    /// The editor's name for it.
    pub name: String,
    kind: Opened,
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

/// What a document is to its editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// A file, there or not.
    File(PathBuf),
    /// A text that was never saved: it may be a script by itself.
    Unsaved,
    /// A text that is only shown, such as an old revision of a file: it belongs to no library.
    Shown,
}

/// The kinds of file beside the scripts that name what is in these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beside {
    Scenarios,
    Config,
}

/// The name of a document that was never saved. No file has such a name.
const UNTITLED: &str = "<untitled>";

impl Document {
    pub(crate) fn new(name: &str, kind: Opened, version: i32, text: String, encoding: Encoding) -> Self {
        let file = Arc::new(read(kind.path(), &text));
        Self {
            is_script: kind.may_be_script() && is_script(text.as_bytes()),
            shift: Shift::none(&text),
            readable: Arc::clone(&file),
            file,
            text: Text::new(text, encoding),
            name: name.to_owned(),
            kind,
            version,
            is_unread: false,
            is_unreported: true,
            at: None,
            findings: Vec::new(),
        }
    }

    /// Its file; `None` if it was never saved.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.kind.path()
    }

    /// What it is beside scripts, and the path of its file, if it is something.
    pub(crate) fn beside(&self) -> Option<(Beside, &Path)> {
        let path = self.path().filter(|_| !self.is_script)?;
        if path.ends_with(CONFIG) {
            return Some((Beside::Config, path));
        }
        is_scenarios(path).then_some((Beside::Scenarios, path))
    }

    /// Reads the text if it has changed. Returns whether other files may now be needed for it.
    pub(crate) fn read(&mut self) -> bool {
        if !std::mem::take(&mut self.is_unread) {
            return false;
        }
        let text = self.text.as_str();
        let file = Arc::new(read(self.path(), text));
        let becomes = self.kind.may_be_script() && !self.is_script && is_script(text.as_bytes());
        let concerns = file.runs_others() != self.file.runs_others() || texts(&file) != texts(&self.file);
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

impl Opened {
    fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Unsaved | Self::Shown => None,
        }
    }

    fn may_be_script(&self) -> bool {
        !matches!(self, Self::Shown)
    }
}

/// The texts that its policies compare words with.
fn texts(file: &Arc<File>) -> Vec<String> {
    Library::new(vec![Arc::clone(file)]).texts_wanted().into_iter().map(str::to_owned).collect()
}

fn read(path: Option<&Path>, text: &str) -> File {
    let name = path.map_or(UNTITLED.into(), Path::to_string_lossy);
    File::read_to_keep(Source::new(name, text))
}
