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

use self::tape::Tape;

/// Texts of scripts, the outermost first.
#[derive(Clone)]
pub(crate) struct Texts(pub(crate) Vec<String>);

/// The library that these numbers make; of a hundred variables `sensitive` are that.
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
