//! The only place that knows the TOML parser: a text becomes the tree that scripts are read from, too.
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

/// The most faults that are kept of one file.
const MAX_FAULTS: usize = 100;

/// Reads a file: its tree, and what is wrong with its TOML. With anything worse than a key given twice there is no tree,
/// since nobody knows what was meant.
pub(crate) fn read(source: &Source) -> (Option<Value<'static>>, Vec<Diagnostic>) {
    let file: Arc<str> = source.name().into();
    if let Some(fault) = yaml::unreadable(source) {
        let finding = reading::TOML_SYNTAX.finding(&file, fault.span, fault.message);
        return (None, vec![fault.help.into_iter().fold(finding, Diagnostic::help)]);
    }
    let text = source.text();
    let (root, mut errors) = DeTable::parse_recoverable(text);
    errors.sort_by_key(error_start);
    // The first mistake of a line is the mistake; what follows from it is none.
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

fn error_start(error: &Error) -> u32 {
    error.span().map_or(0, |span| Span::new(span.start, span.end).start)
}

/// What the parser says of the faults that we have words of our own for. It knows no kinds of faults, so it is asked about a
/// text with just that one.
#[derive(Default)]
struct ParserMessages {
    duplicate: String,
    bare_word: String,
    no_value: String,
}

impl ParserMessages {
    fn collect() -> Self {
        let said = |text| DeTable::parse(text).err().map_or_else(String::new, |error| error.message().to_owned());
        Self { duplicate: said("a = 1\na = 1"), bare_word: said("a = b"), no_value: said("a") }
    }

    fn finding(&self, file: &Arc<str>, text: &str, error: &Error, tree: &Value<'_>) -> Diagnostic {
        let span = error.span().unwrap_or_default();
        let place = Span::new(span.start, span.end);
        let said = error.message();
        if said == self.duplicate {
            return duplicate_key(file, text, place, tree);
        }
        let colon = text.get(span.start..).is_some_and(|rest| rest.starts_with(':'));
        let (said, help) = if said == self.bare_word {
            ("string values must be quoted", "text goes in quotes, as in `long-say = \"off\"`")
        } else if colon || said == self.no_value {
            (said, "a line reads `key = value`, with `=` where a script has `:`")
        } else {
            (said, "a line reads `[title]` or `key = value`; text goes in quotes, and a list in `[ ]`")
        };
        reading::TOML_SYNTAX.finding(file, place, format!("this is not TOML: {said}")).help(help)
    }
}

fn duplicate_key(file: &Arc<str>, text: &str, place: Span, tree: &Value<'_>) -> Diagnostic {
    let key = text.get(place.range()).unwrap_or_default();
    let help = "rename or remove one of the two: only the first is used";
    let finding = reading::DUPLICATE_KEY.finding(file, place, format!("the key `{key}` is given twice")).help(help);
    match earlier_key(tree, place.start, key) {
        Some(earlier) => finding.related(earlier, "first given here"),
        None => finding,
    }
}

/// The first of two equal keys: it is in the table of the key before the second, or in one around that.
fn earlier_key(tree: &Value<'_>, at: u32, key: &str) -> Option<Span> {
    let Kind::Map(map) = &tree.kind else {
        return None;
    };
    let nearest = map.entries.iter().max_by_key(|entry| last_key_before(entry, at));
    let inside = nearest.and_then(|entry| earlier_key(&entry.value, at, key));
    let own = || map.entries.iter().find(|entry| entry.key.text == key && entry.key.span.start < at);
    inside.or_else(|| own().map(|entry| entry.key.span))
}

/// Where the last key before `at` begins, of an entry and all that is in it.
fn last_key_before(entry: &Entry<'_>, at: u32) -> Option<u32> {
    let own = Some(entry.key.span.start).filter(|&start| start < at);
    match &entry.value.kind {
        Kind::Map(map) => map.entries.iter().map(|entry| last_key_before(entry, at)).max().flatten().max(own),
        _ => own,
    }
}

/// A table in the order of the file.
fn table(table: DeTable<'_>) -> Kind<'static> {
    let entries = table.into_iter().map(|(key, entry)| {
        let span = Span::new(key.span().start, key.span().end);
        let text = Cow::Owned(key.into_inner().into_owned());
        Entry { key: Scalar { text, style: Style::Plain, span }, value: convert(entry) }
    });
    let mut entries: Vec<_> = entries.collect();
    entries.sort_by_key(|entry| entry.key.span);
    // What a table lacks is said of its title, or of all that stands in its `{ }`.
    Kind::Map(Map { entries, flow: true })
}

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
