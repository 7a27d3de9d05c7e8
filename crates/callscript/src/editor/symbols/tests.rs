//! Tests symbols and renames across the scripts of a small library.

use super::*;
use crate::base::source::Source;
use crate::library::Library;

const CALLER: &str = "\
callscript: 1
id: caller
title: Caller
start: hello
entries:
  Called back: { goto: \"hello\", id: back }
variables:
  who: { type: text, input: true }
  mood: { type: integer, optional: true }
outcomes: { done: Done, gone: Gone }
anytime:
  Upset: { goto: calm, when: mood is defined }
after:
  run: survey
  for: [done]
  with: [who]
nodes:
  hello:
    say: \"Hello \\\"{{ who }}\\\", all right?\"
    answers:
      Yes: ask
      No: { retry: hello, at_most: 1, else: { end: gone } }
  ask:
    run: survey
    with:
      - who
    then:
      given: { end: done, take: { mood: score } }
      refused: { end: gone }
  calm:
    say: I am sorry, {{ who | upper }}.
    seconds: 5
    resume: true
";

const SURVEY: &str = "\
callscript: 1
id: survey
title: Survey
start: one
variables:
  who: { type: text, input: true }
  score: { type: integer, default: 1 }
outcomes: { given: Given, refused: Refused }
nodes:
  one:
    say: Well, {{ who }}?
    answers:
      Yes: { end: given }
      No: { end: refused }
";

fn library(caller: &str) -> Library {
    Library::from_sources(vec![Source::new("caller.yaml", caller), Source::new("survey.yaml", SURVEY)])
}

/// The offset of the `nth` occurrence of a text in a file, from 0.
fn offset(library: &Library, at: usize, needle: &str, nth: usize) -> u32 {
    let (found, _) = library.files()[at].source().text().match_indices(needle).nth(nth).unwrap();
    u32::try_from(found).unwrap()
}

/// The symbol at the `nth` occurrence of `needle`: its kind, its file, and the file and line of each reference.
fn named(at: usize, needle: &str, nth: usize) -> (Kind, usize, Vec<(usize, usize)>) {
    let library = library(CALLER);
    let symbol = library.symbols(&[]).at(at, offset(&library, at, needle, nth)).remove(0).symbol;
    assert_eq!(symbol.name, needle);
    let place = |(at, occurrence): (usize, Occurrence)| {
        let source = library.files()[at].source();
        assert_eq!(&source.text()[occurrence.span.range()], needle);
        (at, source.position(occurrence.span.start).line)
    };
    let references = library.symbols(&[]).references(&symbol).into_iter().map(place).collect();
    (symbol.kind, library.symbols(&[]).definition(&symbol).unwrap().0, references)
}

#[test]
fn a_name_is_found_wherever_it_is_named() {
    let of_hello = vec![(0, 4), (0, 6), (0, 18), (0, 22)];
    for nth in 0..4 {
        assert_eq!(named(0, "hello", nth), (Kind::Node, 0, of_hello.clone()), "{nth}");
    }
    assert_eq!(named(0, "gone", 1), (Kind::Outcome, 0, vec![(0, 10), (0, 22), (0, 29)]));
    assert_eq!(named(0, "done", 1), (Kind::Outcome, 0, vec![(0, 10), (0, 15), (0, 28)]));
    assert_eq!(named(0, "who", 0), (Kind::Variable, 0, vec![(0, 8), (0, 16), (0, 19), (0, 26), (0, 31)]));
    assert_eq!(named(0, "survey", 0), (Kind::Script, 1, vec![(0, 14), (0, 24), (1, 2)]));
    assert_eq!(named(0, "given", 0), (Kind::Outcome, 1, vec![(0, 28), (1, 8), (1, 13)]));
    assert_eq!(named(0, "score", 0), (Kind::Variable, 1, vec![(0, 28), (1, 7)]));
    assert_eq!(named(1, "who", 0), (Kind::Variable, 1, vec![(0, 16), (0, 26), (1, 6), (1, 11)]));
}

#[test]
fn a_word_in_a_list_of_with_names_two_variables() {
    let library = library(CALLER);
    let found = library.symbols(&[]).at(0, offset(&library, 0, "who]", 0));
    let files: Vec<_> = found.iter().map(|occurrence| occurrence.symbol.file).collect();
    assert_eq!(files, [Some(0), Some(1)]);
}

/// The lines that change, after the rename.
fn renamed(at: usize, needle: &str, nth: usize, name: &str) -> Result<Vec<String>, RenameError> {
    let library = library(CALLER);
    let changes = library.symbols(&[]).rename(at, offset(&library, at, needle, nth), name)?;
    let mut lines = Vec::new();
    let mut sources: Vec<_> = library.files().iter().map(|file| file.source().text().to_owned()).collect();
    for (at, edits) in changes {
        let old = sources[at].clone();
        for edit in edits.iter().rev() {
            sources[at].replace_range(edit.span.range(), &edit.text);
        }
        let pairs = old.lines().zip(sources[at].lines()).filter(|(old, new)| old != new);
        lines.extend(pairs.map(|(_, new)| new.trim_start().to_owned()));
    }
    let sources = sources.into_iter().zip(["caller.yaml", "survey.yaml"]).map(|(text, name)| Source::new(name, text));
    let after = Library::from_sources(sources.collect());
    let rules = |library: &Library| library.lint().iter().map(|finding| finding.rule.name).collect::<Vec<_>>();
    let mut found = rules(&after);
    found.retain(|rule| *rule != "id-not-file-name");
    assert_eq!(found, rules(&library), "{lines:?}");
    Ok(lines)
}

#[test]
fn a_new_name_is_written_wherever_the_old_one_was() {
    assert_eq!(
        renamed(0, "hello", 0, "greeting").unwrap(),
        [
            "start: greeting",
            "Called back: { goto: \"greeting\", id: back }",
            "greeting:",
            "No: { retry: greeting, at_most: 1, else: { end: gone } }"
        ]
    );
    assert_eq!(
        renamed(0, "who", 0, "caller").unwrap(),
        [
            "caller: { type: text, input: true }",
            "with: {who: caller}",
            "say: \"Hello \\\"{{ caller }}\\\", all right?\"",
            "who: caller",
            "say: I am sorry, {{ caller | upper }}."
        ]
    );
    assert_eq!(
        renamed(1, "who", 0, "name").unwrap(),
        ["with: {name: who}", "name: who", "name: { type: text, input: true }", "say: Well, {{ name }}?"]
    );
    assert_eq!(
        renamed(1, "given", 0, "rated").unwrap(),
        [
            "rated: { end: done, take: { mood: score } }",
            "outcomes: { rated: Given, refused: Refused }",
            "Yes: { end: rated }"
        ]
    );
    assert_eq!(renamed(1, "survey", 0, "poll").unwrap(), ["run: poll", "run: poll", "id: poll"]);
    assert_eq!(renamed(0, "mood", 0, "mood").unwrap(), [""; 0]);
}

#[test]
fn what_cannot_be_renamed_whole_is_refused() {
    let refused = |at, needle, name| renamed(at, needle, 0, name).unwrap_err().to_string();
    assert_eq!(refused(0, "hello", "ask"), "there is already a node `ask`");
    assert_eq!(refused(0, "who", "mood"), "there is already a variable `mood`");
    assert_eq!(refused(1, "given", "refused"), "there is already an outcome `refused`");
    assert_eq!(refused(1, "survey", "caller"), "there is already a script `caller`");
    assert_eq!(
        refused(0, "hello", "Say hello"),
        "`Say hello` is not a valid name for a node: it consists of lowercase letters `a-z` and digits, with single `-` between them"
    );
    assert_eq!(refused(0, "who", "if"), "`if` is not a valid name for a variable: it is a reserved word of conditions");
    assert_eq!(refused(0, "all", "x"), RenameError::Nothing.to_string());
    let library = library(&CALLER.replace("Yes: ask", "Yes: nowhere").replace("  ask:", "  ask: ["));
    let at =
        |needle, nth| library.symbols(&[]).rename(0, offset(&library, 0, needle, nth), "x").unwrap_err().to_string();
    assert_eq!(at("nowhere", 0), "there is no node `nowhere`, so it cannot be renamed");
    assert_eq!(at("gone", 0), "`caller.yaml` mentions `gone`, but cannot be read completely: fix it first");
}

#[test]
fn each_node_is_a_step_that_is_reached_somehow() {
    let text = CALLER.replace("Called back: { goto: \"hello\"", "Called back: { goto: later")
        + "  later:\n    say: Good.\n    goto: last\n  last:\n    say: Bye.\n    end: done\n  lost:\n    end: done\n";
    let library = library(&text);
    let steps = library.files()[0].steps();
    let found: Vec<_> = steps
        .iter()
        .map(|step| (step.id.as_str(), step.reach, step.ways_in, step.seconds.normalize().to_string()))
        .collect();
    let expected = [
        ("hello", Reach::Start, 1, "1.6"),
        ("ask", Reach::Steps(1), 1, "0"),
        ("calm", Reach::Aside, 1, "5"),
        ("later", Reach::Entry, 1, "0.4"),
        ("last", Reach::Entry, 1, "0.4"),
        ("lost", Reach::Never, 0, "0"),
    ];
    let expected: Vec<_> = expected.map(|(id, reach, ways, seconds)| (id, reach, ways, seconds.to_owned())).into();
    assert_eq!(found, expected);
}

#[test]
fn who_leads_to_a_node_is_told() {
    let library = library(CALLER);
    let symbol = library.symbols(&[]).at(0, offset(&library, 0, "hello", 0)).remove(0).symbol;
    let Some(About::Node(node)) = library.about(&symbol) else {
        panic!("it is a node");
    };
    let ways: Vec<_> = node.led_to_by.iter().map(|way| (way.from.as_deref(), way.how.as_str())).collect();
    assert_eq!(ways, [(None, "the start"), (None, "the entry `Called back`"), (Some("hello"), "the retry `No`")]);
    let symbol = Symbol { kind: Kind::Outcome, file: Some(0), node: None, name: "gone".into() };
    let Some(About::Outcome(outcome)) = library.about(&symbol) else {
        panic!("it is an outcome");
    };
    let ways: Vec<_> = outcome.ended_by.iter().map(|way| (way.from.as_deref(), way.how.as_str())).collect();
    assert_eq!(ways, [(Some("hello"), "the `else` of `No`"), (Some("ask"), "the result `refused`")]);
}

#[test]
fn headings_nest_and_hold_their_names() {
    fn check(headings: &[Heading], found: &mut Vec<String>) {
        for heading in headings {
            assert!(heading.span.start <= heading.name_span.start && heading.name_span.end <= heading.span.end);
            assert!(
                heading
                    .children
                    .iter()
                    .all(|child| { heading.span.start <= child.span.start && child.span.end <= heading.span.end })
            );
            found.push(format!("{} ({})", heading.name, heading.detail));
            check(&heading.children, found);
        }
    }
    let file = crate::library::File::read(Source::new("survey.yaml", SURVEY));
    let mut found = Vec::new();
    check(&file.outline(), &mut found);
    assert_eq!(
        found.join(", "),
        "callscript (1), id (survey), title (Survey), start (one), variables (), who (text), score (integer), outcomes (), \
         given (Given), refused (Refused), nodes (), one (Well, {{ who }}?), Yes (end: given), No (end: refused)"
    );
}

#[test]
fn a_node_that_cannot_be_read_keeps_its_heading() {
    let text = CALLER.replace("say: I am sorry,", "say: \"I am sorry,");
    let outline = crate::library::File::read(Source::new("caller.yaml", text)).outline();
    let nodes = outline.iter().find(|heading| heading.name == "nodes").unwrap();
    let names: Vec<_> = nodes.children.iter().map(|node| node.name.as_str()).collect();
    assert_eq!(names, ["hello", "ask", "calm"]);
}
