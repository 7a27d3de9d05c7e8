//! Reading the top level of a script.

use super::context::{Context, Empty, Notation};
use super::value::TextKind;
use crate::base::diagnostic::Diagnostic;
use crate::base::locale::{self, TagFault};
use crate::base::names;
use crate::base::rule::reading;
use crate::base::source::{Name, Source, Span, Spanned};
use crate::base::value::Patterns;
use crate::document::{After, Document, Outcome, Variable};
use crate::format::{MapKind, Need};
use crate::syntax::yaml::{Blanked, Entry, File, Kind, Map, Style, Value};

/// Reads a document from a YAML file, and returns it with its findings.
pub(crate) fn read(source: &Source, file: &mut File<'_>) -> (Document, Vec<Diagnostic>) {
    let mut cx = Context::new(source, Notation::Yaml);
    let mut document = Document { comments: std::mem::take(&mut file.comments), ..Document::default() };
    match &file.root {
        None => document.unreadable = true,
        Some(root) => cx.root(root, &file.blanked, &mut document),
    }
    document.labels = std::mem::take(&mut cx.labels);
    for fault in std::mem::take(&mut file.faults) {
        let offset = fault.span.start;
        let node = match fault.blanked.and_then(|index| file.blanked.get(index)) {
            Some(blanked) => document.nodes.get_full(&blanked.id),
            None => document
                .nodes
                .iter()
                .enumerate()
                .map(|(at, (id, node))| (at, id, node))
                .find(|(_, _, node)| node.extent.contains(offset)),
        };
        let found = node.map(|(at, id, _)| (at, id.clone()));
        let id = found.as_ref().map(|(_, id)| id.as_str());
        cx.in_node(id, |cx| cx.fault(fault));
        if let Some((at, _)) = found
            && let Some((_, node)) = document.nodes.get_index_mut(at)
        {
            node.faulty = true;
        }
    }
    document.may_name_anything = cx.may_name_anything;
    if document.unsupported {
        cx.findings.retain(|finding| *finding.rule == reading::UNSUPPORTED_VERSION);
    }
    for finding in &mut cx.findings {
        finding.script = document.id.as_ref().map(|id| id.value.clone());
    }
    (document, cx.findings)
}

impl Context<'_> {
    fn root(&mut self, root: &Value<'_>, blanked: &[Blanked], document: &mut Document) {
        match &root.kind {
            Kind::Nothing => {
                document.unreadable = true;
                self.report(
                    self.finding(
                        &reading::MISSING_KEY,
                        root.span,
                        "the file is empty: a script begins with `callscript: 1`".into(),
                    )
                    .help("see the format's documentation for a small script to begin with"),
                );
            }
            Kind::Map(map) => self.top_level(root, map, blanked, document),
            _ => {
                document.unreadable = true;
                self.map(root, "the script");
            }
        }
    }

    fn top_level(&mut self, root: &Value<'_>, map: &Map<'_>, blanked: &[Blanked], document: &mut Document) {
        // `nodes` is not missing if the YAML parser skipped nodes in it.
        let required = MapKind::Script.required(None).filter(|key| *key != "nodes" || blanked.is_empty());
        self.in_heading(|cx| cx.require(root, map, required, "the script"));
        document.unknown.outcomes = true;
        document.unknown.nodes = true;
        if declares(map, "empty") {
            self.empty = Empty::Variable;
        }
        self.read_map(MapKind::Script, map, |cx, entry| cx.top_level_key(entry, blanked, document));
        if document.channels.is_empty() {
            document.channels.push(Spanned::new("phone".to_owned(), Span::default()));
        }
        self.undeclared_channels(document);
    }

    fn top_level_key(&mut self, entry: &Entry<'_>, blanked: &[Blanked], document: &mut Document) {
        let value = &entry.value;
        let key = &*entry.key.text;
        let lost = key == "nodes" && !blanked.is_empty();
        let is_required = MapKind::Script.key(key).is_some_and(|key| key.need == Need::Required);
        if is_required && matches!(value.kind, Kind::Nothing) && !lost {
            return;
        }
        match key {
            "entries" => document.entries = self.labelled(value, "`entries`", MapKind::Entry),
            "variables" => self.variables(value, document),
            "outcomes" => self.outcomes(value, document),
            "anytime" => document.anytime = self.labelled(value, "`anytime`", MapKind::Aside),
            "silence" | "not_understood" => self.lapse(entry, false, &mut document.lapses),
            "after" => document.after = self.after(value),
            "policies" => document.policies = self.policies(value, MapKind::Policy),
            "nodes" => self.nodes(value, blanked, document),
            _ => {
                self.in_heading(|cx| cx.heading_key(key, value, document));
                let mut texts = document.title.iter().chain(&document.summary);
                self.may_name_anything |= texts.any(|text| text.as_str().contains("{{"));
            }
        }
    }

    fn heading_key(&mut self, key: &str, value: &Value<'_>, document: &mut Document) {
        match key {
            "callscript" => document.unsupported = self.version(value),
            "id" => document.id = self.script_id(value),
            "title" => document.title = self.text(value, "`title`", TextKind::Plain),
            "summary" => document.summary = self.text(value, "`summary`", TextKind::Plain),
            "language" => document.language = self.language(value),
            "channels" => document.channels = self.channels(value),
            _ => document.start = self.name(value, "`start`"),
        }
    }

    /// Calls `read` for a part of the heading, which names nothing that is declared, whatever is wrong with it.
    fn in_heading(&mut self, read: impl FnOnce(&mut Self)) {
        let before = self.may_name_anything;
        read(self);
        self.may_name_anything = before;
    }

    /// Whether the version is unsupported.
    fn version(&mut self, value: &Value<'_>) -> bool {
        let Some(version) = self.scalar(value, "`callscript`", "the integer 1") else {
            return false;
        };
        let unsupported = version.text != "1" || version.style != Style::Plain;
        if unsupported {
            let message = match &*version.text {
                "1" => "the version is in quotes, and should be the number 1".to_owned(),
                other => format!("`callscript: {other}` is not a version of the format that this program knows"),
            };
            self.report(
                self.finding(&reading::UNSUPPORTED_VERSION, version.span, message)
                    .help("write `callscript: 1`, or use a newer program"),
            );
        }
        unsupported
    }

    fn language(&mut self, value: &Value<'_>) -> Option<Name> {
        let tag = self.name(value, "`language`")?;
        match locale::check_tag(&tag.value) {
            Ok(()) => {}
            Err(TagFault::Malformed) => {
                let message = format!("`{}` is not a tag of a language", tag.value);
                self.bad_value(tag.span, message, "write a tag such as `en`, `de-CH` or `pt-BR`");
            }
            Err(TagFault::Unknown) => {
                let message = format!("there is no language `{}` in CLDR", tag.value);
                self.bad_value(
                    tag.span,
                    message,
                    "write the tag of one that people speak, such as `en`, `de-CH` or `pt-BR`",
                );
            }
        }
        Some(tag)
    }

    fn script_id(&mut self, value: &Value<'_>) -> Option<Name> {
        let id = self.name(value, "`id`")?;
        if !names::is_kebab(&id.value) {
            self.bad_id(&id, "script");
        }
        Some(id)
    }

    fn channels(&mut self, value: &Value<'_>) -> Vec<Name> {
        if matches!(&value.kind, Kind::List(items) if items.is_empty()) {
            self.bad_value(value.span, "`channels` is empty".into(), "name one, such as `phone`, or remove the key");
        }
        self.names(value, "`channels`", "the channel")
    }

    fn variables(&mut self, value: &Value<'_>, document: &mut Document) {
        let Some(map) = self.map(value, "`variables`") else {
            document.unknown.variables = true;
            return;
        };
        let mut patterns = Patterns::default();
        for entry in self.unique_entries(map, "the variable") {
            let variable = Variable { entry: entry_span(map, entry), ..self.variable(entry, &mut patterns) };
            document.variables.insert(names::kept(&entry.key.text).to_owned(), variable);
        }
        document.free_patterns();
    }

    fn outcomes(&mut self, value: &Value<'_>, document: &mut Document) {
        let Some(map) = self.map(value, "`outcomes`") else {
            return;
        };
        document.unknown.outcomes = self.report_if_empty(value, map, "outcomes");
        for entry in self.unique_entries(map, "the outcome") {
            let outcome = Outcome { entry: entry_span(map, entry), ..self.outcome(entry) };
            document.outcomes.insert(names::kept(&entry.key.text).to_owned(), outcome);
        }
    }

    fn after(&mut self, value: &Value<'_>) -> Option<After> {
        let map = self.map(value, "`after`")?;
        self.require(value, map, MapKind::After.required(None), MapKind::After.description());
        let mut after = After { script: None, outcomes: None, when: None, with: Vec::new(), take: Vec::new() };
        self.read_map(MapKind::After, map, |cx, entry| {
            let value = &entry.value;
            match &*entry.key.text {
                "run" => after.script = cx.way_name(entry),
                "for" => after.outcomes = Some(cx.names(value, "`for`", "the outcome")),
                "when" => after.when = cx.expression(value, "`when`"),
                "with" => after.with = cx.with(value),
                _ => after.take = cx.take(value),
            }
        });
        Some(after)
    }
}

/// Whether a script has a variable of this name.
fn declares(script: &Map<'_>, name: &str) -> bool {
    script.entries.iter().filter(|entry| entry.key.text == "variables").any(|variables| match &variables.value.kind {
        Kind::Map(variables) => variables.entries.iter().any(|variable| variable.key.text == name),
        _ => false,
    })
}

/// The span to delete to remove an entry from a map; in `{ }` it includes a comma. `None` if it is the only entry.
fn entry_span(map: &Map<'_>, entry: &Entry<'_>) -> Option<Span> {
    let at = map.entries.partition_point(|other| other.key.span < entry.key.span);
    let end = |entry: &Entry<'_>| entry.value.span.end.max(entry.key.span.end);
    let (start, end) = match (at.checked_sub(1).and_then(|at| map.entries.get(at)), map.entries.get(at + 1)) {
        (None, None) => return None,
        (_, Some(next)) if map.flow => (entry.key.span.start, next.key.span.start),
        (Some(previous), None) if map.flow => (end(previous), end(entry)),
        _ => (entry.key.span.start, end(entry)),
    };
    Some(Span { start, end })
}
