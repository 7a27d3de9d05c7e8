//! Reads a file of values: a map from names to values, in YAML (and therefore also in JSON).
//!
//! Must not know what a script declares. Error messages never repeat a value.

use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;
use std::path::Path;

use callscript::source::Source;
use callscript_project::read_whole;
use callscript_runner::Values;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_yaml::Value;

use crate::console::Console;
use crate::error::Error;

/// Reads the values of a file. A name without a value is ignored.
pub(super) fn read(path: &Path, console: &Console<'_>) -> Result<Values, Error> {
    let refused = |reason: String| Error::Values { path: path.to_owned(), reason };
    let text = contents(&console.at(path)).map_err(refused)?;
    parse(&text).map_err(refused)
}

fn contents(path: &Path) -> Result<String, String> {
    let bytes = read_whole(path, Source::MAX_BYTES, true).map_err(|reason| reason.to_string())?;
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())
}

fn parse(text: &str) -> Result<Values, String> {
    let Pairs(shapes) = serde_yaml::from_str::<Pairs<Value>>(text).map_err(|_| no_values(text))?;
    let mut names = HashSet::new();
    for (name, shape) in &shapes {
        let is_new = names.insert(name);
        let what = match shape {
            Value::Sequence(_) => "a list",
            Value::Mapping(_) => "a map",
            Value::Tagged(_) => "marked with a `!`",
            _ if !is_new => "given twice",
            _ => continue,
        };
        return Err(format!("`{name}` is {what}, but a single value is expected"));
    }
    // Reading values as strings keeps the characters of every scalar: `+49 30` and `1.50` stay as they are.
    let Pairs(values) = serde_yaml::from_str::<Pairs<Option<String>>>(text).map_err(|_| NOT_A_MAP)?;
    Ok(values.into_iter().filter_map(|(name, value)| Some((name, value?))).collect())
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

    #[test]
    fn names_and_values_stay_as_they_are_written() {
        for text in [
            "name: +1.50\nflag: yes\nnone:\nlate: ~\nblank: ''\n",
            "{\"name\": \"+1.50\", \"flag\": \"yes\", \"blank\": \"\", \"none\": null}",
        ] {
            let values = parse(text).unwrap();
            assert_eq!(values, Values::from([("name", "+1.50"), ("flag", "yes"), ("blank", "")]), "{text}");
        }
        assert_eq!(parse("{}"), Ok(Values::new()));
        assert_eq!(parse(""), Ok(Values::new()));
    }

    #[test]
    fn what_is_wrong_is_said_in_plain_words() {
        let cases = [
            ("name: [a]", "`name` is a list, but a single value is expected"),
            ("{\"a\": 1, \"name\": {\"first\": \"Ada\"}}", "`name` is a map, but a single value is expected"),
            ("name: !x 1", "`name` is marked with a `!`, but a single value is expected"),
            ("name: a\nage: 1\nname: b\n", "`name` is given twice, but a single value is expected"),
            ("{\"a\": 1,\n \"b\" 2}", "it is not valid YAML or JSON from line 2, column 6 on"),
            ("{\"a\": 1", "it ends too soon: a bracket or a quote is not closed"),
            ("{\"a\": \"1}\n", "it ends too soon: a bracket or a quote is not closed"),
            ("- a\n", NOT_A_MAP),
            ("Ada", NOT_A_MAP),
            ("? [a]\n: b\n", NOT_A_MAP),
        ];
        for (text, message) in cases {
            assert_eq!(parse(text), Err(message.to_owned()), "{text}");
        }
    }
}
