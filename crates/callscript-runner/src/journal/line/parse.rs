//! Parses an event's line in one pass: `at` and `stands`, and the event from the other keys.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Error, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::location::Location;

/// An event's line as it is read.
pub(super) struct Parsed<E> {
    pub(super) at: String,
    pub(super) what: E,
    pub(super) stands: Option<Location>,
}

impl<'de, E: Deserialize<'de>> Deserialize<'de> for Parsed<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(LineVisitor(PhantomData))
    }
}

struct LineVisitor<E>(PhantomData<E>);

impl<'de, E: Deserialize<'de>> Visitor<'de> for LineVisitor<E> {
    type Value = Parsed<E>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the line of an event")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Parsed<E>, A::Error> {
        let (mut at, mut stands) = (None, None);
        let others = EventKeys { map, at: &mut at, stands: &mut stands };
        let what = E::deserialize(MapAccessDeserializer::new(others))?;
        let at = at.ok_or_else(|| A::Error::missing_field("at"))?;
        Ok(Parsed { at, what, stands: stands.and_then(|StandsValue(stands)| stands) })
    }
}

/// The value of `stands`: `null` if a later event was written together with this one.
#[derive(Deserialize)]
struct StandsValue(Option<Location>);

/// The keys of a line that belong to the event. `at` and `stands` are taken out on the way, and stored in the fields.
struct EventKeys<'a, A> {
    map: A,
    at: &'a mut Option<String>,
    stands: &'a mut Option<StandsValue>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for EventKeys<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.map.next_key::<String>()? {
            let is_first = match key.as_str() {
                "at" => self.at.replace(self.map.next_value()?).is_none(),
                "stands" => self.stands.replace(self.map.next_value()?).is_none(),
                _ => return seed.deserialize(key.into_deserializer()).map(Some),
            };
            if !is_first {
                return Err(A::Error::custom("a key is there twice"));
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}
