//! Policies on words: what a node says is what stands in a file, word for word.
//!
//! Line ends and blanks between words do not count: nobody hears them.

use super::asked::Asked;
use super::scripts::Scripts;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Source, Span};
use crate::document::policy::Selector;
use crate::document::{Node, Text};
use crate::syntax::yaml;

/// Words that are shown from the first on that differs.
const SHOWN: usize = 4;

/// The words of a file.
pub(super) struct Wanted<'t> {
    file: &'t str,
    words: Vec<&'t str>,
}

impl<'t> Wanted<'t> {
    pub(super) fn new(text: &'t Source) -> Self {
        Self { file: text.name(), words: text.text().trim_start_matches('\u{feff}').split_whitespace().collect() }
    }
}

/// Where the words of nodes are not those of a file.
pub(super) fn check<'l>(
    asked: &Asked<'l>,
    scripts: &Scripts<'l>,
    at: usize,
    nodes: &Selector,
    wanted: &Wanted<'_>,
) -> Vec<Diagnostic> {
    let all = scripts.document(at).nodes.iter().enumerate();
    let meant = all.filter(|&(place, (_, node))| !node.faulty && scripts.meant(at, place, nodes).is_some());
    let file = scripts.file(at);
    let findings = meant.filter_map(|(_, (id, node))| {
        let (span, fact) = differs(file.source(), (id, node), wanted)?;
        let cure = if node.verbatim {
            format!("say the words of `{}`, or change that file", wanted.file)
        } else {
            format!("add `verbatim: true` and the words of `{}`", wanted.file)
        };
        Some(asked.finding(file.name(), span, &fact).help(asked.help(&cure)).node(id))
    });
    findings.collect()
}

/// What is not as it should be in one node, and where.
fn differs(source: &Source, (id, node): (&str, &Node), wanted: &Wanted<'_>) -> Option<(Span, String)> {
    let Wanted { file, words } = wanted;
    if node.say.is_empty() {
        return Some((node.span, format!("`{id}` says nothing, but should say the words of `{file}`")));
    }
    if !node.verbatim {
        return Some((node.span, format!("`{id}` is not marked `verbatim: true`, but must say the words of `{file}`")));
    }
    node.say.iter().find_map(|say| {
        let said: Vec<&str> = say.text.as_str().split_whitespace().collect();
        let at = (0..said.len().max(words.len())).find(|&at| said.get(at) != words.get(at))?;
        let span = place(source, &say.text, at);
        let shown = |words: &[&str]| words.iter().skip(at).take(SHOWN).copied().collect::<Vec<_>>().join(" ");
        let fact = match (shown(&said), shown(words)) {
            (here, there) if here.is_empty() => format!("`{id}` stops before `{there}` of `{file}`"),
            (here, there) if there.is_empty() => format!("`{id}` goes on with `{here}`, but `{file}` does not"),
            (here, there) => format!("`{id}` says `{here}`, but `{file}` has `{there}`"),
        };
        Some((span, fact))
    })
}

/// Where the word with that number stands, from 0; the whole text if it has fewer.
fn place(source: &Source, text: &Text, number: usize) -> Span {
    let mut end = 0;
    let pieces = text.as_str().split_inclusive(char::is_whitespace).map(|piece| {
        let start = end;
        end += piece.len();
        Span::new(start, start + piece.trim_end().len())
    });
    let word = pieces.filter(|word| word.start < word.end).nth(number);
    word.map_or_else(|| text.span(), |word| yaml::locate(source, &text.scalar, word))
}
