//! `tests/lint` and `tests/read`: scripts, each with what the linter says of it.

use crate::support::{Place, fixtures, names, repository, snapshot};

/// A script of `tests/lint/RULE` called `bad-…` gives exactly one finding, of that rule; one called `good-…` gives none.
#[test]
fn each_fixture_gives_the_finding_of_its_rule() {
    let mut wrong = Vec::new();
    let mut shown = Vec::new();
    for rule in names(&repository("tests/lint")) {
        let folder = format!("tests/lint/{rule}");
        for name in fixtures(&repository(&folder)) {
            let place = Place::new();
            place.copy(&repository(&folder).join(&name));
            let findings = place.findings();
            let rules: Vec<_> = findings.iter().map(|(rule, _)| rule.as_str()).collect();
            match name.split('-').next() {
                Some("bad") if rules != [rule.as_str()] => wrong.push(format!("{folder}/{name}: {rules:?}")),
                Some("good") if !rules.is_empty() => wrong.push(format!("{folder}/{name}: {rules:?}")),
                Some("bad") => shown.push((folder.clone(), name, place)),
                Some("good") => {}
                _ => wrong.push(format!("{folder}/{name}: neither bad nor good")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (folder, name, place) in shown {
        snapshot(&folder, name.trim_end_matches(".yaml"), &everything(&place));
    }
}

/// Scripts in odd encodings, all with the same faults: the places are right in each.
#[test]
fn places_are_right_however_a_file_is_written() {
    let folder = "tests/read";
    for name in fixtures(&repository(folder)) {
        let place = Place::new();
        place.copy(&repository(folder).join(&name));
        snapshot(folder, name.trim_end_matches(".yaml"), &everything(&place));
    }
}

/// The findings in the formats for people.
fn everything(place: &Place) -> String {
    let concise = place.run(["lint", "--format", "concise"]);
    let full = place.run(["lint"]);
    format!("{}\n{}{}", concise.out, full.out, full.err)
}
