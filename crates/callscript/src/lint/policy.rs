//! Policies: what a team requires of every path through its scripts.
//!
//! A path begins at `start` or at an entry; it may enter an aside at any prompt. Conditions are ignored. Nodes that a
//! subscript passes count for its caller. Must not know how policies are written.

mod check;
mod dominance;
mod findings;
mod length;
mod names;
mod passing;
mod path;
mod placed_policy;
mod scripts;
mod verbatim;

#[cfg(test)]
mod tests;

use std::sync::Arc;

pub(crate) use check::{Subject, check};

/// A policy that applies to nothing: the library has no node, tag, action or outcome that it names.
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
/// let linted = library.lint_report(&[0]);
/// assert_eq!(linted.idle_policies[0].name, "consent");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdlePolicy {
    /// Its name.
    pub name: String,
    /// The name of the file that contains it.
    pub file: Arc<str>,
}
