//! Property tests: policies against an enumeration of every path.

mod length;
mod model;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;

use self::model::{Exit, Model, Node, Script, Tape, Way};
use self::walk::{Goal, Walk};
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Source;
use crate::document::config::Config;
use crate::library::Library;
use crate::testing::repeatable;

/// The findings of policies in the scripts of a model, with a configuration.
fn findings(model: &Model, policies: &str) -> Vec<Diagnostic> {
    let library = Library::from_sources(model.sources());
    let config = Config::read(Source::new("callscript.toml", policies));
    assert!(config.findings().is_empty(), "{policies}: {:?}", config.findings());
    let mut findings = library.with_config(config).lint();
    findings.retain(|finding| finding.rule.name == "policy");
    findings
}

/// A script's id, and a node's id if there is one.
type Place = (String, Option<String>);

/// The path that each finding shows, by script and node.
fn paths(findings: &[Diagnostic]) -> BTreeMap<Place, Vec<String>> {
    let mut paths = BTreeMap::new();
    for finding in findings {
        let path = finding.message.rsplit(": ").next().unwrap();
        let path = path.split(" -> ").map(str::to_owned).collect();
        let earlier = paths.insert((finding.script.clone().unwrap(), finding.node.clone()), path);
        assert!(earlier.is_none(), "two findings at {finding:?}");
    }
    paths
}

/// The shortest violating paths of every script that the policy applies to, by script and node, found by enumeration.
fn walked(model: &Model, goal: Goal, about: &[usize]) -> Option<BTreeMap<Place, BTreeSet<Vec<String>>>> {
    let mut all = BTreeMap::new();
    for &script in about {
        for (node, paths) in Walk::new(model, goal, script, about).paths()? {
            all.insert((format!("s{script}"), node), paths);
        }
    }
    Some(all)
}

fn compare(model: &Model, goal: Goal, about: &[usize], policy: &str) -> Result<(), TestCaseError> {
    let Some(walked) = walked(model, goal, about) else {
        return Err(TestCaseError::reject("too many paths"));
    };
    let found = paths(&findings(model, policy));
    let keys = |key: &Place| format!("{key:?}");
    prop_assert_eq!(
        found.keys().map(keys).collect::<Vec<_>>(),
        walked.keys().map(keys).collect::<Vec<_>>(),
        "{}",
        model.text()
    );
    for (place, path) in &found {
        prop_assert!(
            walked[place].contains(path),
            "{place:?}: {path:?} is not in {:?}\n{}",
            walked[place],
            model.text()
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(repeatable())]

    #[test]
    fn before_a_node_the_findings_are_those_of_all_paths(tape in vec(any::<u8>(), 200)) {
        let model = Model::new(Tape::new(tape));
        let policy = "policies.p = { before = { tag = 't' }, pass = 'x' }";
        compare(&model, Goal::Before, &model.all(), policy)?;
        let policy = "policies.p = { before = { tag = 't' }, pass = 'x', scripts = 's0' }";
        compare(&model, Goal::Before, &[0], policy)?;
    }

    #[test]
    fn before_an_end_the_findings_are_those_of_all_paths(tape in vec(any::<u8>(), 200)) {
        let model = Model::new(Tape::new(tape));
        compare(&model, Goal::End, &model.all(), "policies.p = { ends = 'a', pass = 'x' }")?;
        compare(&model, Goal::BeforeEnd, &model.all(), "policies.p = { before = { outcome = 'a' }, pass = 'x' }")?;
    }

    #[test]
    fn the_longest_path_is_that_of_all_paths(tape in vec(any::<u8>(), 200)) {
        let model = Model::new(Tape::new(tape));
        for (key, most) in [("max_seconds", length::longest(&model, 0, &|node| node.seconds)), ("max_questions", length::longest(&model, 0, &Node::questions))] {
            let holds = findings(&model, &format!("policies.p = {{ {key} = {most}, scripts = 's0' }}"));
            prop_assert!(holds.is_empty(), "{:?}\n{}", holds, model.text());
            if most > 0 {
                let broken = findings(&model, &format!("policies.p = {{ {key} = {}, scripts = 's0' }}", most - 1));
                prop_assert_eq!(broken.len(), 1, "{}", model.text());
                prop_assert!(broken[0].message.contains(&format!(" {most} ")), "{} is not {most}\n{}", broken[0].message, model.text());
            }
        }
    }
}

/// 200 scripts: a tree of answers before a gate, a tree after it, and one answer that bypasses the gate.
#[test]
fn one_way_past_a_gate_is_found_and_told() {
    for case in 0..200usize {
        let (before, behind) = (2 + case % 7, 2 + case / 7 % 5);
        let mut tape =
            Tape::new((0..64).map(|at| u8::try_from((case * 31 + at * at * 7 + 3) % 251).unwrap()).collect());
        let gate = before;
        let mut nodes: Vec<Node> = Vec::new();
        let mut parents = vec![0];
        for at in 0..=gate + behind {
            nodes.push(Node { says: true, x: at == gate, t: at == gate + behind, ..Node::default() });
        }
        let mut ways: Vec<Vec<Way>> = vec![Vec::new(); nodes.len()];
        for at in 1..nodes.len() {
            let parent = if at <= gate { tape.below(at.min(gate)) } else { gate + tape.below(at - gate) };
            parents.push(parent);
            ways[parent].push(Way::Node(at));
        }
        for (node, ways) in nodes.iter_mut().zip(&ways) {
            node.exit = if ways.is_empty() { Exit::End(0) } else { Exit::Answers(ways.clone()) };
        }
        let last = nodes.len() - 1;
        let policy = "policies.gate = { before = { tag = 't' }, pass = 'x' }";
        let mut model = Model { scripts: vec![Script { nodes, entries: vec![], asides: vec![], after: None }] };
        assert!(findings(&model, policy).is_empty(), "{}", model.text());

        let leak = tape.below(gate);
        let exit = &mut model.scripts[0].nodes[leak].exit;
        match exit {
            Exit::Answers(ways) => ways.push(Way::Node(last)),
            _ => *exit = Exit::Answers(vec![Way::End(0), Way::Node(last)]),
        }
        let found = findings(&model, policy);
        let mut path = vec![last, leak];
        while *path.last().unwrap() != 0 {
            path.push(parents[*path.last().unwrap()]);
        }
        path.reverse();
        let path: Vec<String> = path.iter().map(|node| format!("s0n{node}")).collect();
        assert_eq!(found.len(), 1, "{}", model.text());
        assert!(
            found[0].message.ends_with(&format!(": {}", path.join(" -> "))),
            "{}\n{}",
            found[0].message,
            model.text()
        );
        assert_eq!(found[0].related.len(), path.len());
    }
}
