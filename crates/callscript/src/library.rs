//! Many scripts, linked by `run`: read, linted, and made into checked scripts.
//!
//! Must not do I/O, but for `files`.

pub mod files;
mod linked;

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{self, Document};
use crate::graph;
use crate::rules::{self, Subject};
use crate::script::{self, Script};
use crate::source::Source;

pub(crate) use linked::{Linked, actions};

/// One file: what was read of it, and what is wrong with it by itself.
#[derive(Debug)]
pub struct File {
    name: Arc<str>,
    source: Source,
    document: Document,
    findings: Vec<Diagnostic>,
}

impl File {
    /// Reads a script. It never fails: what is wrong becomes a finding.
    pub fn read(source: Source) -> Self {
        let (document, mut findings) = document::read(&source);
        let name: Arc<str> = source.name().into();
        if !document.unsupported && !document.unreadable {
            let graph = graph::build(&document);
            let subject = Subject { file: &name, source: &source, document: &document, graph: &graph };
            findings.extend(rules::check_script(&subject));
        }
        Self { name, source, document, findings }
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

    /// Whether some of what it names may have been missed, because it could not be read.
    pub(crate) fn is_patchy(&self) -> bool {
        let missed = |finding: &Diagnostic| rules::find(finding.rule).is_some_and(rules::Rule::hides_names);
        self.document.unreadable || self.findings.iter().any(missed)
    }

    /// Whether it has an error by itself.
    pub(crate) fn has_errors(&self) -> bool {
        has_errors(&self.findings)
    }
}

/// Scripts that may run one another.
#[derive(Debug, Clone, Default)]
pub struct Library {
    files: Vec<Arc<File>>,
}

/// Why a script cannot be walked.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// There is no script of that id.
    #[error("there is no script `{0}` in the library")]
    Unknown(String),
    /// It, or a script that it runs, has errors: these.
    #[error("the script has {} error{}", .0.len(), if .0.len() == 1 { "" } else { "s" })]
    Faulty(Vec<Diagnostic>),
}

impl Library {
    /// A library of these files, in this order.
    pub fn new(files: Vec<Arc<File>>) -> Self {
        Self { files }
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
    /// # Ok::<(), callscript::library::CheckError>(())
    /// ```
    pub fn from_sources(sources: Vec<Source>) -> Self {
        Self::new(sources.into_par_iter().map(|source| Arc::new(File::read(source))).collect())
    }

    /// Its files.
    pub fn files(&self) -> &[Arc<File>] {
        &self.files
    }

    /// Every finding in the files at these places, in the order of the library; within a file by offset, rule, message.
    pub fn lint(&self, reported: &[usize]) -> Vec<Diagnostic> {
        let mut flags = vec![false; self.files.len()];
        for &at in reported {
            if let Some(flag) = flags.get_mut(at) {
                *flag = true;
            }
        }
        let index = linked::Index::new(&self.files);
        let findings = (0..self.files.len()).filter(|&at| flags[at]);
        findings.flat_map(|at| self.findings(at, &index, &flags)).collect()
    }

    /// The findings of one file, in order.
    fn findings(&self, at: usize, index: &linked::Index<'_>, reported: &[bool]) -> Vec<Diagnostic> {
        let file = &self.files[at];
        let mut findings = file.findings.clone();
        let document = &file.document;
        if !document.unsupported && !document.unreadable {
            let graph = graph::build(document);
            let subject = Subject { file: &file.name, source: &file.source, document, graph: &graph };
            let linked = Linked { files: &self.files, at, index, reported };
            findings.extend(rules::check_linked(&subject, &linked));
        }
        for finding in &mut findings {
            finding.script = file.id().map(str::to_owned);
        }
        findings.sort_by(Diagnostic::order);
        findings.dedup();
        findings
    }

    /// The checked script of that id: the one door to it.
    ///
    /// # Errors
    ///
    /// If there is none, or it or a script that it runs has errors.
    pub fn check(&self, id: &str) -> Result<Arc<Script>, CheckError> {
        let at = self.files.iter().position(|file| file.id() == Some(id));
        self.check_file(at.ok_or_else(|| CheckError::Unknown(id.to_owned()))?)
    }

    /// The checked script in the file at that place.
    ///
    /// # Errors
    ///
    /// If there is no such file, or its script or one that it runs has errors.
    pub fn check_file(&self, at: usize) -> Result<Arc<Script>, CheckError> {
        if at >= self.files.len() {
            return Err(CheckError::Unknown(format!("#{at}")));
        }
        let index = linked::Index::new(&self.files);
        let order = index.callees_first(&self.files, at);
        let errors = self.errors(&order, &index);
        if !errors.is_empty() {
            return Err(CheckError::Faulty(errors));
        }
        let mut scripts: HashMap<&str, Arc<Script>> = HashMap::with_capacity(order.len());
        for &at in &order {
            let file = &self.files[at];
            let script =
                script::build(&file.source, &file.document, &scripts).map_err(|_| CheckError::Faulty(Vec::new()))?;
            scripts.insert(file.id().unwrap_or_default(), Arc::new(script));
        }
        let id = self.files[at].id().unwrap_or_default();
        scripts.remove(id).ok_or_else(|| CheckError::Unknown(id.to_owned()))
    }

    /// The errors of these files, in the order of the library.
    fn errors(&self, files: &[usize], index: &linked::Index<'_>) -> Vec<Diagnostic> {
        let mut reported = vec![false; self.files.len()];
        for &at in files {
            reported[at] = true;
        }
        let reported_on = (0..self.files.len()).filter(|&at| reported[at]);
        let findings = reported_on.flat_map(|at| self.findings(at, index, &reported));
        findings.filter(|finding| finding.severity == Severity::Error).collect()
    }
}

fn has_errors(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}
