//! The types of what stands in `{{ }}`: what its filters take, and what they make of it.

use super::{Class, Mismatch, Scope, subject};
use crate::base::value::Type;
use crate::syntax::template::{Filter, Print};

impl<'d> Scope<'d> {
    /// What is wrong with what is printed.
    pub(crate) fn print(&self, print: &'d Print) -> Result<(), Mismatch> {
        let mut class = self.class(&print.expr)?;
        for filter in &print.filters {
            class = filtered(&filter.value, class).ok_or_else(|| {
                let name = filter.value.name();
                let message =
                    format!("{} is {class}, but `{name}` takes {}", subject(&print.expr), filter.value.wanted());
                Mismatch::new(print.expr.span, message).help(format!("leave `{name}` out, or print another variable"))
            })?;
        }
        Ok(())
    }
}

/// What a filter makes of a value; none if it does not take it.
fn filtered(filter: &Filter, class: Class) -> Option<Class> {
    if class == Class::Unknown {
        return Some(class);
    }
    match filter {
        Filter::Upper | Filter::Lower | Filter::Title | Filter::Trim => {
            (class.is_words() || class == Class::Of(Type::Boolean)).then_some(Class::Words)
        }
        Filter::Date(_) => (class == Class::Of(Type::Date)).then_some(Class::Words),
        Filter::Time(_) => (class == Class::Of(Type::Time)).then_some(Class::Words),
        Filter::Decimals(_) => class.is_number().then_some(Class::Of(Type::Number)),
        Filter::Plural { .. } => class.is_number().then_some(Class::Words),
    }
}
