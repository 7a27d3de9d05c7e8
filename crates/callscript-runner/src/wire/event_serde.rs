//! Serializes and deserializes events, and what they are made of.
//!
//! An event that does not fit the form is an error of the deserializer, with a place where the text has one.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::event::EventJson;
use crate::event::{Event, EventKind};
use crate::{Moment, Values};

/// An event with its time.
#[derive(Serialize, Deserialize)]
struct TimedEvent {
    at: Moment,
    #[serde(flatten)]
    what: EventKind,
}

/// Reads a map as `J`, and makes an event of it, while the deserializer still knows the place of whatever is wrong.
struct InMap<J, T>(fn(J) -> Result<T, &'static str>);

impl<'de, J: Deserialize<'de>, T> Visitor<'de> for InMap<J, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        let json = J::deserialize(MapAccessDeserializer::new(map))?;
        (self.0)(json).map_err(A::Error::custom)
    }
}

/// A map of texts by name.
impl Serialize for Values {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::<String, String>::deserialize(deserializer).map(Self::from_iter)
    }
}

/// As [`Display`](std::fmt::Display) writes it.
impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        let expected = &"a time like 2026-12-01T09:30:00.250+01:00";
        Self::parse(&text).ok_or_else(|| D::Error::invalid_value(Unexpected::Other("another text"), expected))
    }
}

/// The fields of an event's line in a journal, without its time; of the start also `script`, which a journal has in its
/// first line.
impl Serialize for EventKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        EventJson::with_script(self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for EventKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InMap(EventJson::read_with_script))
    }
}

/// As [`EventKind`], with its time in `at`.
impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        TimedEvent { at: self.at, what: self.kind.clone() }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let event = |TimedEvent { at, what }| Ok(Self { at, kind: what });
        deserializer.deserialize_map(InMap(event))
    }
}
