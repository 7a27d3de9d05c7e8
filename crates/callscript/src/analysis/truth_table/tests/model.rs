//! Random conditions, and an independent evaluator for them, written from the format's documentation.

use proptest::collection::vec;
use proptest::prelude::*;

use super::variables::{VARIABLES, Variable};

/// Opaque atoms, each with its negation.
const FREE: &[(&str, &str)] =
    &[("age + 1 == 3", "age + 1 != 3"), ("age == price", "age != price"), ("-age in [1, 2]", "-age not in [1, 2]")];

/// A random condition.
#[derive(Debug, Clone)]
pub(super) enum Condition {
    Fixed(bool),
    Atom(Atom),
    Free(usize, bool),
    Not(Box<Condition>),
    And(Vec<Condition>),
    Or(Vec<Condition>),
    If(Box<[Condition; 3]>),
}

/// A comparison of a variable with one constant or two.
#[derive(Debug, Clone)]
pub(super) struct Atom {
    variable: usize,
    by: By,
    one: usize,
    other: usize,
}

#[derive(Debug, Clone, Copy)]
enum By {
    Itself,
    Less,
    LessOrEqual,
    GreaterThanConstant,
    Equal,
    NotEqual,
    In,
    NotIn,
    Defined,
    NotDefined,
    Default,
}

/// One value for each variable, and a truth value for each opaque atom.
pub(super) struct Case {
    values: Vec<Option<i32>>,
    free: Vec<bool>,
}

fn atom() -> impl Strategy<Value = Condition> {
    (0..VARIABLES.len(), 0..11_usize, 0..5_usize, 0..5_usize).prop_map(|(variable, by, one, other)| {
        let Variable { declared, constants, .. } = VARIABLES[variable];
        let ordered =
            ["integer", "number", "date", "time"].iter().any(|kind| declared.contains(&format!("type: {kind}")));
        let optional = declared.contains("optional");
        let by = match by {
            0 if declared.contains("boolean") => By::Itself,
            1 if ordered => By::Less,
            2 if ordered => By::LessOrEqual,
            3 if ordered => By::GreaterThanConstant,
            4 => By::NotEqual,
            5 => By::In,
            6 => By::NotIn,
            7 if optional => By::Defined,
            8 if optional => By::NotDefined,
            9 if optional => By::Default,
            _ => By::Equal,
        };
        Condition::Atom(Atom { variable, by, one: one % constants.len(), other: other % constants.len() })
    })
}

/// Random conditions of a bounded size.
pub(super) fn condition() -> impl Strategy<Value = Condition> {
    let free = (0..FREE.len(), any::<bool>()).prop_map(|(at, holds)| Condition::Free(at, holds));
    let leaf = prop_oneof![10 => atom(), 1 => free, 1 => any::<bool>().prop_map(Condition::Fixed)];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|part| Condition::Not(Box::new(part))),
            vec(inner.clone(), 2..4).prop_map(Condition::And),
            vec(inner.clone(), 2..4).prop_map(Condition::Or),
            [inner.clone(), inner.clone(), inner].prop_map(|parts| Condition::If(Box::new(parts))),
        ]
    })
}

/// Every case that the conditions can distinguish; `None` if there are too many for a quick test.
pub(super) fn cases(conditions: &[&Condition]) -> Option<Vec<Case>> {
    let (mut named, mut free) = (vec![false; VARIABLES.len()], vec![false; FREE.len()]);
    for condition in conditions {
        condition.names(&mut named, &mut free);
    }
    let mut cases = vec![Case { values: Vec::new(), free: Vec::new() }];
    for (variable, named) in VARIABLES.iter().zip(named) {
        let values = if named { variable.values } else { &variable.values[..1] };
        let with = |case: &Case, value| Case { values: [&case.values[..], &[value]].concat(), free: Vec::new() };
        cases = cases.iter().flat_map(|case| values.iter().map(move |value| with(case, *value))).collect();
        if cases.len() > 2_000 {
            return None;
        }
    }
    for free in free {
        let ways: &[bool] = if free { &[false, true] } else { &[false] };
        let with = |case: &Case, holds| Case { values: case.values.clone(), free: [&case.free[..], &[holds]].concat() };
        cases = cases.iter().flat_map(|case| ways.iter().map(move |holds| with(case, *holds))).collect();
    }
    Some(cases)
}

impl Condition {
    /// Evaluates the condition.
    pub(super) fn holds(&self, case: &Case) -> bool {
        match self {
            Self::Fixed(holds) => *holds,
            Self::Atom(atom) => atom.holds(case.values[atom.variable]),
            Self::Free(at, plain) => case.free[*at] == *plain,
            Self::Not(part) => !part.holds(case),
            Self::And(parts) => parts.iter().all(|part| part.holds(case)),
            Self::Or(parts) => parts.iter().any(|part| part.holds(case)),
            Self::If(parts) => if parts[1].holds(case) { &parts[0] } else { &parts[2] }.holds(case),
        }
    }

    /// The condition as an author writes it.
    pub(super) fn text(&self) -> String {
        let joined = |parts: &[Self], by: &str| parts.iter().map(Self::text).collect::<Vec<_>>().join(by);
        match self {
            Self::Fixed(holds) => holds.to_string(),
            Self::Atom(atom) => atom.text(),
            Self::Free(at, true) => FREE[*at].0.to_owned(),
            Self::Free(at, false) => FREE[*at].1.to_owned(),
            Self::Not(part) => format!("not ({})", part.text()),
            Self::And(parts) => format!("({})", joined(parts, " and ")),
            Self::Or(parts) => format!("({})", joined(parts, " or ")),
            Self::If(parts) => format!("({} if {} else {})", parts[0].text(), parts[1].text(), parts[2].text()),
        }
    }

    fn names(&self, variables: &mut [bool], free: &mut [bool]) {
        match self {
            Self::Fixed(_) => {}
            Self::Atom(atom) => variables[atom.variable] = true,
            Self::Free(at, _) => free[*at] = true,
            Self::Not(part) => part.names(variables, free),
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.names(variables, free)),
            Self::If(parts) => parts.iter().for_each(|part| part.names(variables, free)),
        }
    }
}

impl Atom {
    fn constant(&self, at: usize) -> (&'static str, i32) {
        VARIABLES[self.variable].constants[at]
    }

    /// Evaluates the atom. With an empty value, `!=` and `not in` are true, and other comparisons false.
    fn holds(&self, value: Option<i32>) -> bool {
        let ((_, one), (_, other)) = (self.constant(self.one), self.constant(self.other));
        match self.by {
            By::Itself => value == Some(1),
            By::Less => value.is_some_and(|value| value < one),
            By::LessOrEqual => value.is_some_and(|value| value <= one),
            By::GreaterThanConstant => value.is_some_and(|value| one < value),
            By::Equal => value == Some(one),
            By::NotEqual => value != Some(one),
            By::In => value == Some(one) || value == Some(other),
            By::NotIn => value != Some(one) && value != Some(other),
            By::Defined => value.is_some(),
            By::NotDefined => value.is_none(),
            By::Default => value.unwrap_or(one) == other,
        }
    }

    fn text(&self) -> String {
        let name = VARIABLES[self.variable].name;
        let ((one, _), (other, _)) = (self.constant(self.one), self.constant(self.other));
        match self.by {
            By::Itself => name.to_owned(),
            By::Less => format!("{name} < {one}"),
            By::LessOrEqual => format!("{name} <= {one}"),
            By::GreaterThanConstant => format!("{one} < {name}"),
            By::Equal => format!("{name} == {one}"),
            By::NotEqual => format!("{name} != {one}"),
            By::In => format!("{name} in [{one}, {other}]"),
            By::NotIn => format!("{name} not in [{one}, {other}]"),
            By::Defined => format!("{name} is defined"),
            By::NotDefined => format!("{name} is not defined"),
            By::Default => format!("({name} | default({one})) == {other}"),
        }
    }
}
