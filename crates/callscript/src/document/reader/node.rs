//! Reading a node: its words, its form and its exits.

use smallvec::SmallVec;

use super::call::Call;
use super::context::{Context, head};
use super::value::{TextKind, name};
use crate::base::diagnostic::Diagnostic;
use crate::base::names;
use crate::base::rule::reading;
use crate::base::source::{Name, Span, Spanned};
use crate::document::{Action, Assignment, Exit, ExitKind, Node, Run, Say};
use crate::format::MapKind;
use crate::syntax::yaml::{Entry, Kind, Map, Value};

impl Context<'_> {
    /// Reads a node; `id` is the span of its id.
    pub(super) fn node(&mut self, id: Span, value: &Value<'_>) -> Node {
        let mut node = Node { span: id, ..Node::default() };
        match &value.kind {
            Kind::Nothing => {}
            Kind::Map(map) => self.node_map(value, map, &mut node),
            _ => _ = self.map(value, "a node"),
        }
        node
    }

    fn node_map(&mut self, value: &Value<'_>, map: &Map<'_>, node: &mut Node) {
        let mut call = Call::default();
        self.read_map(MapKind::Node, map, |cx, entry| {
            let value = &entry.value;
            match &*entry.key.text {
                "say" => node.say = cx.say(value),
                "verbatim" => node.verbatim = cx.boolean(value, "`verbatim`").unwrap_or_default(),
                "guidance" => node.guidance = cx.text(value, "`guidance`", TextKind::Template),
                "collect" => node.collect = cx.names(value, "`collect`", "the variable"),
                "cannot_give" => node.cannot_give = Some(Box::new(cx.edge(value, MapKind::CannotGive))),
                "silence" | "not_understood" => cx.lapse(entry, true, &mut node.lapses),
                "afresh" => node.afresh = cx.boolean(value, "`afresh`").unwrap_or_default(),
                "set" => node.set = cx.set(value),
                "tags" => node.tags = cx.names(value, "`tags`", "the tag"),
                "seconds" => node.seconds = cx.seconds(value),
                "with" | "then" | "read_only" => cx.call_key(entry, map, &mut call),
                key => {
                    let kind = cx.exit(entry);
                    let key = MapKind::Node.key(key).map_or("", |key| key.name);
                    node.exits.push(Exit { key: Spanned::new(key, entry.key.span), kind });
                }
            }
        });
        self.finish_call(node, call, head(value, map));
        self.several_exits(node);
    }

    pub(super) fn say(&mut self, value: &Value<'_>) -> SmallVec<[Say; 1]> {
        let Kind::Map(map) = &value.kind else {
            let text = self.text(value, "`say`", TextKind::Template);
            return text.into_iter().map(|text| Say { channel: None, text }).collect();
        };
        let outer = self.cut_by_comma;
        self.find_comma_cut(map, "`say`", |_| false);
        let entries = self.unique_entries(map, "the channel");
        let cut = self.cut_by_comma && map.flow;
        let mut say = SmallVec::with_capacity(entries.len());
        for entry in entries.into_iter().filter(|entry| !(cut && matches!(entry.value.kind, Kind::Nothing))) {
            let what = format!("what is said on `{}`", entry.key.text);
            if let Some(text) = self.text(&entry.value, &what, TextKind::Template) {
                say.push(Say { channel: Some(name(&entry.key)), text });
            }
        }
        self.cut_by_comma = outer;
        if map.entries.is_empty() {
            self.bad_value(value.span, "`say` has no words".into(), "write the words, or remove the key");
        }
        say
    }

    pub(super) fn set(&mut self, value: &Value<'_>) -> Vec<Assignment> {
        self.assignments(value, "`set`")
    }

    fn exit(&mut self, entry: &Entry<'_>) -> ExitKind {
        let value = &entry.value;
        let empty = match &value.kind {
            Kind::Nothing => true,
            Kind::List(items) => items.is_empty(),
            Kind::Map(map) => map.entries.is_empty(),
            _ => false,
        };
        if empty {
            return ExitKind::Empty;
        }
        let before = self.findings.len();
        let kind = match &*entry.key.text {
            "answers" => Some(ExitKind::Answers(self.labelled(value, "`answers`", MapKind::Answer))),
            "goto" => self.way_name(entry).map(ExitKind::Goto),
            "decide" => self.decide(value),
            "end" => self.way_name(entry).map(ExitKind::End),
            "resume" => self.resume(entry).then_some(ExitKind::Resume),
            "run" => self
                .way_name(entry)
                .map(|script| ExitKind::Run(Box::new(Run { script, with: Vec::new(), then: Vec::new() }))),
            _ => self.way_name(entry).map(|action| self.action(action)),
        };
        match kind {
            Some(ExitKind::Answers(answers)) if answers.is_empty() && self.findings.len() > before => {
                ExitKind::Unreadable
            }
            Some(kind) => kind,
            None => ExitKind::Unreadable,
        }
    }

    fn action(&mut self, action: Name) -> ExitKind {
        if !names::is_kebab(&action.value) {
            self.bad_id(&action, "action");
        }
        ExitKind::Action(Box::new(Action { name: action, with: Vec::new(), then: Vec::new(), read_only: false }))
    }

    /// Reports an id that is not in kebab case.
    pub(super) fn bad_id(&mut self, id: &Name, what: &str) {
        let message = format!("`{}` is not a valid {what} id", id.value);
        let help = "an id consists of lowercase letters `a-z` and digits, with single `-` between them";
        self.bad_value(id.span, message, help);
    }

    fn decide(&mut self, value: &Value<'_>) -> Option<ExitKind> {
        let arms = self.list(value, "`decide`")?;
        let mut edges = Vec::with_capacity(arms.len());
        for (at, arm) in arms.iter().enumerate() {
            let edge = self.edge(arm, MapKind::Arm);
            let last = at + 1 == arms.len();
            let has_when =
                matches!(&arm.kind, Kind::Map(map) if map.entries.iter().any(|entry| entry.key.text == "when"));
            if !last && !has_when && matches!(arm.kind, Kind::Scalar(_) | Kind::Map(_)) {
                let span = match &arm.kind {
                    Kind::Map(map) => head(arm, map),
                    _ => arm.span,
                };
                self.report(
                    self.finding(
                        &reading::MISSING_KEY,
                        span,
                        "an arm of `decide` that is not the last has no `when`".into(),
                    )
                    .help("say when it holds, or make it the last: the arms after it could never be taken"),
                );
            }
            edges.push(edge);
        }
        Some(ExitKind::Decide(edges))
    }

    fn several_exits(&mut self, node: &Node) {
        if node.exits.len() > 1 {
            let spans: Vec<_> = node.exits.iter().map(|exit| exit.key.span).collect();
            let keys: Vec<_> = node.exits.iter().map(|exit| format!("`{}`", exit.key.value)).collect();
            self.several(&spans, format!("the node has {} ways on: {}", spans.len(), keys.join(", ")));
        }
    }

    /// Reports several exits or ways where only one is allowed; the finding is at the last.
    pub(super) fn several(&mut self, spans: &[Span], message: String) {
        let Some((&last, earlier)) = spans.split_last() else {
            return;
        };
        let finding = self.finding(&reading::SEVERAL_EXITS, last, message).help("keep one and remove the rest");
        let related = |finding: Diagnostic, &span: &Span| finding.related(span, "another way on");
        self.report(earlier.iter().fold(finding, related));
    }
}
