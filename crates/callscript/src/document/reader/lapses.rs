//! Reading `silence` and `not_understood`, of a script and of its nodes.

use smallvec::SmallVec;

use super::context::Context;
use crate::base::lapse::Lapse;
use crate::document::{AskAgain, Edge, Lapses, OnLapse};
use crate::format::MapKind;
use crate::syntax::yaml::{Entry, Kind, Style, Value};

impl Context<'_> {
    /// Reads one of the two keys into `lapses`. `may_be_off` is whether `false` is allowed.
    pub(super) fn lapse(&mut self, entry: &Entry<'_>, may_be_off: bool, lapses: &mut Option<Box<Lapses>>) {
        let (lapse, map_kind) = match &*entry.key.text {
            "silence" => (Lapse::Silence, MapKind::Silence),
            _ => (Lapse::NotUnderstood, MapKind::NotUnderstood),
        };
        let is_off = may_be_off && is_false(&entry.value);
        let read = if is_off { Some(OnLapse::Nothing) } else { self.ask_again(&entry.value, map_kind) };
        let lapses = lapses.get_or_insert_default();
        match lapse {
            Lapse::Silence => lapses.silence = read,
            Lapse::NotUnderstood => lapses.not_understood = read,
        }
    }

    fn ask_again(&mut self, value: &Value<'_>, map_kind: MapKind) -> Option<OnLapse> {
        let what = map_kind.description();
        let map = self.map(value, what)?;
        self.require(value, map, map_kind.required(None), what);
        let edge = Edge { span: value.span, faulty: true, ..Edge::default() };
        let mut again = AskAgain { wait: None, at_most: None, say: SmallVec::default(), edge };
        self.read_map(map_kind, map, |cx, entry| {
            let value = &entry.value;
            let is_nothing = matches!(value.kind, Kind::Nothing);
            match &*entry.key.text {
                "say" => again.say = cx.say(value),
                _ if is_nothing => {}
                "wait" => again.wait = cx.times(value, "`wait`", 1, "wait for at least one second: `wait: 1`"),
                "at_most" => again.at_most = cx.times(value, "`at_most`", 0, "write how often: `at_most: 2`"),
                _ => {
                    again.edge = cx.edge(value, MapKind::Else);
                    if again.edge.ways.is_empty() && !again.edge.faulty {
                        cx.missing(entry.key.span, "else", what);
                    }
                }
            }
        });
        Some(OnLapse::AskAgain(Box::new(again)))
    }

    /// A whole number, not less than `least`.
    fn times(&mut self, value: &Value<'_>, what: &str, least: u32, help: &str) -> Option<u32> {
        let number: i64 = self.number(value, what, "a whole number")?;
        let times = u32::try_from(number).ok().filter(|times| *times >= least);
        if times.is_none() {
            self.bad_value(value.span, format!("{what} is {number}"), help);
        }
        times
    }
}

fn is_false(value: &Value<'_>) -> bool {
    matches!(&value.kind, Kind::Scalar(scalar) if scalar.text == "false" && scalar.style == Style::Plain)
}
