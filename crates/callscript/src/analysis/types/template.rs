//! The types in `{{ }}`: what each filter takes and yields.

use super::{ExprType, Mismatch, Scope, subject};
use crate::base::value::Type;
use crate::syntax::template::{Filter, Print};

impl<'d> Scope<'d> {
    /// Type-checks an expression in `{{ }}` with its filters.
    pub(crate) fn check_print(&self, print: &'d Print) -> Result<(), Mismatch> {
        let mut inferred = self.infer(&print.expr)?;
        for filter in &print.filters {
            inferred = filter_result(&filter.value, inferred).ok_or_else(|| {
                let name = filter.value.name();
                let message =
                    format!("{} is {inferred}, and `{name}` takes {}", subject(&print.expr), filter.value.wanted());
                Mismatch::new(print.expr.span, message).help(format!("leave `{name}` out, or print another variable"))
            })?;
        }
        Ok(())
    }
}

/// The result type of a filter; `None` if it does not take this input type.
fn filter_result(filter: &Filter, inferred: ExprType) -> Option<ExprType> {
    if inferred == ExprType::Unknown {
        return Some(inferred);
    }
    match filter {
        Filter::Upper | Filter::Lower | Filter::Title | Filter::Trim => {
            (inferred.is_textual() || inferred == ExprType::Of(Type::Boolean)).then_some(ExprType::Literal)
        }
        Filter::Date(_) => (inferred == ExprType::Of(Type::Date)).then_some(ExprType::Literal),
        Filter::Time(_) => (inferred == ExprType::Of(Type::Time)).then_some(ExprType::Literal),
        Filter::Decimals(_) => inferred.is_number().then_some(ExprType::Of(Type::Number)),
        Filter::Plural { .. } => inferred.is_number().then_some(ExprType::Literal),
    }
}
