//! The `pattern` of a text variable: checked when it is read, compiled when a text is first matched.
//!
//! What it takes in memory is known before: a library has one budget for all of its patterns.

mod example;
mod size;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use regex_automata::nfa::thompson::pikevm::PikeVM;
use regex_automata::nfa::thompson::{Compiler, Config, WhichCaptures};
use regex_syntax::ast;
use regex_syntax::hir::Hir;

/// A regular expression that a whole text must match. Patterns are equal if their source is. Clones share what was
/// compiled.
#[derive(Clone)]
pub struct Pattern {
    source: Arc<str>,
    size: usize,
    compiled: Arc<Mutex<Option<Arc<PikeVM>>>>,
}

/// Why a pattern is not a valid regular expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PatternError(String);

impl Pattern {
    /// What the smallest pattern takes, in bytes.
    const LEAST_SIZE: usize = 512;

    /// The maximum size of one pattern, in bytes.
    const MAX_SIZE: usize = 3 << 19;

    /// The maximum size of all different patterns of a library together, in bytes.
    pub(crate) const BUDGET: usize = 32 << 20;

    /// What to do where patterns are beyond the budget.
    pub(crate) const HELP_TO_SHRINK: &str =
        r"every repetition of a large class counts: `\w{20}` takes twenty times as much as `\w+`";

    /// Checks a pattern, which has no anchors of its own.
    ///
    /// # Errors
    ///
    /// If it is not a valid regular expression, or too large.
    pub fn new(source: &str) -> Result<Self, PatternError> {
        let too_large = || PatternError("it is too large".to_owned());
        if size::parsing(source) > Self::MAX_SIZE {
            return Err(too_large());
        }
        ast::parse::Parser::new().parse(source).map_err(|error| PatternError(error.kind().to_string()))?;
        let size = Self::LEAST_SIZE + size::size(&parse(source)?);
        if size > Self::MAX_SIZE {
            return Err(too_large());
        }
        Ok(Self { source: source.into(), size, compiled: Arc::default() })
    }

    /// The source of the pattern.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// The bytes that it takes in memory once it is compiled, roughly.
    pub(crate) fn size(&self) -> usize {
        self.size
    }

    /// A text that matches, if one is found quickly.
    pub fn example(&self) -> Option<String> {
        let mut text = String::new();
        example::example(&regex_syntax::parse(&self.source).ok()?, &mut text)?;
        self.matches(&text).then_some(text)
    }

    /// Whether the whole of `text` matches.
    pub fn matches(&self, text: &str) -> bool {
        // What was parsed can be compiled: nothing else limits it.
        self.compiled().is_some_and(|compiled| compiled.is_match(&mut compiled.create_cache(), text))
    }

    fn compiled(&self) -> Option<Arc<PikeVM>> {
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if compiled.is_none() {
            *compiled = compile(&self.source).map(Arc::new);
        }
        compiled.clone()
    }

    /// Frees what was compiled: nobody waits for the next text.
    pub(crate) fn free(&self) {
        *self.compiled.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// The different patterns of a script, each parsed once, within the budget of a library.
#[derive(Debug, Default)]
pub(crate) struct Patterns {
    known: HashMap<String, Result<Pattern, PatternError>>,
    size: usize,
}

impl Patterns {
    /// The pattern with this source; `None` if it is beyond the budget.
    pub(crate) fn get(&mut self, source: &str) -> Option<Result<Pattern, PatternError>> {
        if let Some(known) = self.known.get(source) {
            return Some(known.clone());
        }
        let parsing = size::parsing(source).min(Pattern::MAX_SIZE);
        if self.size + parsing > Pattern::BUDGET {
            return None;
        }
        let pattern = Pattern::new(source);
        // One that is refused has been parsed, too.
        let size = pattern.as_ref().map_or(parsing, |pattern| pattern.size.max(parsing));
        if self.size + size > Pattern::BUDGET {
            return None;
        }
        self.size += size;
        self.known.insert(source.to_owned(), pattern.clone());
        Some(pattern)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.source).finish()
    }
}

/// Parses a pattern together with its anchors.
fn parse(source: &str) -> Result<Hir, PatternError> {
    regex_syntax::parse(&format!(r"\A(?:{source})\z")).map_err(|error| {
        PatternError(match error {
            regex_syntax::Error::Parse(error) => error.kind().to_string(),
            regex_syntax::Error::Translate(error) => error.kind().to_string(),
            error => error.to_string(),
        })
    })
}

fn compile(source: &str) -> Option<PikeVM> {
    let config = Config::new().which_captures(WhichCaptures::None);
    let nfa = Compiler::new().configure(config).build_from_hir(&parse(source).ok()?).ok()?;
    PikeVM::new_from_nfa(nfa).ok()
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
    fn the_size_of_a_pattern_is_about_what_it_takes_once_it_is_compiled() {
        let sources = [
            "a{2000}",
            "[a-z]{0,3000}",
            r"\w{20}",
            r"[\pL\d]{20}7",
            r"\d{100}",
            r"[^\d]{50}",
            ".{500}",
            r"(?i)\pL{10}",
            r"\p{Lu}{30}",
            r"\p{Han}{200}",
            "(?:ab|cd){300}",
            "(?:a|b|c){300}",
            "(?:[ab]c?){500}",
            "(?:a*b){500}",
            "(?:a|){500}",
            "(?:(?:a?)?){500}",
            r"(?:\b){1000}",
            "(?:abc|abd|abe|abf){100}",
            "[àâäéèêëîïôöùûü]{99}",
            "(?:a{3}){100,200}",
            "(?:a{2,}){300}",
            "[acegikmoqsuwy]{300}",
            r"(?:\W|\S){9}",
            r"(?-u:\w){500}",
        ];
        for source in sources {
            let pattern = Pattern::new(source).unwrap_or_else(|error| panic!("{source}: {error}"));
            assert!(!pattern.matches("?"), "{source}");
            let compiled = pattern.compiled().unwrap().get_nfa().memory_usage();
            assert!(compiled < 2 * pattern.size(), "{source}: {compiled} in place of {}", pattern.size());
            pattern.free();
            assert!(pattern.compiled.lock().unwrap().is_none());
        }
    }

    #[test]
    fn clones_share_what_is_compiled() {
        let pattern = Pattern::new("[a-z]+").unwrap();
        let clone = pattern.clone();
        assert!(clone.compiled.lock().unwrap().is_none() && pattern.matches("abc"));
        assert!(clone.compiled.lock().unwrap().is_some());
    }

    #[test]
    fn equal_patterns_of_a_script_count_once() {
        let mut patterns = Patterns::default();
        let large = |at: usize| format!(r"\w{{20}}{at}");
        assert!((0..1000).all(|_| patterns.get(&large(0)).is_some_and(|pattern| pattern.is_ok())));
        let fit = (0..1000).filter(|at| patterns.get(&large(*at)).is_some()).count();
        assert!((10..100).contains(&fit), "{fit}");
    }

    #[test]
    fn what_is_no_pattern_says_why() {
        for (source, why) in [("(", "unclosed group"), ("a)(b", "unopened group"), (r"\w{9999}{99}", "it is too large")]
        {
            assert_eq!(Pattern::new(source).unwrap_err().to_string(), why, "{source}");
        }
    }
}
