//! Truth tables of the conditions of a node, over equivalence classes of values.
//!
//! The values of a variable fall into equivalence classes: two values are equivalent if no condition can tell them
//! apart. The classes come from the constants that the variable is compared with; *empty* is a class of its own. A
//! *case* picks one class for each variable. An atom that is not a comparison of one variable with constants is opaque:
//! it counts as true in half of the cases, independent of all else. Must not know nodes.
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

/// The maximum number of cases of one node. With more, no truth tables are computed.
pub(crate) const MAX_CASES: usize = 65_536;

/// The maximum work for one script, in words of 64 cases: some tenths of a second. Beyond it, no truth tables are
/// computed.
const MAX_WORK: usize = 1 << 28;

/// The cost of evaluating an atom for one value, in words of 64 cases; each constant of the atom adds one.
const ATOM: usize = 32;

/// Why no truth tables were computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Undecided {
    /// The number of cases exceeds [`MAX_CASES`].
    Cases,
    /// The script's conditions exceed the budget of work.
    Work,
}

/// Computes the truth tables of one script's conditions, within a budget of work.
pub(crate) struct TruthTables<'d> {
    document: &'d Document,
    scope: Scope<'d>,
    work: usize,
}

impl<'d> TruthTables<'d> {
    pub(crate) fn new(document: &'d Document) -> Self {
        Self { document, scope: Scope::new(document), work: 0 }
    }

    /// The parsed condition, if it is well typed and all its variables are declared. No others can have a truth table.
    pub(crate) fn well_typed(&self, when: &'d Expression) -> Option<&'d Expr> {
        let expr = when.expr.as_deref()?;
        let all_known = expr.variables().into_iter().all(|name| self.document.readable(&name.value).is_some());
        (all_known && self.scope.check_condition(expr).is_ok()).then_some(expr)
    }

    /// Enumerates the cases that these well-typed conditions distinguish.
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

/// The cases of some conditions, numbered from 0 to `count - 1` in a mixed-radix system: each variable and each opaque
/// atom is a digit.
#[derive(Debug)]
pub(crate) struct Cases<'d> {
    variables: Vec<Variable<'d>>,
    /// The index of a variable in `variables`, by name, or of an opaque atom in `opaque`, by text.
    indices: HashMap<String, usize>,
    /// Opaque atoms: the text to show, and the place value (stride) of the atom's digit in a case number.
    opaque: Vec<(String, usize)>,
    count: usize,
}

#[derive(Debug)]
struct Variable<'d> {
    name: &'d str,
    declaration: &'d Declaration,
    constants: Vec<&'d Value>,
    /// The cost of evaluating its atoms for one value.
    work: usize,
    /// One representative of each equivalence class; `None` is *empty*.
    values: Vec<Option<Value>>,
    /// The place value of its digit in a case number.
    stride: usize,
}

impl<'d> Variable<'d> {
    fn new(name: &'d str, declaration: &'d Declaration) -> Self {
        Self { name, declaration, constants: Vec::new(), work: 0, values: Vec::new(), stride: 1 }
    }
}

impl<'d> Cases<'d> {
    /// The truth table of `condition`, one of those given to `cases`.
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

    /// The truth table of `true`.
    pub(crate) fn all(&self) -> TruthTable {
        TruthTable::all(self.count)
    }

    /// The truth table of `false`.
    pub(crate) fn none(&self) -> TruthTable {
        TruthTable::none(self.count)
    }

    /// Describes a case for people: `age = 3`, `name is empty`, …
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
                        let Some(declaration) = document.readable(name) else {
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

    /// Computes the equivalence classes of each variable and numbers the cases. `None` if there are too many.
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
            variable.values = partition::partition(variable.declaration, &variable.constants);
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
