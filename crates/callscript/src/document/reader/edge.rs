//! Reading edges: where they lead, and what else they say.

use super::context::Context;
use super::value::name;
use crate::base::rule::reading;
use crate::base::source::Name;
use crate::document::{Branch, Edge, Labelled, Retry, Way};
use crate::syntax::yaml::{Entry, Kind, Map, Value};

/// Where an edge stands: what it is called, and which keys it may have.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Place {
    what: &'static str,
    pub(crate) keys: &'static [&'static str],
    /// A `retry` here needs an `else`.
    needs_else: bool,
}

pub(crate) const ANSWER: Place = Place {
    what: "an answer",
    keys: &["goto", "end", "resume", "retry", "at_most", "else", "when", "id", "set", "share"],
    needs_else: false,
};
pub(crate) const ARM: Place = Place {
    what: "an arm of `decide`",
    keys: &["when", "goto", "end", "resume", "retry", "at_most", "else", "set", "share"],
    needs_else: true,
};
pub(crate) const BRANCH: Place = Place {
    what: "an edge of `then`",
    keys: &["goto", "end", "resume", "retry", "at_most", "else", "set", "take", "share"],
    needs_else: true,
};
pub(crate) const CANNOT_GIVE: Place = Place {
    what: "`cannot_give`",
    keys: &["goto", "end", "resume", "retry", "at_most", "else", "set"],
    needs_else: true,
};
pub(crate) const ASIDE: Place =
    Place { what: "an aside", keys: &["goto", "end", "when", "id", "set"], needs_else: false };
pub(crate) const ENTRY: Place = Place { what: "an entry", keys: &["goto", "id"], needs_else: false };
pub(crate) const ELSE: Place = Place { what: "`else`", keys: &["goto", "end", "resume"], needs_else: false };

/// Whether an edge may have that key somewhere.
pub(super) fn is_key(key: &str) -> bool {
    [ANSWER, ARM, BRANCH].iter().any(|place| place.keys.contains(&key))
}

impl Context<'_> {
    /// An edge: a node's id, or a map.
    pub(super) fn edge(&mut self, value: &Value<'_>, place: &Place) -> Edge {
        let before = self.findings.len();
        let mut edge = Edge { span: value.span, ..Edge::default() };
        match &value.kind {
            Kind::Nothing => {}
            Kind::List(items) if items.is_empty() => {}
            Kind::Scalar(scalar) => edge.ways.push(Way::Goto(name(scalar))),
            Kind::Unknown => edge.faulty = true,
            Kind::List(_) => _ = self.map(value, place.what),
            Kind::Map(map) => self.edge_map(value, map, place, &mut edge),
        }
        edge.faulty |= self.findings.len() > before;
        if edge.ways.len() > 1 {
            self.several_ways(&edge, place);
        }
        edge
    }

    fn edge_map(&mut self, value: &Value<'_>, map: &Map<'_>, place: &Place, edge: &mut Edge) {
        let (mut at_most, mut otherwise) = (None, None);
        self.keyed(map, place.keys, place.what, |cx, entry| {
            let value = &entry.value;
            match &*entry.key.text {
                "goto" => edge.ways.extend(cx.way_name(entry).map(Way::Goto)),
                "end" => edge.ways.extend(cx.way_name(entry).map(Way::End)),
                "resume" => edge.ways.extend(cx.resume(entry).then_some(Way::Resume(value.span))),
                "retry" => edge.ways.extend(
                    cx.way_name(entry).map(|target| Way::Retry(Retry { target, at_most: None, otherwise: None })),
                ),
                "at_most" => at_most = Some((entry.key.span, cx.at_most(value))),
                "else" => otherwise = Some((entry.key.span, cx.edge(value, &ELSE))),
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
            let stray = [at_most.map(|(span, _)| ("at_most", span)), otherwise.map(|(span, _)| ("else", span))];
            for (key, span) in stray.into_iter().flatten() {
                let message = format!("`{key}` is a key of `retry` alone");
                self.report(self.finding(&reading::UNKNOWN_KEY, span, message));
            }
            return;
        };
        if at_most.is_none() {
            self.missing(super::context::head(value, map), "at_most", "a `retry`");
        }
        retry.at_most = at_most.and_then(|(_, at_most)| at_most);
        match otherwise {
            Some((key, otherwise)) => {
                let empty = otherwise.ways.is_empty() && !otherwise.faulty;
                retry.otherwise = otherwise.ways.into_iter().next().map(Box::new);
                if empty {
                    self.missing(key, "else", "a `retry`");
                }
            }
            None if place.needs_else => {
                self.missing(super::context::head(value, map), "else", &format!("a `retry` in {}", place.what));
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
                let help = "a retry may be used once or more: `at_most: 1`";
                self.refuse(value.span, format!("`at_most` is {at_most}"), help);
                None
            }
        }
    }

    fn several_ways(&mut self, edge: &Edge, place: &Place) {
        let spans: Vec<_> = edge.ways.iter().map(Way::span).collect();
        self.several(&spans, format!("{} has {} ways on", place.what, spans.len()));
    }

    /// A map of labels to edges.
    pub(super) fn labelled(&mut self, value: &Value<'_>, what: &str, place: &Place) -> Vec<Labelled> {
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
            let edge = self.edge(&entry.value, &BRANCH);
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
