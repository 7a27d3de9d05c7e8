//! The steps of `action.yml`, as a runner of GitHub performs them, with a `callscript` that writes down its arguments.

#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output};
use std::{env, fs};

use serde_yaml::Value;

use crate::support::{Place, repository};

/// Performs the steps `Lint` and `Test` with these inputs, and the others as they are by default. Returns what `callscript`
/// was called with, a line for each argument, and the exit status of each step.
fn steps(place: &Place, inputs: &[(&str, &str)]) -> (String, Vec<Option<i32>>) {
    let log = place.path().join("log");
    let fake = place.path().join("bin/callscript");
    place.write("bin/callscript", "#!/bin/sh\nfor argument do printf '[%s]\\n' \"$argument\"; done >> \"$LOG\"\n");
    fs::set_permissions(&fake, fs::Permissions::from_mode(0o755)).unwrap();
    place.write("log", "");
    let action: Value = serde_yaml::from_str(&fs::read_to_string(repository("action.yml")).unwrap()).unwrap();
    let input = |name: &str| {
        let given = inputs.iter().find(|(input, _)| *input == name).map(|(_, value)| (*value).to_owned());
        given.unwrap_or_else(|| action["inputs"][name]["default"].as_str().unwrap().to_owned())
    };
    let mut statuses = Vec::new();
    for step in action["runs"]["steps"].as_sequence().unwrap().iter().skip(1) {
        assert_eq!(step["shell"], "bash");
        let mut bash = Command::new("bash");
        bash.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"].as_str().unwrap()]);
        bash.current_dir(place.path()).env("GITHUB_ACTION_PATH", repository("")).env("LOG", &log);
        bash.env("PATH", format!("{}:{}", place.path().join("bin").display(), env::var("PATH").unwrap()));
        for (name, value) in step["env"].as_mapping().unwrap() {
            let value = value.as_str().unwrap().strip_prefix("${{ inputs.").unwrap().strip_suffix(" }}").unwrap();
            bash.env(name.as_str().unwrap(), input(value));
        }
        let Output { status, stdout, .. } = bash.output().unwrap();
        assert!(status.success() || stdout.starts_with(b"::error::callscript: "), "{stdout:?}");
        statuses.push(status.code());
    }
    (fs::read_to_string(log).unwrap(), statuses)
}

/// The paths that are linted; they are tested, too.
fn paths(place: &Place, paths: &str) -> Vec<String> {
    let (log, statuses) = steps(place, &[("paths", paths)]);
    assert_eq!(statuses, [Some(0), Some(0)], "{log}");
    let calls: Vec<&str> = log.split("[--]\n").collect();
    let [_, linted, tested] = calls[..] else { panic!("{log}") };
    let (linted, test) = linted.split_once("[test]\n").unwrap();
    assert_eq!((linted, test), (tested, "[--min-coverage=0]\n"));
    linted.lines().map(|line| line[1..line.len() - 1].to_owned()).collect()
}

#[test]
fn every_line_of_the_paths_is_taken() {
    let place = Place::new();
    place.write("my scripts/a.yaml", "").write("sales/b.yaml", "").write("*/c.yaml", "");
    for (given, expected) in [
        (".", &["."][..]),
        ("sales", &["sales"]),
        ("sales support", &["sales", "support"]),
        ("sales\nsupport\n", &["sales", "support"]),
        ("my scripts\nsales\n", &["my scripts", "sales"]),
        ("my scripts", &["my scripts"]),
        ("\n\n  sales  \n\n\t*\n", &["sales", "*"]),
        ("sales\r\nmy scripts\r\n\r\n", &["sales", "my scripts"]),
        ("sales support\nmy scripts", &["sales", "support", "my scripts"]),
        ("--fix\n$(touch pwned)", &["--fix", "$(touch", "pwned)"]),
    ] {
        assert_eq!(paths(&place, given), expected, "{given:?}");
    }
    assert!(!place.path().join("pwned").exists());
}

#[test]
fn an_input_that_says_nothing_fails() {
    let place = Place::new();
    for nothing in ["", " ", "\n", " \r\n\t\n"] {
        let (log, statuses) = steps(&place, &[("paths", nothing)]);
        assert_eq!((log.as_str(), statuses), ("", vec![Some(2), Some(2)]), "{nothing:?}");
    }
    for unknown in ["", "yes", "1", "true false"] {
        assert_eq!(steps(&place, &[("deny-warnings", unknown)]).1, [Some(2), Some(0)], "{unknown:?}");
        assert_eq!(steps(&place, &[("test", unknown)]).1, [Some(0), Some(2)], "{unknown:?}");
    }
}

#[test]
fn the_other_inputs_are_passed_on() {
    let place = Place::new();
    let (log, _) = steps(&place, &[("deny-warnings", "True"), ("test", "FALSE"), ("min-coverage", "80")]);
    assert_eq!(log, "[lint]\n[--format]\n[github]\n[--deny-warnings]\n[--]\n[.]\n");
    let (log, _) = steps(&place, &[("min-coverage", "80")]);
    assert!(log.ends_with("[test]\n[--min-coverage=80]\n[--]\n[.]\n"), "{log}");
}
