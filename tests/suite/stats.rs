//! `callscript stats`: scripts without statistics, and the examples in `docs/stats.md`.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::support::{Place, repository};

#[test]
fn the_page_shows_what_is_told() {
    let page = fs::read_to_string(repository("docs/stats.md")).unwrap();
    let block = |language: &str| {
        let (_, rest) = page.split_once(&format!("```{language}\n")).unwrap();
        rest.split_once("```\n").unwrap().0
    };
    let place = Place::new();
    place.write("router.yaml", block("yaml"));
    assert_eq!(place.run(["lint", "--deny-warnings", "router.yaml"]).status, 0);
    assert_eq!(place.run(["stats", "router.yaml"]).out, block("text"));
    assert_eq!(place.run(["stats", "--format", "json", "router.yaml"]).out, block("json"));
}

#[test]
fn a_faulty_script_has_no_figures_and_the_others_have() {
    let place = Place::new();
    let script = |id: &str, nodes: &str| {
        format!("callscript: 1\nid: {id}\ntitle: T\nstart: a\noutcomes: {{ done: Done }}\nnodes:\n{nodes}")
    };
    let runs = "  a: { run: faulty, then: { done: { end: done } } }\n";
    place
        .write("faulty.yaml", script("faulty", "  a: { goto: b }\n  c: { end: done }\n"))
        .write("runs.yaml", script("runs", runs))
        .write("both.yaml", script("both", &format!("{runs}  b: {{ end: gone }}\n")))
        .write("fine.yaml", script("fine", "  a: { end: done }\n"));
    let run = place.run(["stats", "runs.yaml", "fine.yaml", "both.yaml", "faulty.yaml"]);
    assert_eq!(run.status, 1);
    assert!(run.out.starts_with("fine: T\n1 node, 1 path\n"), "{run:?}");
    let errors = "error: there are no figures for `runs.yaml`: what it runs has 2 errors, which `callscript lint` shows
error: there are no figures for `both.yaml`: it has 2 errors, and what it runs has 2 errors, which `callscript lint` shows
error: there are no figures for `faulty.yaml`: it has 2 errors, which `callscript lint` shows
figures for 1 script (1 node)
";
    assert_eq!(run.err, errors);
    let run = place.run(["stats", "runs.yaml", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let faulty = serde_json::json!([{ "file": "runs.yaml", "script": "runs", "errors": 2 }]);
    assert_eq!((run.status, &report["scripts"], &report["faulty"]), (1, &serde_json::json!([]), &faulty));
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_told() {
    let place = Place::new();
    place.copy(&repository("tests/stats/retries.yaml")).write("notes.md", "no script");
    let whole = place.run(["stats", "retries.yaml"]);
    for (arguments, status, err) in [
        (
            &["stats", "none.yaml", "retries.yaml"][..],
            2,
            "error: cannot read `none.yaml`: there is no such file or folder\nfigures for 1 script (5 nodes)\n",
        ),
        (&["stats"], 0, "figures for 1 script (5 nodes); not counting 1 other file\n"),
    ] {
        let run = place.run(arguments);
        assert_eq!((run.status, run.err.as_str(), &run.out), (status, err, &whole.out), "{arguments:?}");
    }
    let text = fs::read(place.path().join("retries.yaml")).unwrap();
    let run = place.run_with(["stats", "-", "--stdin-filename", "retries.yaml"], &text);
    assert_eq!((run.status, run.out), (0, whole.out));
    let empty = Place::new();
    let run = empty.run(["stats"]);
    assert!(run.status == 2 && run.out.is_empty() && run.err.starts_with("error: no script in `.`\nhelp: "), "{run:?}");
}

#[test]
fn numbers_are_exact_for_programs_and_readable_for_people() {
    let mut text = "callscript: 1\nid: many\ntitle: Many\nstart: q0\noutcomes: { done: Done }\nnodes:\n".to_owned();
    for at in 0..100 {
        writeln!(text, "  q{at}: {{ say: Yes or no, answers: {{ Yes: q{next}, No: q{next} }} }}", next = at + 1)
            .unwrap();
    }
    text +=
        "  q100: { say: More, answers: { No: bye, Yes: { retry: q100, at_most: 2000000 } } }\n  bye: { end: done }\n";
    let place = Place::new();
    place.write("many.yaml", text);
    let run = place.run(["stats", "many.yaml"]);
    assert!(
        run.out.contains("102 nodes, 1.26 × 10^30 paths\nthe retries of `many` combine in too many ways: "),
        "{run:?}"
    );
    let report: Value = serde_json::from_str(&place.run(["stats", "--format", "json"]).out).unwrap();
    let script = &report["scripts"][0];
    assert_eq!(
        (&script["paths"], &script["without_retries"][0]),
        (&(1_u128 << 100).to_string().into(), &"many".into())
    );
}
