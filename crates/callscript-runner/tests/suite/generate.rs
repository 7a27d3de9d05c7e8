//! Random libraries: one to three scripts with every exit and every kind of edge, as text.
//!
//! Generated from a list of numbers, so that shrinking the numbers shrinks the library. Edges lead from earlier nodes
//! to later ones, and variables are mostly set before they are read, so that a good part has no findings; the rest is
//! not walked. Knows the format, not the linter.

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

use self::tape::Tape;

/// The texts of scripts, the outermost first.
#[derive(Clone)]
pub(crate) struct Texts(pub(crate) Vec<String>);

/// The library generated from these numbers; `sensitive` percent of its variables are sensitive.
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
    /// The outermost script, if it has no errors.
    pub(crate) fn checked(&self) -> Option<Arc<Script>> {
        self.library().check_file(0).ok()
    }

    pub(crate) fn library(&self) -> Library {
        let sources = (0..).zip(&self.0).map(|(at, text): (usize, _)| Source::new(format!("{at}.yaml"), text.as_str()));
        Library::from_sources(sources.collect())
    }
}

/// The texts as a person would read them.
impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}
