//! Serializes fields and why their values are refused.

use callscript::value::{Choice, Pattern, Value};
use serde::{Serialize, Serializer};

use crate::field::{Field, FieldError, ValuesError};

/// A field. Values are as machines write them.
#[derive(Serialize)]
struct FieldJson<'a> {
    name: &'a str,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<LabelsJson<'a>>,
    choices: Vec<ChoiceJson<'a>>,
    min: Option<String>,
    max: Option<String>,
    decimals: Option<u32>,
    pattern: Option<&'a str>,
    wanted: &'a str,
    optional: bool,
    sensitive: bool,
    default: Option<String>,
    offered: Option<String>,
}

/// The words of a boolean.
#[derive(Serialize)]
struct LabelsJson<'a> {
    r#true: &'a str,
    r#false: &'a str,
}

#[derive(Serialize)]
struct ChoiceJson<'a> {
    id: &'a str,
    label: &'a str,
}

/// Why the value of a field is refused. What was given is left out.
#[derive(Serialize)]
struct FieldErrorJson<'a> {
    name: &'a str,
    /// `not_asked`, `missing`, `refused` or `ambiguous`.
    fault: &'static str,
    message: String,
    field: Option<&'a Field>,
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let plain = |value: &Option<Value>| value.as_ref().map(Value::to_plain);
        let json = FieldJson {
            name: &self.name,
            label: &self.label,
            hint: self.hint.as_deref(),
            kind: self.kind.name(),
            labels: self.labels.as_deref().map(|labels| LabelsJson { r#true: &labels.yes, r#false: &labels.no }),
            choices: self.choices.iter().map(ChoiceJson::from).collect(),
            min: plain(&self.min),
            max: plain(&self.max),
            decimals: self.decimals,
            pattern: self.pattern.as_ref().map(Pattern::as_str),
            wanted: &self.wanted,
            optional: self.optional,
            sensitive: self.sensitive,
            default: plain(&self.default),
            offered: plain(&self.offered),
        };
        json.serialize(serializer)
    }
}

impl<'a> From<&'a Choice> for ChoiceJson<'a> {
    fn from(Choice { id, label }: &'a Choice) -> Self {
        Self { id, label }
    }
}

impl Serialize for FieldError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fault = match self {
            Self::NotAsked { .. } => "not_asked",
            Self::Missing { .. } => "missing",
            Self::Refused { .. } => "refused",
            Self::Ambiguous { .. } => "ambiguous",
        };
        let json = FieldErrorJson { name: self.name(), fault, message: self.to_string(), field: self.field() };
        json.serialize(serializer)
    }
}

/// The list of its faults.
impl Serialize for ValuesError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.fields().serialize(serializer)
    }
}
