//! What the host shows: the words, what is waited for, and the ways aside.
//!
//! What may hold a sensitive value says so, for the host to mark: it is seen nowhere else.
//!
//! Floor 1. Plain data, made for one moment of a session. Must not know how a session moves.

use std::sync::Arc;

use callscript::OutcomeKind;
use callscript::value::{Choice, Declaration, Type, Value};

/// What to show, and what is waited for.
///
/// ```
#[doc = include_str!("../docs/hello.txt")]
/// let prompt = session.prompt();
/// assert_eq!((prompt.script.as_str(), prompt.node.as_str()), ("hello", "ask"));
/// assert_eq!(prompt.say.as_deref(), Some("How are you?"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Prompt {
    /// The id of the script that runs.
    pub script: String,
    /// The id of the node at which it stands.
    pub node: String,
    /// The words for the customer.
    pub say: Option<String>,
    /// They must be read as written.
    pub verbatim: bool,
    /// A sensitive value may be seen in the words for the customer.
    pub say_is_sensitive: bool,
    /// The words for the agent, in Markdown.
    pub guidance: Option<String>,
    /// A sensitive value may be seen in the words for the agent.
    pub guidance_is_sensitive: bool,
    /// The open asides, those of the running script first.
    pub asides: Vec<AsideChoice>,
    /// What is waited for.
    pub kind: PromptKind,
}

/// What is waited for.
///
/// ```
#[doc = include_str!("../docs/hello.txt")]
/// use callscript_runner::PromptKind;
///
/// let PromptKind::Ask { answers } = &session.prompt().kind else { panic!("it is a question") };
/// let labels: Vec<_> = answers.iter().map(|answer| answer.label.as_str()).collect();
/// assert_eq!(labels, ["Well", "Ill"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum PromptKind {
    /// Values: `enter`, or `cannot_give`.
    Form {
        /// What to fill in, in order.
        fields: Vec<Field>,
        /// Whether the customer may be unable to say.
        cannot_give: bool,
    },
    /// An answer: `answer`.
    Ask {
        /// Every answer, closed ones too.
        answers: Vec<AnswerChoice>,
    },
    /// Nothing but going on: `proceed`.
    Message,
    /// Something that the host does: `complete`.
    Act {
        /// The action's name.
        action: String,
        /// What it is given; what is empty is left out.
        with: Vec<ActionValue>,
        /// How it may go.
        results: Vec<ResultChoice>,
        /// Doing it again is harmless.
        read_only: bool,
    },
    /// Nothing: the call is over.
    Ended {
        /// How it ended; none if it was hung up before.
        outcome: Option<Ending>,
        /// Whether it was hung up.
        hung_up: bool,
    },
}

/// One value that an action is given.
///
/// ```
#[doc = include_str!("../docs/parcel.txt")]
/// use callscript_runner::PromptKind;
///
/// session.enter(Values::from([("number", "7")]), now)?;
/// let PromptKind::Act { action, with, .. } = &session.prompt().kind else { panic!("it is an action") };
/// assert_eq!((action.as_str(), with[0].name.as_str()), ("find-parcel", "number"));
/// assert_eq!(with[0].value.to_plain(), "7");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ActionValue {
    /// The key.
    pub name: String,
    /// The value.
    pub value: Value,
    /// It depends on a sensitive variable.
    pub sensitive: bool,
}

/// One value to fill in.
///
/// ```
#[doc = include_str!("../docs/parcel.txt")]
/// use callscript_runner::PromptKind;
///
/// let PromptKind::Form { fields, .. } = &session.prompt().kind else { panic!("it is a form") };
/// assert_eq!(fields[0].label, "Number of the parcel");
/// assert_eq!(fields[0].wanted, "a whole number");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Field {
    /// The variable's name, or the key that the host returns it by.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// Its type.
    pub kind: Type,
    /// What there is to choose, of a choice.
    pub choices: Arc<[Choice]>,
    /// What is wanted, in words: `a date like 2026-12-01`.
    pub wanted: String,
    /// It may be left out, and is empty then.
    pub optional: bool,
    /// It is not for everyone's eyes.
    pub sensitive: bool,
    /// The value that it has by now, else its default.
    pub offered: Option<Value>,
}

/// One answer of a question.
///
/// ```
#[doc = include_str!("../docs/hello.txt")]
/// use callscript_runner::PromptKind;
///
/// let PromptKind::Ask { answers } = &session.prompt().kind else { panic!("it is a question") };
/// let open = answers.iter().find(|answer| answer.open).ok_or("one is open")?;
/// assert_eq!((open.id.as_str(), open.label.as_str()), ("well", "Well"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AnswerChoice {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// A sensitive value may be seen in its label.
    pub sensitive: bool,
    /// Whether it can be chosen.
    pub open: bool,
}

/// One way aside.
///
/// ```
#[doc = include_str!("../docs/parcel.txt")]
/// let aside = &session.prompt().asides[0];
/// assert_eq!(aside.label, "Wants a person");
/// session.aside(&aside.id.clone(), now)?;
/// assert_eq!(session.prompt().say.as_deref(), Some("Please hold the line."));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AsideChoice {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// A sensitive value may be seen in its label.
    pub sensitive: bool,
}

/// One way in which an action may go.
///
/// ```
#[doc = include_str!("../docs/parcel.txt")]
/// use callscript_runner::PromptKind;
///
/// session.enter(Values::from([("number", "7")]), now)?;
/// let PromptKind::Act { results, .. } = &session.prompt().kind else { panic!("it is an action") };
/// let found = &results[0];
/// assert_eq!((found.name.as_str(), found.returns[0].name.as_str()), ("found", "town"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ResultChoice {
    /// Its name.
    pub name: String,
    /// What the host returns with it.
    pub returns: Vec<Field>,
}

/// How a call ended.
///
/// ```
#[doc = include_str!("../docs/parcel.txt")]
/// use callscript_runner::PromptKind;
///
/// session.enter(Values::from([("number", "7")]), now)?;
/// session.complete("failed", Values::new(), now)?;
/// let PromptKind::Ended { outcome: Some(ending), .. } = &session.prompt().kind else { panic!("it is over") };
/// assert_eq!((ending.outcome.as_str(), ending.label.as_str()), ("lost", "Lost"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// The outcome's id.
    pub outcome: String,
    /// What people call it.
    pub label: String,
    /// What it means for the business.
    pub kind: OutcomeKind,
    /// The code that a dialler or CRM expects.
    pub disposition: String,
}

impl Prompt {
    /// Whether the call is over.
    pub fn is_ended(&self) -> bool {
        matches!(self.kind, PromptKind::Ended { .. })
    }
}

impl Field {
    /// What a variable is asked for with: it offers its value by now, else its default.
    pub fn new(name: &str, declaration: &Declaration, current: Option<Value>) -> Self {
        let label = declaration.label.as_deref().unwrap_or(name);
        Self {
            name: name.to_owned(),
            label: label.to_owned(),
            kind: declaration.kind,
            choices: Arc::clone(&declaration.choices),
            wanted: declaration.wanted(),
            optional: declaration.optional,
            sensitive: declaration.sensitive,
            offered: current.or_else(|| declaration.default.clone()),
        }
    }
}
