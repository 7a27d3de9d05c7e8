//! A function for each reader: it takes any bytes, and panics if what the reader promises does not hold.

use std::sync::Arc;

use callscript::config::Config;
use callscript::diagnostic::{Diagnostic, Severity};
use callscript::internal::fixer;
use callscript::library::{File, Library};
use callscript::source::Source;
use serde_json::Value;

use super::frames;
use super::journals::with_good_sums;
use super::room::Room;

/// A function that takes any bytes.
pub(crate) type Target = fn(&[u8]);

/// All targets, by name.
pub(crate) const TARGETS: [(&str, Target); 10] = [
    ("script", script),
    ("library", library),
    ("expression", expression),
    ("template", template),
    ("scenario", scenario),
    ("config", config),
    ("input", input),
    ("journal", journal),
    ("lsp", lsp),
    ("fix", fix),
];

/// A script with a variable of every type, in place of whose `CONDITION` and `WORDS` others can be put.
const AROUND: &str = "callscript: 1\nid: a\ntitle: A\nstart: ask\nvariables:\n  name: { type: text, input: true, default: Ada, label: Name }\n  count: { type: integer, input: true, default: 3, label: Count }\n  price: { type: number, decimals: 2, input: true, default: 1.5, label: Price }\n  is_vip: { type: boolean, input: true, default: false, label: VIP }\n  plan: { type: choice, choices: { gold: Gold, basic: Basic }, input: true, default: gold, label: Plan }\n  day: { type: date, input: true, optional: true, label: Day }\n  hour: { type: time, input: true, optional: true, label: Hour }\noutcomes: { done: Done, gone: Gone }\nnodes:\n  ask:\n    say: WORDS\n    answers:\n      Yes: { goto: sort }\n      No: { end: gone }\n  sort:\n    decide:\n      - { when: CONDITION, goto: bye }\n      - { goto: other }\n  bye: { say: Bye., end: done }\n  other: { say: Until then., end: done }\n";

fn around(words: &str, condition: &str) -> String {
    AROUND.replace("WORDS", words).replace("CONDITION", condition)
}

/// Text in double quotes, which YAML and JSON read alike.
fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

/// Bytes as one of a few numbers.
fn number_of(bytes: &[u8], bound: usize) -> usize {
    bytes.iter().fold(bytes.len(), |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte))) % bound
}

/// The text of a script: read, linted, drawn, counted, compared and, if it may be, walked.
pub(crate) fn script(bytes: &[u8]) {
    Room::with(&[("a.yaml", bytes)], |room| {
        let linted = room.json(&["lint", "a.yaml"]);
        let which = |formats: &[&'static str]| formats[number_of(bytes, formats.len())];
        room.run(&["lint", "a.yaml", "--format", which(&["full", "concise", "github", "sarif", "junit"])], b"");
        room.run(&["render", "a.yaml", "--format", which(&["text", "mermaid", "dot", "json"])], b"");
        room.json(&["stats", "a.yaml"]);
        room.run(&["diff", "a.yaml", "-", "--format", which(&["full", "json", "markdown"])], AROUND.as_bytes());
        let came = room.run(
            &["run", "a.yaml", "--transcript", "call.md", "--result", "call.json"],
            b"1\n2\n1\n/back\n\n1\nx\n1\n",
        );
        let errors = linted.map_or(1, |linted| errors_in(&linted));
        let may_be_walked = !came.err.contains("cannot be walked until its errors are fixed");
        assert!(errors == 0 || !may_be_walked || came.status == 2, "{errors} errors, and walked: {}", came.err);
        assert!(errors > 0 || may_be_walked, "no errors, and not walked: {}", came.err);
    });
}

/// The number of errors in the JSON of `lint`.
fn errors_in(linted: &Value) -> usize {
    let findings = linted["diagnostics"].as_array().expect("findings");
    findings.iter().filter(|finding| finding["severity"] == "error").count()
}

/// Texts of scripts, separated by NUL.
pub(crate) fn library(bytes: &[u8]) {
    let sources = bytes.split(|byte| *byte == 0).take(4).zip(["a", "b", "c", "d"]);
    let sources = sources.map(|(text, name)| Source::new(format!("{name}.yaml"), String::from_utf8_lossy(text)));
    let library = Library::from_sources(sources.collect());
    let findings = lint(&library);
    for at in 0..library.files().len() {
        let is_faulty = findings.iter().any(|finding| finding.severity == Severity::Error);
        assert!(library.check_file(at).is_ok() || is_faulty, "refused without an error");
    }
}

/// The findings in all files of a library, each of which is in its file.
fn lint(library: &Library) -> Vec<Diagnostic> {
    let findings = library.lint();
    for finding in &findings {
        let file = library.files().iter().find(|file| file.source().name() == &*finding.file);
        if let (Some(file), Some(span)) = (file, finding.span) {
            let text = file.source().text();
            assert!(text.get(span.start as usize..span.end as usize).is_some(), "{finding:?} is not in {text:?}");
        }
    }
    findings
}

/// A condition, and the same as a value in words.
pub(crate) fn expression(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for script in [around("Hello.", &quoted(&text)), around(&quoted(&format!("{{{{ {text} }}}}")), "is_vip")] {
        walked(&script);
    }
}

/// Words with values and conditions in them.
pub(crate) fn template(bytes: &[u8]) {
    walked(&around(&quoted(&String::from_utf8_lossy(bytes)), "is_vip"));
}

/// Lints a script, and walks it to its end if it has no errors.
fn walked(script: &str) {
    let library = Library::from_sources(vec![Source::new("a.yaml", script)]);
    let is_faulty = lint(&library).iter().any(|finding| finding.severity == Severity::Error);
    assert_eq!(library.check_file(0).is_err(), is_faulty, "{script}");
    if !is_faulty {
        Room::with(&[("a.yaml", script.as_bytes())], |room| {
            let came = room.run(&["run", "a.yaml"], b"yes\n");
            assert_eq!(came.status, 0, "{}", came.err);
        });
    }
}

/// A scenario file: performed, and added to.
pub(crate) fn scenario(bytes: &[u8]) {
    let script = around("Hello {{ name }}.", "count > 3");
    Room::with(&[("a.yaml", script.as_bytes()), ("a.test.yaml", bytes)], |room| {
        room.json(&["test", "a.test.yaml"]);
        room.run(&["test", "a.yaml", "--suggest"], b"");
        let came = room.run(&["run", "a.yaml", "--record", "a.test.yaml"], b"no\n");
        if came.status == 0 {
            let tested = room.run(&["test", "a.test.yaml"], b"");
            assert!(tested.status < 2 && came.err.contains("was added"), "{} {}", came.err, tested.err);
            assert!(room.read("a.test.yaml").len() > bytes.len());
        } else {
            assert_eq!(room.read("a.test.yaml"), bytes, "{}", came.err);
        }
    });
}

/// A `callscript.toml`.
pub(crate) fn config(bytes: &[u8]) {
    let script = around("Hello {{ name }}.", "count > 3")
        .replace("    say: H", "    tags: [words]\n    verbatim: true\n    say: H");
    let source = Source::new("callscript.toml", String::from_utf8_lossy(bytes));
    let library = Library::from_sources(vec![Source::new("a.yaml", &*script)]).with_config(Config::read(source));
    lint(&library);
    Room::with(
        &[("a.yaml", script.as_bytes()), ("callscript.toml", bytes), ("words.txt", b"Hello {{ name }}.")],
        |room| {
            room.json(&["lint"]);
            room.run(&["run", "a.yaml"], b"yes\n");
            room.run(&["lint", "--fix", "--dry-run"], b"");
        },
    );
}

/// The values of inputs.
pub(crate) fn input(bytes: &[u8]) {
    let script = around("Hello {{ name }}.", "count > 3");
    Room::with(&[("a.yaml", script.as_bytes()), ("input.yaml", bytes), ("input.json", bytes)], |room| {
        for more in
            [&["--input", "input.yaml"][..], &["--input", "input.json"], &["--input", "input.yaml", "--ignore-unknown"]]
        {
            let came = room.run(&[&["run", "a.yaml", "--result", "result.json"], more].concat(), b"yes\n");
            if came.status < 2 {
                let result: Value = serde_json::from_slice(&room.read("result.json")).expect("a result");
                assert!(result["variables"].is_object(), "{result}");
            }
        }
    });
}

/// A journal whose checksums are made good: resumed, carried over, and replayed.
pub(crate) fn journal(bytes: &[u8]) {
    let journal = with_good_sums(bytes);
    let is_of_version_1 = journal.starts_with(b"{\"callscript_journal\":1");
    let scripts = if is_of_version_1 { SCRIPTS_1 } else { SCRIPTS_2 };
    let files = scripts.map(|(name, text)| (name, text.as_bytes()));
    Room::with(&files, |room| {
        let write = |name: &str| std::fs::write(room.path(name), &journal).expect("a journal");
        write("call.jsonl");
        let resume = ["run", "parcel.yaml", "--resume", "call.jsonl"];
        let carried =
            room.run(&[&resume[..], &["--carry-over", "--journal", "new.jsonl"]].concat(), b"1\n1\n1\n/stop\n");
        assert_eq!(room.read("call.jsonl"), journal, "the old journal stays");
        if carried.status < 2 && !room.read("new.jsonl").is_empty() {
            let again = room.run(&["run", "parcel.yaml", "--resume", "new.jsonl"], b"");
            assert!(again.status < 2, "{} {}", carried.err, again.err);
        }
        room.run(&["test", "parcel.yaml", "--replay", "call.jsonl"], b"");
        let came = room.run(&resume, b"1\n/note on\n1\n/back\n");
        if came.status < 2 {
            let again = room.run(&[&resume[..], &["--transcript", "call.md", "--result", "call.json"]].concat(), b"");
            assert!(again.status < 2, "{} {}", came.err, again.err);
        }
    });
}

const SCRIPTS_1: [(&str, &str); 3] = [
    ("parcel.yaml", include_str!("../../frozen/journal-1/scripts/parcel.yaml")),
    ("survey.yaml", include_str!("../../frozen/journal-1/scripts/survey.yaml")),
    ("check-identity.yaml", include_str!("../../frozen/journal-1/scripts/check-identity.yaml")),
];
const SCRIPTS_2: [(&str, &str); 3] = [
    ("parcel.yaml", include_str!("../../frozen/journal-2/scripts/parcel.yaml")),
    ("survey.yaml", include_str!("../../frozen/journal-2/scripts/survey.yaml")),
    ("check-identity.yaml", include_str!("../../frozen/journal-2/scripts/check-identity.yaml")),
];

/// What an editor sends: messages with their headers, or the bodies of messages, one a line.
pub(crate) fn lsp(bytes: &[u8]) {
    Room::with(&[("a.yaml", AROUND.as_bytes())], |room| {
        let root = format!("file://{}", room.path("").to_string_lossy().trim_end_matches('/'));
        let came = room.run(&["lsp"], &frames::sent(bytes, &root));
        frames::check(&came.out);
    });
}

/// The text of a script that is fixed: what was fixed needs no second run, and has no more errors than before.
pub(crate) fn fix(bytes: &[u8]) {
    let before = Library::from_sources(vec![Source::new("a.yaml", String::from_utf8_lossy(bytes))]);
    let Some(fixed) = fixed(&before) else { return };
    let text = fixed.files()[0].source().text().to_owned();
    if let Some(again) = self::fixed(&fixed) {
        assert_eq!(text, again.files()[0].source().text(), "a second run changes something");
    }
    let errors = |library: &Library| lint(library).iter().filter(|finding| finding.severity == Severity::Error).count();
    assert!(errors(&fixed) <= errors(&before), "more errors than before: {text}");
}

fn fixed(library: &Library) -> Option<Library> {
    let fixed = fixer::fix(library, &[0], |_| true);
    let file = fixed.into_iter().next()?.file;
    Some(Library::new(vec![Arc::new(File::read(Source::new("a.yaml", file.source().text())))]))
}
