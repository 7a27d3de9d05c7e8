//! Many scripts, linked by `run`: read, linted, and made into checked scripts.
//!
//! Must not do I/O.

mod concern;
mod index;
mod view;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::analysis::graph::{self, Graph};
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::source::Source;
use crate::document::config::Config;
use crate::document::silence::Silences;
use crate::document::{self, Document};
use crate::syntax::yaml::{self, Tree};

pub use concern::Concern;
pub(crate) use index::Index;
pub(crate) use view::Linked;

/// One file: what was read of it, and what is wrong with it by itself.
///
/// ```
/// use callscript::library::File;
/// use callscript::source::Source;
///
/// let file = File::read(Source::new("hello.yaml", "callscript: 1\nid: hello\n"));
/// assert_eq!(file.id(), Some("hello"));
/// ```
#[derive(Debug)]
pub struct File {
    pub(crate) name: Arc<str>,
    pub(crate) source: Source,
    pub(crate) document: Document,
    /// Of the document, once somebody asked.
    graph: OnceLock<Graph>,
    /// What the document was read from, if it is to be kept, or once somebody asked.
    tree: OnceLock<Tree>,
    /// Of reading it.
    pub(crate) findings: Vec<Diagnostic>,
    /// Of the rules for one script by itself.
    pub(crate) own_findings: OwnFindings,
    pub(crate) silences: Silences,
}

/// What the rules for one script by itself found in it, each once somebody asked.
#[derive(Debug, Default)]
pub(crate) struct OwnFindings {
    pub(crate) errors: OnceLock<Vec<Diagnostic>>,
    pub(crate) warnings: OnceLock<Vec<Diagnostic>>,
}

impl File {
    /// Reads a script. It never fails: what is wrong becomes a finding.
    pub fn read(source: Source) -> Self {
        Self::new(source, false)
    }

    /// The same for whoever compares it or wants its outline: it keeps the YAML, so that no text is read twice.
    pub fn read_to_keep(source: Source) -> Self {
        Self::new(source, true)
    }

    fn new(source: Source, keeps_tree: bool) -> Self {
        let mut yaml = yaml::read(&source);
        let (document, findings) = document::reader::read(&source, &mut yaml);
        let tree = if keeps_tree { yaml.into_tree().into() } else { OnceLock::new() };
        let silences = Silences::read(&source, &document.comments);
        let (graph, own_findings) = Default::default();
        Self { name: source.name().into(), source, document, graph, tree, findings, own_findings, silences }
    }

    /// The file as it was given.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The script's id, if one could be read.
    pub fn id(&self) -> Option<&str> {
        self.document.id.as_ref().map(|id| id.value.as_str())
    }

    /// How many nodes the script has.
    pub fn node_count(&self) -> usize {
        self.document.nodes.len()
    }

    /// Whether anything could be read of it: after a syntax error outside of its nodes nothing can.
    pub fn is_readable(&self) -> bool {
        !self.document.unreadable
    }

    /// Whether its findings depend on other files: it runs a script, or names what others name.
    pub fn runs_others(&self) -> bool {
        self.document.runs().next().is_some()
    }

    /// The name under which findings know it.
    pub(crate) fn name(&self) -> &Arc<str> {
        &self.name
    }

    pub(crate) fn document(&self) -> &Document {
        &self.document
    }

    /// Where everything in the script leads.
    pub(crate) fn graph(&self) -> &Graph {
        self.graph.get_or_init(|| graph::build(&self.document))
    }

    /// The YAML that it was read from.
    pub(crate) fn tree(&self) -> &Tree {
        self.tree.get_or_init(|| yaml::read(&self.source).into_tree())
    }

    /// Whether some of what it names may have been missed, because it could not be read.
    pub(crate) fn is_patchy(&self) -> bool {
        let missed = |finding: &Diagnostic| finding.rule.hides_names();
        self.document.unreadable || self.findings.iter().any(missed)
    }

    /// Whether it has an error by itself, as far as errors were looked for.
    pub(crate) fn has_known_errors(&self) -> bool {
        let errors = self.findings.iter().chain(self.own_findings.errors.get().into_iter().flatten());
        errors.into_iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Whether there is anything in it that could be checked.
    pub(crate) fn is_checkable(&self) -> bool {
        !self.document.unsupported && !self.document.unreadable
    }
}

/// Scripts that may run one another.
#[derive(Debug, Clone, Default)]
pub struct Library {
    pub(crate) files: Vec<Arc<File>>,
    pub(crate) config: Option<Arc<Config>>,
    /// Texts that policies compare words with, by the names that they give them.
    pub(crate) texts: Arc<HashMap<String, Source>>,
    /// Some scripts are not here: those that concern nobody who is reported on.
    pub(crate) partial: bool,
}

impl Library {
    /// A library of these files, in this order.
    pub fn new(files: Vec<Arc<File>>) -> Self {
        Self { files, ..Self::default() }
    }

    /// The same library with a configuration: the text of its `callscript.toml`, wherever that comes from.
    ///
    /// ```
    /// use callscript::config::Config;
    /// use callscript::library::Library;
    /// use callscript::source::Source;
    ///
    /// let config = Config::read(Source::new("callscript.toml", "[rules]\nlong-say = \"of\"\n"));
    /// let findings = Library::default().with_config(config).lint(&[]);
    /// assert_eq!(findings[0].message, "`of` is no level");
    /// ```
    #[must_use]
    pub fn with_config(mut self, config: Config) -> Self {
        self.config = Some(Arc::new(config));
        self
    }

    /// The same library with the texts that its policies compare words with, each under the name that `texts_wanted` gives.
    #[must_use]
    pub fn with_texts(mut self, texts: impl IntoIterator<Item = Source>) -> Self {
        self.texts = Arc::new(texts.into_iter().map(|text| (text.name().to_owned(), text)).collect());
        self
    }

    /// The same library as a part of a larger one: the scripts that are not here concern none that is reported on.
    #[must_use]
    pub fn as_part(mut self) -> Self {
        self.partial = true;
        self
    }

    /// Its configuration.
    pub fn config(&self) -> Option<&Arc<Config>> {
        self.config.as_ref()
    }

    /// A library of these sources, read in parallel.
    ///
    /// ```
    /// use callscript::library::Library;
    /// use callscript::source::Source;
    ///
    /// let text = "
    /// callscript: 1
    /// id: hello
    /// title: Hello
    /// start: hello
    /// outcomes: { done: Done }
    /// nodes:
    ///   hello:
    ///     say: Hello, and goodbye.
    ///     end: done
    /// ";
    /// let library = Library::from_sources(vec![Source::new("hello.yaml", text)]);
    /// let script = library.check("hello")?;
    /// assert_eq!(script.title(), "Hello");
    /// # Ok::<(), callscript::CheckError>(())
    /// ```
    pub fn from_sources(sources: Vec<Source>) -> Self {
        Self::new(sources.into_par_iter().map(|source| Arc::new(File::read(source))).collect())
    }

    /// The same library, with its configuration, of these files.
    #[must_use]
    pub fn with_files(&self, files: Vec<Arc<File>>) -> Self {
        Self { files, ..self.clone() }
    }

    /// The same library with another file in the place of one.
    pub(crate) fn with_file(&self, at: usize, file: File) -> Self {
        let mut changed = self.clone();
        if let Some(place) = changed.files.get_mut(at) {
            *place = Arc::new(file);
        }
        changed
    }

    /// Its files.
    pub fn files(&self) -> &[Arc<File>] {
        &self.files
    }
}
