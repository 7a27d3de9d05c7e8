//! Random conditions, values and texts, from the variables that are set at a node.

use std::fmt::Write as _;

use super::script::{Draft, Set};
use super::shapes::Variable;
use super::yaml::{Map, Yaml};

impl Draft<'_, '_> {
    /// A variable that may be read here: mostly one that is set.
    pub(super) fn readable(&mut self, known: Set, fits: impl Fn(&Variable) -> bool) -> Option<Variable> {
        let any = self.sloppy && self.tape.chance(15);
        let is_set = |at: usize| any || known & (1 << at) != 0;
        let found: Vec<usize> =
            (0..self.variables.len()).filter(|&at| is_set(at) && fits(&self.variables[at])).collect();
        self.tape.pick(&found).map(|at| self.variables[at].clone())
    }

    /// A random condition.
    pub(super) fn condition(&mut self, known: Set) -> String {
        match self.tape.below(8) {
            0..5 => self.atom(known),
            5 => format!("not ({})", self.atom(known)),
            6 => format!("{} and {}", self.atom(known), self.atom(known)),
            _ => format!("({} or {})", self.atom(known), self.atom(known)),
        }
    }

    fn atom(&mut self, known: Set) -> String {
        let Some(variable) = self.readable(known, |_| true) else {
            return "1 < 2".to_owned();
        };
        let (name, shape) = (&variable.name, variable.shape());
        let one = self.literal(&variable);
        let other = self.literal(&variable);
        let same = |other: &Variable| other.shape == variable.shape;
        match self.tape.below(12) {
            0 if shape.kind == "boolean" => name.clone(),
            1 | 2 if shape.is_ordered() => format!("{name} < {one}"),
            3 if shape.is_ordered() => format!("{one} <= {name}"),
            4 => format!("{name} != {one}"),
            5 => format!("{name} in [{one}, {other}]"),
            6 => format!("{name} not in [{one}]"),
            7 | 8 if variable.optional => format!("{name} is defined"),
            9 if variable.optional => format!("({name} | default({one})) == {other}"),
            10 => match self.readable(known, same) {
                Some(second) => format!("{name} == {}", second.name),
                None => format!("{name} == {one}"),
            },
            _ => format!("{name} == {one}"),
        }
    }

    fn literal(&mut self, variable: &Variable) -> String {
        let shape = variable.shape();
        shape.literal(self.tape.pick(shape.values).unwrap_or_default())
    }

    /// A value to assign to `target`; it may be empty if `empty` is true.
    pub(super) fn operand(&mut self, target: &Variable, empty: bool, known: Set) -> Yaml {
        match self.tape.below(6) {
            0 => self.constant(target),
            1 if target.shape().is_arithmetic() => self.sum(target, known),
            2 => {
                let condition = self.condition_for(target, known);
                let (one, other) = (self.copy(target, empty, known), self.copy(target, empty, known));
                Yaml::plain(format!("({one} if {condition} else {other})"))
            }
            _ => Yaml::plain(self.copy(target, empty, known)),
        }
    }

    fn constant(&mut self, target: &Variable) -> Yaml {
        let shape = target.shape();
        let value = self.tape.pick(shape.values).unwrap_or_default();
        match shape.kind {
            "text" | "choice" | "phone" | "email" => Yaml::quoted(value),
            _ => Yaml::plain(shape.literal(value)),
        }
    }

    /// A condition for an `if` inside a value.
    fn condition_for(&mut self, target: &Variable, known: Set) -> String {
        match self
            .readable(known, |variable| variable.shape().kind == "boolean" && (target.sensitive || !variable.sensitive))
        {
            Some(variable) => variable.name,
            None => "2 < 1".to_owned(),
        }
    }

    fn copy(&mut self, target: &Variable, empty: bool, known: Set) -> String {
        let Some(source) = self.readable(known, |source| source.fits(target)) else {
            let literal = self.literal(target);
            return format!("({literal})");
        };
        if source.optional && !empty {
            return format!("({} | default({}))", source.name, self.literal(&source));
        }
        source.name
    }

    fn sum(&mut self, target: &Variable, known: Set) -> Yaml {
        let same = |source: &Variable| {
            source.shape == target.shape && !source.optional && (target.sensitive || !source.sensitive)
        };
        let by = self.tape.between(1, 3);
        Yaml::plain(match self.readable(known, same) {
            Some(source) if self.tape.chance(30) => format!("{} - {by}", source.name),
            Some(source) => format!("{} + {by}", source.name),
            None => self.literal(target),
        })
    }

    /// Assignments, in order; adds the variables that they set to `known`.
    pub(super) fn assignments(&mut self, known: &mut Set) -> Map {
        let mut map = Map::new();
        for _ in 0..self.tape.between(1, 2) {
            let at = self.tape.below(self.variables.len());
            let target = self.variables[at].clone();
            if map.iter().all(|(name, _)| *name != target.name) {
                let value = if target.optional && self.tape.chance(20) {
                    Yaml::plain("empty")
                } else {
                    self.operand(&target, target.optional, *known)
                };
                map.push((target.name, value));
                *known |= 1 << at;
            }
        }
        map
    }

    /// A text with interpolated values.
    pub(super) fn text(&mut self, begins: &str, known: Set) -> Yaml {
        let mut text = begins.to_owned();
        while self.tape.chance(45) {
            text.push(' ');
            if self.tape.chance(25) {
                let condition = self.condition(known);
                let print = self.print(known);
                write!(text, "{{% if {condition} %}}{print}{{% else %}}or not{{% endif %}}").unwrap();
            } else {
                text += &self.print(known);
            }
        }
        Yaml::quoted(text)
    }

    pub(super) fn print(&mut self, known: Set) -> String {
        let Some(variable) = self.readable(known, |_| true) else {
            return "and so on".to_owned();
        };
        let name = &variable.name;
        let filters: &[&str] = match variable.shape().kind {
            "text" | "choice" => &["", " | upper", " | title", " | trim"],
            "integer" => &["", " | plural(\"day\", \"days\")", " | decimals(1)"],
            "number" => &["", " | decimals(1)"],
            "date" => &["", " | date(\"%-d %B\")"],
            "time" => &["", " | time(\"%H.%M\")"],
            _ => &[""],
        };
        match self.tape.pick(filters).unwrap_or_default() {
            "" if variable.optional && self.tape.chance(30) => {
                let literal = self.literal(&variable);
                format!("{{{{ {name} | default({literal}) }}}}")
            }
            filter => format!("{{{{ {name}{filter} }}}}"),
        }
    }
}
