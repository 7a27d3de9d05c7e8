//! Measures every path of a small library.

use super::model::{Exit, Model, Node, Way};

/// The length of the longest path over edges, from the start, an entry or an aside.
pub(super) fn longest(model: &Model, script: usize, length: &dyn Fn(&Node) -> u32) -> u32 {
    let own = &model.scripts[script];
    let asides = own.asides.iter().filter_map(|aside| match aside {
        Way::Node(node) => Some(*node),
        _ => None,
    });
    let roots = [0].into_iter().chain(own.entries.iter().copied()).chain(asides);
    let mut most = 0;
    for root in roots {
        each_end(model, script, root, length, &mut |outcome, total| {
            let after = own.after.filter(|_| outcome == 0);
            most = most.max(
                total + after.map_or(0, |after| inside(model, after, length).into_iter().flatten().max().unwrap_or(0)),
            );
        });
    }
    most
}

/// The length of the longest path through a subscript, by outcome.
fn inside(model: &Model, script: usize, length: &dyn Fn(&Node) -> u32) -> [Option<u32>; 2] {
    let mut most = [None; 2];
    let mut roots = vec![0];
    for aside in &model.scripts[script].asides {
        match aside {
            Way::Node(node) => roots.push(*node),
            Way::End(outcome) => most[*outcome] = most[*outcome].or(Some(0)),
            Way::Retry(..) => {}
        }
    }
    for root in roots {
        each_end(model, script, root, length, &mut |outcome, total| most[outcome] = most[outcome].max(Some(total)));
    }
    most
}

/// Calls `each` with the outcome and length of every path from a node to an end.
fn each_end(
    model: &Model,
    script: usize,
    node: usize,
    length: &dyn Fn(&Node) -> u32,
    each: &mut dyn FnMut(usize, u32),
) {
    let own = &model.scripts[script].nodes[node];
    let here = length(own);
    let mut ways: Vec<(&Way, u32)> = own.cannot_give.iter().map(|way| (way, 0)).collect();
    match &own.exit {
        Exit::Answers(all) | Exit::Decide(all) => ways.extend(all.iter().map(|way| (way, 0))),
        Exit::Run(callee, all) => {
            let inside = inside(model, *callee, length);
            ways.extend(all.iter().zip(inside).filter_map(|(way, inside)| Some((way, inside?))));
        }
        Exit::End(outcome) => each(*outcome, here),
    }
    for (way, between) in ways {
        let way = match way {
            Way::Retry(_, Some(otherwise)) => otherwise,
            way => way,
        };
        match way {
            Way::Node(next) => {
                each_end(model, script, *next, length, &mut |outcome, total| each(outcome, here + between + total));
            }
            Way::End(outcome) => each(*outcome, here + between),
            Way::Retry(..) => {}
        }
    }
}
