//! Property tests: `unset-variable` and `needs` agree with an enumeration of all paths and with simulated calls.

mod calls;
mod model;
mod paths;
mod yaml;

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;

use self::calls::call;
use self::model::{Model, NODES, model};
use self::paths::{Unset, needed, unset};
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Source;
use crate::library::{File, Library};
use crate::testing::repeatable;

/// The linter's findings on a model: the variables that may be unset, by node and name; and the questions that may have
/// no open answer.
fn linted(model: &Model) -> (Unset, BTreeSet<usize>) {
    let (text, callee) = (model.yaml(), model.callee.yaml());
    let sources = [("model.yaml", text.as_str()), ("callee.yaml", callee.as_str())];
    let files = sources.map(|(name, text)| Arc::new(File::read(Source::new(name, text))));
    let library = Library::new(files.into());
    assert!(library.check_file(1).is_ok(), "{:?}\n{callee}", library.lint_files(&[1]));
    let findings = library.lint_files(&[0]);
    let reading = [
        "missing-key",
        "unknown-key",
        "wrong-type",
        "bad-value",
        "bad-text",
        "bad-expression",
        "yaml-syntax",
        "duplicate-key",
    ];
    assert!(!findings.iter().any(|finding| reading.contains(&finding.rule.name)), "{findings:?}\n{text}");
    let node = |finding: &Diagnostic| finding.node.as_ref().map(|id| id[1..].parse().unwrap());
    let closed = findings.iter().filter(|finding| finding.rule.name == "no-open-answer").filter_map(node);
    let found = findings.iter().filter(|finding| finding.rule.name == "unset-variable").map(|finding| {
        let variable = finding.message.split('`').nth(1).unwrap();
        assert_eq!(finding.span.map(|span| &text[span.range()]), Some(variable), "{}", finding.message);
        (node(finding), variable.to_owned())
    });
    let all: Vec<_> = found.collect();
    let each: Unset = all.iter().cloned().collect();
    assert_eq!(all.len(), each.len(), "one finding for each variable and node");
    (each, closed.collect())
}

proptest! {
    #![proptest_config(repeatable())]

    #[test]
    fn reads_of_what_is_not_set_are_found_exactly(model in model()) {
        prop_assert_eq!(linted(&model).0, unset(&model), "{}{}", model.yaml(), model.callee.yaml());
    }

    #[test]
    fn whatever_goes_wrong_on_a_call_was_found(model in model(), calls in vec(vec(any::<u8>(), 60), 60)) {
        let (unset, closed) = linted(&model);
        for choices in calls {
            let faults = call(&model, &choices);
            prop_assert!(faults.unset.is_subset(&unset), "{:?} of {:?}\n{}", faults, unset, model.yaml());
            prop_assert!(faults.stuck.is_subset(&closed), "{:?} of {:?}\n{}", faults, closed, model.yaml());
        }
    }

    #[test]
    fn a_node_needs_exactly_what_some_path_reads_before_it_is_set(model in model(), node in 0..NODES) {
        let text = model.yaml();
        let source = Source::new("model.yaml", text.as_str());
        let (document, _) = crate::document::reader::read(&source, &mut crate::syntax::yaml::read(&source));
        let graph = crate::analysis::graph::build(&document);
        let (cfg, _) = super::build(&document, &graph);
        let mut found = BTreeSet::new();
        for chunk in cfg.chunks() {
            let sets = cfg.solve_from(chunk, u32::try_from(node).unwrap());
            found.extend(cfg.unset_reads(&sets).iter().map(|unset| cfg.variable(unset.variable)));
            found.extend(cfg.unset_after(chunk, &cfg.ends(&sets)).iter().map(|unset| cfg.variable(unset.variable)));
        }
        let found: BTreeSet<String> = found.into_iter().map(|variable| format!("v{variable}")).collect();
        prop_assert_eq!(found, needed(&model, node), "{}", text);
    }
}
