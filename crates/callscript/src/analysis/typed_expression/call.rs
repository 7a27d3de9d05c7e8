//! Lowering of functions, and of `"text" in NAME`.

use super::operations::{BooleanOp, DateOp, IntegerOp};
use super::text_value::TextOp;
use super::{AnyTypedExpr, LowerError, Lowered, Lowering, TypedExpr};
use crate::base::value::Value;
use crate::syntax::expression::{Expr, ExprKind, Function};

impl Lowering<'_> {
    /// Lowers the call of a function.
    pub(super) fn call(&self, name: &str, arguments: &[Expr]) -> Lowered<AnyTypedExpr> {
        use AnyTypedExpr::{Date, Integer, Number, Text};
        let mut given = arguments.iter().map(|argument| self.any(argument)).collect::<Lowered<Vec<_>>>()?.into_iter();
        let (first, second) = (given.next().ok_or(LowerError)?, given.next());
        Ok(match (Function::named(name).ok_or(LowerError)?, first, second) {
            (Function::Round, Integer(number), None) => number.into(),
            (Function::Round, Number(number), None) => Integer(TypedExpr::operation(IntegerOp::Whole(number))),
            (Function::Round, Integer(number), Some(_)) => number.into_number().rounded(decimals(arguments)?).into(),
            (Function::Round, Number(number), Some(_)) => number.rounded(decimals(arguments)?).into(),
            (Function::Weekday, Date(date), None) => Text(TypedExpr::operation(TextOp::Weekday(date, self.locale()))),
            (Function::AddMonths, Date(date), Some(Integer(months))) => {
                Date(TypedExpr::operation(DateOp::AddMonths(date, months)))
            }
            (Function::Years, Date(from), Some(Date(to))) => {
                Integer(TypedExpr::operation(IntegerOp::YearsBetween(from, to)))
            }
            _ => return Err(LowerError),
        })
    }

    /// Lowers `"text" in NAME`.
    pub(super) fn contains(&self, part: &Value, variable: &str) -> Lowered<BooleanOp> {
        match (self.variable(variable)?, part) {
            (AnyTypedExpr::Text(whole), Value::Text(part)) => Ok(BooleanOp::Contains(whole, part.clone())),
            _ => Err(LowerError),
        }
    }
}

/// The number of decimals to which `round` rounds.
fn decimals(arguments: &[Expr]) -> Lowered<u32> {
    match arguments.get(1).map(|decimals| &decimals.kind) {
        Some(ExprKind::Literal(Value::Integer(decimals))) => u32::try_from(*decimals).map_err(|_| LowerError),
        _ => Err(LowerError),
    }
}
