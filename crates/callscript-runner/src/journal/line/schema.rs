//! The JSON Schema of a line, derived from what is read and written.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::event_1::Event1;
use super::{EventLine, Header};
use crate::wire::event::EventJson;

/// Any line of a journal.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "only its form is of interest")]
enum AnyLine {
    Header(Sealed<Header>),
    Event(Sealed<EventLine<EventJson>>),
    Event1(Sealed<EventLine<Event1>>),
}

/// A line with its checksum.
#[derive(JsonSchema)]
#[schemars(rename = "Sealed{L}", extend("unevaluatedProperties" = false))]
#[expect(dead_code, reason = "only its form is of interest")]
struct Sealed<L> {
    #[schemars(flatten)]
    line: L,
    sum: String,
}

/// The schema of each line.
pub(in crate::journal) fn schema() -> Value {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<AnyLine>().into()
}
