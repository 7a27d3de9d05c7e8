//! The types in `{{ }}`: what each filter takes and yields.

use super::{ExprType, Mismatch, Scope, subject};
use crate::base::locale;
use crate::base::source::Spanned;
use crate::base::value::Type;
use crate::syntax::template::{DateFormat, Filter, Print};

impl<'d> Scope<'d> {
    /// Type-checks an expression in `{{ }}` with its filters.
    pub(crate) fn check_print(&self, print: &'d Print) -> Result<(), Mismatch> {
        let mut class = self.infer(&print.expr)?;
        for filter in &print.filters {
            self.check_language(filter, class)?;
            class = filter_result(&filter.value, class).ok_or_else(|| {
                let name = filter.value.name();
                let message =
                    format!("{} is {class}, but `{name}` takes {}", subject(&print.expr), filter.value.wanted());
                Mismatch::new(print.expr.span, message).help(format!("leave `{name}` out, or print another variable"))
            })?;
        }
        Ok(())
    }

    /// Checks what a filter asks of the script's language: English names, and the forms of counted words.
    fn check_language(&self, filter: &Spanned<Filter>, class: ExprType) -> Result<(), Mismatch> {
        let tag = self.document.language.as_ref().map_or(locale::DEFAULT, |language| &language.value);
        if locale::check_tag(tag).is_err() {
            return Ok(());
        }
        match &filter.value {
            Filter::Date(DateFormat::Letters { named: Some(letter), .. }) if !locale::is_english(tag) => {
                let message = format!("`{letter}` is an English name, and the script is in `{tag}`");
                let help = "write `date(\"full\")`, `date(\"long\")` or `date(\"medium\")`, which name days and months in the script's language";
                Err(Mismatch { in_text: true, ..Mismatch::new(filter.span, message).help(help) })
            }
            Filter::Plural(forms) if class.is_number() => {
                let categories = locale::categories(tag, class == ExprType::Of(Type::Integer));
                let lacking = categories.iter().copied().filter(|category| !forms.has(*category));
                let lacking: Vec<_> = lacking.map(|category| format!("`{}`", category.name())).collect();
                if lacking.is_empty() {
                    return Ok(());
                }
                let forms = if lacking.len() == 1 { "the form" } else { "the forms" };
                let message =
                    format!("`plural` lacks {forms} {}, which numbers can need in `{tag}`", lacking.join(", "));
                let all = categories.iter().map(|category| format!("{}=\"…\"", category.name()));
                let help = format!("write `plural({})`", all.collect::<Vec<_>>().join(", "));
                Err(Mismatch { in_text: true, ..Mismatch::new(filter.span, message).help(help) })
            }
            _ => Ok(()),
        }
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
        Filter::Plural(_) => class.is_number().then_some(ExprType::AnyText),
    }
}
