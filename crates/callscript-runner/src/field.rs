//! One value to fill in: what it may be, and why a text for it is refused.
//!
//! Floor 2. Plain data of a variable's declaration. Must not know scripts or sessions.

mod error;

use std::fmt;
use std::sync::Arc;

use callscript::internal::MASK;
use callscript::locale::{Locale, ReadError};
use callscript::value::{BooleanLabels, Choices, Declaration, Pattern, Type, Value, ValueError};

pub(crate) use self::error::names;
pub use self::error::{FieldError, ValuesError};
use crate::moment::Moment;

/// One value to fill in, with the bounds that its variable declares: a host can draw a form of it, and
/// [`check`](Self::check) what was typed before it hands in the whole form.
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
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Field {
    /// The variable's name, or the key that the host returns it by.
    pub name: String,
    /// Its label for people.
    pub label: String,
    /// Plain words of the author for whoever fills it in. They are part of `wanted`, too.
    pub hint: Option<Box<str>>,
    /// Its type.
    pub kind: Type,
    /// The words for yes and no, if its type is a boolean with words of its own.
    pub labels: Option<Box<BooleanLabels>>,
    /// The choices, if its type is a choice; otherwise empty.
    pub choices: Choices,
    /// The smallest value.
    pub min: Option<Value>,
    /// The largest value.
    pub max: Option<Value>,
    /// The number of decimals that a number is rounded to.
    pub decimals: Option<u32>,
    /// The regular expression that a whole text must match.
    pub pattern: Option<Pattern>,
    /// A description of valid values: `a date like 2026-12-01`.
    pub wanted: String,
    /// Whether it may be left empty.
    pub optional: bool,
    /// Whether its value is sensitive.
    pub sensitive: bool,
    /// The value that it has if it is left empty and is not optional.
    pub default: Option<Value>,
    /// A suggested value: the current one, or else the default.
    pub offered: Option<Value>,
    /// The language of its script; `None` is English.
    locale: Option<Arc<Locale>>,
}

// Its values are decimals and texts, for which equality is total.
impl Eq for Field {}

impl Field {
    /// The field for a variable; it suggests `current`, or else the default.
    pub fn new(name: &str, declaration: &Declaration, current: Option<Value>) -> Self {
        let label = declaration.label.as_deref().unwrap_or(name);
        Self {
            name: name.to_owned(),
            label: label.to_owned(),
            hint: declaration.hint.clone(),
            kind: declaration.kind,
            labels: declaration.labels.clone(),
            choices: declaration.choices.clone(),
            min: declaration.min.clone(),
            max: declaration.max.clone(),
            decimals: declaration.decimals,
            pattern: declaration.pattern.clone(),
            wanted: declaration.wanted(),
            optional: declaration.optional,
            sensitive: declaration.sensitive,
            default: declaration.default.clone().filter(|_| !declaration.optional),
            offered: current.or_else(|| declaration.default.clone()),
            locale: None,
        }
    }

    /// The field in a script of this language, in which people type its value.
    #[must_use]
    pub fn in_language(self, locale: &Arc<Locale>) -> Self {
        Self { locale: Some(Arc::clone(locale)), ..self }
    }

    /// The field for a value that an action returns: it has no default, since an action that returns nothing leaves the
    /// variable empty.
    pub(crate) fn returned(key: &str, declaration: &Declaration) -> Self {
        Self { default: None, ..Self::new(key, declaration, None) }
    }

    /// Checks what was typed for this field, without a step of the session. Blank text is no value: the default is taken,
    /// or the field stays empty, which is `None`.
    ///
    /// ```
    #[doc = include_str!("../docs/parcel.txt")]
    /// use callscript::value::Value;
    /// use callscript_runner::PromptKind;
    ///
    /// let PromptKind::Form { fields, .. } = &session.prompt().kind else { panic!("it is a form") };
    /// assert_eq!(fields[0].check("7"), Ok(Some(Value::Integer(7))));
    /// let refused = fields[0].check("seven").unwrap_err();
    /// assert_eq!(refused.to_string(), "`number` must be a whole number");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text is not valid, or blank and a value is required. The error holds the field, with its bounds.
    pub fn check(&self, text: &str) -> Result<Option<Value>, FieldError> {
        if !text.trim().is_empty() {
            return self.declaration().parse(text).map(Some).map_err(|error| self.refuse(text, error));
        }
        match &self.default {
            Some(default) => Ok(Some(default.clone())),
            None if self.optional => Ok(None),
            None => Err(self.missing()),
        }
    }

    /// Reads what someone typed for this field, in the language of its script: `4 March`, `1,234.50`, `2pm`. What
    /// [`check`](Self::check) takes is always read, but a number with more decimals than are declared. What is handed in is the
    /// value, never the text.
    ///
    /// ```
    #[doc = include_str!("../docs/parcel.txt")]
    /// use callscript::value::Value;
    /// use callscript_runner::PromptKind;
    ///
    /// let PromptKind::Form { fields, .. } = &session.prompt().kind else { panic!("it is a form") };
    /// assert_eq!(fields[0].read("1,007", now), Ok(Some(Value::Integer(1007))));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text cannot be read, can be read in two ways, does not fit, or is blank and a value is required.
    pub fn read(&self, text: &str, now: impl Into<Moment>) -> Result<Option<Value>, FieldError> {
        if text.trim().is_empty() {
            return self.check(text);
        }
        self.read_value(text, now.into()).map(Some).map_err(|error| match error {
            ReadError::Unfit(error) => self.refuse(text, error),
            ReadError::Ambiguous(readings) => {
                let readings = (!self.sensitive).then(|| readings.map(|reading| self.in_words(&reading)));
                FieldError::Ambiguous { field: Box::new(self.clone()), readings }
            }
            _ => self.missing(),
        })
    }

    /// The two readings of a text that is refused since both would fit. For whoever typed it alone: the value may be sensitive.
    pub fn readings(&self, text: &str, now: impl Into<Moment>) -> Option<[Value; 2]> {
        match self.read_value(text, now.into()) {
            Err(ReadError::Ambiguous(readings)) => Some(readings),
            _ => None,
        }
    }

    /// A value as people who speak the language of the script read it without a doubt: a date with its weekday.
    pub fn in_words(&self, value: &Value) -> String {
        self.in_locale(|locale| locale.shown(value))
    }

    fn read_value(&self, text: &str, now: Moment) -> Result<Value, ReadError> {
        self.in_locale(|locale| locale.read(&self.declaration(), text, now.date()))
    }

    fn in_locale<T>(&self, ask: impl FnOnce(&Locale) -> T) -> T {
        match &self.locale {
            Some(locale) => ask(locale),
            None => ask(&Locale::default()),
        }
    }

    /// The error that the field has no value.
    pub fn missing(&self) -> FieldError {
        FieldError::Missing { field: Box::new(self.clone()) }
    }

    /// The error that this text is not valid for the field.
    pub fn refuse(&self, text: &str, error: ValueError) -> FieldError {
        let given = (!self.sensitive).then(|| text.to_owned());
        FieldError::Refused { field: Box::new(self.clone()), given, error }
    }

    /// A value as people read it: the label of a choice or of a boolean.
    pub fn shown(&self, value: &Value) -> String {
        match (value, &self.labels) {
            (Value::Boolean(value), Some(labels)) => labels.of(*value).to_string(),
            _ => value.to_string(),
        }
    }

    fn declaration(&self) -> Declaration {
        Declaration {
            hint: self.hint.clone(),
            labels: self.labels.clone(),
            choices: self.choices.clone(),
            min: self.min.clone(),
            max: self.max.clone(),
            decimals: self.decimals,
            pattern: self.pattern.clone(),
            ..Declaration::new(self.kind)
        }
    }
}

/// What the field offers is masked if it is sensitive.
impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = |value: &Option<Value>| {
            value.as_ref().map(|value| if self.sensitive { MASK.to_owned() } else { value.to_plain() })
        };
        let plain = |value: &Option<Value>| value.as_ref().map(Value::to_plain);
        f.debug_struct("Field")
            .field("name", &self.name)
            .field("label", &self.label)
            .field("hint", &self.hint)
            .field("kind", &self.kind)
            .field("labels", &self.labels)
            .field("choices", &self.choices.iter().map(|choice| &choice.id).collect::<Vec<_>>())
            .field("min", &plain(&self.min))
            .field("max", &plain(&self.max))
            .field("decimals", &self.decimals)
            .field("pattern", &self.pattern.as_ref().map(Pattern::as_str))
            .field("wanted", &self.wanted)
            .field("optional", &self.optional)
            .field("sensitive", &self.sensitive)
            .field("default", &value(&self.default))
            .field("offered", &value(&self.offered))
            .finish_non_exhaustive()
    }
}
