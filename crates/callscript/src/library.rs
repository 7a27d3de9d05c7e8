//! Libraries: scripts that may run one another.
//!
//! Must not do I/O.

mod concern;
mod host_rule;
mod index;
mod view;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::analysis::graph::{self, Graph};
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::parallel;
use crate::base::source::Source;
use crate::document::config::Config;
use crate::document::silence::Silences;
use crate::document::{self, Document};
use crate::model::ScriptModel;
use crate::syntax::yaml::{self, Tree};

pub use concern::Concern;
pub use host_rule::HostRule;
pub(crate) use index::Index;
pub(crate) use view::Linked;

/// A file with its document, and its findings without those that depend on other files.
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
    /// The graph of the document, built on first use.
    graph: OnceLock<Graph>,
    /// The YAML tree of the document, kept if wanted, or else read again on first use.
    tree: Mutex<Option<Arc<Tree>>>,
    /// The findings of reading the file.
    pub(crate) findings: Vec<Diagnostic>,
    /// The findings of rules that need one script alone.
    pub(crate) own_findings: OwnFindings,
    pub(crate) silences: Silences,
}

/// The findings of rules that need one script alone, each list computed on first use.
#[derive(Debug, Default)]
pub(crate) struct OwnFindings {
    pub(crate) errors: OnceLock<Vec<Diagnostic>>,
    pub(crate) warnings: OnceLock<Vec<Diagnostic>>,
}

impl File {
    /// Reads a script. Reading never fails: faults become findings.
    pub fn read(source: Source) -> Self {
        Self::new(source, false)
    }

    /// The same, but keeps the YAML tree, for a diff or an outline, so that the text is not parsed twice.
    pub fn read_to_keep(source: Source) -> Self {
        Self::new(source, true)
    }

    fn new(source: Source, keeps_tree: bool) -> Self {
        let mut yaml = yaml::read(&source);
        let (document, findings) = document::reader::read(&source, &mut yaml);
        let tree = Mutex::new(keeps_tree.then(|| Arc::new(yaml.into_tree())));
        let silences = Silences::read(&source, &document.comments);
        let (graph, own_findings) = Default::default();
        Self { name: source.name().into(), source, document, graph, tree, findings, own_findings, silences }
    }

    /// The script as rules of a host's own see it.
    pub fn model(&self) -> ScriptModel<'_> {
        ScriptModel::new(&self.source, &self.document)
    }

    /// The source that the file was read from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The script's id; `None` if it has none that could be read.
    pub fn id(&self) -> Option<&str> {
        self.document.id.as_ref().map(|id| id.value.as_str())
    }

    /// The number of nodes.
    pub fn node_count(&self) -> usize {
        self.document.nodes.len()
    }

    /// Whether the file could be read. After a YAML syntax error outside of its nodes it cannot.
    pub fn is_readable(&self) -> bool {
        !self.document.unreadable
    }

    /// Whether its findings depend on other files: it runs a script or refers to names in one.
    pub fn runs_others(&self) -> bool {
        self.document.runs().next().is_some()
    }

    /// The name by which findings refer to the file.
    pub(crate) fn name(&self) -> &Arc<str> {
        &self.name
    }

    pub(crate) fn document(&self) -> &Document {
        &self.document
    }

    /// The graph of the script.
    pub(crate) fn graph(&self) -> &Graph {
        self.graph.get_or_init(|| graph::build(&self.document))
    }

    /// The YAML tree that the document was read from.
    pub(crate) fn tree(&self) -> Arc<Tree> {
        let mut tree = self.tree.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(tree.get_or_insert_with(|| self.read_tree()))
    }

    /// The same, for the last time: it is not kept.
    pub(crate) fn take_tree(&self) -> Arc<Tree> {
        let tree = self.tree.lock().unwrap_or_else(PoisonError::into_inner).take();
        tree.unwrap_or_else(|| self.read_tree())
    }

    fn read_tree(&self) -> Arc<Tree> {
        Arc::new(yaml::read(&self.source).into_tree())
    }

    /// Whether the document may lack names, because parts of the file could not be read.
    pub(crate) fn is_patchy(&self) -> bool {
        let missed = |finding: &Diagnostic| finding.rule.hides_names();
        self.document.unreadable || self.findings.iter().any(missed)
    }

    /// Whether an error is known already. Errors that were not computed yet do not count.
    pub(crate) fn has_known_errors(&self) -> bool {
        let errors = self.findings.iter().chain(self.own_findings.errors.get().into_iter().flatten());
        errors.into_iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Whether rules can check the document at all.
    pub(crate) fn is_checkable(&self) -> bool {
        !self.document.unsupported && !self.document.unreadable
    }
}

/// Scripts that may run one another, with the configuration of their team.
///
/// ```
/// use callscript::library::Library;
/// use callscript::source::Source;
///
/// # let text = "
/// # callscript: 1
/// # id: hello
/// # title: Hello
/// # start: hello
/// # outcomes: { done: { label: Said hello, kind: success } }
/// # nodes:
/// #   hello: { say: 'Hello, and goodbye.', end: done }
/// # ";
///
/// let library = Library::from_sources(vec![Source::new("hello.yaml", text)]);
/// assert!(library.lint().is_empty());
/// assert!(library.check("hello").is_ok());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Library {
    pub(crate) files: Vec<Arc<File>>,
    pub(crate) config: Option<Arc<Config>>,
    /// The texts that `verbatim` policies compare words with, by name; `None` for one that could not be read.
    pub(crate) texts: Arc<HashMap<String, Option<Source>>>,
    /// The rules of the host's own.
    pub(crate) host_rules: Arc<[HostRule]>,
    /// Whether scripts are missing that do not concern the reported ones.
    pub(crate) partial: bool,
}

impl Library {
    /// A library of these files, in this order.
    pub fn new(files: Vec<Arc<File>>) -> Self {
        Self { files, ..Self::default() }
    }

    /// The same library with a configuration, from the text of its `callscript.toml`.
    ///
    /// ```
    /// use callscript::config::Config;
    /// use callscript::library::Library;
    /// use callscript::source::Source;
    ///
    /// let config = Config::read(Source::new("callscript.toml", "[rules]\nlong-say = \"of\"\n"));
    /// let findings = Library::default().with_config(config).lint();
    /// assert_eq!(findings[0].message, "`of` is not a level");
    /// ```
    #[must_use]
    pub fn with_config(mut self, config: Config) -> Self {
        self.config = Some(Arc::new(config));
        self
    }

    /// The same library with the texts that `verbatim` policies compare words with, by their names in `texts_wanted`.
    /// A text that is there but could not be read is `None`: the caller reports that, and the linter does not.
    #[must_use]
    pub fn with_texts(mut self, texts: impl IntoIterator<Item = (String, Option<Source>)>) -> Self {
        self.texts = Arc::new(texts.into_iter().collect());
        self
    }

    /// The same library, marked as a part of a larger one whose other scripts do not concern the reported ones.
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
        Self::new(parallel::map(sources, |source| Arc::new(File::read(source))))
    }

    /// A library of these files with the same configuration.
    #[must_use]
    pub fn with_files(&self, files: Vec<Arc<File>>) -> Self {
        Self { files, ..self.clone() }
    }

    /// The same library with one file replaced.
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
