//! What a script declares: variables and outcomes.

use std::collections::BTreeMap;

use schemars::JsonSchema;

use super::scalar::{AnyText, Day, DecimalNumber, Name, OptionalWords, TimeOfDay, WholeNumber, Words};

/// Defines what a variable of one type may say.
macro_rules! variables {
    ($($(#[$doc:meta])* $name:ident($datum:ty) { $($fields:tt)* })*) => {
        /// What a variable may hold.
        #[derive(JsonSchema)]
        #[schemars(tag = "type", rename_all = "lowercase", deny_unknown_fields)]
        pub(super) enum Variable {
            $(
                $(#[$doc])*
                $name {
                    /// Its name for people.
                    label: Option<OptionalWords>,
                    /// Its value until it gets another.
                    default: Option<$datum>,
                    /// The host gives it at the start.
                    input: Option<bool>,
                    /// It is masked in transcripts, reports and logs.
                    sensitive: Option<bool>,
                    /// It may be empty.
                    optional: Option<bool>,
                    $($fields)*
                },
            )*
        }
    };
}

variables! {
    /// Words.
    Text(AnyText) {
        /// A regular expression that the whole value must match.
        pattern: Option<Name>,
    }
    /// A whole number.
    Integer(WholeNumber) {
        /// The least value.
        min: Option<WholeNumber>,
        /// The greatest value.
        max: Option<WholeNumber>,
    }
    /// An exact decimal number.
    Number(DecimalNumber) {
        /// The least value.
        min: Option<DecimalNumber>,
        /// The greatest value.
        max: Option<DecimalNumber>,
        /// The number of decimals to which it is rounded when stored, and with which it is printed.
        #[schemars(range(min = 0, max = 28))]
        decimals: Option<u32>,
    }
    /// Yes or no.
    Boolean(bool) {}
    /// One of several.
    Choice(Name) {
        /// The choices.
        choices: Choices,
    }
    /// A day, such as 2026-12-01.
    Date(Day) {
        /// The earliest day.
        min: Option<Day>,
        /// The latest day.
        max: Option<Day>,
    }
    /// A time of day, such as 14:30.
    Time(TimeOfDay) {
        /// The earliest time.
        min: Option<TimeOfDay>,
        /// The latest time.
        max: Option<TimeOfDay>,
    }
    /// A telephone number.
    Phone(Name) {}
    /// An email address.
    Email(Name) {}
}

/// The choices.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Choices {
    /// Ids that are their own labels.
    List(#[schemars(length(min = 1), extend("uniqueItems" = true))] Vec<Name>),
    /// Labels by id.
    Labels(#[schemars(extend("minProperties" = 1))] BTreeMap<String, OptionalWords>),
}

/// A named way for the call to end.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Outcome {
    /// Its label.
    Label(Words),
    /// Its label, and what it means.
    Described(DescribedOutcome),
}

/// An outcome's label, and what it means.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct DescribedOutcome {
    /// Its name for people.
    label: Words,
    /// What it means for the business.
    kind: Option<OutcomeKind>,
    /// The code that a dialler or CRM expects; the id if left out.
    disposition: Option<Name>,
}

/// What an outcome means for the business.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
enum OutcomeKind {
    /// The call reached its aim.
    Success,
    /// It did not.
    Failure,
    /// Somebody has to follow it up.
    FollowUp,
    /// It was passed on.
    Transfer,
    /// Neither good nor bad.
    Neutral,
}
