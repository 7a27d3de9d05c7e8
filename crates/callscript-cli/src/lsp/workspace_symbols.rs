//! Workspace symbols: what scripts declare, found by a part of its name or label.
//!
//! Must not know how scripts are found.

use std::collections::BinaryHeap;

use callscript::internal::inert::words;
use callscript::internal::symbols::Kind;
use callscript_project::workspace::{Declared, Workspace};
use lsp_types::{SymbolInformation, SymbolKind, WorkspaceSymbolParams};

use super::positions;

/// The most symbols to send: nobody reads more, and the editor asks again when more has been typed.
const MAX_SYMBOLS: usize = 256;

/// What matches the query: the best match first.
#[expect(deprecated, reason = "the struct has a field that nobody uses any more")]
pub(super) fn found(workspace: &Workspace, params: &WorkspaceSymbolParams) -> Vec<SymbolInformation> {
    let query = folded(&params.query);
    // The worst of those kept so far is on top.
    let mut best: BinaryHeap<Found> = BinaryHeap::new();
    workspace.declarations(&mut |declared| {
        if let Some(found) = candidate(&declared, &query)
            && (best.len() < MAX_SYMBOLS || best.peek().is_some_and(|worst| found < *worst))
        {
            best.push(found);
            if best.len() > MAX_SYMBOLS {
                best.pop();
            }
        }
    });
    let symbols = best.into_sorted_vec().into_iter().map(|found| SymbolInformation {
        name: found.name,
        kind: found.kind.0,
        tags: None,
        deprecated: None,
        location: found.location.0,
        container_name: found.container,
    });
    symbols.collect()
}

/// A symbol that matches; the order is that of the answer.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    rank: Rank,
    /// Shorter names first: more of them was typed.
    length: usize,
    name: String,
    container: Option<String>,
    kind: Unordered<SymbolKind>,
    location: Unordered<lsp_types::Location>,
}

/// How well a name matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Whole,
    Start,
    /// At the start of a word in it.
    Word,
    Inside,
    /// Its letters are there in this order, with others in between.
    Scattered,
}

fn candidate(declared: &Declared<'_>, query: &str) -> Option<Found> {
    let symbol = &declared.occurrence.symbol;
    let kind = match symbol.kind {
        Kind::Script => SymbolKind::MODULE,
        Kind::Node => SymbolKind::FUNCTION,
        Kind::Variable => SymbolKind::VARIABLE,
        Kind::Outcome => SymbolKind::EVENT,
        Kind::Aside | Kind::Entry => SymbolKind::STRING,
        Kind::Answer => return None,
    };
    let name = words(&declared.called).into_owned();
    let rank = [name.as_str(), &symbol.name].into_iter().filter_map(|name| rank(&folded(name), query)).min()?;
    let container = declared.script.id().filter(|_| symbol.kind != Kind::Script).map(str::to_owned);
    let location = Unordered(positions::location(declared.location)?);
    Some(Found { rank, length: name.chars().count(), name, container, kind: Unordered(kind), location })
}

/// How well a name matches a query; `None` if it does not. Both are folded.
fn rank(name: &str, query: &str) -> Option<Rank> {
    match name.find(query) {
        Some(0) if name.len() == query.len() => Some(Rank::Whole),
        Some(0) => Some(Rank::Start),
        Some(_) if name.match_indices(query).any(|(at, _)| begins_word(name, at)) => Some(Rank::Word),
        Some(_) => Some(Rank::Inside),
        None => {
            let mut letters = name.chars();
            let is_there = query.chars().all(|wanted| letters.any(|letter| letter == wanted));
            is_there.then_some(Rank::Scattered)
        }
    }
}

fn begins_word(name: &str, at: usize) -> bool {
    name.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|before| !before.is_alphanumeric())
}

/// A name as it is compared: without case, and with one kind of space between words.
fn folded(name: &str) -> String {
    name.to_lowercase().replace(['-', '_'], " ")
}

/// A part of a symbol by which it is not ordered.
#[derive(Debug)]
struct Unordered<T>(T);

impl<T> PartialEq for Unordered<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Unordered<T> {}

impl<T> PartialOrd for Unordered<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Unordered<T> {
    fn cmp(&self, _: &Self) -> std::cmp::Ordering {
        std::cmp::Ordering::Equal
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_with_the_query_comes_before_what_only_has_its_letters() {
        for (name, query, expected) in [
            ("check-power", "Check_Power", Some(Rank::Whole)),
            ("check-power", "check", Some(Rank::Start)),
            ("check-power", "pow", Some(Rank::Word)),
            ("check-power", "ower", Some(Rank::Inside)),
            ("check-power", "chp", Some(Rank::Scattered)),
            ("check-power", "powch", None),
            ("Größe", "GRÖ", Some(Rank::Start)),
            ("anything", "", Some(Rank::Start)),
        ] {
            assert_eq!(rank(&folded(name), &folded(query)), expected, "{name} {query}");
        }
    }
}
