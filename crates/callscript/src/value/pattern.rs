//! The `pattern` of a text: a regular expression that the whole of it must match.

use std::sync::Arc;

use regex::{Regex, RegexBuilder};

/// A regular expression that a whole text must match; equal if it was written alike.
#[derive(Debug, Clone)]
pub struct Pattern {
    source: Arc<str>,
    regex: Regex,
}

/// Why a pattern is no regular expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PatternError(String);

impl Pattern {
    /// How much memory one pattern may take once compiled.
    const MAX_BYTES: usize = 1 << 20;

    /// A pattern from what the author wrote, without anchors.
    ///
    /// # Errors
    ///
    /// Why it is no regular expression.
    pub fn new(source: &str) -> Result<Self, PatternError> {
        compile(source)?;
        let regex = compile(&format!(r"\A(?:{source})\z"))?;
        Ok(Self { source: source.into(), regex })
    }

    /// What the author wrote.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// Whether the whole of `text` matches.
    pub fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

fn compile(source: &str) -> Result<Regex, PatternError> {
    let regex = RegexBuilder::new(source).size_limit(Pattern::MAX_BYTES).build();
    regex.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => PatternError("it is too large".to_owned()),
        error => PatternError(last_line(&error.to_string())),
    })
}

/// The sentence at the end of what `regex` says, without the drawing above it.
fn last_line(message: &str) -> String {
    let line = message.lines().last().unwrap_or(message);
    line.trim_start_matches("error: ").trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_text_must_match() {
        let pattern = Pattern::new("a|ab|[0-9]{2}").unwrap();
        for (text, matches) in [("a", true), ("ab", true), ("12", true), ("123", false), ("ab\n", false), ("", false)] {
            assert_eq!(pattern.matches(text), matches, "{text:?}");
        }
    }

    #[test]
    fn what_is_no_pattern_says_why() {
        for (source, why) in [("(", "unclosed group"), ("a)(b", "unopened group"), (r"\w{9999}{99}", "it is too large")]
        {
            assert_eq!(Pattern::new(source).unwrap_err().to_string(), why, "{source}");
        }
    }
}
