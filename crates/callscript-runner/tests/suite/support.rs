//! Scripts for tests, and helpers that keep tests short.

use std::sync::Arc;

use callscript::jiff::{SignedDuration, Timestamp};
use callscript::library::Library;
use callscript::script::Script;
use callscript::source::Source;
use callscript_runner::{PromptKind, Session, Start, Values};
use proptest::test_runner::{Config, RngSeed};

/// The example of the format's documentation, and the scripts that it runs.
pub(crate) const INTERNET: [&str; 3] = [
    include_str!("internet-down.yaml"),
    include_str!("transfer-to-manager.yaml"),
    include_str!("satisfaction-survey.yaml"),
];

/// The first of these scripts; all are checked together.
pub(crate) fn script(texts: &[&str]) -> Arc<Script> {
    let sources = (0..).zip(texts).map(|(at, text): (usize, _)| Source::new(format!("{at}.yaml"), *text));
    let first = texts.first().and_then(|text| text.lines().find_map(|line| line.strip_prefix("id: ")));
    let library = Library::from_sources(sources.collect());
    library.check(first.expect("an id")).unwrap_or_else(|error| panic!("{error:#?}"))
}

/// The time this many seconds after the start.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::constant(1_800_000_000, 0) + SignedDuration::from_secs(seconds)
}

/// A session with these inputs.
pub(crate) fn start<const N: usize>(texts: &[&str], inputs: [(&str, &str); N]) -> Session {
    let start = Start { inputs: Values::from(inputs), ..Start::default() };
    Session::start(&script(texts), start, at(0)).expect("starts")
}

/// A small script: `top` as it is, then the nodes, one a line.
pub(crate) fn small(id: &str, top: &str, nodes: &str) -> String {
    let body = nodes.replace('\n', "\n  ");
    format!(
        "callscript: 1\nid: {id}\ntitle: T\nstart: a\noutcomes: {{ done: Done, other: Other }}\n{top}\nnodes:\n  {body}\n"
    )
}

/// What the session waits for, in short: `node: form a, b`, `node: ask x, (y)`, `node: message`, `node: act name`,
/// `node: ended done`.
pub(crate) fn brief(session: &Session) -> String {
    let prompt = session.prompt();
    let what = match &prompt.kind {
        PromptKind::Form { fields, .. } => {
            let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
            format!("form {}", names.join(", "))
        }
        PromptKind::Ask { answers } => {
            let shown =
                answers.iter().map(|answer| if answer.open { answer.id.clone() } else { format!("({})", answer.id) });
            format!("ask {}", shown.collect::<Vec<_>>().join(", "))
        }
        PromptKind::Message => "message".to_owned(),
        PromptKind::Act { action, .. } => format!("act {action}"),
        PromptKind::Ended { outcome, hung_up } => {
            let outcome = outcome.as_ref().map_or("nothing", |ending| ending.outcome.as_str());
            format!("ended {outcome}{}", if *hung_up { ", hung up" } else { "" })
        }
        other => panic!("no test knows {other:?}"),
    };
    format!("{}: {what}", prompt.node)
}

/// The text of the prompt.
pub(crate) fn said(session: &Session) -> &str {
    session.prompt().say.as_deref().unwrap_or("-").trim_end()
}

/// The ids of the open asides.
pub(crate) fn asides(session: &Session) -> String {
    let ids: Vec<&str> = session.prompt().asides.iter().map(|aside| aside.id.as_str()).collect();
    ids.join(", ")
}

/// A proptest configuration: the same `cases` cases in every run, without files for failures; the variable
/// `PROPTEST_CASES` changes their number, and `PROPTEST_RNG_SEED` their seed.
pub(crate) fn repeatable(cases: u32) -> Config {
    let given = |name: &str| std::env::var_os(name).is_some();
    let mut config = Config { failure_persistence: None, ..Config::default() };
    if !given("PROPTEST_CASES") {
        config.cases = cases;
    }
    if !given("PROPTEST_RNG_SEED") {
        config.rng_seed = RngSeed::Fixed(0);
    }
    config
}
