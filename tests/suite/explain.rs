//! `callscript explain`.

use callscript::rules;

use crate::support::Place;

#[test]
fn every_rule_is_listed_and_explained() {
    let place = Place::new();
    let list = place.run(["explain"]);
    assert_eq!(list.status, 0);
    for rule in rules::all() {
        let named = |line: &str| line.split_whitespace().next() == Some(rule.name);
        assert!(list.out.lines().any(named), "{}", rule.name);
    }
    let first = rules::all().next().unwrap();
    let page = place.run(["explain", first.name]);
    assert_eq!((page.status, page.out.as_str()), (0, first.page));
}

#[test]
fn an_unknown_rule_is_wrong_usage() {
    let run = Place::new().run(["explain", "dead-ends"]);
    assert_eq!(run.status, 2);
    assert_eq!(run.err, "error: there is no rule `dead-ends`\nhelp: did you mean `dead-end`?\n");
    let run = Place::new().run(["explain", "\u{1b}[31m"]);
    assert_eq!(run.status, 2);
    assert!(!run.err.contains('\u{1b}'), "{}", run.err);
}
