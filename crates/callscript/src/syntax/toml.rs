//! Parses TOML into the same tree as YAML. Only this module uses the TOML parser.
//!
//! Must not know what a configuration means.

use std::borrow::Cow;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue, Error};

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::reading;
use crate::base::source::{Source, Span};
use crate::syntax::yaml::{self, Entry, Kind, Map, Scalar, Style, Value};

/// The most errors reported per file.
const MAX_FAULTS: usize = 100;

/// Parses a file; returns its tree and the errors in its TOML.
///
/// The tree is `None` if there is any error except duplicate keys, since what was meant is unknown.
pub(crate) fn read(source: &Source) -> (Option<Value<'static>>, Vec<Diagnostic>) {
    let file: Arc<str> = source.name().into();
    if let Some(fault) = yaml::unreadable(source) {
        let finding = reading::TOML_SYNTAX.finding(&file, fault.span, fault.message);
        return (None, vec![fault.help.into_iter().fold(finding, Diagnostic::help)]);
    }
    let text = source.text();
    let (root, mut errors) = DeTable::parse_recoverable(text);
    errors.sort_by_key(error_start);
    // Only the first error of a line is kept: later ones usually follow from it.
    errors.dedup_by_key(|error| source.position(error_start(error)).line);
    let messages = if errors.is_empty() { ParserMessages::default() } else { ParserMessages::collect() };
    let is_duplicate = |error: &Error| error.message() == messages.duplicate;
    let only_duplicates = errors.iter().all(is_duplicate);
    errors.retain(|error| only_duplicates || !is_duplicate(error));
    errors.truncate(MAX_FAULTS);
    let tree = Value { span: Span::new(0, 0), kind: table(root.into_inner()) };
    let findings = errors.iter().map(|error| messages.finding(&file, text, error, &tree)).collect();
    (only_duplicates.then_some(tree), findings)
}

/// The offset at which an error begins.
fn error_start(error: &Error) -> u32 {
    error.span().map_or(0, |span| Span::new(span.start, span.end).start)
}

/// The parser's messages for the errors that get a special help text.
///
/// Its errors have no codes, so each message is obtained by parsing a text with just that error.
#[derive(Default)]
struct ParserMessages {
    duplicate: String,
    bare_word: String,
    no_value: String,
}

impl ParserMessages {
    fn collect() -> Self {
        let message_of = |text| DeTable::parse(text).err().map_or_else(String::new, |error| error.message().to_owned());
        Self { duplicate: message_of("a = 1\na = 1"), bare_word: message_of("a = b"), no_value: message_of("a") }
    }

    /// The finding for an error of the parser.
    fn finding(&self, file: &Arc<str>, text: &str, error: &Error, tree: &Value<'_>) -> Diagnostic {
        let span = error.span().unwrap_or_default();
        let place = Span::new(span.start, span.end);
        let message = error.message();
        if message == self.duplicate {
            return duplicate_key(file, text, place, tree);
        }
        let colon = text.get(span.start..).is_some_and(|rest| rest.starts_with(':'));
        let (message, help) = if message == self.bare_word {
            ("string values must be quoted", "text goes in quotes, as in `long-say = \"off\"`")
        } else if colon || message == self.no_value {
            (message, "a line reads `key = value`, with `=` where a script has `:`")
        } else {
            (message, "a line reads `[title]` or `key = value`; text goes in quotes, and a list in `[ ]`")
        };
        reading::TOML_SYNTAX.finding(file, place, format!("this is not TOML: {message}")).help(help)
    }
}

/// The finding for the second of two equal keys, at `place`.
fn duplicate_key(file: &Arc<str>, text: &str, place: Span, tree: &Value<'_>) -> Diagnostic {
    let key = text.get(place.range()).unwrap_or_default();
    let help = "rename or remove one of the two: only the first is used";
    let finding = reading::DUPLICATE_KEY.finding(file, place, format!("the key `{key}` is given twice")).help(help);
    match earlier_key(tree, place.start, key) {
        Some(earlier) => finding.related(earlier, "first given here"),
        None => finding,
    }
}

/// The span of the first of two equal keys; the second is at `at`.
///
/// The first is in the table of the last key before `at`, or in an enclosing table.
fn earlier_key(tree: &Value<'_>, at: u32, key: &str) -> Option<Span> {
    let Kind::Map(map) = &tree.kind else {
        return None;
    };
    let nearest = map.entries.iter().max_by_key(|entry| last_key_before(entry, at));
    let inside = nearest.and_then(|entry| earlier_key(&entry.value, at, key));
    let own = || map.entries.iter().find(|entry| entry.key.text == key && entry.key.span.start < at);
    inside.or_else(|| own().map(|entry| entry.key.span))
}

/// The start of the last key before `at`, among the entry's own key and all keys inside it.
fn last_key_before(entry: &Entry<'_>, at: u32) -> Option<u32> {
    let own = Some(entry.key.span.start).filter(|&start| start < at);
    match &entry.value.kind {
        Kind::Map(map) => map.entries.iter().map(|entry| last_key_before(entry, at)).max().flatten().max(own),
        _ => own,
    }
}

/// Converts a table; its entries are sorted by offset.
fn table(table: DeTable<'_>) -> Kind<'static> {
    let entries = table.into_iter().map(|(key, entry)| {
        let span = Span::new(key.span().start, key.span().end);
        let text = Cow::Owned(key.into_inner().into_owned());
        Entry { key: Scalar { text, style: Style::Plain, span }, value: convert(entry) }
    });
    let mut entries: Vec<_> = entries.collect();
    entries.sort_by_key(|entry| entry.key.span);
    // `flow`, so that a missing key is reported at the table's span: its title, or all of its `{ }`.
    Kind::Map(Map { entries, flow: true })
}

/// Converts a value with its span.
fn convert(value: Spanned<DeValue<'_>>) -> Value<'static> {
    let span = Span::new(value.span().start, value.span().end);
    let plain = |text: String| Kind::Scalar(Scalar { text: Cow::Owned(text), style: Style::Plain, span });
    let kind = match value.into_inner() {
        DeValue::String(text) => {
            Kind::Scalar(Scalar { text: Cow::Owned(text.into_owned()), style: Style::Double, span })
        }
        DeValue::Integer(number) => plain(integer(&number)),
        DeValue::Float(number) => plain(number.as_str().to_owned()),
        DeValue::Boolean(value) => plain(value.to_string()),
        DeValue::Datetime(value) => plain(value.to_string()),
        DeValue::Array(items) => Kind::List(items.into_iter().map(convert).collect()),
        DeValue::Table(entries) => table(entries),
    };
    Value { span, kind }
}

/// An integer in decimal notation.
fn integer(number: &DeInteger<'_>) -> String {
    let value = i64::from_str_radix(number.as_str(), number.radix());
    value.map_or_else(|_| number.as_str().to_owned(), |value| value.to_string())
}
