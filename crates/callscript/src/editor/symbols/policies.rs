//! Collects the names in policies, of a script or of the configuration.
//!
//! Must not know how policies are checked.

use super::collect::Collector;
use super::{Kind, Symbol};
use crate::base::source::Name;
use crate::document::Document;
use crate::document::policy::{By, Demand, Policy};

/// The nodes, outcomes and scripts that policies name. Those of a script, whose index is `home`, apply to it alone; those
/// of the configuration to the scripts that they list, or to all. What several of them have is an occurrence of each.
pub(super) fn collect(collector: &mut Collector<'_>, policies: &[Policy], home: Option<usize>) {
    for policy in policies {
        let scripts = scope(collector, policy, home);
        let named: Option<(Kind, &[Name])> = match &policy.demand {
            Demand::Before { target: nodes, .. } | Demand::Verbatim { nodes, .. } => match nodes.by {
                By::Node => Some((Kind::Node, &nodes.names)),
                By::Outcome => Some((Kind::Outcome, &nodes.names)),
                By::Tag | By::Action | By::Sensitive => None,
            },
            Demand::Ends { outcomes, .. } => Some((Kind::Outcome, outcomes)),
            Demand::AtMost { .. } => None,
        };
        let Some((kind, listed)) = named else {
            continue;
        };
        for name in listed {
            let symbols = collector.symbols;
            for &at in scripts.iter().filter(|&&at| declares(symbols.document(at), kind, &name.value)) {
                let symbol = Symbol { kind, file: Some(at), node: None, name: name.value.clone() };
                collector.name(symbol, name.span, false);
            }
        }
    }
}

/// The scripts that a policy applies to. Adds their ids where the policy lists them.
fn scope(collector: &mut Collector<'_>, policy: &Policy, home: Option<usize>) -> Vec<usize> {
    let Some(ids) = &policy.scripts else {
        let every = 0..collector.symbols.library.files().len();
        return every.filter(|at| home.is_none_or(|home| home == *at)).collect();
    };
    let mut scripts = Vec::new();
    for id in ids {
        let at = collector.symbols.place(&id.value);
        collector.add(Kind::Script, at, &id.value, id.span, false);
        scripts.extend(at);
    }
    scripts
}

fn declares(document: Option<&Document>, kind: Kind, name: &str) -> bool {
    document.is_some_and(|document| match kind {
        Kind::Node => document.nodes.contains_key(name),
        _ => document.outcomes.contains_key(name),
    })
}
