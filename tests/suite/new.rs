//! `callscript new`, `completions` and `man`.

use std::fs;

use crate::support::Place;

#[test]
fn a_new_script_proves_clean_and_overwrites_nothing() {
    let place = Place::new();
    let run = place.run(["new", "late-parcel"]);
    assert_eq!((run.status, run.out.as_str()), (0, ""), "{}", run.err);
    let run = place.run(["lint", "--deny-warnings", "."]);
    assert_eq!((run.status, run.out.as_str()), (0, ""), "{}", run.err);
    let run = place.run(["test", "--min-coverage", "100", "."]);
    assert_eq!(run.status, 0, "{run:?}");
    fs::remove_file(place.path().join("late-parcel.yaml")).unwrap();
    let run = place.run(["new", "late-parcel"]);
    assert_eq!(run.status, 2, "{}", run.err);
    assert!(!place.path().join("late-parcel.yaml").exists(), "both or none");
    for id in ["Late", "../late", "late parcel", "", "a: b"] {
        let run = place.run(["new", id]);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{id}");
        assert!(run.err.contains("is not a valid script id"), "{}", run.err);
    }
}

#[test]
fn whoever_rewrites_the_script_is_told_whose_its_scenarios_are() {
    let place = Place::new();
    place.run(["new", "late-parcel"]);
    let told = "`late-parcel.test.yaml` still has the calls through the script as `callscript new` wrote it";
    assert!(!place.run(["test"]).err.contains(told));
    place.write(
        "late-parcel.yaml",
        "callscript: 1\nid: late-parcel\ntitle: T\nstart: a\noutcomes: { done: Done }\nnodes:\n  a: { say: A, end: done }\n",
    );
    let run = place.run(["test"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.err.contains(told), "{}", run.err);
    assert!(
        place.run(["new", "late-parcel.yaml"]).err.contains("help: leave the ending out: `callscript new late-parcel`")
    );
}

#[test]
fn a_shell_and_its_reader_learn_of_every_command() {
    let place = Place::new();
    let commands = ["lint", "test", "explain", "render", "run", "new", "schema", "completions", "man"];
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = place.run(["completions", shell]);
        assert_eq!(run.status, 0);
        assert!(commands.iter().all(|command| run.out.contains(command)), "{shell}");
    }
    let page = place.run(["man"]);
    assert!(commands.iter().all(|command| page.out.contains(command)), "{}", page.out);
    assert!(place.run(["man", "lint"]).out.contains("deny\\-warnings"));
    assert_eq!(place.run(["man", "nonsense"]).status, 2);
}

#[test]
fn shells_complete_the_names_of_rules_commands_and_schemas() {
    let place = Place::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = place.run(["completions", shell]).out;
        // Those of elvish and PowerShell have no values of arguments.
        let values = !["elvish", "powershell"].contains(&shell);
        assert_eq!(script.contains("unknown-target"), values, "{shell}");
        if shell == "fish" {
            let complete = "complete -c callscript -n \"__fish_callscript_using_subcommand";
            for value in ["explain\" -f -a dead-end", "man\" -f -a lint", "schema\" -f -a journal"] {
                assert!(script.contains(&format!("{complete} {value}")), "{value}");
            }
        }
    }
    for (arguments, error, near) in [
        (&["lint", "--only", "dead-edn"][..], "there is no rule `dead-edn`", "`dead-end`"),
        (&["lint", "--skip", "long-say,dead-edn"], "there is no rule `dead-edn`", "`dead-end`"),
        (&["explain", "dead-edn"], "there is no rule `dead-edn`", "`dead-end`"),
        (&["man", "lnit"], "there is no command `lnit`", ""),
        (&["schema", "journl"], "invalid value 'journl'", "'journal'"),
    ] {
        let run = place.run(arguments);
        assert!(run.status == 2 && run.err.contains(error) && run.err.contains(near), "{run:?}");
    }
    let help = place.run(["lint", "--help"]).out;
    assert!(!help.contains("dead-end"), "{help}");
}
