//! Reading edges: where they lead, their conditions and their assignments.

use super::context::Context;
use super::value::name;
use crate::base::source::Name;
use crate::document::{Branch, Edge, Labelled, Retry, Way};
use crate::format::MapKind;
use crate::syntax::yaml::{Entry, Kind, Map, Value};

impl Context<'_> {
    /// Reads an edge: the id of a node, or a map.
    pub(super) fn edge(&mut self, value: &Value<'_>, map_kind: MapKind) -> Edge {
        let before = self.findings.len();
        let mut edge = Edge { span: value.span, ..Edge::default() };
        match &value.kind {
            Kind::Nothing => {}
            Kind::List(items) if items.is_empty() => {}
            Kind::Scalar(scalar) => edge.ways.push(Way::Goto(name(scalar))),
            Kind::Unknown => edge.faulty = true,
            Kind::List(_) => _ = self.map(value, map_kind.description()),
            Kind::Map(map) => self.edge_map(value, map, map_kind, &mut edge),
        }
        edge.faulty |= self.findings.len() > before;
        if edge.ways.len() > 1 {
            self.several_ways(&edge, map_kind);
        }
        edge
    }

    fn edge_map(&mut self, value: &Value<'_>, map: &Map<'_>, map_kind: MapKind, edge: &mut Edge) {
        let (mut at_most, mut otherwise) = (None, None);
        self.read_map(map_kind, map, |cx, entry| {
            let value = &entry.value;
            match &*entry.key.text {
                "goto" => edge.ways.extend(cx.way_name(entry).map(Way::Goto)),
                "end" => edge.ways.extend(cx.way_name(entry).map(Way::End)),
                "resume" => edge.ways.extend(cx.resume(entry).then_some(Way::Resume(value.span))),
                "retry" => edge.ways.extend(
                    cx.way_name(entry).map(|target| Way::Retry(Retry { target, at_most: None, otherwise: None })),
                ),
                "at_most" => at_most = Some(cx.at_most(value)),
                "else" => otherwise = Some((entry.key.span, cx.edge(value, MapKind::Else))),
                "when" => edge.when = cx.expression(value, "`when`").map(Box::new),
                "id" => edge.id = cx.name(value, "`id`"),
                "set" => edge.set = cx.set(value),
                "take" => edge.take = cx.take(value),
                "share" => edge.share = cx.share(value),
                "collect" => edge.extras.get_or_insert_default().collect = cx.names(value, "`collect`", "the variable"),
                _ => {}
            }
        });
        let retry = edge.ways.iter_mut().find_map(|way| match way {
            Way::Retry(retry) => Some(retry),
            _ => None,
        });
        let Some(retry) = retry else {
            return;
        };
        let head = super::context::head(value, map);
        if at_most.is_none() {
            self.missing(head, "at_most", "a `retry`");
        }
        retry.at_most = at_most.flatten();
        match otherwise {
            Some((key, otherwise)) => {
                let empty = otherwise.ways.is_empty() && !otherwise.faulty;
                retry.otherwise = otherwise.ways.into_iter().next().map(Box::new);
                if empty {
                    self.missing(key, "else", "a `retry`");
                }
            }
            None if map_kind.key("retry").is_some_and(|retry| retry.requires.contains(&"else")) => {
                self.missing(head, "else", &format!("a `retry` in {}", map_kind.description()));
            }
            None => {}
        }
    }

    /// The name given for `goto`, `end`, `retry`, `run` or `action`. `None` if there is no value; the rule `dead-end`
    /// reports that.
    pub(super) fn way_name(&mut self, entry: &Entry<'_>) -> Option<Name> {
        match &entry.value.kind {
            Kind::Nothing => None,
            Kind::List(items) if items.is_empty() => None,
            Kind::Map(map) if map.entries.is_empty() => None,
            _ => self.name(&entry.value, format_args!("`{}`", entry.key.text)),
        }
    }

    /// Whether `resume` is `true`.
    pub(super) fn resume(&mut self, entry: &Entry<'_>) -> bool {
        if matches!(entry.value.kind, Kind::Nothing) {
            return false;
        }
        let resume = self.boolean(&entry.value, "`resume`");
        if resume == Some(false) {
            let help = "write `resume: true`, or name another way on";
            self.bad_value(entry.value.span, "`resume` is `false`, which leads nowhere".into(), help);
        }
        resume == Some(true)
    }

    fn at_most(&mut self, value: &Value<'_>) -> Option<u32> {
        let at_most: i64 = self.number(value, "`at_most`", "a whole number")?;
        match u32::try_from(at_most) {
            Ok(at_most @ 1..) => Some(at_most),
            _ => {
                let help = "allow at least one retry: `at_most: 1`";
                self.bad_value(value.span, format!("`at_most` is {at_most}"), help);
                None
            }
        }
    }

    fn several_ways(&mut self, edge: &Edge, map_kind: MapKind) {
        let spans: Vec<_> = edge.ways.iter().map(Way::span).collect();
        self.several(&spans, format!("{} has {} ways on", map_kind.description(), spans.len()));
    }

    /// Reads a map from labels to edges.
    pub(super) fn labelled(&mut self, value: &Value<'_>, what: &str, map_kind: MapKind) -> Vec<Labelled> {
        let Some(map) = self.map(value, what) else {
            return Vec::new();
        };
        let entries = self.unique_entries(map, "the label");
        let labelled = entries.into_iter().map(|entry| {
            let label = self.label(&entry.key, &entry.value);
            Labelled { label, edge: self.edge(&entry.value, map_kind) }
        });
        labelled.collect()
    }

    /// Reads a map from outcomes or results to edges.
    pub(super) fn branches(&mut self, value: &Value<'_>, what: &str) -> Vec<Branch> {
        let Some(map) = self.map(value, "`then`") else {
            return Vec::new();
        };
        let entries = self.unique_entries(map, what);
        let branches = entries.into_iter().map(|entry| {
            let edge = self.edge(&entry.value, MapKind::Branch);
            Branch { name: name(&entry.key), edge }
        });
        branches.collect()
    }
}

impl Way {
    /// The span of its name, or of the value of `resume`.
    pub(crate) fn span(&self) -> crate::base::source::Span {
        match self {
            Self::Goto(name) | Self::End(name) => name.span,
            Self::Resume(span) => *span,
            Self::Retry(retry) => retry.target.span,
        }
    }
}
