//! Suggestions in conditions, operands, and the `{{ }}` of texts.

use super::{Request, Suggestion, SuggestionKind, Suggestions};
use crate::base::locale::DateStyle;
use crate::base::value::Type;
use crate::format::Step;
use crate::syntax::expression::{self, Function, Surrounding};
use crate::syntax::template::FILTERS;

/// The keywords with which an expression can continue.
const WORDS: [&str; 8] = ["and", "or", "not", "in", "is defined", "is not defined", "if", "else"];

impl Request<'_> {
    /// Suggestions inside `{{ }}` or `{% %}`; `None` if the cursor is not inside.
    pub(super) fn in_braces(&self) -> Option<Suggestions> {
        let line = self.before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let typed = self.before.get(line..)?;
        let open = typed.rfind("{{").max(typed.rfind("{%"))?;
        let inside = typed.get(open + 2..)?;
        if inside.contains("}}") || inside.contains("%}") {
            return None;
        }
        let is_print = typed.get(open..)?.starts_with("{{");
        let (word, before) = last_word(inside);
        let start = self.before.len() - word.len();
        if is_print && before.trim_end().ends_with('|') {
            let filters = FILTERS.iter().chain(&[("default", "| default(\"\")")]).map(|(name, used)| {
                let insert = used.trim_start_matches("| ").to_owned();
                Suggestion { insert, ..Suggestion::new(SuggestionKind::Word, *name, *used) }
            });
            return Some(Suggestions { start, items: filters.collect() });
        }
        if is_print && let Some(items) = date_forms(before) {
            return Some(Suggestions { start, items });
        }
        let mut suggestions = self.in_expression(inside, self.before.len() - inside.len());
        if !is_print && before.trim().is_empty() {
            let words = ["if", "elif", "else", "endif"].map(|word| Suggestion::new(SuggestionKind::Word, word, ""));
            suggestions.items = words.into();
        }
        Some(suggestions)
    }

    /// Suggestions in an expression.
    pub(super) fn expression(&self) -> Suggestions {
        let start = self.cursor.start;
        // The quotes of YAML are not part of the expression.
        let start = start + usize::from(self.quote().is_some());
        self.in_expression(self.before.get(start..).unwrap_or_default(), start)
    }

    /// Suggestions in an operand: it is an expression unless it is in quotes.
    pub(super) fn operand(&self) -> Suggestions {
        match self.quote() {
            Some(_) => Suggestions::default(),
            None => {
                let mut suggestions = self.expression();
                if self.before.get(self.cursor.start..).is_some_and(|typed| "empty".starts_with(typed)) {
                    suggestions.items.extend(self.emptied());
                }
                suggestions
            }
        }
    }

    /// The word `empty`, where it may be written: in `set`, for an optional variable.
    fn emptied(&self) -> Option<Suggestion> {
        let [.., set, target] = &self.cursor.levels[..] else {
            return None;
        };
        let (Step::Key("set"), Step::Key(target)) = (set.step, target.step) else {
            return None;
        };
        let variables = &self.document().variables;
        let declaration = variables.get(target)?.declaration.as_ref()?;
        let is_word = declaration.optional && !variables.contains_key("empty");
        is_word.then(|| Suggestion::new(SuggestionKind::Word, "empty", format!("`{target}` has no value any more")))
    }

    /// Suggestions after `typed`, the part of an expression before the cursor, which begins at offset `start`.
    fn in_expression(&self, typed: &str, start: usize) -> Suggestions {
        if let Some(quote) = open_quote(typed) {
            let items = self.choices(typed.get(..quote).unwrap_or_default());
            return Suggestions { start: start + quote + 1, items };
        }
        let (word, before) = last_word(typed);
        let mut items: Vec<_> = Vec::new();
        if is_compared(before) {
            items.extend(self.choices(before).into_iter().map(|choice| {
                let insert = format!("\"{}\"", choice.insert);
                Suggestion { label: insert.clone(), insert, ..choice }
            }));
        }
        items.extend(self.variables());
        let declared = &self.document().variables;
        let surroundings = Surrounding::ALL.into_iter().filter(|one| !declared.contains_key(one.as_str()));
        items.extend(surroundings.map(|one| Suggestion::new(SuggestionKind::Word, one.as_str(), one.meaning())));
        items.extend(Function::ALL.into_iter().map(|function| {
            let insert = format!("{}(", function.name());
            Suggestion { insert, ..Suggestion::new(SuggestionKind::Word, function.name(), function.meaning()) }
        }));
        let others = ["true", "false", "date(\"\")", "time(\"\")"];
        let words = WORDS.iter().filter(|_| !before.trim().is_empty()).chain(&others);
        items.extend(words.map(|word| Suggestion::new(SuggestionKind::Word, *word, "")));
        Suggestions { start: start + typed.len() - word.len(), items }
    }

    /// The choices of the last variable in `before`, which is being compared.
    fn choices(&self, before: &str) -> Vec<Suggestion> {
        let is_part = |character: char| character.is_ascii_alphanumeric() || character == '_';
        let mut words = before.split(|character| !is_part(character)).filter(|word| !word.is_empty());
        let variables = &self.document().variables;
        let name = words.rfind(|word| !expression::WORDS.contains(word) && variables.contains_key(*word));
        let variable = name.and_then(|name| variables.get(name)?.declaration.as_ref());
        let declaration = variable.filter(|declaration| declaration.kind == Type::Choice);
        let choices = declaration.iter().flat_map(|declaration| declaration.choices.iter());
        choices.map(|choice| Suggestion::new(SuggestionKind::Value, &*choice.id, &*choice.label)).collect()
    }
}

/// Splits a text into the name at its end and the text before that.
fn last_word(text: &str) -> (&str, &str) {
    let is_part = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let before = text.trim_end_matches(is_part);
    (&text[before.len()..], before)
}

/// The offset of the quote that is still open at the end of an expression.
fn open_quote(text: &str) -> Option<usize> {
    let mut open = None;
    for (at, character) in text.char_indices() {
        match open {
            None if matches!(character, '"' | '\'') => open = Some((at, character)),
            Some((_, quote)) if quote == character => open = None,
            _ => {}
        }
    }
    open.map(|(at, _)| at)
}

/// Whether a value to test for equality comes next: after `==` or `!=`, or in a list.
fn is_compared(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with("==") || before.ends_with("!=") || before.ends_with('[') || before.ends_with(',')
}

/// The named forms of a date, after `date(` in a text, with or without the quote that opens the form.
fn date_forms(before: &str) -> Option<Vec<Suggestion>> {
    let before = before.trim_end();
    let unquoted = before.strip_suffix(['"', '\'']).unwrap_or(before);
    let filter = unquoted.strip_suffix('(')?.trim_end().strip_suffix("date")?;
    let is_open = unquoted.len() == before.len();
    filter.trim_end().ends_with('|').then(|| {
        let forms = DateStyle::ALL.iter().map(|(name, _)| {
            let insert = if is_open { format!("\"{name}\"") } else { (*name).to_owned() };
            Suggestion { insert, ..Suggestion::new(SuggestionKind::Word, *name, "") }
        });
        forms.collect()
    })
}
