//! Scenarios: calls and how they should go, in a file beside their script.
//!
//! They are read with the same reader as scripts, so every finding has a span. Reading never fails. Must not know how a
//! scenario is performed.

use std::sync::Arc;

use jiff::ZonedDateTime;
use jiff::fmt::strtime::BrokenDownTime;

use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Name, Source, Span};
use crate::document::label::label_id;
use crate::document::reader::scenarios::{self, Read};

/// A scenario file: the parts that could be read, and the findings.
#[derive(Debug)]
pub struct File {
    pub(crate) name: Arc<str>,
    pub(crate) source: Source,
    pub(crate) script: Option<Name>,
    pub(crate) scenarios: Vec<Scenario>,
    pub(crate) list: Option<Span>,
    pub(crate) findings: Vec<Diagnostic>,
}

/// One scenario: a call, and how it should go.
#[derive(Debug, Default)]
pub struct Scenario {
    /// Its name: what it shows, in the author's words.
    pub name: Name,
    /// The span of the whole scenario.
    pub span: Span,
    /// The entry at which the call starts; `None`: the script's start.
    pub entry: Option<Name>,
    /// The channel of the call; `None`: the script's first.
    pub channel: Option<Name>,
    /// When the call starts, as its clock tells it, such as `2026-12-01T10:00+01:00`; `None`: at any time.
    pub now: Option<Name>,
    /// The inputs that the host passes.
    pub input: Vec<Given>,
    /// The steps, in order. Messages are passed without a step.
    pub steps: Vec<Step>,
    /// The expected result.
    pub expect: Expect,
}

impl Scenario {
    /// When the call starts, if the scenario says so.
    pub fn starts_at(&self) -> Option<ZonedDateTime> {
        parse_time(&self.now.as_ref()?.value)
    }
}

/// A time with its offset from UTC, such as `2026-12-01T10:00+01:00`; seconds may follow the minutes.
pub(crate) fn parse_time(text: &str) -> Option<ZonedDateTime> {
    const FORMATS: [&str; 2] = ["%Y-%m-%dT%H:%M%:z", "%Y-%m-%dT%H:%M:%S%:z"];
    let told = FORMATS.into_iter().find_map(|format| BrokenDownTime::parse(format, text).ok())?;
    Some(told.to_timestamp().ok()?.to_zoned_datetime(told.offset()?.to_time_zone()))
}

/// A value for a variable, or for a key of the values that the host returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The variable or key.
    pub name: Name,
    /// The value as it was written; `None` makes the variable empty.
    pub value: Option<Name>,
}

/// One step of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The span of the whole step.
    pub span: Span,
    /// What happens.
    pub kind: StepKind,
}

/// The kinds of step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepKind {
    /// An answer is chosen.
    Answer(Answer),
    /// A form is filled in.
    Enter(Vec<Given>),
    /// The customer cannot say what the form asks for.
    CannotGive,
    /// The host reports the result of an action.
    Action {
        /// The name of the result.
        result: Name,
        /// The values that the host returns.
        returns: Vec<Given>,
    },
    /// The message is passed now. Without this step it is passed only when a later step needs that.
    Proceed,
    /// An aside is called; the text is its label or id.
    Aside(Name),
    /// The last step is undone.
    Back,
    /// An earlier answer or form is changed.
    Revise {
        /// The node at which it was given.
        node: Name,
        /// The new answer or values.
        to: Replacement,
    },
    /// The agent leaves the script for a node.
    Jump {
        /// The target node.
        to: Name,
        /// The reason.
        reason: Option<Name>,
        /// Values for the variables that the target node needs.
        enter: Vec<Given>,
    },
    /// Nothing comes.
    Silence,
    /// Nothing comes that is understood; with what came, if that is given.
    NotUnderstood(Option<Name>),
    /// The agent writes a note.
    Note(Name),
    /// The call ends before the script does; with a reason, if there is one.
    HangUp(Option<Name>),
    /// The subscript that would start next is skipped, and assumed to have ended like this.
    Subscript {
        /// The outcome that it is assumed to end with.
        outcome: Name,
        /// The variables that it is assumed to set.
        sets: Vec<Given>,
    },
}

/// What replaces an earlier answer or form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replacement {
    /// Another answer.
    Answer(Answer),
    /// Other values for the form.
    Enter(Vec<Given>),
    /// The customer cannot say what the form asks for.
    CannotGive,
}

/// An answer that is chosen, with the values that are given together with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its label or id.
    pub text: Name,
    /// The values.
    pub enter: Vec<Given>,
}

/// The expected result of a call.
#[derive(Debug, Default)]
pub struct Expect {
    /// The outcome.
    pub outcome: Option<Name>,
    /// Nodes that are visited in this order, possibly with others in between.
    pub visited: Vec<Name>,
    /// Nodes that must not be visited.
    pub not_visited: Vec<Name>,
    /// The values of the script's variables at the end.
    pub variables: Vec<Given>,
}

impl File {
    /// Reads a scenario file. This never fails: whatever is wrong becomes a finding.
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

    /// The text of the file.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The id of the script that the scenarios are for.
    pub fn script(&self) -> Option<&Name> {
        self.script.as_ref()
    }

    /// The scenarios, in the order of the file.
    pub fn scenarios(&self) -> &[Scenario] {
        &self.scenarios
    }

    /// The span of the list of scenarios, from its first `-` to the end of its last value.
    pub fn list(&self) -> Option<Span> {
        self.list
    }

    /// The findings of the reader. Those that depend on the script are not included.
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }
}

impl Scenario {
    /// Whether one of these findings is inside this scenario.
    pub fn is_faulty(&self, findings: &[Diagnostic]) -> bool {
        findings.iter().filter_map(|finding| finding.span).any(|span| self.span.contains(span.start))
    }
}

/// Whether `text` refers to the answer or aside with this id and label: it equals the id, or it equals the label if
/// case and punctuation are ignored.
pub fn refers_to(text: &str, id: &str, label: &str) -> bool {
    text == id || label_id(text) == label_id(label)
}
