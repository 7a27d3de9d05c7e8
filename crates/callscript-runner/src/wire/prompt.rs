//! Serializes prompts. Sensitive values are in the clear, and marked: a prompt is shown live.

use serde::{Serialize, Serializer};

use crate::field::Field;
use crate::prompt::{ActionValue, AnswerChoice, AsideChoice, Ending, Prompt, PromptKind, ResultChoice, Unanswered};

#[derive(Serialize)]
struct PromptJson<'a> {
    script: &'a str,
    node: &'a str,
    say: Option<&'a str>,
    verbatim: bool,
    say_is_sensitive: bool,
    guidance: Option<&'a str>,
    guidance_is_sensitive: bool,
    asides: Vec<AsideJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unanswered: Option<UnansweredJson<'a>>,
    #[serde(flatten)]
    kind: KindJson<'a>,
}

/// What the session waits for, by the journal's names.
#[derive(Serialize)]
#[serde(tag = "waits_for", rename_all = "snake_case")]
enum KindJson<'a> {
    Form {
        fields: &'a [Field],
        cannot_give: bool,
    },
    Answer {
        answers: Vec<AnswerJson<'a>>,
    },
    Message,
    Action {
        action: &'a str,
        /// The token, as `completed` has it.
        seq: usize,
        with: Vec<GivenJson<'a>>,
        results: Vec<ResultJson<'a>>,
        read_only: bool,
    },
    Nothing {
        outcome: Option<&'a Ending>,
        hung_up: bool,
    },
}

#[derive(Serialize)]
struct UnansweredJson<'a> {
    wait: Option<u32>,
    not_understood: bool,
    say: Option<&'a str>,
    say_is_sensitive: bool,
}

#[derive(Serialize)]
struct AsideJson<'a> {
    id: &'a str,
    label: &'a str,
    sensitive: bool,
}

#[derive(Serialize)]
struct AnswerJson<'a> {
    id: &'a str,
    label: &'a str,
    sensitive: bool,
    open: bool,
    #[serde(skip_serializing_if = "<[Field]>::is_empty")]
    fields: &'a [Field],
}

#[derive(Serialize)]
struct GivenJson<'a> {
    name: &'a str,
    value: String,
    sensitive: bool,
}

#[derive(Serialize)]
struct ResultJson<'a> {
    name: &'a str,
    returns: &'a [Field],
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct OutcomeJson<'a> {
    id: &'a str,
    label: &'a str,
    kind: &'a str,
    disposition: Option<&'a str>,
}

impl Serialize for Prompt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let json = PromptJson {
            script: &self.script,
            node: &self.node,
            say: self.say.as_deref(),
            verbatim: self.verbatim,
            say_is_sensitive: self.say_is_sensitive,
            guidance: self.guidance.as_deref(),
            guidance_is_sensitive: self.guidance_is_sensitive,
            asides: self.asides.iter().map(AsideJson::from).collect(),
            unanswered: self.unanswered.as_deref().map(UnansweredJson::from),
            kind: KindJson::from(&self.kind),
        };
        json.serialize(serializer)
    }
}

impl Serialize for Ending {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { outcome, label, kind, disposition } = self;
        let json = OutcomeJson { id: outcome, label, kind: kind.as_str(), disposition: disposition.as_deref() };
        json.serialize(serializer)
    }
}

impl<'a> From<&'a PromptKind> for KindJson<'a> {
    fn from(kind: &'a PromptKind) -> Self {
        match kind {
            PromptKind::Form { fields, cannot_give } => Self::Form { fields, cannot_give: *cannot_give },
            PromptKind::Ask { answers } => Self::Answer { answers: answers.iter().map(AnswerJson::from).collect() },
            PromptKind::Message => Self::Message,
            PromptKind::Act { action, token, with, results, read_only } => Self::Action {
                action,
                seq: *token,
                with: with.iter().map(GivenJson::from).collect(),
                results: results.iter().map(ResultJson::from).collect(),
                read_only: *read_only,
            },
            PromptKind::Ended { outcome, hung_up } => Self::Nothing { outcome: outcome.as_ref(), hung_up: *hung_up },
        }
    }
}

impl<'a> From<&'a Unanswered> for UnansweredJson<'a> {
    fn from(Unanswered { wait, not_understood, say, say_is_sensitive }: &'a Unanswered) -> Self {
        Self { wait: *wait, not_understood: *not_understood, say: say.as_deref(), say_is_sensitive: *say_is_sensitive }
    }
}

impl<'a> From<&'a AsideChoice> for AsideJson<'a> {
    fn from(AsideChoice { id, label, sensitive }: &'a AsideChoice) -> Self {
        Self { id, label, sensitive: *sensitive }
    }
}

impl<'a> From<&'a AnswerChoice> for AnswerJson<'a> {
    fn from(AnswerChoice { id, label, sensitive, open, fields }: &'a AnswerChoice) -> Self {
        Self { id, label, sensitive: *sensitive, open: *open, fields }
    }
}

impl<'a> From<&'a ActionValue> for GivenJson<'a> {
    fn from(ActionValue { name, value, sensitive }: &'a ActionValue) -> Self {
        Self { name, value: value.to_plain(), sensitive: *sensitive }
    }
}

impl<'a> From<&'a ResultChoice> for ResultJson<'a> {
    fn from(ResultChoice { name, returns }: &'a ResultChoice) -> Self {
        Self { name, returns }
    }
}
