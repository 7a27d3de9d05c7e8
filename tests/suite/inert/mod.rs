//! What comes out of scripts, values and notes is words, in every format: no markup, no link, no control character. Each
//! format is read back by another program's reader. Mermaid and DOT are read back by `tests/readers/check`.

mod hostile;
mod readers;

use std::fs;
use std::sync::LazyLock;

use callscript::internal::inert;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use serde_json::Value;

use self::hostile::{call, one_typed_line, place, short_call, text, typed_value};
use self::readers::{Page, harmless, markdown, one_line, xml};
use crate::lsp::client::Client;
use crate::support::Place;

#[test]
fn transcripts_are_words() {
    each(transcript);
}

#[test]
fn changes_are_words() {
    each(changes);
}

#[test]
fn findings_are_words() {
    each(findings);
}

#[test]
fn drawings_and_figures_are_words() {
    each(drawings_and_figures);
}

#[test]
fn data_is_what_was_written() {
    for words in &hostile::words() {
        let place = place(words);
        let run = call(&place, words);
        harmless(&run.out);
        let result = fs::read_to_string(place.path().join("result.json")).unwrap();
        harmless(&result);
        let result: Value = serde_json::from_str(&result).unwrap();
        assert_eq!(result["variables"]["name"], typed_value(words), "{run:?}");
        assert_eq!(result["notes"][0]["text"], one_typed_line(words), "{run:?}");
        let run = place.run(["stats", "hostile.yaml", "--format", "json"]);
        harmless(&run.out);
        let stats: Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(stats["scripts"][0]["title"], text(words));
    }
}

#[test]
fn hovers_are_words() {
    let shapes = |words: &str| {
        let place = place(words);
        let mut client = Client::start(&place);
        client.open_file("hostile.yaml");
        let places = ["hostile\n", "who\n", "calm:", "name, pick", "pick:", "done:", "ask\n"];
        let hovers = places.map(|needle| {
            let hover = client.ask("textDocument/hover", &client.at("hostile.yaml", needle, 0));
            let page = hover["contents"]["value"].as_str().unwrap().to_owned();
            harmless(&page);
            markdown(&page).shape
        });
        for finding in client.diagnostics("hostile.yaml") {
            harmless(finding["message"].as_str().unwrap());
        }
        hovers
    };
    let plain = shapes("word");
    for words in &hostile::words() {
        assert_eq!(shapes(words), plain, "{words:?}");
    }
}

#[test]
fn names_of_files_and_arguments_are_words() {
    let place = Place::new();
    let name = "a\u{1b}[31m\u{202e}`<b>`[x](1)|\n::error::b.yaml";
    place.write(name, hostile::script("faulty.yaml", "x")).write("old.yaml", hostile::script("faulty.yaml", "y"));
    for arguments in [
        &["lint", name][..],
        &["lint", name, "--format", "concise"],
        &["lint", name, "--format", "github"],
        &["lint", name, "--format", "sarif"],
        &["lint", name, "--format", "junit"],
        &["lint", &format!("--{name}")],
        &["explain", name],
        &["run", name],
        &["run", "missing\u{1b}.yaml"],
        &["stats", name],
        &["test", name],
        &["render", name, "--focus", name],
        &["diff", "old.yaml", name],
        &["diff", "old.yaml", name, "--format", "markdown"],
        &["new", name],
    ] {
        let run = place.run(arguments);
        harmless(&run.out);
        harmless(&run.err);
    }
}

proptest! {
    #![proptest_config(Config {
        cases: 24, rng_seed: RngSeed::Fixed(0), failure_persistence: None, ..Config::default()
    })]

    #[test]
    fn any_words_are_words(words in hostile::any_words()) {
        transcript(&words);
        changes(&words);
        findings(&words);
        drawings_and_figures(&words);
    }
}

fn each(check: fn(&str)) {
    for words in hostile::words() {
        check(&words);
    }
}

/// The transcript has the shape that it has with plain words, and shows the words.
fn transcript(words: &str) {
    static PLAIN: LazyLock<Page> = LazyLock::new(|| shown("word"));
    fn shown(words: &str) -> Page {
        let place = place(words);
        for run in [call(&place, words), short_call(&place, words)] {
            harmless(&run.out);
            harmless(&run.err);
        }
        let pages = ["call.md", "short.md"].map(|file| fs::read_to_string(place.path().join(file)).unwrap());
        harmless(&pages.concat());
        markdown(&pages.join("\n"))
    }
    let page = shown(words);
    assert_eq!(page.shape, PLAIN.shape, "{words:?}");
    for (said, times) in [(text(words), 18), (typed_value(words), 4), (one_typed_line(words), 3)] {
        let said = one_line(&inert::words(&said.replace(['\n', '\r', '\t'], " ")));
        assert!(page.words.matches(&said).count() >= times, "{said:?} in {}", page.words);
    }
}

/// So has what tells of the changes, whether the words are new or old.
fn changes(words: &str) {
    static PLAIN: LazyLock<[String; 2]> = LazyLock::new(|| shapes("word"));
    fn shapes(words: &str) -> [String; 2] {
        let place = place(words);
        place.write("old/hostile.yaml", hostile::script("hostile.yaml", "old words"));
        [("hostile.yaml", "old/hostile.yaml"), ("old/hostile.yaml", "hostile.yaml")].map(|(old, new)| {
            for format in ["full", "json"] {
                harmless(&place.run(["diff", old, new, "--all", "--format", format]).out);
            }
            let page = place.run(["diff", old, new, "--all", "--format", "markdown"]).out;
            harmless(&page);
            markdown(&page).shape
        })
    }
    assert_eq!(shapes(words), *PLAIN, "{words:?}");
}

/// Every finding is one element, one line, one object.
fn findings(words: &str) {
    let place = place(words);
    let lint = |format: &str| {
        let run = place.run(["lint", "--format", format]);
        harmless(&run.out);
        harmless(&run.err);
        run.out
    };
    let found: Value = serde_json::from_str(&lint("json")).unwrap();
    let found = found["diagnostics"].as_array().unwrap();
    assert!(found.len() > 5, "{found:?}");
    for finding in found {
        harmless(finding["message"].as_str().unwrap());
        harmless(finding["help"].as_str().unwrap_or_default());
    }
    assert_eq!(lint("concise").lines().count(), found.len());
    assert!(
        lint("github").lines().all(|line| line.starts_with("::error file=") || line.starts_with("::warning file="))
    );
    assert_eq!(
        xml(&place.run(["lint", "--deny-warnings", "--format", "junit"]).out)
            .iter()
            .filter(|name| *name == "failure")
            .count(),
        found.len()
    );
    lint("full");
    let log: Value = serde_json::from_str(&lint("sarif")).unwrap();
    for result in log["runs"][0]["results"].as_array().unwrap() {
        let message = result["message"]["text"].as_str().unwrap();
        harmless(message);
        // Neither a link nor a placeholder, which are `[…](…)` and `{0}` where no `\` and no brace is before it.
        assert!(!message.replace("\\]", "").contains("](") && !message.replace("{{", "").contains("{0}"), "{message}");
    }
}

fn drawings_and_figures(words: &str) {
    let place = place(words);
    for file in ["hostile.yaml", "faulty.yaml"] {
        for format in ["text", "mermaid", "dot", "json"] {
            harmless(&place.run(["render", file, "--format", format]).out);
        }
    }
    for arguments in [
        &["stats", "hostile.yaml"][..],
        &["test", "."],
        &["test", ".", "--format", "json"],
        &["test", "hostile.yaml", "--suggest"],
    ] {
        let run = place.run(arguments);
        harmless(&run.out);
        harmless(&run.err);
    }
    assert_eq!(xml(&place.run(["test", ".", "--format", "junit"]).out)[0], "testsuites");
}
