//! From what was parsed to formulas: operands are brought to one kind, or do not fit.

use super::choices::name_choices;
use super::environment::AnySlot;
use super::kind::{Kind, whichever};
use super::operations::{AnyTest, Direction, Exact, Logic, Test, Whole};
use super::{AnyFormula, Built, Formula, Stray};
use crate::base::source::Spanned;
use crate::base::value::{Choice, Declaration, Value};
use crate::syntax::expression::{Comparison, Expr, ExprKind, Operator};

/// A variable that an expression may name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known<'d> {
    pub(crate) slot: AnySlot,
    pub(crate) declaration: &'d Declaration,
}

/// What expressions and texts may name.
pub(crate) trait Names {
    /// The variable of that name.
    fn known(&self, name: &str) -> Option<Known<'_>>;

    /// The choice of that id, of the variable of that name.
    fn choice(&self, name: &str, id: &str) -> Option<Choice>;
}

/// Makes formulas of expressions and texts.
pub(crate) struct Compiler<'n> {
    names: &'n dyn Names,
}

impl<'n> Compiler<'n> {
    pub(crate) fn new(names: &'n dyn Names) -> Self {
        Self { names }
    }

    pub(super) fn known(&self, name: &str) -> Built<Known<'n>> {
        self.names.known(name).ok_or(Stray)
    }

    /// Whether it names a sensitive variable.
    pub(crate) fn is_sensitive(&self, expr: &Expr) -> bool {
        expr.names(&|name| self.known(name).is_ok_and(|known| known.declaration.sensitive))
    }

    /// What must be a condition.
    pub(crate) fn condition(&self, expr: &Expr) -> Built<Formula<bool>> {
        match self.any(expr)? {
            AnyFormula::Boolean(condition) => Ok(condition),
            _ => Err(Stray),
        }
    }

    /// What may be worth anything.
    pub(crate) fn formula(&self, expr: &Expr) -> Built<AnyFormula> {
        if !matches!(expr.kind, ExprKind::Default { .. } | ExprKind::Conditional { .. }) {
            return self.any(expr);
        }
        let mut named = expr.clone();
        name_choices(&mut named, &|name, id| self.names.choice(name, id));
        self.any(&named)
    }

    fn any(&self, expr: &Expr) -> Built<AnyFormula> {
        match &expr.kind {
            ExprKind::Literal(value) => Ok(AnyFormula::fixed(value)),
            ExprKind::Variable(name) => Ok(AnyFormula::variable(self.known(&name.value)?.slot)),
            ExprKind::Default { variable, fallback } => {
                let variable = AnyFormula::variable(self.known(&variable.value)?.slot);
                default(variable, &fallback.value)
            }
            ExprKind::Defined { variable, negated } => self.defined(&variable.value, *negated).map(AnyFormula::Boolean),
            ExprKind::Not(part) => Ok(logic(Logic::Not(self.condition(part)?))),
            ExprKind::And(parts) => Ok(logic(Logic::And(self.conditions(parts)?))),
            ExprKind::Or(parts) => Ok(logic(Logic::Or(self.conditions(parts)?))),
            ExprKind::Compare(left, by, right) => {
                let test = compared(self.any(left)?, *by, self.any(right)?)?;
                Ok(logic(Logic::Test(test)))
            }
            ExprKind::In { value, list, negated } => {
                let is_in = Formula::made(Logic::Test(listed(self.any(value)?, list)?));
                Ok(if *negated { logic(Logic::Not(is_in)) } else { AnyFormula::Boolean(is_in) })
            }
            ExprKind::Negate(operand) => negated(self.any(operand)?),
            ExprKind::Arithmetic(first, rest) => {
                rest.iter().try_fold(self.any(first)?, |sum, (by, operand)| reckoned(sum, *by, self.any(operand)?))
            }
            ExprKind::Conditional { then, condition, otherwise } => {
                conditional(self.any(then)?, self.condition(condition)?, self.any(otherwise)?)
            }
        }
    }

    fn conditions(&self, parts: &[Expr]) -> Built<Vec<Formula<bool>>> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

    /// Whether a variable holds something; one that is not optional does.
    fn defined(&self, name: &str, negated: bool) -> Built<Formula<bool>> {
        let Known { slot, declaration } = self.known(name)?;
        if !declaration.optional {
            return Ok(Formula::Fixed(!negated));
        }
        let defined = Formula::made(Logic::Defined(slot));
        Ok(if negated { Formula::made(Logic::Not(defined)) } else { defined })
    }
}

fn logic(logic: Logic) -> AnyFormula {
    AnyFormula::Boolean(Formula::made(logic))
}

/// Two operands; beside a number a whole number is one, too.
fn alike(left: AnyFormula, right: AnyFormula) -> (AnyFormula, AnyFormula) {
    match (left, right) {
        (AnyFormula::Integer(left), right @ AnyFormula::Number(_)) => (AnyFormula::Number(left.exact()), right),
        (left @ AnyFormula::Number(_), AnyFormula::Integer(right)) => (left, AnyFormula::Number(right.exact())),
        both => both,
    }
}

fn compared(left: AnyFormula, by: Comparison, right: AnyFormula) -> Built<AnyTest> {
    use AnyFormula::{Boolean, Date, Integer, Number, Time, Words};
    Ok(match alike(left, right) {
        (Boolean(left), Boolean(right)) => Test::Compared(left, by, right).into(),
        (Integer(left), Integer(right)) => Test::Compared(left, by, right).into(),
        (Number(left), Number(right)) => Test::Compared(left, by, right).into(),
        (Date(left), Date(right)) => Test::Compared(left, by, right).into(),
        (Time(left), Time(right)) => Test::Compared(left, by, right).into(),
        (Words(left), Words(right)) => Test::Compared(left, by, right).into(),
        _ => return Err(Stray),
    })
}

fn conditional(then: AnyFormula, condition: Formula<bool>, otherwise: AnyFormula) -> Built<AnyFormula> {
    use AnyFormula::{Boolean, Date, Integer, Number, Time, Words};
    Ok(match alike(then, otherwise) {
        (Boolean(then), Boolean(otherwise)) => Formula::conditional(then, condition, otherwise).into(),
        (Integer(then), Integer(otherwise)) => Formula::conditional(then, condition, otherwise).into(),
        (Number(then), Number(otherwise)) => Formula::conditional(then, condition, otherwise).into(),
        (Date(then), Date(otherwise)) => Formula::conditional(then, condition, otherwise).into(),
        (Time(then), Time(otherwise)) => Formula::conditional(then, condition, otherwise).into(),
        (Words(then), Words(otherwise)) => Formula::conditional(then, condition, otherwise).into(),
        _ => return Err(Stray),
    })
}

fn listed(value: AnyFormula, list: &[Spanned<Value>]) -> Built<AnyTest> {
    let value = list.iter().fold(value, |value, item| beside(value, &item.value));
    let list = list.iter().map(|item| &item.value);
    Ok(whichever!(AnyFormula, value, value => Test::Listed(value, list.map(literal).collect::<Built<_>>()?).into()))
}

fn default(value: AnyFormula, fallback: &Value) -> Built<AnyFormula> {
    let value = beside(value, fallback);
    Ok(whichever!(AnyFormula, value, value => Formula::Default(Box::new((value, literal(fallback)?))).into()))
}

/// A value beside a literal: a whole number beside a number is one, too.
fn beside(value: AnyFormula, literal: &Value) -> AnyFormula {
    match (value, literal) {
        (AnyFormula::Integer(value), Value::Number(_)) => AnyFormula::Number(value.exact()),
        (value, _) => value,
    }
}

fn literal<T: Kind>(value: &Value) -> Built<T> {
    T::of(value).ok_or(Stray)
}

fn negated(operand: AnyFormula) -> Built<AnyFormula> {
    match operand {
        AnyFormula::Integer(number) => Ok(AnyFormula::Integer(Formula::made(Whole::Negated(number)))),
        AnyFormula::Number(number) => Ok(AnyFormula::Number(Formula::made(Exact::Negated(number)))),
        _ => Err(Stray),
    }
}

fn reckoned(sum: AnyFormula, by: Operator, next: AnyFormula) -> Built<AnyFormula> {
    use AnyFormula::{Date, Integer, Number};
    Ok(match (alike(sum, next), by) {
        ((Integer(sum), Integer(next)), _) => sum.reckoned(by, next).into(),
        ((Number(sum), Number(next)), _) => sum.reckoned(by, next).into(),
        ((Date(date), Integer(days)), Operator::Plus) => date.moved(Direction::Later, days).into(),
        ((Date(date), Integer(days)), Operator::Minus) => date.moved(Direction::Earlier, days).into(),
        ((Date(to), Date(from)), Operator::Minus) => Integer(Formula::made(Whole::Days(from, to))),
        _ => return Err(Stray),
    })
}
