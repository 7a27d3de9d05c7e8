//! Policies on words: what a node says must be the text of a file, word for word.
//!
//! White space between words is ignored, since nobody hears it.

use super::placed_policy::PlacedPolicy;
use super::scripts::Scripts;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Source, Span};
use crate::document::policy::Selector;
use crate::document::{Node, Text};
use crate::syntax::yaml;

/// How many words a message quotes, from the first difference on.
const SHOWN: usize = 4;

/// The words of a file.
pub(super) struct ExpectedWords<'t> {
    file: &'t str,
    words: Vec<&'t str>,
}

impl<'t> ExpectedWords<'t> {
    pub(super) fn new(text: &'t Source) -> Self {
        Self { file: text.name(), words: text.text().trim_start_matches('\u{feff}').split_whitespace().collect() }
    }
}

/// Findings for the nodes whose words differ from those of the file.
pub(super) fn check<'l>(
    placed: &PlacedPolicy<'l>,
    scripts: &Scripts<'l>,
    at: usize,
    nodes: &Selector,
    expected: &ExpectedWords<'_>,
) -> Vec<Diagnostic> {
    let all = scripts.document(at).nodes.iter().enumerate();
    let meant = all.filter(|&(place, (_, node))| !node.faulty && scripts.why_selected(at, place, nodes).is_some());
    let file = scripts.file(at);
    let findings = meant.filter_map(|(_, (id, node))| {
        let (span, fact) = first_difference(file.source(), (id, node), expected)?;
        let cure = if node.verbatim {
            format!("say the words of `{}`, or change that file", expected.file)
        } else {
            format!("add `verbatim: true` and the words of `{}`", expected.file)
        };
        Some(placed.finding(file.name(), span, &fact).help(placed.help(&cure)).node(id))
    });
    findings.collect()
}

/// The first difference between a node and the expected words, and its place.
fn first_difference(
    source: &Source,
    (id, node): (&str, &Node),
    expected: &ExpectedWords<'_>,
) -> Option<(Span, String)> {
    let ExpectedWords { file, words } = expected;
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

/// The place of a word by its index, or the whole text if it has fewer words.
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
