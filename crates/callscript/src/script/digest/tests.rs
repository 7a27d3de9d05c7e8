use std::sync::Arc;

use crate::library::Library;
use crate::script::Script;
use crate::source::Source;

const PLAIN: &str = "callscript: 1
id: s
title: S
start: a
outcomes: { done: Done }
variables: { n: { type: text, input: true } }
nodes:
  a:
    say: |
      Hello
      {{ n }}
    answers:
      Yes: { end: done }
      No: b
  b: { set: { n: \"n\" }, goto: c }
  c: { run: t, then: { ended: { end: done } } }
";

const CALLEE: &str = "callscript: 1
id: t
title: T
start: a
outcomes: { ended: Ended }
nodes: { a: { say: 'Bye', end: ended } }
";

fn script(text: &str, callee: &str) -> Arc<Script> {
    let sources = vec![Source::new("s.yaml", text), Source::new("t.yaml", callee)];
    Library::from_sources(sources).check("s").unwrap_or_else(|error| panic!("{error:#?}"))
}

#[test]
fn what_is_hashed_never_changes() {
    let script = script(PLAIN, CALLEE);
    let digests = [script.text_digest(), script.digest()].map(|digest| digest.to_string());
    assert_eq!(
        digests,
        [
            "5cb342332abf620bacb14d78e64d5c52913325212ec0d6691d5d91c03a504841",
            "62124ce5cd34d4f6f699c09c5bd10929c83301858e560e4d58978acac2b3184c",
        ]
    );
}

#[test]
fn how_a_script_is_written_does_not_count() {
    let digest = script(PLAIN, CALLEE).digest();
    let same = [
        PLAIN.replace("nodes:\n", "\n# The nodes.\nnodes: # all\n\n"),
        PLAIN.replace("    ", "        "),
        PLAIN.replace('\n', "\r\n"),
        PLAIN.replace('\n', "\r"),
        format!("\u{feff}---\n{PLAIN}..."),
        PLAIN.replace("\"n\"", "'n'"),
        PLAIN.replace("{ done: Done }", "\n  done:   Done"),
        PLAIN.replace("outcomes: {", "outcomes: { # callscript: ignore[unused-outcome] for later\n  "),
        PLAIN.replace("say: |\n      Hello\n      {{ n }}\n", "say: \"Hello\\n{{ n }}\\n\"\n"),
    ];
    for text in same {
        assert_ne!(text, PLAIN);
        assert_eq!(script(&text, CALLEE).digest(), digest, "{text}");
    }
    assert_eq!(script(PLAIN, &CALLEE.replace("'Bye'", "\"Bye\"")).digest(), digest);
}

#[test]
fn what_a_script_says_counts() {
    let digest = script(PLAIN, CALLEE).digest();
    let changed = [
        PLAIN.replace("Hello", "Hallo"),
        PLAIN.replace("say: |", "say: >"),
        PLAIN.replace("title: S", "title: 'S'"),
        PLAIN.replace("      Yes: { end: done }\n      No: b\n", "      No: b\n      Yes: { end: done }\n"),
        PLAIN.replace("Yes:", "Yess:"),
        PLAIN.replace("  b: {", "  b: { tags: [x],"),
    ];
    for text in changed {
        assert_ne!(text, PLAIN);
        assert_ne!(script(&text, CALLEE).digest(), digest, "{text}");
    }
    let other = script(PLAIN, &CALLEE.replace("Bye", "Good bye"));
    assert_ne!(other.digest(), digest);
    assert_eq!(other.text_digest(), script(PLAIN, CALLEE).text_digest(), "it is that of one text");
}

#[test]
fn what_runs_after_the_outcome_counts_but_not_after_that_of_a_subscript() {
    let survey = |words: &str| CALLEE.replace("id: t", "id: u").replace("Bye", words);
    let digest = |text: &str, callee: &str, words: &str| {
        let texts = [("s", text), ("t", callee), ("u", &survey(words))];
        let sources = texts.map(|(name, text)| Source::new(format!("{name}.yaml"), text));
        Library::from_sources(sources.into()).check("s").unwrap_or_else(|error| panic!("{error:#?}")).digest()
    };
    let after = "start: a\nafter: { run: u }\n";
    let outer = PLAIN.replacen("start: a\n", after, 1);
    assert_ne!(digest(&outer, CALLEE, "One"), digest(&outer, CALLEE, "Two"));
    let inner = CALLEE.replacen("start: a\n", after, 1);
    assert_eq!(digest(PLAIN, &inner, "One"), digest(PLAIN, &inner, "Two"));
    assert_eq!(digest(PLAIN, CALLEE, "One"), digest(PLAIN, CALLEE, "Two"));
}
