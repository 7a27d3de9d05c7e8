//! The context of the readers: the file, the findings so far, and the node that is being read.

use std::collections::HashMap;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule, reading};
use crate::base::source::{Source, Span};
use crate::document::Text;
use crate::syntax::yaml::{Entry, Fault, Kind, Map, Value};

/// The state of a reader.
pub(super) struct Context<'s> {
    pub(super) source: &'s Source,
    pub(super) findings: Vec<Diagnostic>,
    file: Arc<str>,
    node: Option<String>,
    /// The current node has a finding, so its edges may be incomplete.
    faulty: bool,
    /// A part that has a finding may name anything that is declared.
    pub(super) may_name_anything: bool,
    /// In the current `{ }` a comma has cut a text apart. Syntax errors in its texts and expressions are not reported,
    /// because they would only be consequences.
    pub(super) cut_by_comma: bool,
    /// The labels of variables and choices that were read so far.
    pub(super) labels: Vec<Text>,
    notation: Notation,
    /// What `empty` means in `set`.
    pub(super) empty: Empty,
}

/// What `empty` means in `set`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Empty {
    /// That a variable has no value any more.
    Word,
    /// A variable that the script declares, which hides the word.
    Variable,
}

/// The notation of the file, for messages that show how to write something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    Yaml,
    Toml,
}

impl<'s> Context<'s> {
    pub(super) fn new(source: &'s Source, notation: Notation) -> Self {
        Self {
            source,
            notation,
            findings: Vec::new(),
            file: source.name().into(),
            node: None,
            faulty: false,
            may_name_anything: false,
            cut_by_comma: false,
            labels: Vec::new(),
            empty: Empty::Word,
        }
    }

    /// A context for the same file, without findings, so that another part of it can be read in parallel.
    pub(super) fn fresh(&self) -> Self {
        let (findings, labels, file) = (Vec::new(), Vec::new(), Arc::clone(&self.file));
        Self {
            source: self.source,
            notation: self.notation,
            findings,
            file,
            node: None,
            faulty: false,
            may_name_anything: false,
            cut_by_comma: self.cut_by_comma,
            labels,
            empty: self.empty,
        }
    }

    /// Makes a finding in the current node. It still has to be passed to [`Context::report`].
    pub(super) fn finding(&self, rule: &'static Rule, span: Span, message: String) -> Diagnostic {
        Diagnostic { node: self.node.clone(), ..rule.finding(&self.file, span, message) }
    }

    /// Adds a finding, and marks the current node as faulty if its edges may be incomplete.
    pub(super) fn report(&mut self, finding: Diagnostic) {
        self.faulty |= finding.rule.group == Group::Reading || *finding.rule == reading::SEVERAL_EXITS;
        self.may_name_anything = true;
        self.findings.push(finding);
    }

    /// Reports a fault in the YAML itself.
    pub(super) fn fault(&mut self, fault: Fault) {
        let finding = self.finding(fault.rule, fault.span, fault.message).fix(fault.fix);
        self.report(fault.help.into_iter().fold(finding, Diagnostic::help));
    }

    /// Calls `read` with `node` as the current node (`None`: outside nodes). Returns its result, and whether it
    /// reported a finding that makes the node faulty.
    pub(super) fn in_node<T>(&mut self, node: Option<&str>, read: impl FnOnce(&mut Self) -> T) -> (T, bool) {
        let outer = (self.node.take(), self.faulty);
        self.node = node.map(str::to_owned);
        self.faulty = false;
        let result = read(self);
        let faulty = self.faulty;
        (self.node, self.faulty) = outer;
        (result, faulty)
    }

    /// The entries of a map without duplicate keys. A duplicate is reported; the first one counts.
    pub(super) fn unique_entries<'m, 'v>(&mut self, map: &'m Map<'v>, what: &str) -> Vec<&'m Entry<'v>> {
        /// Up to this size, comparing all keys is faster than hashing them.
        const SMALL: usize = 16;
        let mut entries: Vec<&Entry<'_>> = Vec::with_capacity(map.entries.len());
        let mut first: HashMap<&str, Span> = HashMap::new();
        for entry in &map.entries {
            let key = &*entry.key.text;
            let earlier = if map.entries.len() <= SMALL {
                entries.iter().find(|other| other.key.text == key).map(|other| other.key.span)
            } else {
                let span = *first.entry(key).or_insert(entry.key.span);
                (span != entry.key.span).then_some(span)
            };
            match earlier {
                Some(earlier) => self.duplicate(entry, earlier, what),
                None => entries.push(entry),
            }
        }
        entries
    }

    /// Reports a duplicate key; `earlier` is the span of the first one.
    pub(super) fn duplicate(&mut self, entry: &Entry<'_>, earlier: Span, what: &str) {
        let message = format!("{what} `{}` is given twice", entry.key.text);
        self.report(
            self.finding(&reading::DUPLICATE_KEY, entry.key.span, message)
                .help("rename or remove one of the two: only the first is used")
                .related(earlier, "first given here"),
        );
    }

    /// Whether the file is YAML.
    pub(super) fn is_yaml(&self) -> bool {
        self.notation == Notation::Yaml
    }

    /// What messages call a map.
    pub(super) fn map_name(&self) -> &'static str {
        match self.notation {
            Notation::Yaml => "a map",
            Notation::Toml => "a table",
        }
    }

    /// A map with an example of how to write one, for messages.
    pub(super) fn map_example(&self) -> &'static str {
        match self.notation {
            Notation::Yaml => "a map (lines of `key: value`)",
            Notation::Toml => "a table (`{ key = value }`, or lines of `key = value` below a `[title]`)",
        }
    }

    /// A list with an example of how to write one, for messages.
    pub(super) fn list_example(&self) -> &'static str {
        match self.notation {
            Notation::Yaml => "a list (`[a, b]`, or lines that begin with `-`)",
            Notation::Toml => "a list (`[\"a\", \"b\"]`)",
        }
    }

    /// Reports each of `keys` that is missing or has no value. `what` is what messages call the map.
    pub(super) fn require<'k>(
        &mut self,
        value: &Value<'_>,
        map: &Map<'_>,
        keys: impl IntoIterator<Item = &'k str>,
        what: &str,
    ) {
        for key in keys {
            match map.entries.iter().find(|entry| entry.key.text == key) {
                None => self.missing(head(value, map), key, what),
                Some(entry) if matches!(entry.value.kind, Kind::Nothing) => {
                    self.no_value(entry.key.span, key, what);
                }
                Some(_) => {}
            }
        }
    }

    /// Reports a required key that has no value.
    pub(super) fn no_value(&mut self, span: Span, key: &str, what: &str) {
        let message = format!("`{key}` has no value, and {what} needs one");
        self.report(self.finding(&reading::MISSING_KEY, span, message));
    }

    /// Reports a required key that is missing.
    pub(super) fn missing(&mut self, span: Span, key: &str, what: &str) {
        let message = format!("{what} has no `{key}`");
        let help = match self.notation {
            Notation::Yaml => format!("add `{key}: …`"),
            Notation::Toml => format!("add `{key} = …`"),
        };
        self.report(self.finding(&reading::MISSING_KEY, span, message).help(help));
    }
}

/// Where to report something about a map as a whole: at its first key, or at all of it if it is written in `{ }`.
pub(super) fn head(value: &Value<'_>, map: &Map<'_>) -> Span {
    match map.entries.first() {
        Some(first) if !map.flow => first.key.span,
        _ => value.span,
    }
}
