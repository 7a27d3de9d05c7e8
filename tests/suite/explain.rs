//! `callscript explain`, and the completeness of the rules' pages.

use std::fs;

use callscript::rules;

use crate::support::{Place, names, repository};

#[test]
fn every_rule_has_its_page_and_fixtures_of_both_kinds() {
    let rules: Vec<_> = rules::all().map(|rule| rule.name).collect();
    let pages: Vec<_> = rules.iter().map(|rule| format!("{rule}.md")).collect();
    assert_eq!(names(&repository("crates/callscript/docs/rules")), pages);
    assert_eq!(names(&repository("tests/lint")), rules);
    for rule in rules::all() {
        let page = repository("crates/callscript/docs/rules").join(rule.name).with_extension("md");
        assert_eq!(fs::read_to_string(page).unwrap(), rule.page, "{}", rule.name);
        let fixtures = names(&repository("tests/lint").join(rule.name));
        for kind in ["bad-", "good-"] {
            assert!(fixtures.iter().any(|name| name.starts_with(kind)), "{}: none is {kind}", rule.name);
        }
    }
}

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
