//! What the host shows: the text, what the session waits for, and the open asides.
//!
//! Whatever may contain a sensitive value is marked `sensitive`, so that the host can show it accordingly.
//!
//! Floor 2. Plain data, a snapshot of a session. Must not know how a session advances.

mod masked;

use callscript::OutcomeKind;
use callscript::value::Value;

use crate::field::Field;

/// What to show, and what the session waits for.
///
/// ```
#[doc = include_str!("../docs/hello.txt")]
/// let prompt = session.prompt();
/// assert_eq!((prompt.script.as_str(), prompt.node.as_str()), ("hello", "ask"));
/// assert_eq!(prompt.say.as_deref(), Some("How are you?"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Prompt {
    /// The id of the script that runs.
    pub script: String,
    /// The id of the current node.
    pub node: String,
    /// What the agent says to the customer.
    pub say: Option<String>,
    /// Whether `say` must be read out word for word.
    pub verbatim: bool,
    /// Whether `say` may contain a sensitive value.
    pub say_is_sensitive: bool,
    /// Guidance for the agent, in Markdown.
    pub guidance: Option<String>,
    /// Whether `guidance` may contain a sensitive value.
    pub guidance_is_sensitive: bool,
    /// The open asides, those of the running script first.
    pub asides: Vec<AsideChoice>,
    /// What the host may hand in if no answer comes; `None` if the script says nothing of it.
    pub unanswered: Option<Box<Unanswered>>,
    /// What the session waits for.
    pub kind: PromptKind,
}

/// What follows if no answer comes, or none that is understood: for kiosks, chats and voice.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unanswered {
    /// After how many seconds without a word the host hands in [`Silent`](crate::EventKind::Silent); `None`: never.
    pub wait: Option<u32>,
    /// Whether the host may hand in [`NotUnderstood`](crate::EventKind::NotUnderstood).
    pub not_understood: bool,
    /// Words that come before those of the prompt, since it is asked again.
    pub say: Option<String>,
    /// Whether `say` may contain a sensitive value.
    pub say_is_sensitive: bool,
}

/// What the session waits for.
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
    /// Values for a form: go on with `enter`, or with `cannot_give`.
    Form {
        /// What to fill in, in order.
        fields: Vec<Field>,
        /// Whether the form can be left with `cannot_give` if the customer cannot answer.
        cannot_give: bool,
    },
    /// An answer to a question: go on with `answer`.
    Ask {
        /// Every answer, including closed ones.
        answers: Vec<AnswerChoice>,
    },
    /// That the agent continues: go on with `proceed`.
    Message,
    /// An action by the host: do it, then go on with `complete`.
    Act {
        /// The action's name.
        action: String,
        /// Names this attempt, so that a late or doubled result is known for what it is: hand it in with the result.
        token: usize,
        /// Its inputs, without the empty ones.
        with: Vec<ActionValue>,
        /// Its possible results.
        results: Vec<ResultChoice>,
        /// Whether it changes nothing, so that it can be repeated and undone.
        read_only: bool,
    },
    /// Nothing: the call is over.
    Ended {
        /// The outcome; `None` if the call was hung up before there was one.
        outcome: Option<Ending>,
        /// Whether the call was hung up.
        hung_up: bool,
    },
}

/// One input of an action.
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
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ActionValue {
    /// Its name.
    pub name: String,
    /// The value.
    pub value: Value,
    /// Whether it depends on a sensitive variable.
    pub sensitive: bool,
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
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct AnswerChoice {
    /// Its id.
    pub id: String,
    /// Its label for people.
    pub label: String,
    /// Whether its label may contain a sensitive value.
    pub sensitive: bool,
    /// Whether it can be chosen.
    pub open: bool,
    /// What is given together with it, in order.
    pub fields: Vec<Field>,
}

/// One open aside.
///
/// ```
#[doc = include_str!("../docs/parcel.txt")]
/// let aside = &session.prompt().asides[0];
/// assert_eq!(aside.label, "Wants a person");
/// session.aside(&aside.id.clone(), now)?;
/// assert_eq!(session.prompt().say.as_deref(), Some("Please hold the line."));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AsideChoice {
    /// Its id.
    pub id: String,
    /// Its label for people.
    pub label: String,
    /// Whether its label may contain a sensitive value.
    pub sensitive: bool,
}

/// One possible result of an action.
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
    /// The values that the host returns with it.
    pub returns: Vec<Field>,
}

/// The outcome that a call ended with.
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
    /// Its label for people.
    pub label: String,
    /// What it means for the business.
    pub kind: OutcomeKind,
    /// The code that a dialler or CRM expects; `None` if the script gives none.
    pub disposition: Option<String>,
}

impl Prompt {
    /// Whether the call is over.
    pub fn is_ended(&self) -> bool {
        matches!(self.kind, PromptKind::Ended { .. })
    }
}
