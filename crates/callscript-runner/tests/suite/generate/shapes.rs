//! The kinds of variables: types with their domains, and some values of each.

use super::tape::Tape;
use super::yaml::Yaml;

/// A type, the rest of its declaration, and some of its values.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) kind: &'static str,
    keys: &'static [(&'static str, &'static str)],
    pub(super) values: &'static [&'static str],
    /// The indices of the shapes that also contain all of its values.
    fits: &'static [usize],
}

/// A variable of a script.
#[derive(Debug, Clone)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) shape: usize,
    pub(super) input: bool,
    pub(super) optional: bool,
    pub(super) sensitive: bool,
    pub(super) default: Option<&'static str>,
}

const TEXT: usize = 0;
const COUNT: usize = 2;
const PRICE: usize = 4;

pub(super) static SHAPES: [Shape; 15] = [
    Shape { kind: "text", keys: &[], values: &["one", "two", "three"], fits: &[] },
    Shape { kind: "text", keys: &[("pattern", "'[a-c][0-9]'")], values: &["a1", "b2", "c3"], fits: &[TEXT] },
    Shape { kind: "integer", keys: &[], values: &["0", "1", "7", "-2"], fits: &[PRICE] },
    Shape { kind: "integer", keys: &[("min", "0"), ("max", "4")], values: &["0", "2", "4"], fits: &[COUNT, PRICE] },
    Shape { kind: "number", keys: &[("decimals", "2")], values: &["0.95", "1.5", "12"], fits: &[] },
    Shape {
        kind: "number",
        keys: &[("decimals", "1"), ("min", "0.5"), ("max", "1.5")],
        values: &["0.5", "1.0", "1.5"],
        fits: &[PRICE],
    },
    Shape { kind: "boolean", keys: &[], values: &["true", "false"], fits: &[] },
    Shape { kind: "choice", keys: &[("choices", "[basic, gold]")], values: &["basic", "gold"], fits: &[TEXT] },
    Shape {
        kind: "choice",
        keys: &[("choices", "{ low: Low one, high: High one, top: The top }")],
        values: &["low", "high", "top"],
        fits: &[TEXT],
    },
    Shape { kind: "date", keys: &[], values: &["2026-12-01", "2026-12-24", "2027-02-28"], fits: &[] },
    Shape {
        kind: "date",
        keys: &[("min", "2026-12-01"), ("max", "2026-12-31")],
        values: &["2026-12-01", "2026-12-24"],
        fits: &[9],
    },
    Shape { kind: "time", keys: &[], values: &["14:30", "09:05", "23:59"], fits: &[] },
    Shape { kind: "time", keys: &[("min", "18:00")], values: &["18:00", "21:15"], fits: &[11] },
    Shape { kind: "phone", keys: &[], values: &["+49 30 123456", "112"], fits: &[TEXT] },
    Shape { kind: "email", keys: &[], values: &["ada@example.org", "sam@example.com"], fits: &[TEXT] },
];

impl Variable {
    pub(super) fn make(at: usize, sensitive: usize, tape: &mut Tape<'_>) -> Self {
        let shape = tape.below(SHAPES.len());
        let default = tape.chance(15).then(|| tape.pick(SHAPES[shape].values)).flatten();
        Self {
            name: format!("v{at}"),
            shape,
            input: tape.chance(25),
            optional: tape.chance(25),
            sensitive: tape.chance(sensitive),
            default,
        }
    }

    pub(super) fn shape(&self) -> &'static Shape {
        &SHAPES[self.shape]
    }

    /// Whether it always has a value from the start.
    pub(super) fn is_given(&self) -> bool {
        self.input || self.optional || self.default.is_some()
    }

    /// Whether each of its values may be assigned to `target`, apart from being empty.
    pub(super) fn fits(&self, target: &Self) -> bool {
        let holds = self.shape == target.shape || self.shape().fits.contains(&target.shape);
        holds && (target.sensitive || !self.sensitive)
    }

    pub(super) fn declaration(&self) -> Yaml {
        let mut map = vec![("type".to_owned(), Yaml::plain(self.shape().kind))];
        map.extend(self.shape().keys.iter().map(|(key, value)| ((*key).to_owned(), Yaml::plain(*value))));
        map.extend(self.default.map(|value| ("default".to_owned(), Yaml::plain(value))));
        for (key, holds) in [("input", self.input), ("optional", self.optional), ("sensitive", self.sensitive)] {
            map.extend(holds.then(|| (key.to_owned(), Yaml::plain("true"))));
        }
        Yaml::Map(map)
    }
}

impl Shape {
    /// One of its values, as a literal of the expression language.
    pub(super) fn literal(&self, value: &str) -> String {
        match self.kind {
            "integer" | "number" | "boolean" => value.to_owned(),
            kind @ ("date" | "time") => format!("{kind}(\"{value}\")"),
            _ => format!("\"{value}\""),
        }
    }

    pub(super) fn is_ordered(&self) -> bool {
        matches!(self.kind, "integer" | "number" | "date" | "time")
    }

    /// Whether a sum can be assigned to it.
    pub(super) fn is_arithmetic(&self) -> bool {
        matches!(self.kind, "integer" | "number" | "date")
            && !self.keys.iter().any(|(key, _)| matches!(*key, "min" | "max"))
    }
}
