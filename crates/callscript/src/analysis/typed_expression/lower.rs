//! Lowering of expressions: from a parsed expression to a typed one. Operands are coerced to one kind; those that cannot be are
//! refused.

use std::sync::Arc;

use super::choices::resolve_choices;
use super::environment::AnySlot;
use super::kind::{Kind, dispatch};
use super::operations::{AnyTest, BooleanOp, DateOp, Direction, IntegerOp, NumberOp, Test, TimeOp};
use super::text_value::TextOp;
use super::{AnyTypedExpr, LowerError, Lowered, TypedExpr};
use crate::base::locale::Locale;
use crate::base::source::Spanned;
use crate::base::value::{Choice, Declaration, Value};
use crate::syntax::expression::{Comparison, Expr, ExprKind, Operator, Surrounding};

/// What a name is bound to: a variable's slot and declaration.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Binding<'d> {
    pub(crate) slot: AnySlot,
    pub(crate) declaration: &'d Declaration,
}

/// Resolves the names in expressions and templates.
pub(crate) trait Bindings {
    /// What the name of a variable is bound to.
    fn binding(&self, name: &str) -> Option<Binding<'_>>;

    /// The choice with this id, among those of the variable `name`.
    fn choice(&self, name: &str, id: &str) -> Option<Choice>;

    /// Takes note that an expression reads `today`, `now` or `channel`.
    fn reads(&self, _: Surrounding) {}
}

/// Lowers expressions and templates, with `bindings` to resolve their names.
pub(crate) struct Lowering<'n> {
    bindings: &'n dyn Bindings,
    locale: Option<&'n Arc<Locale>>,
}

impl<'n> Lowering<'n> {
    pub(crate) fn new(bindings: &'n dyn Bindings) -> Self {
        Self { bindings, locale: None }
    }

    /// Texts print values as this language writes them, and not as English does.
    pub(crate) fn in_language(self, locale: &'n Arc<Locale>) -> Self {
        Self { locale: Some(locale), ..self }
    }

    pub(super) fn locale(&self) -> Arc<Locale> {
        self.locale.map_or_else(Arc::default, Arc::clone)
    }

    pub(super) fn binding(&self, name: &str) -> Lowered<Binding<'n>> {
        self.bindings.binding(name).ok_or(LowerError)
    }

    /// Whether the expression reads a sensitive variable.
    pub(crate) fn is_sensitive(&self, expr: &Expr) -> bool {
        expr.names(&|name| self.binding(name).is_ok_and(|binding| binding.declaration.sensitive))
    }

    /// Lowers an expression that must be boolean.
    pub(crate) fn condition(&self, expr: &Expr) -> Lowered<TypedExpr<bool>> {
        match self.any(expr)? {
            AnyTypedExpr::Boolean(condition) => Ok(condition),
            _ => Err(LowerError),
        }
    }

    /// Lowers an expression of any kind.
    pub(crate) fn expression(&self, expr: &Expr) -> Lowered<AnyTypedExpr> {
        if !matches!(expr.kind, ExprKind::Default { .. } | ExprKind::Conditional { .. }) {
            return self.any(expr);
        }
        let mut named = expr.clone();
        resolve_choices(&mut named, &|name, id| self.bindings.choice(name, id));
        self.any(&named)
    }

    pub(super) fn any(&self, expr: &Expr) -> Lowered<AnyTypedExpr> {
        match &expr.kind {
            ExprKind::Literal(value) => Ok(AnyTypedExpr::constant(value)),
            ExprKind::Variable(name) => self.variable(&name.value),
            ExprKind::Default { variable, fallback } => default(self.variable(&variable.value)?, &fallback.value),
            ExprKind::Defined { variable, negated } => {
                self.defined(&variable.value, *negated).map(AnyTypedExpr::Boolean)
            }
            ExprKind::Not(part) => Ok(boolean(BooleanOp::Not(self.condition(part)?))),
            ExprKind::And(parts) => Ok(boolean(BooleanOp::And(self.conditions(parts)?))),
            ExprKind::Or(parts) => Ok(boolean(BooleanOp::Or(self.conditions(parts)?))),
            ExprKind::Compare(left, by, right) => {
                let test = compare(self.any(left)?, *by, self.any(right)?)?;
                Ok(boolean(BooleanOp::Test(test)))
            }
            ExprKind::In { value, list, negated } => {
                let is_in = TypedExpr::operation(BooleanOp::Test(is_in(self.any(value)?, list)?));
                Ok(if *negated { boolean(BooleanOp::Not(is_in)) } else { AnyTypedExpr::Boolean(is_in) })
            }
            ExprKind::Contains { part, variable, negated } => {
                let contains = TypedExpr::operation(self.contains(&part.value, &variable.value)?);
                Ok(if *negated { boolean(BooleanOp::Not(contains)) } else { AnyTypedExpr::Boolean(contains) })
            }
            ExprKind::Call { name, arguments } => self.call(&name.value, arguments),
            ExprKind::Negate(operand) => negate(self.any(operand)?),
            ExprKind::Arithmetic(first, rest) => {
                rest.iter().try_fold(self.any(first)?, |sum, (by, operand)| arithmetic(sum, *by, self.any(operand)?))
            }
            ExprKind::Conditional { then, condition, otherwise } => {
                conditional(self.any(then)?, self.condition(condition)?, self.any(otherwise)?)
            }
        }
    }

    pub(super) fn variable(&self, name: &str) -> Lowered<AnyTypedExpr> {
        if let Some(binding) = self.bindings.binding(name) {
            return Ok(AnyTypedExpr::variable(binding.slot));
        }
        let surrounding = Surrounding::named(name).ok_or(LowerError)?;
        self.bindings.reads(surrounding);
        Ok(match surrounding {
            Surrounding::Today => AnyTypedExpr::Date(TypedExpr::operation(DateOp::Today)),
            Surrounding::Now => AnyTypedExpr::Time(TypedExpr::operation(TimeOp::Now)),
            Surrounding::Channel => AnyTypedExpr::Text(TypedExpr::operation(TextOp::Channel)),
        })
    }

    fn conditions(&self, parts: &[Expr]) -> Lowered<Vec<TypedExpr<bool>>> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

    /// Lowers `is defined`: constant unless the variable is optional.
    fn defined(&self, name: &str, negated: bool) -> Lowered<TypedExpr<bool>> {
        let slot = match self.binding(name) {
            Ok(Binding { slot, declaration }) if declaration.optional => slot,
            Err(unknown) if Surrounding::named(name).is_none() => return Err(unknown),
            _ => return Ok(TypedExpr::Constant(!negated)),
        };
        let defined = TypedExpr::operation(BooleanOp::Defined(slot));
        Ok(if negated { TypedExpr::operation(BooleanOp::Not(defined)) } else { defined })
    }
}

fn boolean(operation: BooleanOp) -> AnyTypedExpr {
    AnyTypedExpr::Boolean(TypedExpr::operation(operation))
}

/// Coerces two operands to one kind, if need be: an integer and a number become two numbers.
fn coerced(left: AnyTypedExpr, right: AnyTypedExpr) -> (AnyTypedExpr, AnyTypedExpr) {
    match (left, right) {
        (AnyTypedExpr::Integer(left), right @ AnyTypedExpr::Number(_)) => {
            (AnyTypedExpr::Number(left.into_number()), right)
        }
        (left @ AnyTypedExpr::Number(_), AnyTypedExpr::Integer(right)) => {
            (left, AnyTypedExpr::Number(right.into_number()))
        }
        both => both,
    }
}

fn compare(left: AnyTypedExpr, by: Comparison, right: AnyTypedExpr) -> Lowered<AnyTest> {
    use AnyTypedExpr::{Boolean, Date, Integer, Number, Text, Time};
    Ok(match coerced(left, right) {
        (Boolean(left), Boolean(right)) => Test::Compare(left, by, right).into(),
        (Integer(left), Integer(right)) => Test::Compare(left, by, right).into(),
        (Number(left), Number(right)) => Test::Compare(left, by, right).into(),
        (Date(left), Date(right)) => Test::Compare(left, by, right).into(),
        (Time(left), Time(right)) => Test::Compare(left, by, right).into(),
        (Text(left), Text(right)) => Test::Compare(left, by, right).into(),
        _ => return Err(LowerError),
    })
}

fn conditional(then: AnyTypedExpr, condition: TypedExpr<bool>, otherwise: AnyTypedExpr) -> Lowered<AnyTypedExpr> {
    use AnyTypedExpr::{Boolean, Date, Integer, Number, Text, Time};
    Ok(match coerced(then, otherwise) {
        (Boolean(then), Boolean(otherwise)) => TypedExpr::conditional(then, condition, otherwise).into(),
        (Integer(then), Integer(otherwise)) => TypedExpr::conditional(then, condition, otherwise).into(),
        (Number(then), Number(otherwise)) => TypedExpr::conditional(then, condition, otherwise).into(),
        (Date(then), Date(otherwise)) => TypedExpr::conditional(then, condition, otherwise).into(),
        (Time(then), Time(otherwise)) => TypedExpr::conditional(then, condition, otherwise).into(),
        (Text(then), Text(otherwise)) => TypedExpr::conditional(then, condition, otherwise).into(),
        _ => return Err(LowerError),
    })
}

fn is_in(value: AnyTypedExpr, list: &[Spanned<Value>]) -> Lowered<AnyTest> {
    let value = list.iter().fold(value, |value, item| coerced_to(value, &item.value));
    let list = list.iter().map(|item| &item.value);
    Ok(dispatch!(AnyTypedExpr, value, value => {
        let mut list = list.map(literal).collect::<Lowered<Vec<_>>>()?;
        list.sort_unstable();
        Test::In(value, list).into()
    }))
}

fn default(value: AnyTypedExpr, fallback: &Value) -> Lowered<AnyTypedExpr> {
    let value = coerced_to(value, fallback);
    Ok(dispatch!(AnyTypedExpr, value, value => TypedExpr::Default(Box::new((value, literal(fallback)?))).into()))
}

/// Coerces a value to the kind of a literal: an integer beside a decimal literal becomes a number.
fn coerced_to(value: AnyTypedExpr, literal: &Value) -> AnyTypedExpr {
    match (value, literal) {
        (AnyTypedExpr::Integer(value), Value::Number(_)) => AnyTypedExpr::Number(value.into_number()),
        (value, _) => value,
    }
}

fn literal<T: Kind>(value: &Value) -> Lowered<T> {
    T::of(value).ok_or(LowerError)
}

fn negate(operand: AnyTypedExpr) -> Lowered<AnyTypedExpr> {
    match operand {
        AnyTypedExpr::Integer(number) => Ok(AnyTypedExpr::Integer(TypedExpr::operation(IntegerOp::Negate(number)))),
        AnyTypedExpr::Number(number) => Ok(AnyTypedExpr::Number(TypedExpr::operation(NumberOp::Negate(number)))),
        _ => Err(LowerError),
    }
}

fn arithmetic(sum: AnyTypedExpr, by: Operator, next: AnyTypedExpr) -> Lowered<AnyTypedExpr> {
    use AnyTypedExpr::{Date, Integer, Number};
    Ok(match (coerced(sum, next), by) {
        ((Integer(sum), Integer(next)), Operator::Over) => sum.into_number().arithmetic(by, next.into_number()).into(),
        ((Integer(sum), Integer(next)), _) => sum.arithmetic(by, next).into(),
        ((Number(sum), Number(next)), _) => sum.arithmetic(by, next).into(),
        ((Date(date), Integer(days)), Operator::Plus) => date.shifted(Direction::Later, days).into(),
        ((Date(date), Integer(days)), Operator::Minus) => date.shifted(Direction::Earlier, days).into(),
        ((Date(to), Date(from)), Operator::Minus) => Integer(TypedExpr::operation(IntegerOp::DaysBetween(from, to))),
        _ => return Err(LowerError),
    })
}
