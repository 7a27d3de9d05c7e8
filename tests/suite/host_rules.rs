//! Findings of rules of a host's own, in every format: they are shown as ours are.

use callscript::diagnostic::Severity;
use callscript::jiff::Timestamp;
use callscript::library::{HostRule, Library};
use callscript::model::{Finding, ScriptModel};
use callscript::rule::{Group, Rule};
use callscript::rules;
use callscript::source::Source;
use callscript_output::Screen;
use callscript_output::findings::{Report, concise, full, github, json, junit, sarif};
use serde_json::Value;

static SHOUT: Rule = Rule {
    name: "acme-shout",
    group: Group::Suspicious,
    page: "# acme-shout\n\nWords in capitals. They wake the customer.\n",
};

const SCRIPT: &str = "callscript: 1
id: loud
title: Loud
start: loud
outcomes: { done: Done }
nodes:
  loud: { say: HELLO!, end: done }
";

fn shout(script: &ScriptModel<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for node in script.nodes() {
        for (_, text) in node.say() {
            if text.as_str() == text.as_str().to_uppercase() {
                let finding = Finding::at(text.span(), format!("`{}` shouts", node.id())).node(node.id());
                found.push(finding.help("speak softly").related(node.span(), "this node"));
            }
        }
    }
    found
}

fn library() -> Library {
    let library = Library::from_sources(vec![Source::new("loud.yaml", SCRIPT)]);
    library.with_rules([HostRule::new(&SHOUT, shout)]).unwrap()
}

fn report(library: &Library) -> Report<'_> {
    Report {
        findings: library.lint(),
        scripts: library.files().iter().map(AsRef::as_ref).collect(),
        sources: library.files().iter().map(|file| file.source()).collect(),
        ..Report::default()
    }
}

#[test]
fn people_and_ci_see_them_as_ours() {
    let library = library();
    let report = report(&library);
    assert_eq!(concise(&report), "loud.yaml:7:16: warning[acme-shout] `loud` shouts\n");
    let shown = full(&report, Screen::PAGE);
    assert!(shown.contains("warning[acme-shout]: `loud` shouts") && shown.contains("this node"), "{shown}");
    assert!(github(&report).contains("title=callscript%3A acme-shout"), "{}", github(&report));
    let tests = junit(&report, Severity::Warning, Timestamp::UNIX_EPOCH);
    assert!(tests.contains("acme-shout"), "{tests}");
    let json: Value = serde_json::from_str(&json(&report)).unwrap();
    let finding = &json["diagnostics"][0];
    assert_eq!(
        (&finding["rule"], &finding["node"], &finding["script"]),
        (&"acme-shout".into(), &"loud".into(), &"loud".into())
    );
    assert_eq!(finding["related"][0]["message"], "this node");
}

#[test]
fn sarif_lists_them_after_ours() {
    let library = library();
    let log: Value = serde_json::from_str(&sarif(&report(&library))).unwrap();
    let listed = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(listed.len(), rules::all().len() + 1);
    let result = &log["runs"][0]["results"][0];
    let rule = &listed[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
    assert_eq!((&result["ruleId"], &rule["id"]), (&"acme-shout".into(), &"acme-shout".into()));
    assert_eq!(rule["shortDescription"]["text"], "Words in capitals.");
    assert_eq!(rule["defaultConfiguration"]["level"], "warning");
}
