//! The types of functions and of division: what they take and give.

use rust_decimal::Decimal;

use super::{ExprType, Mismatch, Scope, literal, subject};
use crate::base::source::Name;
use crate::base::value::{Declaration, Type, Value};
use crate::syntax::expression::{Expr, ExprKind, Function};

impl<'d> Scope<'d> {
    /// The type of what a function gives.
    pub(super) fn call(&self, name: &str, arguments: &'d [Expr]) -> Result<ExprType, Mismatch> {
        use Type::{Choice, Date, Integer, Number};
        let Some(function) = Function::named(name) else { return Ok(ExprType::Unknown) };
        let (wanted, given): (&[Type], Type) = match function {
            Function::Round if arguments.len() == 1 => (&[Number], Integer),
            Function::Round => (&[Number, Integer], Number),
            Function::Weekday => (&[Date], Choice),
            Function::AddMonths => (&[Date, Integer], Date),
            Function::Years => (&[Date, Date], Integer),
        };
        for (argument, wanted) in arguments.iter().zip(wanted) {
            let class = self.operand(argument)?;
            let fits = class == ExprType::Of(*wanted) || *wanted == Number && class.is_number();
            if !fits && class != ExprType::Unknown {
                let wanted = ExprType::Of(*wanted);
                let message = format!("{} is {class}, but `{name}` takes {wanted} here", subject(argument));
                let help = format!("write it like `{}`", function.usage());
                return Err(Mismatch::new(argument.span, message).help(help));
            }
        }
        Ok(ExprType::Of(given))
    }

    /// The type of `"text" in NAME`.
    pub(super) fn contains(&self, variable: &'d Name) -> Result<ExprType, Mismatch> {
        let condition = Ok(ExprType::Of(Type::Boolean));
        let Some(declaration) = self.declaration(&variable.value) else { return condition };
        if matches!(declaration.kind, Type::Text | Type::Phone | Type::Email) {
            return condition;
        }
        let class = ExprType::Of(declaration.kind);
        let message = format!("`{}` is {class}, in which no text can be looked for", variable.value);
        let help = format!("compare it: `{0} == …`, or `{0} in [\"one\", \"other\"]`", variable.value);
        Err(Mismatch::new(variable.span, message).help(help))
    }

    /// Checks that what follows `/` cannot be zero.
    pub(super) fn check_divisor(&self, divisor: &'d Expr, class: ExprType) -> Result<(), Mismatch> {
        if !class.is_number() {
            return Ok(());
        }
        let named = |name: &Name| self.declaration(&name.value).is_none_or(is_never_zero);
        let is_safe = match &divisor.kind {
            ExprKind::Literal(value) => number(value).is_some_and(|number| !number.is_zero()),
            ExprKind::Variable(name) => named(name),
            ExprKind::Default { variable, fallback } => {
                named(variable) && number(&fallback.value).is_some_and(|number| !number.is_zero())
            }
            _ => false,
        };
        if is_safe {
            return Ok(());
        }
        let (what, help) = match &divisor.kind {
            ExprKind::Literal(value) => (literal(value), "nothing can be divided by zero".to_owned()),
            ExprKind::Variable(name) | ExprKind::Default { variable: name, .. } => {
                let help = format!("declare `{0}` with a `min` over 0: `{0}: {{ …, min: 1 }}`", name.value);
                (format!("`{}`", name.value), help)
            }
            _ => ("this".to_owned(), "divide by a number, or by a variable whose `min` is over 0".to_owned()),
        };
        Err(Mismatch::new(divisor.span, format!("{what} may be zero, and nothing can be divided by zero")).help(help))
    }
}

/// Whether no value of the variable is zero.
fn is_never_zero(declaration: &Declaration) -> bool {
    let bound = |bound: &Option<Value>| bound.as_ref().and_then(number);
    bound(&declaration.min).is_some_and(|min| min > Decimal::ZERO)
        || bound(&declaration.max).is_some_and(|max| max < Decimal::ZERO)
}

fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Integer(value) => Some(Decimal::from(*value)),
        Value::Number(value) => Some(value.0),
        _ => None,
    }
}
