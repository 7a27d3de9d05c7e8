//! Libraries made at random: one to three scripts with every exit and every kind of edge, as text.
//!
//! Made of numbers, so that whoever shrinks those shrinks the library. Edges lead from earlier nodes to later ones, and
//! what is read is mostly what is set, so a good part lints clean; what does not is not walked. Knows the format, not
//! the linter.

mod exits;
mod script;
mod shapes;
mod tape;
mod words;
mod yaml;

use std::fmt;
use std::sync::Arc;

use callscript::library::Library;
use callscript::script::Script;
use callscript::source::Source;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use self::tape::Tape;
use crate::support::repeatable;

/// Texts of scripts, the outermost first.
#[derive(Clone)]
pub(crate) struct Texts(pub(crate) Vec<String>);

/// Libraries; of a hundred variables `sensitive` are that.
pub(crate) fn libraries(sensitive: usize) -> impl Strategy<Value = Texts> {
    prop::collection::vec(any::<u16>(), 800).prop_map(move |numbers| make(&numbers, sensitive))
}

/// The library that these numbers make.
pub(crate) fn make(numbers: &[u16], sensitive: usize) -> Texts {
    let mut tape = Tape::new(numbers);
    let sloppy = tape.chance(25);
    let count = tape.between(1, 3);
    let mut made = Vec::new();
    for id in &["leaf", "inner", "outer"][3 - count..] {
        let script = script::make(id, &made, sloppy, sensitive, &mut tape);
        made.push(script);
    }
    made.reverse();
    Texts(made.into_iter().map(|script| script.text).collect())
}

impl Texts {
    /// The outermost script, if it may be walked.
    pub(crate) fn checked(&self) -> Option<Arc<Script>> {
        self.library().check_file(0).ok()
    }

    pub(crate) fn library(&self) -> Library {
        let sources = (0..).zip(&self.0).map(|(at, text): (usize, _)| Source::new(format!("{at}.yaml"), text.as_str()));
        Library::from_sources(sources.collect())
    }
}

/// As one would read them.
impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

/// What must be found in libraries that lint clean: every exit, every kind of edge, every type, and so on.
const PARTS: &str = "answers: goto: decide: run: action: end: resume: retry: else: cannot_give: collect: set: with: take: when: id:
    read_only: entries: anytime: after: for: channels: guidance: verbatim: input: optional: sensitive: default: min: pattern: choices:
    text integer number boolean choice date time phone email {{ {% defined default( upper decimals( plural( not and or in";

#[test]
fn a_good_part_of_the_libraries_lints_clean_and_they_hold_everything() {
    const COUNT: usize = 200;
    let mut runner = TestRunner::new(repeatable(1));
    let made = (0..COUNT).map(|_| libraries(15).new_tree(&mut runner).unwrap().current());
    let clean: Vec<String> = made.filter(|texts| texts.checked().is_some()).map(|texts| format!("{texts:?}")).collect();
    assert!((COUNT / 2..COUNT * 19 / 20).contains(&clean.len()), "{} of {COUNT} lint clean", clean.len());
    for part in PARTS.split_whitespace() {
        let begins = |text: &&String| text.contains(&format!(" {part}")) || text.contains(&format!("\n{part}"));
        let count = clean.iter().filter(begins).count();
        assert!(count * 20 > clean.len(), "only {count} of {} hold `{part}`", clean.len());
    }
}
