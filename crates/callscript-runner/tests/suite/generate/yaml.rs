//! A YAML tree, written as block maps, so that only quotes need escapes.

use std::fmt::Write as _;

/// A part of a document.
#[derive(Debug, Clone)]
pub(super) enum Yaml {
    /// Plain text.
    Plain(String),
    /// Text in quotes.
    Quoted(String),
    List(Vec<Yaml>),
    Map(Map),
}

/// Keys and values, in order.
pub(super) type Map = Vec<(String, Yaml)>;

impl Yaml {
    /// Without quotes.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self::Plain(text.into())
    }

    /// Text in quotes.
    pub(super) fn quoted(text: impl Into<String>) -> Self {
        Self::Quoted(text.into())
    }

    /// Names, without quotes.
    pub(super) fn names<T: Into<String>>(names: impl IntoIterator<Item = T>) -> Self {
        Self::List(names.into_iter().map(Self::plain).collect())
    }

    /// A map of one key.
    pub(super) fn only(key: &str, value: Self) -> Self {
        Self::Map(vec![(key.to_owned(), value)])
    }
}

/// A map as a document.
pub(super) fn write(map: &Map) -> String {
    let mut text = String::new();
    write_map(map, 0, &mut text);
    text
}

fn write_map(map: &Map, indent: usize, text: &mut String) {
    for (key, value) in map {
        write!(text, "{:indent$}{key}:", "").unwrap();
        write_value(value, indent, text);
    }
}

fn write_value(value: &Yaml, indent: usize, text: &mut String) {
    match value {
        Yaml::Plain(plain) => writeln!(text, " {plain}").unwrap(),
        Yaml::Quoted(words) => writeln!(text, " '{}'", words.replace('\'', "''")).unwrap(),
        Yaml::Map(map) if map.is_empty() => text.push_str(" {}\n"),
        Yaml::Map(map) => {
            text.push('\n');
            write_map(map, indent + 2, text);
        }
        Yaml::List(items) if items.is_empty() => text.push_str(" []\n"),
        Yaml::List(items) => {
            text.push('\n');
            for item in items {
                write!(text, "{:1$}-", "", indent + 2).unwrap();
                write_value(item, indent + 2, text);
            }
        }
    }
}
