//! Sensitive values appear neither in histories and transcripts nor in error messages, whatever they are entered into, and
//! in no `Debug` of anything that a host can get.

use std::cell::Cell;
use std::fmt::{Debug, Write as _};
use std::sync::Arc;

use callscript::script::Script;
use callscript::value::{Declaration, Type};
use callscript_runner::journal::{self, CarryOver};
use callscript_runner::{Prompt, PromptKind, Session, Start, Values};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::random::{libraries, tries};
use crate::steps::{self, NOTHING, acceptable, perform};
use crate::support::{at, repeatable};
use crate::walker::{Try, anyone, begin, choose};

/// A marker that is part of every secret, in whatever form or calculation. Nothing else contains it.
const TRACE: &str = "82736";

/// A recognisable value of this type; `None` if the type has none.
fn secret(declaration: &Declaration) -> Option<String> {
    let text = match declaration.kind {
        Type::Text => "s82736\u{e9}",
        Type::Integer => "8273640",
        Type::Number => "82736.41",
        Type::Phone => "+49 82736 1",
        Type::Email => "s82736@example.org",
        Type::Date => "8273-06-14",
        Type::Boolean | Type::Choice | Type::Time => return None,
    };
    declaration.parse(text).ok().map(|_| text.to_owned())
}

fn gives_away(text: &str) -> bool {
    text.contains(TRACE) || text.contains("8273-")
}

/// Gives a secret for every sensitive variable.
fn keeper(seed: usize) -> impl FnMut(&Declaration) -> Option<String> {
    let mut other = anyone(seed);
    move |declaration| {
        if declaration.sensitive {
            return secret(declaration).or_else(|| acceptable(declaration, seed));
        }
        other(declaration)
    }
}

/// Everything that people can read about the call later, and that a host could log.
fn kept(session: &Session) -> String {
    let transcript = session.transcript();
    let lines = journal::Writer::new().lines(session);
    let recorded = journal::read(lines.as_bytes()).unwrap();
    let carried_over = recorded.carry_over(session.script(), &CarryOver { stops: true, ..CarryOver::default() });
    let mut said = transcript.to_markdown();
    let printed: [&dyn Debug; 9] = [
        &session,
        &session.prompt(),
        &session.events(),
        &session.history(),
        &session.result(),
        &transcript,
        &recorded,
        &recorded.resume(session.script()),
        &carried_over,
    ];
    for printed in printed {
        writeln!(said, "{printed:?}\n{printed:#?}").unwrap();
    }
    said
}

/// What is shown live, where sensitive values are in the clear.
fn live(prompt: &Prompt) -> String {
    let mut shown: Vec<String> = prompt.say.iter().chain(&prompt.guidance).cloned().collect();
    match &prompt.kind {
        PromptKind::Form { fields, .. } => {
            shown.extend(fields.iter().filter_map(|field| Some(field.offered.as_ref()?.to_plain())));
        }
        PromptKind::Ask { answers } => shown.extend(answers.iter().map(|answer| answer.label.clone())),
        PromptKind::Act { with, .. } => shown.extend(with.iter().map(|given| given.value.to_plain())),
        _ => {}
    }
    shown.join("\n")
}

/// The error messages for refused secrets: at the start, at this prompt, and from a journal that does not fit.
fn refusals(session: &Session, script: &Arc<Script>) -> String {
    let bad = format!("{TRACE}{NOTHING}");
    let mut said = String::new();
    for step in steps::refused(session, &bad) {
        let error = perform(&mut session.clone(), &step).expect_err("is refused");
        writeln!(said, "{error} {error:?}").unwrap();
    }
    for variable in script.variables() {
        let inputs = Values::from([(variable.name.as_str(), bad.as_str())]);
        let error = Session::start(script, Start { inputs, ..Start::default() }, at(0)).expect_err("is refused");
        writeln!(said, "{error} {error:?}").unwrap();
    }
    let text = journal::Writer::new().lines(session).replacen("at", "ta", 1);
    said + &journal::read(text.as_bytes()).map_or_else(|error| format!("{error} {error:?}"), |_| String::new())
}

#[test]
fn no_secret_is_kept_or_repeated() {
    let (shown, walked) = (Cell::new(0), Cell::new(0));
    let cases = (libraries(60), any::<u16>(), tries());
    let tested = TestRunner::new(repeatable(120)).run(&cases, |(texts, seed, tries)| {
        let Some(script) = texts.checked() else { return Ok(()) };
        let mut give = keeper(seed.into());
        let mut session = begin(&script, seed.into(), &mut give).unwrap();
        walked.set(walked.get() + 1);
        let (mut live, mut earlier) = (false, Vec::new());
        for tried in tries {
            let said = refusals(&session, &script);
            prop_assert!(!gives_away(&said), "{said}");
            live |= gives_away(&self::live(session.prompt()));
            let step = choose(&earlier, &session, tried, &mut give).filter(|_| !matches!(tried, Try::Refused(_)));
            earlier.push(session.clone());
            let kept = kept(&session);
            prop_assert!(!gives_away(&kept), "{kept}");
            if let Some(step) = &step {
                prop_assert!(!gives_away(&format!("{step:?}")), "{step:?}");
            }
            if let Some(Err(error)) = step.map(|step| perform(&mut session, &step)) {
                prop_assert!(!gives_away(&format!("{error} {error:?}")), "{error}");
            }
        }
        shown.set(shown.get() + usize::from(live));
        Ok(())
    });
    tested.unwrap_or_else(|error| panic!("{error}"));
    assert!(shown.get() * 6 > walked.get(), "secrets were seen live in only {} of {} calls", shown.get(), walked.get());
}
