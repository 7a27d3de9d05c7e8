//! Values to try: those with which conditions come out otherwise.

use std::collections::{BTreeSet, HashSet};

use callscript::expression::{Env, Expr, ExprKind, Reading};
use callscript::scenario::Given;
use callscript::script::{Assignment, Edge, Operand, Script, VariableId};
use callscript::value::{Declaration, Value};

use super::plain;
use crate::call::Call;

/// The most constants that are tried for one variable.
const MAX_CONSTANTS: usize = 16;
/// The most ways to fill in one form.
const MAX_FORMS: usize = 256;

/// What is known of the variables of a script.
#[derive(Debug)]
pub(super) struct Known<'s> {
    variables: Vec<Variable<'s>>,
    /// Those on which conditions depend.
    telling: Vec<VariableId>,
}

#[derive(Debug, Default, Clone)]
struct Variable<'s> {
    /// Some condition depends on it.
    tells: bool,
    /// What it, or what is made of it, is compared with.
    constants: Vec<Value>,
    /// The comparisons of it alone.
    atoms: Vec<&'s Expr<VariableId>>,
    /// Its value is used otherwise as well, so that there is more to it than how the atoms come out.
    is_used: bool,
}

impl<'s> Known<'s> {
    pub(super) fn of(script: &'s Script) -> Self {
        let variables = vec![Variable::default(); script.variables().len()];
        let mut known = Self { variables, telling: Vec::new() };
        conditions(script).for_each(|condition| known.condition(condition));
        let mut writes = writes(script);
        // What a telling variable is made of tells, too.
        loop {
            let (told, others): (Vec<_>, Vec<_>) = writes.into_iter().partition(|(target, _)| known.get(*target).tells);
            if told.is_empty() {
                break;
            }
            writes = others;
            for (_, expression) in told {
                known.value(expression);
            }
        }
        known.hand_on_constants(script);
        let ids = script.variables().iter().filter_map(|variable| script.find_variable(&variable.name));
        known.telling = ids.filter(|id| known.get(*id).tells).collect();
        known
    }

    /// Whether some condition depends on a variable.
    pub(super) fn tells(&self, id: VariableId) -> bool {
        self.telling.contains(&id)
    }

    /// Writes what conditions can tell of the values of a call.
    pub(super) fn write(&self, call: &Call, key: &mut String) {
        for id in &self.telling {
            key.push_str(&self.told(*id, call.get(*id)));
            key.push(',');
        }
    }

    /// What conditions can tell of a value.
    fn told(&self, id: VariableId, value: Option<&Value>) -> String {
        let Variable { atoms, is_used, .. } = self.get(id);
        if *is_used {
            return value.map_or_else(|| "-".to_owned(), |value| format!("{:?}", value.to_plain()));
        }
        let only = Only(id, value);
        atoms.iter().map(|atom| if atom.holds(&only).unwrap_or_default() { '1' } else { '0' }).collect()
    }

    fn get(&self, id: VariableId) -> &Variable<'s> {
        &self.variables[id.index()]
    }

    /// Ways to give these variables values: each with the name that it is handed in by, and the declaration that reads it.
    pub(super) fn forms(&self, fields: &[(&str, VariableId, &Declaration)]) -> Vec<Vec<Given>> {
        let choices: Vec<Vec<Option<Value>>> =
            fields.iter().map(|(_, id, declaration)| self.candidates(*id, declaration)).collect();
        if choices.iter().any(Vec::is_empty) {
            return Vec::new();
        }
        let given = |picked: &[usize]| {
            let values = fields.iter().zip(&choices).zip(picked);
            let given = values.filter_map(|(((name, ..), values), at)| {
                let value = values.get(*at)?.as_ref()?;
                Some(Given { name: plain(name), value: Some(plain(&value.to_plain())) })
            });
            given.collect()
        };
        let count = choices.iter().try_fold(1_usize, |count, values| count.checked_mul(values.len()));
        match count.filter(|count| *count <= MAX_FORMS) {
            Some(count) => (0..count).map(|number| given(&digits(number, &choices))).collect(),
            None => one_at_a_time(&choices).iter().map(|picked| given(picked)).collect(),
        }
    }

    /// The values of a variable that may make a difference, one of those that conditions cannot tell apart; none leaves it
    /// out.
    fn candidates(&self, id: VariableId, declaration: &Declaration) -> Vec<Option<Value>> {
        let Variable { tells, constants, .. } = self.get(id);
        let samples = declaration.samples(constants).into_iter().map(Some);
        if !tells {
            return if declaration.optional { vec![None] } else { samples.take(1).collect() };
        }
        let empty = declaration.optional.then_some(None);
        let mut known = HashSet::new();
        samples.chain(empty).filter(|value| known.insert(self.told(id, value.as_ref()))).collect()
    }

    /// Notes down what a condition depends on.
    fn condition(&mut self, expression: &'s Expr<VariableId>) {
        match &expression.kind {
            ExprKind::And(parts) | ExprKind::Or(parts) => parts.iter().for_each(|part| self.condition(part)),
            ExprKind::Not(part) => self.condition(part),
            ExprKind::Conditional { then, condition, otherwise } => {
                for part in [then, condition, otherwise] {
                    self.condition(part);
                }
            }
            _ => self.atom(expression),
        }
    }

    fn atom(&mut self, expression: &'s Expr<VariableId>) {
        let variables: BTreeSet<VariableId> = expression.variables().iter().map(|variable| variable.value).collect();
        let constants: Vec<Value> = match &expression.kind {
            ExprKind::Compare(left, _, right) => [left, right].into_iter().filter_map(|side| literal(side)).collect(),
            ExprKind::In { list, .. } => list.iter().map(|item| item.value.clone()).collect(),
            _ => Vec::new(),
        };
        for id in &variables {
            let variable = &mut self.variables[id.index()];
            variable.tells = true;
            if variables.len() == 1 {
                variable.atoms.push(expression);
            } else {
                variable.is_used = true;
            }
            variable.add(&constants);
        }
    }

    /// Notes down what a value depends on that is written to a telling variable.
    fn value(&mut self, expression: &'s Expr<VariableId>) {
        match &expression.kind {
            ExprKind::Conditional { then, condition, otherwise } => {
                self.condition(condition);
                self.value(then);
                self.value(otherwise);
            }
            ExprKind::Arithmetic(first, rest) => {
                self.value(first);
                for (_, part) in rest {
                    self.value(part);
                }
            }
            _ => {
                for id in expression.variables() {
                    let variable = &mut self.variables[id.value.index()];
                    variable.tells = true;
                    variable.is_used = true;
                }
            }
        }
    }

    /// What a variable is compared with is of interest to those that it is made of.
    fn hand_on_constants(&mut self, script: &'s Script) {
        let writes = writes(script);
        for _ in 0..writes.len().min(MAX_CONSTANTS) {
            for (target, expression) in &writes {
                let constants = self.get(*target).constants.clone();
                for id in expression.variables() {
                    self.variables[id.value.index()].add(&constants);
                }
            }
        }
    }
}

impl Variable<'_> {
    fn add(&mut self, constants: &[Value]) {
        for constant in constants {
            if self.constants.len() < MAX_CONSTANTS && !self.constants.contains(constant) {
                self.constants.push(constant.clone());
            }
        }
    }
}

/// The value of one variable, as conditions see it.
struct Only<'v>(VariableId, Option<&'v Value>);

impl Env<VariableId> for Only<'_> {
    fn read(&self, variable: &VariableId) -> Reading<'_> {
        self.1.filter(|_| *variable == self.0).map_or(Reading::Empty, Reading::Set)
    }
}

/// Which value of each variable a number means.
fn digits(mut number: usize, choices: &[Vec<Option<Value>>]) -> Vec<usize> {
    let digit = |values: &Vec<Option<Value>>| {
        let digit = number % values.len();
        number /= values.len();
        digit
    };
    choices.iter().map(digit).collect()
}

/// The first values, and those with another one in one place.
fn one_at_a_time(choices: &[Vec<Option<Value>>]) -> Vec<Vec<usize>> {
    let first = vec![0; choices.len()];
    let mut picked = vec![first.clone()];
    for (at, values) in choices.iter().enumerate() {
        for other in 1..values.len() {
            let mut one = first.clone();
            if let Some(digit) = one.get_mut(at) {
                *digit = other;
            }
            picked.push(one);
        }
    }
    picked.truncate(MAX_FORMS);
    picked
}

fn literal(expression: &Expr<VariableId>) -> Option<Value> {
    match &expression.kind {
        ExprKind::Literal(value) => Some(value.clone()),
        _ => None,
    }
}

fn edges(script: &Script) -> impl Iterator<Item = &Edge> {
    let asides = script.asides().iter().map(|aside| &aside.edge);
    asides.chain(script.nodes().iter().flat_map(|node| node.edges()))
}

fn conditions(script: &Script) -> impl Iterator<Item = &Expr<VariableId>> {
    let after = script.after().and_then(|after| after.when.as_ref());
    edges(script).filter_map(|edge| edge.when.as_ref()).chain(after)
}

/// What is written to which variable, of what is no constant.
fn writes(script: &Script) -> Vec<(VariableId, &Expr<VariableId>)> {
    let sets = edges(script).flat_map(|edge| &edge.set).chain(script.nodes().iter().flat_map(|node| &node.set));
    let expressions = sets.filter_map(|Assignment { target, value }| match value {
        Operand::Expression(expression) => Some((*target, expression)),
        Operand::Constant(_) => None,
    });
    expressions.collect()
}
