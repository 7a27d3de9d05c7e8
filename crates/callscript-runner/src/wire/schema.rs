//! The JSON Schemas of what transcripts have, derived from the forms that are written.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::prompt::OutcomeJson;
use super::turn::{HandoverJson, NoteJson, ShownJson, TurnJson};
use crate::history::{Handover, Note, Shown, Turn};
use crate::prompt::Ending;

/// Gives a type the schema of the form in which it is written.
macro_rules! schema_of_form {
    ($($type:ident: $form:ident;)*) => {$(
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                $form::json_schema(generator)
            }
        }
    )*};
}

schema_of_form! {
    Ending: OutcomeJson;
    Handover: HandoverJson;
    Note: NoteJson;
    Shown: ShownJson;
    Turn: TurnJson;
}
