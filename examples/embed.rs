//! Walks a script, made from a string, through a whole call.
//!
//! `cargo run --example embed`

use std::error::Error;
use std::io::{Write, stdout};

use callscript::jiff::Timestamp;
use callscript::library::Library;
use callscript::source::Source;
use callscript_runner::{Prompt, PromptKind, Session, Start, Values};

const SCRIPT: &str = r#"
callscript: 1
id: parcel
title: Where is my parcel
start: greeting
variables:
  name: { type: text, label: Customer's name }
  number: { type: text, optional: true }
outcomes: { found: Parcel found, searching: Search started }
nodes:
  greeting:
    say: Thank you for calling. Who am I speaking to?
    collect: [name]
    goto: status
  status:
    say: "{{ name }}, does the message say that the parcel was delivered?"
    answers:
      It says delivered: search
      It is on its way: { end: found }
  search:
    action: start-search
    with: [name]
    then:
      ok: { goto: started, take: { number: case } }
      failed: started
  started:
    say: We are looking for it.{% if number is defined %} Your number is {{ number }}.{% endif %}
    end: searching
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let library = Library::from_sources(vec![Source::new("parcel.yaml", SCRIPT)]);
    let script = library.check("parcel")?;
    // A host would pass the time at which something happened, and do what its user does; here the customer is made up.
    let now = Timestamp::UNIX_EPOCH;
    let mut session = Session::start(&script, Start::default(), now)?;
    loop {
        let prompt = session.prompt().clone();
        show(&prompt)?;
        match prompt.kind {
            PromptKind::Form { .. } => session.enter(Values::from([("name", "Ada")]), now)?,
            PromptKind::Ask { .. } => session.answer("it-says-delivered", now)?,
            PromptKind::Message => session.proceed(now)?,
            // The token tells a late or doubled result from the one that is waited for.
            PromptKind::Act { token, .. } => {
                session.complete_with_token(token, "ok", Values::from([("case", "S-17")]), now)?;
            }
            PromptKind::Ended { .. } => break,
            other => return Err(format!("the host cannot do this: {other:?}").into()),
        }
    }
    writeln!(stdout(), "\n{}", session.transcript().to_markdown())?;
    Ok(())
}

fn show(prompt: &Prompt) -> Result<(), std::io::Error> {
    let mut out = stdout();
    if let Some(say) = &prompt.say {
        writeln!(out, "{}: {}", prompt.node, say.trim_end())?;
    }
    match &prompt.kind {
        PromptKind::Ask { answers } => answers.iter().try_for_each(|answer| writeln!(out, "  - {}", answer.label)),
        PromptKind::Act { action, .. } => {
            writeln!(out, "{}: the host does `{action}`", prompt.node)
        }
        PromptKind::Ended { outcome: Some(ending), .. } => writeln!(out, "The call ended: {}", ending.label),
        _ => Ok(()),
    }
}
