//! Why values are refused: everything that is wrong with them, field by field.
//!
//! Neither a message nor `Debug` repeats a value: it may be sensitive.

use std::fmt;

use callscript::value::ValueError;
use thiserror::Error;

use super::Field;

/// Why values that were handed in are refused: every fault at once, so that a form can be corrected in one go.
///
/// ```
#[doc = include_str!("../../docs/parcel.txt")]
/// use callscript_runner::StepError;
///
/// let refused = session.enter(Values::from([("number", "seven"), ("size", "3")]), now);
/// let Err(StepError::Values(errors)) = refused else { panic!("it is refused") };
/// let names: Vec<_> = errors.fields().iter().map(|error| error.name()).collect();
/// assert_eq!(names, ["size", "number"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct ValuesError(Vec<FieldError>);

/// Why the value of one field is refused.
///
/// ```
#[doc = include_str!("../../docs/parcel.txt")]
/// use callscript_runner::{FieldError, StepError};
///
/// let refused = session.enter(Values::from([("number", "seven")]), now);
/// let Err(StepError::Values(errors)) = refused else { panic!("it is refused") };
/// let FieldError::Refused { field, given, error } = &errors.fields()[0] else { panic!("it is no number") };
/// assert_eq!((field.label.as_str(), given.as_deref()), ("Number of the parcel", Some("seven")));
/// assert_eq!(error.to_string(), "must be a whole number");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FieldError {
    /// There is no such variable, or the form does not ask for it.
    #[error("`{name}` is not asked for here; expected: {}", names(wanted))]
    NotAsked {
        /// The name handed in.
        name: String,
        /// The names of the variables asked for.
        wanted: Vec<String>,
    },
    /// A value is missing, and the field is not optional.
    #[error("`{}` is required: {}", field.name, field.wanted)]
    Missing {
        /// The field.
        field: Box<Field>,
    },
    /// A value is not valid for its field.
    #[error("`{}` {error}", field.name)]
    Refused {
        /// The field, with its bounds.
        field: Box<Field>,
        /// What was given; `None` if the field is sensitive.
        given: Option<String>,
        /// Why it is not valid.
        #[source]
        error: ValueError,
    },
    /// What was typed for a field can be read in two ways, and both would fit.
    #[error("`{}` {}", field.name, ambiguous(readings.as_ref()))]
    Ambiguous {
        /// The field, with its bounds.
        field: Box<Field>,
        /// Both readings, as people read them; `None` if the field is sensitive.
        readings: Option<[String; 2]>,
    },
}

impl ValuesError {
    /// What is wrong: at least one fault.
    pub fn fields(&self) -> &[FieldError] {
        &self.0
    }

    /// The same, by value.
    pub fn into_fields(self) -> Vec<FieldError> {
        self.0
    }
}

impl From<Vec<FieldError>> for ValuesError {
    fn from(faults: Vec<FieldError>) -> Self {
        Self(faults)
    }
}

impl fmt::Display for ValuesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faults: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&faults.join("; "))
    }
}

impl FieldError {
    /// The variable, or the key of what the host returned, or the name that is not asked for.
    pub fn name(&self) -> &str {
        match self {
            Self::NotAsked { name, .. } => name,
            Self::Missing { field } | Self::Refused { field, .. } | Self::Ambiguous { field, .. } => &field.name,
        }
    }

    /// The field; `None` if there is none of that name.
    pub fn field(&self) -> Option<&Field> {
        match self {
            Self::NotAsked { .. } => None,
            Self::Missing { field } | Self::Refused { field, .. } | Self::Ambiguous { field, .. } => Some(field),
        }
    }
}

/// What was given is left out.
impl fmt::Debug for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAsked { name, wanted } => {
                f.debug_struct("NotAsked").field("name", name).field("wanted", wanted).finish()
            }
            Self::Missing { field } => f.debug_struct("Missing").field("field", field).finish(),
            Self::Refused { field, error, .. } => {
                f.debug_struct("Refused").field("field", field).field("error", error).finish_non_exhaustive()
            }
            Self::Ambiguous { field, .. } => f.debug_struct("Ambiguous").field("field", field).finish_non_exhaustive(),
        }
    }
}

/// What is said of a text with two readings.
fn ambiguous(readings: Option<&[String; 2]>) -> String {
    match readings {
        Some([one, other]) => format!("can mean {one} or {other}: it must be clear which"),
        None => "can be read in two ways: it must be clear which".to_owned(),
    }
}

/// Names for a message.
pub(crate) fn names(items: &[String]) -> String {
    if items.is_empty() {
        return "none".to_owned();
    }
    let quoted: Vec<String> = items.iter().map(|item| format!("`{item}`")).collect();
    quoted.join(", ")
}
