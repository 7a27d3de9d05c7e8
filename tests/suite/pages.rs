//! The pages of the rules: the linter says of every example what the page says of it.

use std::fs;

use crate::support::{Block, Place, blocks, names, repository};

/// Each Bad section gives exactly one finding, of its rule; each Good section gives none.
#[test]
fn examples_are_what_they_claim_to_be() {
    let mut wrong = Vec::new();
    for name in names(&repository("docs/rules")) {
        let rule = name.trim_end_matches(".md");
        let page = fs::read_to_string(repository("docs/rules").join(&name)).unwrap();
        for (title, files) in examples(&page) {
            let place = Place::new();
            for (name, text) in &files {
                place.write(name, text);
            }
            let findings = place.findings();
            let rules: Vec<_> = findings.iter().map(|(rule, _)| rule.as_str()).collect();
            let expected: &[&str] = if title == "Bad" { &[rule] } else { &[] };
            if rules != expected {
                wrong.push(format!("{name}, {title}: {rules:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_has_its_sections() {
    let sections = ["What it finds", "Why it matters on a call", "Bad", "Good", "How to mend it"];
    for rule in callscript::rules::all() {
        let titles: Vec<_> = rule.page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(titles, sections, "{}", rule.name);
        assert_eq!(rule.page.lines().next(), Some(&*format!("# {}", rule.name)));
        assert!(examples(rule.page).len() == 2, "{}", rule.name);
    }
}

#[test]
fn every_page_belongs_to_a_rule_and_every_rule_has_a_page() {
    let rules: Vec<_> = callscript::rules::all().map(|rule| format!("{}.md", rule.name)).collect();
    assert_eq!(names(&repository("docs/rules")), rules);
}

/// The scripts in each section, with their names.
fn examples(page: &str) -> Vec<(&str, Vec<(String, String)>)> {
    let sections = page.split("\n## ").skip(1).map(|section| section.split_once('\n').unwrap());
    let examples = sections.map(|(title, text)| (title, files(text)));
    examples.filter(|(title, files)| matches!(*title, "Bad" | "Good") && !files.is_empty()).collect()
}

/// Scripts, and a `callscript.toml`.
fn files(section: &str) -> Vec<(String, String)> {
    let named = blocks(section).into_iter().filter_map(|Block { language, text, .. }| {
        let first = text.lines().next().unwrap_or_default();
        let name = match (first.strip_prefix("# file: "), &*language) {
            (Some(name), _) => name.trim().to_owned(),
            (None, "toml") => "callscript.toml".to_owned(),
            (None, "yaml") => {
                let id = text.lines().find_map(|line| line.strip_prefix("id: "));
                format!("{}.yaml", id.unwrap_or("script").trim())
            }
            _ => return None,
        };
        Some((name, text))
    });
    named.collect()
}
