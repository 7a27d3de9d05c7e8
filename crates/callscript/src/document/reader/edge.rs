//! Reading edges: where they lead, and what else they say.

use super::context::Context;
use super::value::name;
use crate::base::source::Name;
use crate::document::{Branch, Edge, Labelled, Retry, Way};
use crate::format::Place;
use crate::syntax::yaml::{Entry, Kind, Map, Value};

impl Context<'_> {
    /// An edge: a node's id, or a map.
    pub(super) fn edge(&mut self, value: &Value<'_>, place: Place) -> Edge {
        let before = self.findings.len();
        let mut edge = Edge { span: value.span, ..Edge::default() };
        match &value.kind {
            Kind::Nothing => {}
            Kind::List(items) if items.is_empty() => {}
            Kind::Scalar(scalar) => edge.ways = vec![Way::Goto(name(scalar))],
            Kind::Unknown => edge.faulty = true,
            Kind::List(_) => _ = self.map(value, place.what()),
            Kind::Map(map) => self.edge_map(value, map, place, &mut edge),
        }
        edge.faulty |= self.findings.len() > before;
        if edge.ways.len() > 1 {
            self.several_ways(&edge, place);
        }
        edge
    }

    fn edge_map(&mut self, value: &Value<'_>, map: &Map<'_>, place: Place, edge: &mut Edge) {
        let (mut at_most, mut otherwise) = (None, None);
        edge.ways.reserve_exact(1);
        self.map_of(place, map, |cx, entry| {
            let value = &entry.value;
            match &*entry.key.text {
                "goto" => edge.ways.extend(cx.way_name(entry).map(Way::Goto)),
                "end" => edge.ways.extend(cx.way_name(entry).map(Way::End)),
                "resume" => edge.ways.extend(cx.resume(entry).then_some(Way::Resume(value.span))),
                "retry" => edge.ways.extend(
                    cx.way_name(entry).map(|target| Way::Retry(Retry { target, at_most: None, otherwise: None })),
                ),
                "at_most" => at_most = Some(cx.at_most(value)),
                "else" => otherwise = Some((entry.key.span, cx.edge(value, Place::Else))),
                "when" => edge.when = cx.expression(value, "`when`").map(Box::new),
                "id" => edge.id = cx.name(value, "`id`"),
                "set" => edge.set = cx.set(value),
                "take" => edge.take = cx.take(value),
                "share" => edge.share = cx.share(value),
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
            None if place.key("retry").is_some_and(|retry| retry.requires.contains(&"else")) => {
                self.missing(head, "else", &format!("a `retry` in {}", place.what()));
            }
            None => {}
        }
    }

    /// The name behind `goto`, `end` or `retry`; none where there is no value, which is a dead end.
    pub(super) fn way_name(&mut self, entry: &Entry<'_>) -> Option<Name> {
        match &entry.value.kind {
            Kind::Nothing => None,
            Kind::List(items) if items.is_empty() => None,
            Kind::Map(map) if map.entries.is_empty() => None,
            _ => self.name(&entry.value, format_args!("`{}`", entry.key.text)),
        }
    }

    /// Whether `resume` says `true`.
    pub(super) fn resume(&mut self, entry: &Entry<'_>) -> bool {
        if matches!(entry.value.kind, Kind::Nothing) {
            return false;
        }
        let resume = self.boolean(&entry.value, "`resume`");
        if resume == Some(false) {
            let help = "write `resume: true`, or name another way on";
            self.refuse(entry.value.span, "`resume` is `false`, which leads nowhere".into(), help);
        }
        resume == Some(true)
    }

    fn at_most(&mut self, value: &Value<'_>) -> Option<u32> {
        let at_most: i64 = self.number(value, "`at_most`", "a whole number")?;
        match u32::try_from(at_most) {
            Ok(at_most @ 1..) => Some(at_most),
            _ => {
                let help = "allow at least one retry: `at_most: 1`";
                self.refuse(value.span, format!("`at_most` is {at_most}"), help);
                None
            }
        }
    }

    fn several_ways(&mut self, edge: &Edge, place: Place) {
        let spans: Vec<_> = edge.ways.iter().map(Way::span).collect();
        self.several(&spans, format!("{} has {} ways on", place.what(), spans.len()));
    }

    /// A map of labels to edges.
    pub(super) fn labelled(&mut self, value: &Value<'_>, what: &str, place: Place) -> Vec<Labelled> {
        let Some(map) = self.map(value, what) else {
            return Vec::new();
        };
        let entries = self.unique(map, "the label");
        let labelled = entries.into_iter().map(|entry| {
            let label = self.label(&entry.key, &entry.value);
            Labelled { label, edge: self.edge(&entry.value, place) }
        });
        labelled.collect()
    }

    /// A map of outcomes or results to edges.
    pub(super) fn branches(&mut self, value: &Value<'_>, what: &str) -> Vec<Branch> {
        let Some(map) = self.map(value, "`then`") else {
            return Vec::new();
        };
        let entries = self.unique(map, what);
        let branches = entries.into_iter().map(|entry| {
            let edge = self.edge(&entry.value, Place::Branch);
            Branch { name: name(&entry.key), edge }
        });
        branches.collect()
    }
}

impl Way {
    /// Where it stands.
    pub(crate) fn span(&self) -> crate::base::source::Span {
        match self {
            Self::Goto(name) | Self::End(name) => name.span,
            Self::Resume(span) => *span,
            Self::Retry(retry) => retry.target.span,
        }
    }
}
