//! The `pattern` of a text variable.

use std::sync::Arc;

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind};

/// A regular expression that a whole text must match. Patterns are equal if their source is.
#[derive(Debug, Clone)]
pub struct Pattern {
    source: Arc<str>,
    regex: Regex,
}

/// Why a pattern is not a valid regular expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PatternError(String);

impl Pattern {
    /// The maximum size of a compiled pattern, in bytes.
    const MAX_BYTES: usize = 1 << 20;

    /// Compiles a pattern, which has no anchors of its own.
    ///
    /// # Errors
    ///
    /// If it is not a valid regular expression, or too large.
    pub fn new(source: &str) -> Result<Self, PatternError> {
        compile(source)?;
        let regex = compile(&format!(r"\A(?:{source})\z"))?;
        Ok(Self { source: source.into(), regex })
    }

    /// The source of the pattern.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// A text that matches, if one is found quickly.
    pub fn example(&self) -> Option<String> {
        let mut text = String::new();
        example(&regex_syntax::parse(&self.source).ok()?, &mut text)?;
        self.matches(&text).then_some(text)
    }

    /// Whether the whole of `text` matches.
    pub fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
}

/// Appends a short text that the expression probably matches.
fn example(hir: &Hir, text: &mut String) -> Option<()> {
    const LONGEST: usize = 1_000;
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(str::from_utf8(&literal.0).ok()?),
        HirKind::Class(Class::Unicode(class)) => text.push(plainest(class)?),
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Repetition(repetition) => {
            for _ in 0..repetition.min {
                example(&repetition.sub, text)?;
                if text.len() > LONGEST {
                    return None;
                }
            }
        }
        HirKind::Capture(capture) => example(&capture.sub, text)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| example(part, text))?,
        HirKind::Alternation(parts) => example(parts.first()?, text)?,
    }
    Some(())
}

/// The most ordinary character of a class.
fn plainest(class: &ClassUnicode) -> Option<char> {
    let holds = |character: char| class.iter().any(|range| (range.start()..=range.end()).contains(&character));
    let plain = ['1', 'a', 'A', '-', ' '].into_iter().find(|character| holds(*character));
    let first = || class.iter().flat_map(|range| (range.start()..=range.end()).take(64));
    plain.or_else(|| first().find(|character| !character.is_control()))
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
        error => PatternError(fault(source).unwrap_or_else(|| error.to_string())),
    })
}

/// The syntax error of a pattern, without the picture that `regex` adds.
fn fault(source: &str) -> Option<String> {
    match regex_syntax::parse(source).err()? {
        regex_syntax::Error::Parse(error) => Some(error.kind().to_string()),
        regex_syntax::Error::Translate(error) => Some(error.kind().to_string()),
        _ => None,
    }
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
    fn an_example_matches() {
        let cases = [
            ("[0-9]{8}", Some("11111111")),
            ("[A-Z]{2}-?[0-9]+", Some("AA1")),
            ("(yes|no)( please)?", Some("yes")),
            (".+@.+", Some("1@1")),
            ("[^ -~]", Some("\u{a0}")),
            ("", Some("")),
            (r"a\b\B", None),
            ("a{2000}", None),
        ];
        for (source, example) in cases {
            assert_eq!(Pattern::new(source).unwrap().example().as_deref(), example, "{source}");
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
