//! The types in `{{ }}`: what each filter takes and yields.

use super::{ExprType, Mismatch, Scope, subject};
use crate::base::value::Type;
use crate::syntax::template::{Filter, Print};

impl<'d> Scope<'d> {
    /// Type-checks an expression in `{{ }}` with its filters.
    pub(crate) fn check_print(&self, print: &'d Print) -> Result<(), Mismatch> {
        let mut class = self.infer(&print.expr)?;
        for filter in &print.filters {
            class = filter_result(&filter.value, class).ok_or_else(|| {
                let name = filter.value.name();
                let message =
                    format!("{} is {class}, but `{name}` takes {}", subject(&print.expr), filter.value.wanted());
                Mismatch::new(print.expr.span, message).help(format!("leave `{name}` out, or print another variable"))
            })?;
        }
        Ok(())
    }
}

/// The result type of a filter; `None` if it does not take this input type.
fn filter_result(filter: &Filter, class: ExprType) -> Option<ExprType> {
    if class == ExprType::Unknown {
        return Some(class);
    }
    match filter {
        Filter::Upper | Filter::Lower | Filter::Title | Filter::Trim => {
            (class.is_textual() || class == ExprType::Of(Type::Boolean)).then_some(ExprType::AnyText)
        }
        Filter::Date(_) => (class == ExprType::Of(Type::Date)).then_some(ExprType::AnyText),
        Filter::Time(_) => (class == ExprType::Of(Type::Time)).then_some(ExprType::AnyText),
        Filter::Decimals(_) => class.is_number().then_some(ExprType::Of(Type::Number)),
        Filter::Plural { .. } => class.is_number().then_some(ExprType::AnyText),
    }
}
