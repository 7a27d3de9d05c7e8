//! What every part of the reading needs: the file, the findings so far, and the node that is being read.

use std::collections::HashMap;
use std::sync::Arc;

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::{Group, Rule, reading};
use crate::base::source::{Source, Span};
use crate::document::Text;
use crate::syntax::yaml::{Entry, Fault, Kind, Map, Value};

/// The state of one reading.
pub(super) struct Context<'s> {
    pub(super) source: &'s Source,
    pub(super) findings: Vec<Diagnostic>,
    file: Arc<str>,
    node: Option<String>,
    /// The node that is being read has a finding that makes its edges doubtful.
    faulty: bool,
    /// The map that is being read was cut by a comma: what its texts and expressions say means nothing.
    pub(super) cut: bool,
    /// The labels of variables and of their choices so far.
    pub(super) labels: Vec<Text>,
    notation: Notation,
}

/// How the file is written, for messages that say how it should be.
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
            cut: false,
            labels: Vec::new(),
        }
    }

    /// The same file with nothing read of it, for what can be read beside the rest.
    pub(super) fn other(&self) -> Self {
        let (findings, labels, file) = (Vec::new(), Vec::new(), Arc::clone(&self.file));
        Self {
            source: self.source,
            notation: self.notation,
            findings,
            file,
            node: None,
            faulty: false,
            cut: self.cut,
            labels,
        }
    }

    /// A finding of `rule` about the node that is being read: made, and yet to be reported.
    pub(super) fn finding(&self, rule: &'static Rule, span: Span, message: String) -> Diagnostic {
        Diagnostic { node: self.node.clone(), ..rule.finding(&self.file, span, message) }
    }

    /// Keeps a finding.
    pub(super) fn report(&mut self, finding: Diagnostic) {
        self.faulty |= finding.rule.group == Group::Reading || *finding.rule == reading::SEVERAL_EXITS;
        self.findings.push(finding);
    }

    /// Makes a finding of what is wrong with the YAML itself.
    pub(super) fn fault(&mut self, fault: Fault) {
        let finding = self.finding(fault.rule, fault.span, fault.message).fix(fault.fix);
        self.report(fault.help.into_iter().fold(finding, Diagnostic::help));
    }

    /// Reads a node, or what belongs to none: findings are about `node` meanwhile. Tells whether it came out faulty.
    pub(super) fn within<T>(&mut self, node: Option<&str>, read: impl FnOnce(&mut Self) -> T) -> (T, bool) {
        let outer = (self.node.take(), self.faulty);
        self.node = node.map(str::to_owned);
        self.faulty = false;
        let result = read(self);
        let faulty = self.faulty;
        (self.node, self.faulty) = outer;
        (result, faulty)
    }

    /// The entries of a map, each key once: of a key given twice the first counts.
    pub(super) fn unique<'m, 'v>(&mut self, map: &'m Map<'v>, what: &str) -> Vec<&'m Entry<'v>> {
        /// In a map as small as most, to look at every key is quicker than to hash them.
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

    /// Makes a finding of a key that was given before.
    pub(super) fn duplicate(&mut self, entry: &Entry<'_>, earlier: Span, what: &str) {
        let message = format!("{what} `{}` is given twice", entry.key.text);
        self.report(
            self.finding(&reading::DUPLICATE_KEY, entry.key.span, message)
                .help("rename or remove one of the two: only the first is used")
                .related(earlier, "first given here"),
        );
    }

    /// What a map is called.
    pub(super) fn map_name(&self) -> &'static str {
        match self.notation {
            Notation::Yaml => "a map",
            Notation::Toml => "a table",
        }
    }

    /// What a map looks like.
    pub(super) fn a_map(&self) -> &'static str {
        match self.notation {
            Notation::Yaml => "a map (lines of `key: value`)",
            Notation::Toml => "a table (`{ key = value }`, or lines of `key = value` below a `[title]`)",
        }
    }

    /// What a list looks like.
    pub(super) fn a_list(&self) -> &'static str {
        match self.notation {
            Notation::Yaml => "a list (`[a, b]`, or lines that begin with `-`)",
            Notation::Toml => "a list (`[\"a\", \"b\"]`)",
        }
    }

    /// Makes findings of the required keys that are not there, or have no value.
    pub(super) fn require<'k>(
        &mut self,
        value: &Value<'_>,
        map: &Map<'_>,
        keys: impl IntoIterator<Item = &'k str>,
        place: &str,
    ) {
        for key in keys {
            match map.entries.iter().find(|entry| entry.key.text == key) {
                None => self.missing(head(value, map), key, place),
                Some(entry) if matches!(entry.value.kind, Kind::Nothing) => {
                    self.no_value(entry.key.span, key, place);
                }
                Some(_) => {}
            }
        }
    }

    /// Makes a finding of a required key that has no value.
    pub(super) fn no_value(&mut self, span: Span, key: &str, place: &str) {
        let message = format!("`{key}` has no value, and {place} needs one");
        self.report(self.finding(&reading::MISSING_KEY, span, message));
    }

    /// Makes a finding of a key that `place` lacks.
    pub(super) fn missing(&mut self, span: Span, key: &str, place: &str) {
        let message = format!("{place} has no `{key}`");
        let help = match self.notation {
            Notation::Yaml => format!("add `{key}: …`"),
            Notation::Toml => format!("add `{key} = …`"),
        };
        self.report(self.finding(&reading::MISSING_KEY, span, message).help(help));
    }
}

/// Where a map begins: its first key, or all of it if it is written in `{ }`.
pub(super) fn head(value: &Value<'_>, map: &Map<'_>) -> Span {
    match map.entries.first() {
        Some(first) if !map.flow => first.key.span,
        _ => value.span,
    }
}
