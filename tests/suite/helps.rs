//! What helps spell out is true: a line that a help shows, and a fix that a finding offers, put an end to the finding.

use std::fs;

use serde_json::Value;

use crate::support::{Place, names, repository};

/// The folders of scripts with mistakes.
const FOLDERS: [&str; 2] = ["tests/lint", "tests/fix"];

/// What helps say before they show the line as it should read.
const SHOWS: [&str; 4] = ["in quotes: `", "in parentheses: `", "in braces: `", "around it: `"];

#[test]
fn a_line_that_a_help_shows_ends_the_finding() {
    let mut shown = 0;
    each_finding(|text, finding| {
        let of_yaml = ["yaml-syntax", "yaml-feature", "wrong-type"].contains(&finding["rule"].as_str().unwrap());
        let Some(line) = finding["help"].as_str().filter(|_| of_yaml).and_then(shown_line) else {
            return;
        };
        shown += 1;
        let at = index(&finding["span"]["start"]["line"]) - 1;
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut lines: Vec<String> = text.split(end).map(str::to_owned).collect();
        let indent = lines[at].len() - lines[at].trim_start().len();
        lines[at].replace_range(indent.., line);
        is_gone(&lines.join(end), finding);
    });
    assert!(shown > 20, "{shown}");
}

#[test]
fn a_fix_ends_its_finding() {
    let mut fixed = 0;
    each_finding(|text, finding| {
        let edits = finding["fix"]["edits"].as_array().into_iter().flatten();
        let mut changed = text.to_owned();
        for edit in edits.rev() {
            let offset = |end: &str| index(&edit["span"][end]["offset"]);
            changed.replace_range(offset("start")..offset("end"), edit["text"].as_str().unwrap());
        }
        if changed != text {
            fixed += 1;
            is_gone(&changed, finding);
        }
    });
    assert!(fixed > 40, "{fixed}");
}

/// Calls `see` with the text of each script and each finding in it. Each is linted alone.
fn each_finding(mut see: impl FnMut(&str, &Value)) {
    for folder in FOLDERS.map(repository) {
        let folders = names(&folder).into_iter().map(|name| folder.join(name)).filter(|path| path.is_dir());
        for folder in folders.chain([folder.clone()]) {
            let paths = names(&folder).into_iter().map(|name| folder.join(name));
            for path in paths.filter(|path| path.extension().is_some_and(|extension| extension == "yaml")) {
                let Ok(text) = fs::read_to_string(path) else {
                    continue;
                };
                for finding in &findings(&text) {
                    see(&text, finding);
                }
            }
        }
    }
}

fn findings(text: &str) -> Vec<Value> {
    let place = Place::new();
    place.write("script.yaml", text);
    let run = place.run(["lint", "--format", "json", "script.yaml"]);
    let report: Value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {run:?}"));
    report["diagnostics"].as_array().unwrap().clone()
}

/// The line that a help shows.
fn shown_line(help: &str) -> Option<&str> {
    let rest = SHOWS.iter().find_map(|before| Some(help.split_once(before)?.1))?;
    let rest = rest.split_once("`; ").map_or(rest, |(line, _)| line);
    Some(rest.strip_suffix('`').unwrap_or(rest)).filter(|line| !line.contains('…'))
}

fn is_gone(text: &str, finding: &Value) {
    let parts = |finding: &Value| ["rule", "message"].map(|part| finding[part].clone());
    let line = |finding: &Value| finding["span"]["start"]["line"].clone();
    let same = |other: &Value| parts(other) == parts(finding) && line(other) == line(finding);
    let left = findings(text);
    let unreadable = left.iter().filter(|left| left["rule"] == "yaml-syntax" && finding["rule"] != "yaml-syntax");
    let unreadable = unreadable.filter(|left| line(left) == line(finding));
    assert!(!left.iter().any(same), "{finding:#}\nis still there in\n{text}");
    assert_eq!(unreadable.count(), 0, "{finding:#}\n{text}");
}

fn index(number: &Value) -> usize {
    usize::try_from(number.as_u64().unwrap()).unwrap()
}
