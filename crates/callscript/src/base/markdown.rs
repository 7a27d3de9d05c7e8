//! Markdown in which words from outside are nothing but words: no markup, no link, no mention of a person or an issue, no
//! formula; by the standard, by GitHub's additions to it, and by what GitHub makes of text afterwards.
//!
//! The one writer of Markdown. Its own markup is part of the program (`&'static str`), so that nothing from outside can
//! be written as markup by mistake. Must not know what a page is about.

mod words;

use super::inert;

use self::words::Place;

/// A page, or a part of one.
///
/// ```
/// use callscript::internal::markdown::Markdown;
///
/// let mut page = Markdown::default();
/// page.markup("- **Answered:** ").text("*no*, see www.example.org").markup("\n");
/// assert_eq!(page.as_str(), "- **Answered:** \\*no\\*, see `www.example.org`\n");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markdown(String);

impl Markdown {
    /// Markup and words of this program.
    pub fn markup(&mut self, markup: &'static str) -> &mut Self {
        self.0 += markup;
        self
    }

    /// A number.
    pub fn number(&mut self, number: usize) -> &mut Self {
        self.0 += &number.to_string();
        self
    }

    /// Words from outside, on one line.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.write(text, inert::words)
    }

    /// Words from outside in which every mark of direction is shown, for those who review them.
    pub fn reviewed(&mut self, text: &str) -> &mut Self {
        self.write(text, inert::escape)
    }

    /// A name from outside, as code.
    pub fn code(&mut self, name: &str) -> &mut Self {
        let name = inert::escape(name);
        let code = words::code(if name.is_empty() { "\"\"" } else { &name }, self.place());
        self.0 += &code;
        self
    }

    /// Text of this program in which names are in backticks.
    pub fn with_names(&mut self, said: &str) -> &mut Self {
        for (at, part) in said.split('`').enumerate() {
            if at % 2 == 1 {
                self.code(part)
            } else {
                self.reviewed(part)
            };
        }
        self
    }

    /// Words from outside as a block quote, line by line, without a line end after the last one.
    pub fn quote(&mut self, text: &str) -> &mut Self {
        for (at, line) in text.trim_end().lines().enumerate() {
            self.markup(if at == 0 { "> " } else { "  \n> " }).text(line);
        }
        self
    }

    /// Another part.
    pub fn append(&mut self, part: &Self) -> &mut Self {
        self.0 += &part.0;
        self
    }

    /// What was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What was written.
    pub fn into_string(self) -> String {
        self.0
    }

    fn write(&mut self, text: &str, shown: fn(&str) -> std::borrow::Cow<'_, str>) -> &mut Self {
        let text = text.replace(['\n', '\r', '\t'], " ");
        words::write(&shown(&text), self.place(), &mut self.0);
        self
    }

    /// The place where the next words go.
    fn place(&self) -> Place {
        let line = self.0.rsplit('\n').next().unwrap_or_default();
        if line.chars().all(|character| matches!(character, ' ' | '-' | '>' | '#')) {
            Place::LineStart
        } else if line.starts_with('|') {
            Place::Table
        } else {
            Place::Line
        }
    }
}

#[cfg(test)]
mod tests;
