//! Which conditions of a node hold for which values: every combination of values that they can tell apart.
//!
//! A variable's values are split at the constants that it is compared with; *empty* is one part of an optional one. What
//! is no comparison of one variable with a constant is free to hold or not, the same always alike. Must not know nodes.
//!
//! Forbids: graph

mod atoms;
mod bit_table;
mod evaluate;
mod intervals;
mod partition;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::analysis::types::Scope;
use crate::base::value::{Declaration, Value};
use crate::document::{Document, Expression};
use crate::syntax::expression::{Expr, ExprKind};

use atoms::Atom;
pub(crate) use bit_table::TruthTable;

/// The most cases of one node that are tried.
pub(crate) const MAX_CASES: usize = 65_536;

/// The most work for one script, in words of 64 cases: some tenths of a second. Beyond that nothing is decided.
const MAX_WORK: usize = 1 << 28;

/// To find out whether an atom holds for a value costs as much as so many words, and one more for each constant.
const ATOM: usize = 32;

/// Why nothing can be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Undecided {
    /// There are more than [`MAX_CASES`].
    Cases,
    /// The conditions of the script would take too long to try.
    Work,
}

/// Decides on the conditions of one script.
pub(crate) struct TruthTables<'d> {
    document: &'d Document,
    scope: Scope<'d>,
    work: usize,
}

impl<'d> TruthTables<'d> {
    pub(crate) fn new(document: &'d Document) -> Self {
        Self { document, scope: Scope::new(document), work: 0 }
    }

    /// A condition of which no finding is made; of others nothing can be said.
    pub(crate) fn well_typed(&self, when: &'d Expression) -> Option<&'d Expr> {
        let expr = when.expr.as_deref()?;
        let known = |name: &str| self.document.variables.get(name).is_some_and(|known| known.declaration.is_some());
        let all_known = expr.variables().into_iter().all(|variable| known(&variable.value));
        (all_known && self.scope.check_condition(expr).is_ok()).then_some(expr)
    }

    /// The cases that these sound conditions tell apart.
    pub(crate) fn cases(&mut self, conditions: &[&'d Expr]) -> Result<Cases<'d>, Undecided> {
        let mut cases = Cases { variables: Vec::new(), indices: HashMap::new(), opaque: Vec::new(), count: 1 };
        let mut atoms = 0;
        for condition in conditions {
            atoms::visit(condition, &mut |atom| {
                atoms += 1;
                cases.add(self.document, &atom);
            });
        }
        cases.split().ok_or(Undecided::Cases)?;
        let tables = (cases.count / 64 + 64).saturating_mul(atoms);
        let truths = cases.variables.iter().map(|variable| variable.values.len().saturating_mul(variable.work));
        self.work = truths.fold(self.work.saturating_add(tables), usize::saturating_add);
        if self.work <= MAX_WORK { Ok(cases) } else { Err(Undecided::Work) }
    }
}

/// The cases of some conditions: numbers from 0 to `count`, in which each variable is a digit.
#[derive(Debug)]
pub(crate) struct Cases<'d> {
    variables: Vec<Variable<'d>>,
    /// Of names and free atoms: their places.
    indices: HashMap<String, usize>,
    /// Atoms that are free, and what one of them is worth in the number of a case.
    opaque: Vec<(String, usize)>,
    count: usize,
}

#[derive(Debug)]
struct Variable<'d> {
    name: &'d str,
    declaration: &'d Declaration,
    constants: Vec<&'d Value>,
    /// What its atoms cost for each value.
    work: usize,
    /// One of each part; none is *empty*.
    values: Vec<Option<Value>>,
    /// What one of it is worth in the number of a case.
    stride: usize,
}

impl<'d> Variable<'d> {
    fn new(name: &'d str, declaration: &'d Declaration) -> Self {
        Self { name, declaration, constants: Vec::new(), work: 0, values: Vec::new(), stride: 1 }
    }
}

impl<'d> Cases<'d> {
    /// In which cases a condition holds, which is one of those that the cases are of.
    pub(crate) fn truth_table(&self, condition: &Expr) -> TruthTable {
        match &condition.kind {
            ExprKind::Not(part) => self.truth_table(part).not(),
            ExprKind::And(parts) => {
                parts.iter().fold(TruthTable::all(self.count), |all, part| all.and(&self.truth_table(part)))
            }
            ExprKind::Or(parts) => {
                parts.iter().fold(TruthTable::none(self.count), |any, part| any.or(&self.truth_table(part)))
            }
            ExprKind::Conditional { then, condition, otherwise } => {
                let holds = self.truth_table(condition);
                let then = self.truth_table(then).and(&holds);
                then.or(&self.truth_table(otherwise).and(&holds.not()))
            }
            _ => self.atom(condition),
        }
    }

    /// The table of what holds in every case.
    pub(crate) fn all(&self) -> TruthTable {
        TruthTable::all(self.count)
    }

    /// The table of what holds in none.
    pub(crate) fn none(&self) -> TruthTable {
        TruthTable::none(self.count)
    }

    /// The values of a case, for people.
    pub(crate) fn describe(&self, case: usize) -> Vec<String> {
        let variables = self.variables.iter().filter_map(|variable| {
            let value = variable.values.get(case / variable.stride % variable.values.len())?;
            Some(partition::describe(variable.name, value.as_ref(), &variable.constants))
        });
        let opaque = self.opaque.iter().map(|(atom, stride)| match case / stride % 2 {
            0 => format!("`{atom}` does not hold"),
            _ => format!("`{atom}` holds"),
        });
        variables.chain(opaque).collect()
    }

    fn add(&mut self, document: &'d Document, atom: &Atom<'d>) {
        match atom {
            Atom::Constant(_) => {}
            Atom::Variable { name, constants } => {
                let at = match self.indices.get(*name) {
                    Some(&at) => at,
                    None => {
                        let declaration = document.variables.get(*name).and_then(|known| known.declaration.as_ref());
                        let Some(declaration) = declaration else {
                            return;
                        };
                        self.indices.insert((*name).to_owned(), self.variables.len());
                        self.variables.push(Variable::new(name, declaration));
                        self.variables.len() - 1
                    }
                };
                let variable = &mut self.variables[at];
                variable.work += ATOM + constants.len();
                variable.constants.extend(constants);
            }
            Atom::Opaque { text, shown, .. } => {
                if !self.indices.contains_key(text) {
                    self.indices.insert(text.clone(), self.opaque.len());
                    self.opaque.push((shown.clone(), 1));
                }
            }
        }
    }

    /// Splits the values of each variable, and numbers the cases; none if there are too many.
    fn split(&mut self) -> Option<()> {
        let mut count = 1usize;
        let mut grow = |by: usize| {
            let stride = count;
            count = count.checked_mul(by).filter(|&count| count <= MAX_CASES)?;
            Some(stride)
        };
        for (_, stride) in &mut self.opaque {
            *stride = grow(2)?;
        }
        for variable in self.variables.iter_mut().rev() {
            variable.values = partition::split(variable.declaration, &variable.constants);
            variable.stride = grow(variable.values.len())?;
        }
        self.count = count;
        Some(())
    }

    fn atom(&self, expr: &Expr) -> TruthTable {
        match atoms::classify(expr) {
            Atom::Constant(holds) if holds => self.all(),
            Atom::Constant(_) => self.none(),
            Atom::Opaque { text, negated, .. } => {
                let stride =
                    self.indices.get(&text).and_then(|&at| self.opaque.get(at)).map_or(1, |(_, stride)| *stride);
                TruthTable::periodic(self.count, stride, &[negated, !negated])
            }
            Atom::Variable { name, .. } => {
                let Some(variable) = self.indices.get(name).and_then(|&at| self.variables.get(at)) else {
                    return self.none();
                };
                let truths = evaluate::truths(expr, variable.declaration, &variable.values);
                TruthTable::periodic(self.count, variable.stride, &truths)
            }
        }
    }
}
