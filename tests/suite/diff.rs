//! `callscript diff`: applying its changes to the old script gives the new one; arguments that do not fit; errors.

#[path = "diff/edits.rs"]
mod edits;
#[path = "diff/model.rs"]
mod model;

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use self::edits::{Random, edit};
use self::model::{apply, normal, to_yaml};
use crate::program::command;
use crate::support::{Place, Run, names, repository};

/// Old and new versions of scripts, in the folders `old` and `new`.
fn place() -> Place {
    Place::of("tests/diff")
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

/// Every script of a folder in normal form, by its id, as `diff` shows it when there is no old version.
fn models(place: &Place, folder: &str) -> Vec<(String, Value)> {
    let report = json(&place.run(["diff", "/dev/null", folder, "--format", "json"]));
    let scripts = report["scripts"].as_array().unwrap().iter();
    scripts.map(|script| (script["id"].as_str().unwrap().to_owned(), script["changes"][0]["new"].clone())).collect()
}

#[test]
fn a_thousand_edited_scripts_are_made_of_the_old_ones_by_the_changes() {
    let place = Place::new();
    for name in names(&repository("trees")).into_iter().filter(|name| !name.ends_with(".test.yaml")) {
        place.write(&format!("trees/{name}"), fs::read(repository("trees").join(name)).unwrap());
    }
    // Small scripts are faster, and a larger share of each is edited.
    let mut trees = models(&place, "trees");
    trees.sort_by_key(|(_, tree)| tree.to_string().len());
    let mut random = Random(1);
    let mut expected = Vec::new();
    for number in 0..1000 {
        let trees = if number < 50 { &trees } else { &trees[..3] };
        let mut old = trees[number % trees.len()].1.clone();
        let id = format!("s{number:04}");
        old["id"] = id.clone().into();
        normal(&mut old);
        let mut new = old.clone();
        for _ in 0..=random.below(5) {
            edit(&mut new, &mut random);
        }
        let text = to_yaml(&new, &mut random);
        if number < 50 {
            place.write(&format!("some/{id}.yaml"), &text);
        }
        place.write(&format!("old/{id}.yaml"), to_yaml(&old, &mut random)).write(&format!("new/{id}.yaml"), text);
        expected.push((id, old, new));
    }
    for ((id, _, new), (_, read)) in expected.iter().zip(models(&place, "some")) {
        same(new, &read, id);
    }
    let report = json(&place.run(["diff", "old", "new", "--format", "json"]));
    let mut edited = 0;
    let mut scripts = report["scripts"].as_array().unwrap().iter().peekable();
    for (id, old, new) in &expected {
        let script = scripts.next_if(|script| script["id"] == **id);
        let changes = script.map_or(&[][..], |script| script["changes"].as_array().unwrap());
        edited += changes.len().min(1);
        same(&apply(old, changes), new, id);
    }
    assert!(edited > 900 && scripts.next().is_none(), "{edited} of them were changed");
}

/// Compares two scripts, including the order of maps.
fn same(made: &Value, expected: &Value, id: &str) {
    let [made, expected] = [made, expected].map(|script| format!("{script:#}"));
    let different = made.lines().zip(expected.lines()).find(|(one, other)| one != other);
    assert!(made == expected, "{id}: {different:?}");
}

#[test]
fn the_example_of_the_page_is_what_is_shown() {
    let page = fs::read_to_string(repository("docs/diff.md")).unwrap();
    let block = |fence: &str, at: usize| page.split(fence).nth(at).unwrap().split("```").next().unwrap().to_owned();
    let place = Place::new();
    place.write("old/parcel.yaml", block("```yaml\n", 1)).write("new/parcel.yaml", block("```yaml\n", 2));
    assert_eq!(place.run(["diff", "old/parcel.yaml", "new/parcel.yaml"]).out, block("```text\n", 1));
}

#[test]
fn the_exit_status_says_whether_something_changed() {
    let place = place();
    for (arguments, status) in [
        (&["diff", "old", "new"][..], 0),
        (&["diff", "old", "new", "--exit-code"], 1),
        (&["diff", "old", "old", "--exit-code"], 0),
        (&["diff", "old/callee.yaml", "new/callee.yaml", "--exit-code", "--format", "json"], 1),
        (&["diff", "old/steady.yaml", "new/steady.yaml", "--exit-code", "--format", "markdown"], 0),
        (&["diff", "/dev/null", "new/fresh.yaml", "--exit-code"], 1),
        (&["diff", "/dev/null", "/dev/null", "--exit-code"], 0),
        (&["diff", "old/callee.yaml", "missing.yaml"], 2),
        (&["diff", "missing", "new"], 2),
        (&["diff", "old/callee.yaml", "new"], 2),
        (&["diff", "-", "new"], 2),
        (&["diff", "-", "-"], 2),
        (&["diff", "new/moved/../../new", "old/callee.yaml"], 2),
        (&["diff", "old"], 2),
        (&["diff", "old", "new", "third"], 2),
        (&["diff"], 2),
    ] {
        let run = place.run(arguments);
        assert_eq!(run.status, status, "{arguments:?}: {run:?}");
        assert_eq!(run.err.is_empty(), status < 2, "{arguments:?}: {run:?}");
    }
    fs::create_dir(place.path().join("empty")).unwrap();
    let run = place.run(["diff", "empty", "/dev/null"]);
    assert!(run.status == 2 && run.err.starts_with("error: no script in `empty` and `/dev/null`\n"), "{run:?}");
    assert_eq!(place.run(["diff", "old", "old"]).out, "no changes\n");
}

#[test]
fn git_can_call_it() {
    let place = place();
    let zero = "0000000";
    let plain = place.run(["diff", "old/callee.yaml", "new/callee.yaml"]).out;
    // The names of git's temporary files do not matter.
    place.write("tmp/git-blob-x1/callee.yaml", fs::read(place.path().join("old/callee.yaml")).unwrap());
    let blob = "tmp/git-blob-x1/callee.yaml";
    let run = place.run(["diff", "new/callee.yaml", blob, zero, "100644", "new/callee.yaml", zero, "100644"]);
    assert_eq!((run.status, run.out), (0, format!("{plain}\n")));
    let run = place.run(["diff", "new/callee.yaml", "/dev/null", ".", ".", "new/callee.yaml", zero, "100644"]);
    assert!(run.out.starts_with("callee (new/callee.yaml): a new script of 1 node\n"), "{run:?}");
    let run = place.run(["diff", "new/callee.yaml", blob, zero, "100644", "/dev/null", ".", "."]);
    assert_eq!(run.out, "callee (new/callee.yaml): gone, with its 1 node\n\n");
    let renamed =
        ["diff", "new/was.yaml", blob, zero, "100644", "new/callee.yaml", zero, "100644", "new/callee.yaml", "similar"];
    let run = place.run(renamed);
    assert!(run.out.starts_with("callee (new/callee.yaml), moved from new/was.yaml\n"), "{run:?}");

    place.write("notes.yaml", "a: 1\n");
    let run = place.run(["diff", "notes.yaml", "/dev/null", ".", ".", "notes.yaml", zero, "100644"]);
    assert_eq!(run.out, "`notes.yaml` is not a call script; `git diff --no-ext-diff` shows its lines\n");
    let unmerged = command(["diff", "new/callee.yaml"]).env("GIT_DIFF_PATH_TOTAL", "1").output().unwrap();
    assert_eq!(String::from_utf8(unmerged.stdout).unwrap(), "`new/callee.yaml` is not merged yet\n");
}

#[test]
fn an_old_version_is_judged_where_the_new_one_stands() {
    let place = place();
    let old = fs::read(place.path().join("old/caller.yaml")).unwrap();
    place.write("else/where.yaml", &old);
    // It runs `callee`, which has one more outcome in `new`. The caller itself did not change.
    let run = place.run(["diff", "else/where.yaml", "new/caller.yaml", "--exit-code"]);
    assert!(run.out.contains("gone: 1 finding (id-not-file-name)") && !run.out.contains("unknown-script"), "{run:?}");
    for arguments in [["diff", "-", "new/caller.yaml", "--exit-code"], ["diff", "new/caller.yaml", "-", "--exit-code"]]
    {
        let run = place.run_with(arguments, &old);
        assert_eq!((run.status, run.out.as_str()), (0, "no changes\n"), "{run:?}");
    }
}

#[test]
fn nothing_that_a_terminal_or_a_page_obeys_is_shown() {
    let place = place();
    for format in ["full", "markdown", "json"] {
        let run = place.run(["diff", "old/hostile.yaml", "new/hostile.yaml", "--format", format]);
        let harmful = |character: char| (character.is_control() && character != '\n') || character == '\u{202e}';
        assert!(!run.out.contains(harmful), "{format}: {run:?}");
    }
    let run = place.run(["diff", "old/hostile.yaml", "new/hostile.yaml", "--format", "markdown"]);
    // Code is left alone by everything that reads a page.
    let page =
        ["`@sam`", "`#12`", "`$3$`", "\\*", "\\]", "\\<"].iter().fold(run.out, |page, inert| page.replace(inert, ""));
    for harmful in ["<script", "](http", "@sam", "#12", "$3", "*break*"] {
        assert!(!page.contains(harmful), "{harmful}: {page}");
    }
}

#[test]
fn what_does_not_fit_is_said_to_be_left_out() {
    let script = |word: &str| {
        let mut text = "callscript: 1\nid: long\ntitle: Long\nstart: n0\noutcomes: { done: Done }\nnodes:\n".to_owned();
        for at in 0..3000 {
            _ = writeln!(
                text,
                "  n{at}:\n    say: Please {word} number {at}, and then the next one.\n    goto: n{}",
                at + 1
            );
        }
        text + "  n3000: { say: Thank you., end: done }\n"
    };
    let place = Place::new();
    place.write("old/long.yaml", script("press")).write("new/long.yaml", script("turn"));
    let run = place.run(["diff", "old", "new"]);
    assert_eq!(run.out.lines().count(), 40, "{run:?}");
    assert!(run.out.ends_with("more changes left out: `--all` shows them, `--format json` has them all\n"), "{run:?}");
    assert_eq!(place.run(["diff", "old", "new", "--all"]).out.lines().count(), 3001);
    let run = place.run(["diff", "old", "new", "--format", "markdown"]);
    assert!(run.out.len() < 65_536 && run.out.ends_with("`callscript diff --all` shows them.\n"), "{}", run.out.len());
}

#[test]
fn a_page_shows_ten_ways_that_lead_elsewhere_before_anything_is_unfolded() {
    let script = |target: &str| {
        let mut text = "callscript: 1\nid: s\ntitle: S\nstart: q\noutcomes: { done: Done }\nnodes:\n".to_owned();
        text += "  q:\n    say: Which?\n    answers:\n";
        for at in 1..=12 {
            _ = writeln!(text, "      Number {at}: {target}");
        }
        text + "  a: { say: A, end: done }\n  b: { say: B, end: done }\n"
    };
    let place = Place::new();
    place.write("old/s.yaml", script("a")).write("new/s.yaml", script("b"));
    let run = place.run(["diff", "old/s.yaml", "new/s.yaml", "--format", "markdown"]);
    let open = run.out.split("<details>").next().unwrap();
    assert!(open.ends_with("- `q`: answer “Number 10” → `b`, was → `a`\n- and 2 more ways elsewhere\n\n"), "{open}");
    assert!(run.out.lines().last().unwrap().starts_with("- paths through this script alone"), "{run:?}");
    assert_eq!(open.matches("was → `a`").count(), 10, "{open}");
    assert_eq!(run.out.matches("was → `a`").count(), 22, "{run:?}");
}

#[test]
fn a_tag_that_leaves_the_last_step_that_a_policy_watches_is_marked() {
    let script = |tags: &str| {
        format!(
            "callscript: 1\nid: s\ntitle: S\nstart: a\noutcomes: {{ done: Done }}\nnodes:\n  a: {{ say: A, goto: b }}\n  \
             b: {{ say: B, tags: [{tags}], end: done }}\n"
        )
    };
    let place = Place::new();
    place.write("old/s.yaml", script("legal, x")).write("new/s.yaml", script("x"));
    let told = |policy: &str| {
        place.write("new/callscript.toml", format!("[policies.p]\n{policy}\n"));
        let [files, folders] =
            [["diff", "old/s.yaml", "new/s.yaml"], ["diff", "old", "new"]].map(|arguments| place.run(arguments).out);
        let line = |text: &str| text.lines().find(|line| line.contains("tag `legal`")).map(str::to_owned).unwrap();
        assert_eq!(line(&files), line(&folders));
        line(&files)
    };
    let marked = "  ! b: tag `legal` removed; policies that look for `legal` no longer watch any step here";
    let plain = "  ~ b: tag `legal` removed";
    for (policy, expected) in [
        ("before = { tag = \"legal\" }\npass = \"y\"", marked),
        ("before = { tag = [\"z\", \"legal\"] }\npass = \"y\"\nscripts = [\"s\"]", marked),
        ("before = { tag = \"legal\" }\npass = \"y\"\nscripts = [\"other\"]", plain),
        ("before = { tag = \"x\" }\npass = \"legal\"", plain),
        ("before = { node = \"legal\" }\npass = \"y\"", plain),
    ] {
        assert_eq!(told(policy), expected, "{policy}");
    }
}
