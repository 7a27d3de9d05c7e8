//! Scenarios: calls written down as they are to go, in a file beside their script.
//!
//! Read with the same reader as scripts, so that every complaint has its place. Reading never fails. Must not know how a
//! scenario is performed.

use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Name, Source, Span};
use crate::document::label::label_id;
use crate::document::reader::scenarios::{self, Read};

/// A file of scenarios: what could be read of it, and what is wrong with it.
#[derive(Debug)]
pub struct File {
    pub(crate) name: Arc<str>,
    pub(crate) source: Source,
    pub(crate) script: Option<Name>,
    pub(crate) scenarios: Vec<Scenario>,
    pub(crate) list: Option<Span>,
    pub(crate) findings: Vec<Diagnostic>,
}

/// One call, as it is to go.
#[derive(Debug, Default)]
pub struct Scenario {
    /// What it shows, in the author's words.
    pub name: Name,
    /// All of it.
    pub span: Span,
    /// Where the call starts, if not at the script's start.
    pub entry: Option<Name>,
    /// The touch point, if not the script's first.
    pub channel: Option<Name>,
    /// What the host gives.
    pub input: Vec<Given>,
    /// What happens, in order; messages are passed without a step.
    pub steps: Vec<Step>,
    /// What is to come of it.
    pub expect: Expect,
}

/// A value for a variable or a key; none empties it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The variable, or the key of what the host returns.
    pub name: Name,
    /// As it was written.
    pub value: Option<Name>,
}

/// One thing that happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// All of it.
    pub span: Span,
    /// What.
    pub kind: StepKind,
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepKind {
    /// An answer is chosen, by its label or id.
    Answer(Name),
    /// A form is filled in.
    Enter(Vec<Given>),
    /// The customer cannot say what the form asks for.
    CannotGive,
    /// The host has done something, or could not.
    Action {
        /// How it went.
        result: Name,
        /// What came back.
        returns: Vec<Given>,
    },
    /// The message is passed, which happens without a step as well, but later.
    Proceed,
    /// An aside is called, by its label or id.
    Aside(Name),
    /// The latest step is undone.
    Back,
    /// An earlier answer or form is given anew.
    Revise {
        /// The node where it was given.
        node: Name,
        /// What it is now.
        to: Anew,
    },
    /// The agent leaves the script for a node.
    Jump {
        /// The node.
        to: Name,
        /// Why.
        reason: Option<Name>,
        /// What must be known there.
        enter: Vec<Given>,
    },
    /// The agent notes something down.
    Note(Name),
    /// The call ends before the script does.
    HangUp(Option<Name>),
    /// The subscript that is about to begin is left out.
    Subscript {
        /// How it is to have ended.
        outcome: Name,
        /// What it is to have set.
        sets: Vec<Given>,
    },
}

/// What an earlier answer or form is given anew as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anew {
    /// Another answer, by its label or id.
    Answer(Name),
    /// Other values.
    Enter(Vec<Given>),
    /// The customer cannot say.
    CannotGive,
}

/// What is to come of a call.
#[derive(Debug, Default)]
pub struct Expect {
    /// How it ends.
    pub outcome: Option<Name>,
    /// Nodes that are visited in this order, with others between them or not.
    pub visited: Vec<Name>,
    /// Nodes that are not visited.
    pub not_visited: Vec<Name>,
    /// What the variables of the script hold at the end.
    pub variables: Vec<Given>,
}

impl File {
    /// Reads a file of scenarios. It never fails: what is wrong becomes a finding.
    ///
    /// ```
    /// use callscript::scenario::File;
    /// use callscript::source::Source;
    ///
    /// let text = "
    /// script: hello
    /// scenarios:
    ///   - name: somebody says yes
    ///     steps:
    ///       - answer: yes
    ///     expect: { outcome: done }
    /// ";
    /// let file = File::read(Source::new("hello.test.yaml", text));
    /// assert_eq!(file.script().map(|script| script.value.as_str()), Some("hello"));
    /// assert_eq!(file.scenarios().len(), 1);
    /// assert!(file.findings().is_empty());
    /// ```
    pub fn read(source: Source) -> Self {
        let (read, findings) = scenarios::read(&source);
        let Read { script, scenarios, list } = read;
        Self { name: source.name().into(), source, script, scenarios, list, findings }
    }

    /// The file as it was given.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The id of the script that its scenarios are of.
    pub fn script(&self) -> Option<&Name> {
        self.script.as_ref()
    }

    /// Its scenarios, in order.
    pub fn scenarios(&self) -> &[Scenario] {
        &self.scenarios
    }

    /// Where the list of scenarios stands, from its first `-` to the end of its last value.
    pub fn list(&self) -> Option<Span> {
        self.list
    }

    /// What is wrong with it by itself.
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }
}

impl Scenario {
    /// Whether one of these findings is of this scenario.
    pub fn is_faulty(&self, findings: &[Diagnostic]) -> bool {
        findings.iter().filter_map(|finding| finding.span).any(|span| self.span.contains(span.start))
    }
}

/// Whether `text` means the answer or aside of this id and label: the id itself, or the label, whatever its case and signs.
pub fn means(text: &str, id: &str, label: &str) -> bool {
    text == id || label_id(text) == label_id(label)
}
