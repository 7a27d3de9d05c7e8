//! Reads a file of values: a map from names to values, in YAML or JSON.
//!
//! Must not know what a script declares. Error messages never repeat a value.

mod shape;

use std::fmt;
use std::marker::PhantomData;
use std::path::Path;

use callscript::source::Source;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use self::shape::Shape;
use crate::console::Console;
use crate::disk::Disk;
use crate::error::Error;

/// What a name in a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Datum {
    /// Nothing, or `null`.
    Nothing,
    /// A text, number or other scalar, in the characters in which it is written.
    Text(String),
    /// Something else: what it is.
    Other(&'static str),
}

/// Reads a file: its names and what they hold, in order.
pub(super) fn read(path: &Path, console: &Console<'_>) -> Result<Vec<(String, Datum)>, Error> {
    let refused = |reason: String| Error::Values { path: path.to_owned(), reason };
    let text = contents(&console.at(path), &console.disk).map_err(refused)?;
    parse(text.trim_start_matches('\u{feff}')).map_err(refused)
}

fn contents(path: &Path, disk: &Disk) -> Result<String, String> {
    let bytes = disk.read_whole(path, Source::MAX_BYTES, true).map_err(|reason| reason.to_string())?;
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())
}

fn parse(text: &str) -> Result<Vec<(String, Datum)>, String> {
    match json(text) {
        Some(pairs) => Ok(pairs),
        None => yaml(text),
    }
}

/// The content of a JSON object, or of the only object in a list; `None` if it is not one.
fn json(text: &str) -> Option<Vec<(String, Datum)>> {
    let object = serde_json::from_str::<Pairs<&RawValue>>(text);
    let only = || serde_json::from_str::<[Pairs<&RawValue>; 1]>(text).map(|[object]| object);
    let Pairs(pairs) = object.or_else(|_| only()).ok()?;
    Some(pairs.into_iter().map(|(name, value)| (name, Datum::of_json(value.get()))).collect())
}

fn yaml(text: &str) -> Result<Vec<(String, Datum)>, String> {
    let Pairs(shapes) = serde_yaml::from_str::<Pairs<Shape>>(text).map_err(|_| no_values(text))?;
    // Reading values again as strings keeps the characters of every scalar: `+49 30` and `1.50` stay as they are.
    let deserializer = serde_yaml::Deserializer::from_str(text);
    deserializer.deserialize_map(Exact(&shapes)).map_err(|_| NOT_A_MAP.to_owned())
}

impl Datum {
    fn of_json(raw: &str) -> Self {
        match raw.as_bytes().first() {
            Some(b'"') => serde_json::from_str(raw).map_or(Self::Other("not a text"), Self::Text),
            Some(b'[') => Self::Other("a list"),
            Some(b'{') => Self::Other("a map"),
            Some(b'n') => Self::Nothing,
            _ => Self::Text(raw.to_owned()),
        }
    }
}

const NOT_A_MAP: &str = "it should hold names and values, one per line: `name: value`";

/// Why a text is not a map of values. Only then is it checked whether the text is YAML at all.
fn no_values(text: &str) -> String {
    let error = serde_yaml::from_str::<IgnoredAny>(text).err();
    match error.and_then(|error| error.location()) {
        Some(place) if place.line() > text.lines().count() => {
            "it ends too soon: a bracket or a quote is not closed".to_owned()
        }
        Some(place) => format!("it is not valid YAML or JSON from line {}, column {} on", place.line(), place.column()),
        None => NOT_A_MAP.to_owned(),
    }
}

/// Reads a map whose values have these shapes: scalars as they are written.
struct Exact<'s>(&'s [(String, Shape)]);

impl<'de> Visitor<'de> for Exact<'_> {
    type Value = Vec<(String, Datum)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("names and values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::with_capacity(self.0.len());
        for (_, shape) in self.0 {
            let Some(name) = map.next_key()? else { break };
            let datum = match shape {
                Shape(Some(what)) => map.next_value::<IgnoredAny>().map(|_| Datum::Other(what))?,
                Shape(None) => map.next_value::<Option<String>>()?.map_or(Datum::Nothing, Datum::Text),
            };
            pairs.push((name, datum));
        }
        Ok(pairs)
    }
}

/// Names and values, in order, including duplicate names.
struct Pairs<V>(Vec<(String, V)>);

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Pairs<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder(PhantomData))
    }
}

struct InOrder<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for InOrder<V> {
    type Value = Pairs<V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("names and values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Pairs(pairs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Datum {
        Datum::Text(text.to_owned())
    }

    fn named<const N: usize>(pairs: [(&str, Datum); N]) -> Vec<(String, Datum)> {
        pairs.into_iter().map(|(name, datum)| (name.to_owned(), datum)).collect()
    }

    #[test]
    fn names_and_values_stay_as_they_are_written() {
        for whole in [
            "name: +1.50\nflag: yes\nnone:\nlate: ~\nblank: ''\nbig: 123456789012345678901234567890\nrate: 1e3\n",
            "{name: +1.50, flag: yes, none: null, late: , blank: '', big: 123456789012345678901234567890, rate: 1e3}",
        ] {
            let expected = [
                ("name", text("+1.50")),
                ("flag", text("yes")),
                ("none", Datum::Nothing),
                ("late", Datum::Nothing),
                ("blank", text("")),
                ("big", text("123456789012345678901234567890")),
                ("rate", text("1e3")),
            ];
            assert_eq!(parse(whole), Ok(named(expected)), "{whole}");
        }
        for whole in [
            "{\"big\": 123456789012345678901234567890, \"price\": 1.50, \"smile\": \"\\ud83d\\ude42\\/\", \"gold\": true, \"none\": null}",
            "[\n\t{\n\t\t\"big\": 123456789012345678901234567890,\n\t\t\"price\": 1.50, \"smile\": \"\u{1f642}/\", \"gold\": true, \"none\": null}\n]\n",
        ] {
            let expected = [
                ("big", text("123456789012345678901234567890")),
                ("price", text("1.50")),
                ("smile", text("\u{1f642}/")),
                ("gold", text("true")),
                ("none", Datum::Nothing),
            ];
            assert_eq!(parse(whole), Ok(named(expected)), "{whole}");
        }
        assert_eq!(parse("{}"), Ok(named([])));
        assert_eq!(parse(""), Ok(named([])));
    }

    #[test]
    fn what_is_no_single_value_is_kept_apart() {
        for whole in [
            "name: Ada\nname: Eve\nhome: {town: York, since: 1}\ntags: [a, b]\nodd: !x 1\nlast: 3\n",
            "{name: Ada, name: Eve, home: {town: York}, tags: [], odd: !x 1, last: 3}",
        ] {
            let expected = [
                ("name", text("Ada")),
                ("name", text("Eve")),
                ("home", Datum::Other("a map")),
                ("tags", Datum::Other("a list")),
                ("odd", Datum::Other("marked with a `!`")),
                ("last", text("3")),
            ];
            assert_eq!(parse(whole), Ok(named(expected)), "{whole}");
        }
        let whole = "{\"name\": {\"first\": \"Ada\"}, \"tags\": [1], \"tags\": 2}";
        let expected = [("name", Datum::Other("a map")), ("tags", Datum::Other("a list")), ("tags", text("2"))];
        assert_eq!(parse(whole), Ok(named(expected)));
    }

    #[test]
    fn what_is_wrong_is_said_in_plain_words() {
        let cases = [
            ("{\"a\": 1,\n \"b\" 2}", "it is not valid YAML or JSON from line 2, column 6 on"),
            ("{\"a\": 1", "it ends too soon: a bracket or a quote is not closed"),
            ("{\"a\": \"1}\n", "it ends too soon: a bracket or a quote is not closed"),
            ("- a\n", NOT_A_MAP),
            ("[{\"a\": 1}, {\"a\": 2}]", NOT_A_MAP),
            ("Ada", NOT_A_MAP),
            ("? [a]\n: b\n", NOT_A_MAP),
        ];
        for (text, message) in cases {
            assert_eq!(parse(text), Err(message.to_owned()), "{text}");
        }
    }
}
