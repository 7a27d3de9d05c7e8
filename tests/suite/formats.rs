//! The machine-readable formats of `lint`, parsed as other programs would.

use serde_json::Value;

use crate::support::{Place, fixtures, names, repository, snapshot};

/// All fixtures in one folder, so that the report contains every kind of finding.
pub(crate) fn every_fixture() -> Place {
    let place = Place::new();
    for rule in names(&repository("tests/lint")) {
        let folder = repository("tests/lint").join(&rule);
        for name in fixtures(&folder) {
            let from = folder.join(&name);
            if from.is_file() {
                place.write(&format!("{rule}, 50%: all/{name}"), std::fs::read(from).unwrap());
            }
        }
    }
    place
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Decodes GitHub's escapes: `%25` last, so that nothing is decoded twice.
fn decoded(text: &str) -> String {
    let text = text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",");
    text.replace("%25", "%")
}

#[test]
fn concise_lines_are_the_findings() {
    let place = every_fixture();
    let findings = json(&place.run(["lint", "--format", "json"]).out);
    let findings = findings["diagnostics"].as_array().unwrap();
    let concise = place.run(["lint", "--format", "concise"]).out;
    let lines: Vec<_> = concise.lines().collect();
    assert_eq!(lines.len(), findings.len());
    for (line, finding) in lines.into_iter().zip(findings) {
        let text = |key: &str| finding[key].as_str().unwrap();
        let start = &finding["span"]["start"];
        let place = format!("{}:{}:{}", text("file"), start["line"], start["column"]);
        let expected = format!("{place}: {}[{}] {}", text("severity"), text("rule"), text("message"));
        let is_plain = !text("message").chars().any(char::is_control);
        assert!(!is_plain || line == expected, "{line}");
    }
}

#[test]
fn annotations_read_back_are_the_findings() {
    let place = every_fixture();
    let findings = json(&place.run(["lint", "--format", "json"]).out);
    let findings = findings["diagnostics"].as_array().unwrap();
    let annotations = place.run(["lint", "--format", "github"]).out;
    let lines: Vec<_> = annotations.lines().collect();
    assert_eq!(lines.len(), findings.len());
    for (line, finding) in lines.into_iter().zip(findings) {
        let (command, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (kind, properties) = command.split_once(' ').unwrap();
        let property = |name: &str| {
            let mut properties = properties.split(',').filter_map(|property| property.split_once('='));
            properties.find(|(key, _)| *key == name).map(|(_, value)| decoded(value)).unwrap_or_default()
        };
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        assert_eq!(kind, finding["severity"]);
        assert_eq!(property("file"), text(&finding["file"]));
        assert_eq!(property("title"), format!("callscript: {}", text(&finding["rule"])));
        assert_eq!(property("line"), finding["span"]["start"]["line"].to_string());
        assert_eq!(property("endColumn"), finding["span"]["end"]["column"].to_string());
        let help = finding["help"].as_str().map_or(String::new(), |help| format!("\nhelp: {help}"));
        let shown = format!("{}{help}", text(&finding["message"]));
        let is_plain = !shown.chars().any(|character| character.is_control() && character != '\n');
        assert!(!is_plain || decoded(message) == shown, "{line}");
    }
}

#[test]
fn sarif_holds_every_finding_with_its_rule_place_and_fix() {
    let place = every_fixture();
    let findings = json(&place.run(["lint", "--format", "json"]).out);
    let log = json(&place.run(["lint", "--format", "sarif"]).out);
    let run = &log["runs"][0];
    let (rules, results) = (&run["tool"]["driver"]["rules"], run["results"].as_array().unwrap());
    let findings = findings["diagnostics"].as_array().unwrap();
    assert_eq!(results.len(), findings.len());
    for (result, finding) in results.iter().zip(findings) {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], finding["rule"]);
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!(region["startColumn"], finding["span"]["start"]["column"]);
        assert_eq!(region["byteOffset"], finding["span"]["start"]["offset"]);
        assert_eq!(result["fixes"].is_array(), finding["fix"].is_object());
    }
    for rule in rules.as_array().unwrap() {
        let text = |key: &str| rule[key]["text"].as_str().unwrap().to_owned();
        let is_sentence = |text: String| text.ends_with('.') && text.len() > 20;
        assert!(is_sentence(text("shortDescription")) && is_sentence(text("fullDescription")), "{rule}");
        assert!(rule["help"]["markdown"].as_str().unwrap().starts_with("# "), "{rule}");
    }
    assert!(run["tool"]["driver"]["informationUri"].as_str().unwrap().starts_with("https://"));
}

#[test]
fn junit_has_a_case_for_each_finding_and_each_script_without_any() {
    let place = Place::new();
    place.copy(&repository("tests/fix/slips.yaml")).copy(&repository("trees/lead-scoring.yaml"));
    place.write("callscript.toml", "[rules]\nlong-sey = \"off\"\n");
    let run = place.run(["lint", "--format", "junit"]);
    assert_eq!(run.status, 1);
    let time = |line: &str| !line.contains(" timestamp=");
    let lines: Vec<_> = run.out.lines().filter(|line| time(line)).collect();
    snapshot("tests/cli", "lint-junit", &lines.join("\n"));
}

#[test]
fn a_warning_is_a_failure_for_junit_only_if_it_is_one_for_lint() {
    let place = Place::new();
    let long = repository("tests/lint/long-say");
    for name in fixtures(&long).iter().filter(|name| name.starts_with("bad-")) {
        place.copy(&long.join(name));
    }
    let warnings = json(&place.run(["lint", "--format", "json"]).out)["summary"]["warnings"].as_u64().unwrap();
    let junit = |more: &[&str]| {
        let run = place.run(["lint", "--format", "junit"].iter().chain(more));
        let document = roxmltree::Document::parse(&run.out).unwrap();
        let counted = |name: &str| {
            let suites = document.descendants().filter(|node| node.has_tag_name("testsuite"));
            suites.map(|suite| suite.attribute(name).unwrap().parse::<u64>().unwrap()).sum::<u64>()
        };
        let failures = document.descendants().filter(|node| node.has_tag_name("failure")).count() as u64;
        assert_eq!((counted("failures"), counted("tests")), (failures, warnings));
        let told = document.descendants().filter(|node| node.has_tag_name("system-out"));
        let told = told.filter_map(|out| out.text()).flat_map(str::lines);
        (run.status, failures, told.filter(|line| line.contains("warning[long-say]")).count() as u64)
    };
    assert!(warnings > 0);
    assert_eq!(junit(&[]), (0, 0, warnings));
    assert_eq!(junit(&["--deny-warnings"]), (1, warnings, 0));
}

#[test]
fn all_as_they_are_written() {
    let place = Place::new();
    place.copy(&repository("tests/fix/slips.yaml"));
    let mut sarif = json(&place.run(["lint", "--format", "sarif"]).out);
    for result in sarif["runs"][0]["results"].as_array_mut().unwrap() {
        // It depends on the number of rules.
        result.as_object_mut().unwrap().remove("ruleIndex");
    }
    snapshot("tests/cli", "concise", &place.run(["lint", "--format", "concise"]).out);
    let github = place.run(["lint", "--format", "github"]);
    snapshot("tests/cli", "github", &format!("{}\n{}", github.out, github.err));
    snapshot("tests/cli", "sarif-results", &format!("{:#}", sarif["runs"][0]["results"]));
}
