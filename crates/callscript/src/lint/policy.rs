//! Policies: what a team asks of every path through its scripts, and whether it holds.
//!
//! A path begins at `start`, at an entry, or goes into an aside from any prompt that it comes to; conditions on the way are
//! not considered. What a subscript passes counts for whoever runs it. Must not know how policies are written.

mod asked;
mod check;
mod dominance;
mod findings;
mod length;
mod names;
mod passing;
mod path;
mod scripts;
mod verbatim;

#[cfg(test)]
mod tests;

use std::sync::Arc;

pub(crate) use check::{Subject, check};

/// A policy that watches nothing: nothing in its library has a name that it is about.
///
/// ```
/// use callscript::config::Config;
/// use callscript::library::Library;
/// use callscript::source::Source;
///
/// # let script = "
/// # callscript: 1
/// # id: hello
/// # title: Hello
/// # start: hello
/// # outcomes: { done: Said hello }
/// # nodes: { hello: { say: 'Hello, and goodbye.', end: done } }
/// # ";
/// let text = "[policies.consent]\nbefore = { tag = \"offer\" }\npass = \"consent\"\n";
/// let library = Library::from_sources(vec![Source::new("hello.yaml", script)])
///     .with_config(Config::read(Source::new("callscript.toml", text)));
/// let linted = library.lint_all(&[0]);
/// assert_eq!(linted.idle_policies[0].name, "consent");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdlePolicy {
    /// Its name.
    pub name: String,
    /// The file in which it stands, as findings name it.
    pub file: Arc<str>,
}
