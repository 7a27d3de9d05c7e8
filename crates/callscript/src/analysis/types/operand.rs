//! Type inference: bottom-up over an expression, and which operators take which types.

use super::{ExprType, Mismatch, Scope, literal, near_choice, subject};
use crate::base::names;
use crate::base::source::Spanned;
use crate::base::value::{Type, Value, weekdays};
use crate::syntax::expression::{Comparison, Expr, ExprKind, Function, Operator};

impl<'d> Scope<'d> {
    /// Infers the type of an expression.
    pub(super) fn infer(&self, expr: &'d Expr) -> Result<ExprType, Mismatch> {
        match &expr.kind {
            ExprKind::Literal(value) => Ok(ExprType::of(value)),
            ExprKind::Variable(variable) => Ok(self.variable(&variable.value)),
            ExprKind::Default { variable, fallback } => self.default(variable, fallback),
            ExprKind::Defined { .. } => Ok(ExprType::Of(Type::Boolean)),
            ExprKind::Negate(operand) => self.number(operand),
            ExprKind::Not(part) => self.all_conditions([&**part]),
            ExprKind::And(parts) | ExprKind::Or(parts) => self.all_conditions(parts),
            ExprKind::Compare(left, by, right) => self.comparison(left, *by, right),
            ExprKind::In { value, list, .. } => self.list(value, list),
            ExprKind::Contains { variable, .. } => self.contains(variable),
            ExprKind::Call { name, arguments } => self.call(&name.value, arguments),
            ExprKind::Arithmetic(first, rest) => self.arithmetic(first, rest),
            ExprKind::Conditional { then, condition, otherwise } => {
                self.check_condition(condition)?;
                let (one, other) = (self.infer(then)?, self.infer(otherwise)?);
                one.join(other).ok_or_else(|| {
                    let message = format!("{} is {other}, but the value before `if` is {one}", subject(otherwise));
                    Mismatch::new(otherwise.span, message).help("both must have the same type")
                })
            }
        }
    }

    fn variable(&self, name: &str) -> ExprType {
        self.declaration(name).map_or(ExprType::Unknown, |declaration| ExprType::Of(declaration.kind))
    }

    fn default(&self, variable: &'d Spanned<String>, fallback: &'d Spanned<Value>) -> Result<ExprType, Mismatch> {
        let Some(declaration) = self.declaration(&variable.value) else {
            return Ok(ExprType::Unknown);
        };
        let (own, other) = (ExprType::Of(declaration.kind), ExprType::of(&fallback.value));
        let name = &variable.value;
        match &fallback.value {
            Value::Text(id) if declaration.kind == Type::Choice && declaration.choices.find(id).is_none() => {
                let message = format!("{} is not one of the choices of `{name}`", literal(&fallback.value));
                let fault = Mismatch::new(fallback.span, message);
                Err(match near_choice(declaration, id) {
                    Some(near) => fault.meant(near),
                    None => fault.help(format!("it must be {}", declaration.wanted())),
                })
            }
            _ => own.join(other).ok_or_else(|| {
                let message = format!("{} is {other}, but `{name}` is {own}", literal(&fallback.value));
                Mismatch::new(fallback.span, message).help(format!("it must be {}", declaration.wanted()))
            }),
        }
    }

    fn all_conditions(&self, parts: impl IntoIterator<Item = &'d Expr>) -> Result<ExprType, Mismatch> {
        parts.into_iter().try_for_each(|part| self.check_condition(part))?;
        Ok(ExprType::Of(Type::Boolean))
    }

    fn comparison(&self, left: &'d Expr, by: Comparison, right: &'d Expr) -> Result<ExprType, Mismatch> {
        let (one, other) = (self.infer(left)?, self.infer(right)?);
        let condition = Ok(ExprType::Of(Type::Boolean));
        if one == ExprType::Unknown || other == ExprType::Unknown {
            return condition;
        }
        let (operand, class, against, its) = match (&left.kind, &right.kind) {
            (ExprKind::Literal(_), ExprKind::Variable(_)) => (left, one, right, other),
            _ => (right, other, left, one),
        };
        if !one.is_comparable(other) {
            let message = format!("{} is {class}, but {} is {its}", subject(operand), subject(against));
            return Err(Mismatch::new(operand.span, message).help("compare two values of the same type"));
        }
        if !matches!(by, Comparison::Equal | Comparison::NotEqual) {
            return if one.is_ordered() {
                condition
            } else {
                let (faulty, class) = if other.is_ordered() { (left, one) } else { (against, its) };
                let message = format!("{} is {class}, which has no order", subject(faulty));
                let help = format!("`{}` compares numbers, dates and times", by.as_str());
                Err(Mismatch::new(faulty.span, message).help(help))
            };
        }
        if one == ExprType::Of(Type::Choice) {
            self.check_choices(right, left)?;
        }
        if other == ExprType::Of(Type::Choice) {
            self.check_choices(left, right)?;
        }
        condition
    }

    /// Checks that every literal that `words` may yield is a choice of `choice`.
    fn check_choices(&self, words: &'d Expr, choice: &'d Expr) -> Result<(), Mismatch> {
        match &words.kind {
            ExprKind::Literal(value) => self.check_choice(value, words.span, choice),
            ExprKind::Conditional { then, otherwise, .. } => {
                self.check_choices(then, choice)?;
                self.check_choices(otherwise, choice)
            }
            _ => Ok(()),
        }
    }

    fn check_choice(&self, value: &Value, span: crate::base::source::Span, choice: &'d Expr) -> Result<(), Mismatch> {
        let Value::Text(id) = value else {
            return Ok(());
        };
        if self.may_be(choice, id) {
            return Ok(());
        }
        let message = match &choice.kind {
            ExprKind::Variable(variable) | ExprKind::Default { variable, .. } => {
                let declaration = self.declaration(&variable.value);
                let message = format!("{} is not one of the choices of `{}`", literal(value), variable.value);
                let fault = Mismatch::new(span, message);
                return Err(match declaration.map(|declaration| (near_choice(declaration, id), declaration)) {
                    Some((Some(near), _)) => fault.meant(near),
                    Some((None, declaration)) => fault.help(format!("it must be {}", declaration.wanted())),
                    None => fault,
                });
            }
            ExprKind::Call { .. } => {
                let fault = Mismatch::new(span, format!("{} is not a day of the week", literal(value)));
                let days = weekdays().iter().map(|day| &*day.id);
                return Err(match names::nearest(id, days.clone()) {
                    Some(near) => fault.meant(near),
                    None => fault.help(format!("it must be one of {}", days.collect::<Vec<_>>().join(", "))),
                });
            }
            _ => format!("{} is not one of the choices on the other side", literal(value)),
        };
        Err(Mismatch::new(span, message).help("name one that is declared"))
    }

    /// Whether an expression may yield the choice or text `id`.
    fn may_be(&self, expr: &'d Expr, id: &str) -> bool {
        let is_own = |variable: &'d Spanned<String>| match self.declaration(&variable.value) {
            Some(declaration) if declaration.kind == Type::Choice => declaration.choices.find(id).is_some(),
            _ => true,
        };
        match &expr.kind {
            ExprKind::Variable(variable) => is_own(variable),
            ExprKind::Default { variable, fallback } => is_own(variable) || fallback.value == Value::text(id),
            ExprKind::Conditional { then, otherwise, .. } => self.may_be(then, id) || self.may_be(otherwise, id),
            ExprKind::Literal(value) => *value == Value::text(id),
            ExprKind::Call { name, .. } if name.value == Function::Weekday.name() => weekdays().find(id).is_some(),
            _ => true,
        }
    }

    fn list(&self, value: &'d Expr, list: &'d [Spanned<Value>]) -> Result<ExprType, Mismatch> {
        let class = self.infer(value)?;
        for item in list {
            let other = ExprType::of(&item.value);
            if !class.is_comparable(other) {
                let message = format!("{} is {other}, but {} is {class}", literal(&item.value), subject(value));
                return Err(Mismatch::new(item.span, message).help("list values of its type"));
            }
            if class == ExprType::Of(Type::Choice) {
                self.check_choice(&item.value, item.span, value)?;
            }
        }
        Ok(ExprType::Of(Type::Boolean))
    }

    fn arithmetic(&self, first: &'d Expr, rest: &'d [(Operator, Expr)]) -> Result<ExprType, Mismatch> {
        let mut sum = self.operand(first)?;
        for (at, (by, operand)) in rest.iter().enumerate() {
            let next = self.operand(operand)?;
            if *by == Operator::Over {
                self.check_divisor(operand, next)?;
            }
            sum = sum.arithmetic(*by, next).ok_or_else(|| {
                // Blame the operand whose type no operator takes, even if it is the first.
                let (faulty, class) = if at == 0 && !sum.allows_arithmetic() { (first, sum) } else { (operand, next) };
                let message = format!("{} is {class}, which does not fit `{}` here", subject(faulty), by.as_str());
                Mismatch::new(faulty.span, message)
                    .help("numbers can be added, subtracted, multiplied and divided; days can be added to a date or subtracted from it")
            })?;
        }
        Ok(sum)
    }

    fn number(&self, operand: &'d Expr) -> Result<ExprType, Mismatch> {
        let class = self.operand(operand)?;
        match class {
            ExprType::Unknown | ExprType::Of(Type::Integer | Type::Number) => Ok(class),
            _ => Err(Mismatch::new(operand.span, format!("{} is {class}, not a number", subject(operand)))
                .help("only numbers can have a minus sign")),
        }
    }

    /// Infers the type of an operand of an arithmetic operator or a function, which must not be empty.
    pub(super) fn operand(&self, operand: &'d Expr) -> Result<ExprType, Mismatch> {
        let class = self.infer(operand)?;
        match self.emptiable(operand) {
            Some(variable) if class.allows_arithmetic() => {
                let name = &variable.value;
                Err(Mismatch::new(
                    variable.span,
                    format!("`{name}` may be empty, and then nothing can be computed with it"),
                )
                .help(format!("give a value for that case, such as `({name} | default(0))`")))
            }
            _ => Ok(class),
        }
    }
}
