//! What a rule of a host's own sees of a script: the document, read-only, with a span on everything that has a place.
//!
//! Small on purpose, and covered by semantic versioning: it shows what authors write, in their words. A script with faults
//! shows what could be read. Must not know rules, libraries, or how a script is read.

mod edge;
mod finding;
mod node;
mod text;

#[cfg(test)]
mod tests;

use std::fmt;

use crate::base::source::{Name, Source, Span};
use crate::base::value::Declaration;
use crate::document::{self, Document, OutcomeKind};

pub use edge::{Edge, EdgeKind, Target};
pub use finding::Finding;
pub use node::{Exit, Node};
pub use text::{Assignment, Expression, Given, Take, Text};

/// A script, as rules of a host's own see it.
///
/// ```
/// use callscript::library::File;
/// use callscript::model::Exit;
/// use callscript::source::Source;
///
/// let file = File::read(Source::new("hello.yaml", "
/// callscript: 1
/// id: hello
/// title: Hello
/// start: hello
/// outcomes: { done: Done }
/// variables: { name: { type: text, input: true } }
/// nodes:
///   hello: { say: 'Hello {{ name }}, and goodbye.', tags: [greeting], end: done }
/// "));
/// let script = file.model();
/// let [hello] = &script.nodes().collect::<Vec<_>>()[..] else { panic!("there is one node") };
/// assert_eq!((hello.id(), hello.tags()[0].value.as_str()), ("hello", "greeting"));
/// assert!(matches!(hello.exit(), Exit::End(outcome) if outcome.value == "done"));
/// let (_, words) = hello.say().next().ok_or("it says something")?;
/// let [name] = &words.reads()[..] else { panic!("it reads one variable") };
/// assert_eq!(&script.source().text()[name.span.range()], "name");
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy)]
pub struct ScriptModel<'s> {
    source: &'s Source,
    document: &'s Document,
}

/// A declared variable.
#[derive(Debug, Clone, Copy)]
pub struct Variable<'s> {
    name: &'s str,
    ast: &'s document::Variable,
}

/// A declared outcome.
#[derive(Debug, Clone, Copy)]
pub struct Outcome<'s> {
    source: &'s Source,
    id: &'s str,
    ast: &'s document::Outcome,
}

/// The subscript that runs once the outcome is decided.
#[derive(Debug, Clone, Copy)]
pub struct After<'s> {
    source: &'s Source,
    ast: &'s document::After,
}

impl<'s> ScriptModel<'s> {
    pub(crate) fn new(source: &'s Source, document: &'s Document) -> Self {
        Self { source, document }
    }

    /// The file: its name, its text, and where in it a span is.
    pub fn source(&self) -> &'s Source {
        self.source
    }

    /// Whether everything in it could be read. If not, names, edges and texts may be missing here.
    pub fn is_complete(&self) -> bool {
        let document = self.document;
        !document.unreadable && !document.may_name_anything && !document.has_faulty_node()
    }

    /// Its id.
    pub fn id(&self) -> Option<&'s Name> {
        self.document.id.as_ref()
    }

    /// Its title.
    pub fn title(&self) -> Option<Text<'s>> {
        self.document.title.as_ref().map(|text| self.text(text))
    }

    /// Its summary.
    pub fn summary(&self) -> Option<Text<'s>> {
        self.document.summary.as_ref().map(|text| self.text(text))
    }

    /// The language of its texts, if it says so.
    pub fn language(&self) -> Option<&'s Name> {
        self.document.language.as_ref()
    }

    /// The channels that it is written for. The first is the default.
    pub fn channels(&self) -> &'s [Name] {
        &self.document.channels
    }

    /// The node at which a call starts.
    pub fn start(&self) -> Option<&'s Name> {
        self.document.start.as_ref()
    }

    /// Further nodes at which a call can start.
    pub fn entries(&self) -> impl Iterator<Item = Edge<'s>> + use<'s> {
        let source = self.source;
        self.document.entries.iter().map(move |entry| Edge::labelled(source, EdgeKind::Entry, entry))
    }

    /// What can be called at every prompt: `anytime`.
    pub fn asides(&self) -> impl Iterator<Item = Edge<'s>> + use<'s> {
        let source = self.source;
        self.document.anytime.iter().map(move |aside| Edge::labelled(source, EdgeKind::Aside, aside))
    }

    /// The ways on of the script's own `silence` and `not_understood`, for its questions and forms.
    pub fn lapses(&self) -> impl Iterator<Item = Edge<'s>> + use<'s> {
        Edge::of_lapses(self.source, self.document.lapses.as_deref())
    }

    /// The subscript that runs once the outcome is decided.
    pub fn after(&self) -> Option<After<'s>> {
        self.document.after.as_ref().map(|ast| After { source: self.source, ast })
    }

    /// Its variables, in the order of the file.
    pub fn variables(&self) -> impl Iterator<Item = Variable<'s>> + use<'s> {
        self.document.variables.iter().map(|(name, ast)| Variable { name, ast })
    }

    /// The variable of this name.
    pub fn variable(&self, name: &str) -> Option<Variable<'s>> {
        self.document.variables.get_key_value(name).map(|(name, ast)| Variable { name, ast })
    }

    /// Its outcomes, in the order of the file.
    pub fn outcomes(&self) -> impl Iterator<Item = Outcome<'s>> + use<'s> {
        let source = self.source;
        self.document.outcomes.iter().map(move |(id, ast)| Outcome { source, id, ast })
    }

    /// Its nodes, in the order of the file.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'s>> + use<'s> {
        let source = self.source;
        self.document.nodes.iter().map(move |(id, node)| Node::new(source, id, node))
    }

    /// The node with this id.
    pub fn node(&self, id: &str) -> Option<Node<'s>> {
        self.document.nodes.get_key_value(id).map(|(id, node)| Node::new(self.source, id, node))
    }

    /// Every text that people read or hear, with the id of its node, if it is in one: titles, words, guidance, labels.
    pub fn texts(&self) -> impl Iterator<Item = (Option<&'s str>, Text<'s>)> + use<'s> {
        let source = self.source;
        self.document.texts().into_iter().map(move |(node, text)| (node, Text::new(source, text)))
    }

    fn text(&self, text: &'s document::Text) -> Text<'s> {
        Text::new(self.source, text)
    }
}

impl fmt::Debug for ScriptModel<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ScriptModel").field(&self.source.name()).finish()
    }
}

impl<'s> Variable<'s> {
    /// Its name.
    pub fn name(&self) -> &'s str {
        self.name
    }

    /// The place of its name.
    pub fn span(&self) -> Span {
        self.ast.span
    }

    /// Its declaration; `None` if that has a finding.
    pub fn declaration(&self) -> Option<&'s Declaration> {
        self.ast.declaration.as_ref()
    }
}

impl<'s> Outcome<'s> {
    /// Its id.
    pub fn id(&self) -> &'s str {
        self.id
    }

    /// The place of its id.
    pub fn span(&self) -> Span {
        self.ast.span
    }

    /// Its name for people.
    pub fn label(&self) -> Option<Text<'s>> {
        self.ast.label.as_ref().map(|label| Text::new(self.source, label))
    }

    /// What it means for the business.
    pub fn kind(&self) -> OutcomeKind {
        self.ast.kind
    }

    /// The code that a dialler or CRM expects.
    pub fn disposition(&self) -> Option<&'s Name> {
        self.ast.disposition.as_ref()
    }
}

impl<'s> After<'s> {
    /// The script that runs; `None` if it could not be read.
    pub fn script(&self) -> Option<&'s Name> {
        self.ast.script.as_ref()
    }

    /// The outcomes after which it runs; `None`: all.
    pub fn outcomes(&self) -> Option<&'s [Name]> {
        self.ast.outcomes.as_deref()
    }

    /// The condition under which it runs.
    pub fn when(&self) -> Option<Expression<'s>> {
        self.ast.when.as_ref().map(|when| Expression::new(self.source, when))
    }

    /// What it is given.
    pub fn with(&self) -> impl Iterator<Item = Assignment<'s>> + use<'s> {
        Assignment::all(self.source, &self.ast.with)
    }

    /// What is taken from it.
    pub fn takes(&self) -> impl Iterator<Item = Take<'s>> + use<'s> {
        self.ast.take.iter().map(Take::new)
    }
}
