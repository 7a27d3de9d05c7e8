//! Reading the declarations of variables.

use std::sync::Arc;

use super::context::{Context, head};
use super::value::{TextKind, name};
use crate::base::names;
use crate::base::rule::reading;
use crate::base::source::{Name, Span};
use crate::base::value::{Choice, Declaration, Pattern, Patterns, Type, Value as Datum, compare};
use crate::document::Variable;
use crate::format::MapKind;
use crate::syntax::expression;
use crate::syntax::yaml::{Entry, Kind, Map, Style, Value};

impl Context<'_> {
    /// Reads a variable. `patterns` has those of the script so far.
    pub(super) fn variable(&mut self, entry: &Entry<'_>, patterns: &mut Patterns) -> Variable {
        let id = name(&entry.key);
        let before = self.findings.len();
        self.variable_name(&id);
        let declaration = match &entry.value.kind {
            Kind::Map(map) => self.declaration(&entry.value, map, patterns),
            Kind::Nothing => {
                self.no_value(id.span, &id.value, "a variable");
                None
            }
            _ => {
                self.map(&entry.value, &format!("the variable `{}`", id.value));
                None
            }
        };
        Variable { span: id.span, entry: None, declaration: declaration.filter(|_| self.findings.len() == before) }
    }

    fn variable_name(&mut self, id: &Name) {
        let message = format!("`{}` is not a valid variable name", id.value);
        if expression::WORDS.contains(&&*id.value) {
            self.bad_value(id.span, message, "it is a reserved word of conditions: choose another name");
        } else if !names::is_variable(&id.value) {
            let help = "a variable name begins with a lowercase letter; lowercase letters, digits and `_` may follow";
            self.bad_value(id.span, message, help);
        }
    }

    fn declaration(&mut self, value: &Value<'_>, map: &Map<'_>, patterns: &mut Patterns) -> Option<Declaration> {
        let map_kind = MapKind::Variable;
        let kind = map.entries.iter().find(|entry| entry.key.text == "type");
        let kind = kind.and_then(|entry| self.kind(&entry.value));
        let keys = map_kind.keys().iter().filter(|key| kind.is_none_or(|kind| key.applies_to(kind)));
        let keys: Vec<&str> = keys.map(|key| key.name).collect();
        let mut declaration = Declaration::new(kind.unwrap_or(Type::Text));
        let what = kind
            .map_or_else(|| map_kind.description().to_owned(), |kind| format!("a variable of type `{}`", kind.name()));
        self.require(value, map, map_kind.required(kind), &what);
        let mut bounds = Vec::new();
        self.read_keys(map, &keys, &what, |cx, entry| {
            let value = &entry.value;
            match &*entry.key.text {
                "label" => {
                    declaration.label = cx.variable_label(value, "`label`");
                }
                "hint" => declaration.hint = cx.variable_label(value, "`hint`").map(Into::into),
                "labels" if !matches!(value.kind, Kind::Nothing) => declaration.labels = cx.boolean_labels(value),
                "choices" if !matches!(value.kind, Kind::Nothing) => declaration.choices = cx.choices(value).into(),
                "decimals" => declaration.decimals = cx.decimals(value),
                "pattern" => declaration.pattern = cx.pattern(value, patterns),
                "min" | "max" | "default" => bounds.push(entry),
                "input" => declaration.input = cx.boolean(value, "`input`").unwrap_or_default(),
                "sensitive" => declaration.sensitive = cx.boolean(value, "`sensitive`").unwrap_or_default(),
                "optional" => declaration.optional = cx.boolean(value, "`optional`").unwrap_or_default(),
                _ => {}
            }
        });
        let kind = kind?;
        // If the choices could not be read, the default cannot be checked.
        if kind != Type::Choice || !declaration.choices.is_empty() {
            self.bounds(kind, &mut declaration, &bounds);
        }
        Some(declaration)
    }

    fn kind(&mut self, value: &Value<'_>) -> Option<Type> {
        if matches!(value.kind, Kind::Nothing) {
            return None;
        }
        let kind = self.name(value, "`type`")?;
        let found = Type::from_name(&kind.value);
        if found.is_none() {
            let known = Type::ALL.map(Type::name);
            let (near, others) = (names::nearest(&kind.value, known), format!("the types are: {}", known.join(", ")));
            self.unknown_name(&kind, format!("`{}` is not a type", kind.value), near, others);
        }
        found
    }

    fn choices(&mut self, value: &Value<'_>) -> Vec<Choice> {
        let mut choices = Vec::new();
        if let Kind::List(_) = &value.kind {
            for id in self.names(value, "`choices`", "the choice") {
                let id: Arc<str> = id.value.into();
                choices.push(Choice { label: Arc::clone(&id), id });
            }
        } else if let Some(map) = self.map(value, "`choices`") {
            for entry in self.unique_entries(map, "the choice") {
                let label = self.variable_label(&entry.value, &format!("the label of `{}`", entry.key.text));
                let id: Arc<str> = entry.key.text.as_ref().into();
                choices.push(Choice { label: label.map_or_else(|| Arc::clone(&id), Arc::from), id });
            }
        }
        let empty = match &value.kind {
            Kind::List(items) => items.is_empty(),
            Kind::Map(map) => map.entries.is_empty(),
            _ => false,
        };
        if empty {
            self.bad_value(value.span, "`choices` is empty".into(), "list what there is to choose from");
        }
        choices
    }

    /// Reads words for people: the label or the hint of a variable, the label of a choice.
    pub(super) fn variable_label(&mut self, value: &Value<'_>, what: &str) -> Option<String> {
        let text = self.text(value, what, TextKind::Plain)?;
        let label = text.as_str().to_owned();
        self.labels.push(text);
        Some(label)
    }

    fn decimals(&mut self, value: &Value<'_>) -> Option<u32> {
        let decimals: i64 = self.number(value, "`decimals`", "a whole number")?;
        let fits = u32::try_from(decimals).ok().filter(|&decimals| decimals <= 28);
        if fits.is_none() {
            self.bad_value(value.span, format!("`decimals` is {decimals}"), "a number can have 0 to 28 decimals");
        }
        fits
    }

    fn pattern(&mut self, value: &Value<'_>, patterns: &mut Patterns) -> Option<Pattern> {
        let source = self.scalar(value, "`pattern`", "a text")?;
        match patterns.get(&source.text) {
            Some(Ok(pattern)) => return Some(pattern),
            Some(Err(error)) => {
                let message = format!("`{}` is not a regular expression: {error}", source.text);
                self.bad_value(source.span, message, "write a pattern such as `[A-Z]{2}[0-9]{6}`");
            }
            None => {
                let message =
                    format!("with this one, the patterns of the script take over {} MiB", Pattern::BUDGET >> 20);
                self.bad_value(source.span, message, Pattern::HELP_TO_SHRINK);
            }
        }
        None
    }

    /// Reads `min`, `max` and `default`, which depend on the other keys of the declaration.
    fn bounds(&mut self, kind: Type, declaration: &mut Declaration, entries: &[&Entry<'_>]) {
        let plain = Declaration::new(kind);
        let find = |key: &str| entries.iter().find(|entry| entry.key.text == key);
        for key in ["min", "max"] {
            let Some(entry) = find(key) else {
                continue;
            };
            let bound = self.literal(entry, &plain);
            match key {
                "min" => declaration.min = bound,
                _ => declaration.max = bound,
            }
        }
        if let (Some(min), Some(max)) = (&declaration.min, &declaration.max)
            && compare(min, max).is_some_and(std::cmp::Ordering::is_gt)
        {
            let spans: Vec<Span> =
                ["min", "max"].iter().filter_map(|key| find(key)).map(|entry| entry.value.span).collect();
            let message = format!("`min` {min} is over `max` {max}");
            declaration.max = None;
            self.min_over_max(&spans, message);
        }
        if let Some(entry) = find("default") {
            declaration.default = self.literal(entry, declaration);
        }
    }

    fn min_over_max(&mut self, spans: &[Span], message: String) {
        let (Some(&earlier), Some(&later)) = (spans.iter().min(), spans.iter().max()) else {
            return;
        };
        self.report(
            self.finding(&reading::BAD_VALUE, later, message)
                .help("no value could ever fit: swap them")
                .related(earlier, "the other bound"),
        );
    }

    fn literal(&mut self, entry: &Entry<'_>, declaration: &Declaration) -> Option<Datum> {
        let key = &entry.key.text;
        let scalar = self.scalar(&entry.value, format_args!("`{key}`"), &declaration.wanted())?;
        let is_plain = match declaration.kind {
            Type::Boolean => matches!(&*scalar.text, "true" | "false") && scalar.style == Style::Plain,
            // A choice must be given by its id, although `parse` accepts its label, too.
            Type::Choice => declaration.choices.find(&scalar.text).is_some(),
            _ => true,
        };
        let help = match declaration.parse(&scalar.text) {
            Ok(value) if is_plain => return Some(value),
            _ if declaration.kind == Type::Boolean => "it must be `true` or `false`".to_owned(),
            Ok(_) => format!("it must be {}", declaration.wanted()),
            Err(error) => format!("it {error}"),
        };
        let finding = self.finding(&reading::BAD_VALUE, scalar.span, format!("`{key}` is `{}`", scalar.text));
        let choices = declaration.choices.iter().map(|choice| &*choice.id);
        self.report(match names::nearest(&scalar.text, choices) {
            Some(near) => finding.meant(near, scalar.span),
            None => finding.help(help),
        });
        None
    }

    /// Reports a map of declarations that is empty; returns whether it is.
    pub(super) fn report_if_empty(&mut self, value: &Value<'_>, map: &Map<'_>, key: &str) -> bool {
        if map.entries.is_empty() {
            let span = head(value, map);
            self.report(self.finding(&reading::MISSING_KEY, span, format!("`{key}` is empty, and a script needs one")));
        }
        map.entries.is_empty()
    }
}
