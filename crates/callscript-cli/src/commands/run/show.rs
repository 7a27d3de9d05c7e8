//! How prompts look. Words for the customer, verbatim words and guidance each have a prefix, so they can be told apart
//! without colour, too.

mod fields;
mod history;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;

use callscript::internal::inert::{self, escape, words};
use callscript::script::Script;
use callscript_output::{Screen, Style, painted};
use callscript_runner::{AnswerChoice, Ending, Prompt, PromptKind, ResultChoice, Session};

use super::asides::NumberedAside;
use super::choose::{Item, is_shown, named};
use super::read_line::SENSITIVE;
use super::slash_command::Name;
use crate::console::Console;
use crate::error::Error;

pub(super) use self::fields::{choices, field};
pub(super) use self::history::{change, changed, given_with, history, needed, noted, unchanged};

/// The most columns of an aside's name in the list of all.
const MAX_ASIDE: usize = 40;

/// Shows the title of a script, before its call starts.
pub(super) fn title(script: &Script, console: &mut Console<'_>) -> Result<(), Error> {
    let title = painted(&words(script.title()), Style::Strong, console.colour);
    Ok(writeln!(console.out, "{title}")?)
}

/// Tells the user of `/help`, that the call is recorded in a journal, and how many steps a resumed call has.
pub(super) fn begun(session: &Session, kept_in: Option<&Path>, console: &mut Console<'_>) -> Result<(), Error> {
    if !console.typed {
        return Ok(());
    }
    quiet("/help shows what you can type besides answers", console)?;
    let Some(path) = kept_in else {
        return Ok(());
    };
    let path = path.to_string_lossy();
    let path = escape(&path);
    quiet(&format!("the call is recorded in `{path}`; if it breaks off, `--resume {path}` resumes it"), console)?;
    match session.history().len() {
        0 => Ok(()),
        1 => quiet("1 step has been taken; /history shows it", console),
        steps => quiet(&format!("{steps} steps have been taken; /history shows them"), console),
    }
}

/// Lists the commands that work, and the asides.
pub(super) fn help(names: &[Name], asides: &[NumberedAside], console: &mut Console<'_>) -> Result<(), Error> {
    let mut line = |typed: &str, purpose: &str| writeln!(console.out, "  {typed:<17} {purpose}");
    for name in names {
        line(&format!("/{}{}", name.word(), name.rest()), name.purpose())?;
    }
    line("//TEXT", "a line that begins with a slash")?;
    list_asides(asides, console)
}

/// Shows where the call is, what to say (unless it was `said` already), and what there is to choose.
pub(super) fn prompt(prompt: &Prompt, said: bool, root: &str, console: &mut Console<'_>) -> Result<(), Error> {
    let (colour, width) = (console.colour, console.screen().width.min(Screen::PAGE.width));
    let script = if prompt.script == root { String::new() } else { format!("{} / ", prompt.script) };
    let place = format!("[{script}{}]", prompt.node);
    // A call that ended without words has nothing to show here.
    let (say, guidance) = if said { (None, None) } else { (prompt.say.as_ref(), prompt.guidance.as_ref()) };
    let stands = say.is_some() || guidance.is_some() || !prompt.is_ended();
    let mut text =
        if stands { format!("\n{}\n", painted(&escape(&place), Style::Quiet, colour)) } else { String::new() };
    if let Some((again, is_sensitive)) = again(prompt) {
        block("say |", &marked(again, is_sensitive), Style::Strong, width, colour, &mut text);
    }
    if let Some(say) = say {
        let (name, style) = if prompt.verbatim { ("read out \"", Style::Verbatim) } else { ("say |", Style::Strong) };
        block(name, &marked(say, prompt.say_is_sensitive), style, width, colour, &mut text);
    }
    if let Some(guidance) = guidance {
        let guidance = marked(guidance, prompt.guidance_is_sensitive);
        block("guidance ~", &guidance, Style::Quiet, width, colour, &mut text);
    }
    match &prompt.kind {
        PromptKind::Ask { answers } => list_answers(answers, colour, &mut text),
        PromptKind::Act { action, with, results, .. } => {
            let given = with.iter().map(|given| {
                let line = format!("{}: {}", given.name, given.value.to_plain());
                format!("\n{}", marked(&line, given.sensitive))
            });
            block("do >", &format!("{action}{}", given.collect::<String>()), Style::Strong, width, colour, &mut text);
            list_results(results, &mut text);
        }
        PromptKind::Ended { hung_up, outcome } => end(*hung_up, outcome.as_ref(), colour, &mut text),
        _ => {}
    }
    Ok(console.out.write_all(text.as_bytes())?)
}

/// The words that come before it is asked again.
fn again(prompt: &Prompt) -> Option<(&str, bool)> {
    let unanswered = prompt.unanswered.as_deref()?;
    Some((unanswered.say.as_deref()?, unanswered.say_is_sensitive))
}

/// Shows the asides that are open: in a terminal on one line, folded where it is too long.
pub(super) fn asides(asides: &[NumberedAside], console: &mut Console<'_>) -> Result<(), Error> {
    if !console.typed || asides.is_empty() {
        return list_asides(asides, console);
    }
    let names = asides.iter().map(|NumberedAside { number, aside }| {
        // A no-break space keeps the name together.
        let label = inert::line(&marked(&aside.label, aside.sensitive), MAX_ASIDE).replace(' ', "\u{a0}");
        format!("{number}\u{a0}{label}")
    });
    let names = names.collect::<Vec<_>>().join("\u{a0}· ");
    let width = console.screen().width.min(Screen::PAGE.width).saturating_sub(9).max(20);
    let mut sign = "/aside";
    for line in wrap(&names, width) {
        let line = format!("{sign:>8} {}", line.replace('\u{a0}', " "));
        writeln!(console.out, "{}", painted(&line, Style::Quiet, console.colour))?;
        sign = "";
    }
    Ok(())
}

fn list_asides(asides: &[NumberedAside], console: &mut Console<'_>) -> Result<(), Error> {
    for NumberedAside { number, aside } in asides {
        let line = format!("  /aside {number}  {}", words(&marked(&aside.label, aside.sensitive)));
        writeln!(console.out, "{}", painted(&line, Style::Quiet, console.colour))?;
    }
    Ok(())
}

/// Answers with their numbers, and the labels that people see. One without words has none, and is not shown; where
/// nothing else is open, its id stands for it.
pub(super) fn labelled(answers: &[AnswerChoice]) -> impl Iterator<Item = (usize, &AnswerChoice, &str)> {
    let by_id = !answers.iter().any(|answer| answer.open && is_shown(&answer.label));
    (1..).zip(answers).map(move |(number, answer)| match answer.label.as_str() {
        label if is_shown(label) => (number, answer, label),
        _ if by_id && answer.open => (number, answer, answer.id.as_str()),
        _ => (number, answer, ""),
    })
}

fn list_answers(answers: &[AnswerChoice], colour: bool, text: &mut String) {
    for (number, answer, label) in labelled(answers).filter(|(_, _, label)| !label.is_empty()) {
        let label = marked(label, answer.sensitive);
        let line = if answer.open {
            numbered(number, &label)
        } else {
            painted(&numbered(number, &format!("(closed) {label}")), Style::Quiet, colour)
        };
        let _ = writeln!(text, "{line}");
    }
}

fn list_results(results: &[ResultChoice], text: &mut String) {
    for (number, result) in (1..).zip(results) {
        let _ = writeln!(text, "{}", numbered(number, &result.name));
    }
}

/// Lists what a line could mean, with letters to choose by.
pub(super) fn meanings(items: &[Item<'_>], console: &mut Console<'_>) -> Result<(), Error> {
    quiet("That could be:", console)?;
    for (letter, item) in ('a'..='z').zip(items) {
        writeln!(console.out, "{letter:>4}  {}", escape(&named(item)))?;
    }
    Ok(())
}

/// Words, with a prefix if they may contain a sensitive value.
fn marked(words: &str, sensitive: bool) -> Cow<'_, str> {
    if sensitive { format!("{SENSITIVE} {words}").into() } else { words.into() }
}

/// An item of a list, with its number.
fn numbered(number: usize, label: &str) -> String {
    format!("{number:>4}  {}", words(label))
}

/// Writes a dimmed line about what the program is doing.
fn quiet(text: &str, console: &mut Console<'_>) -> Result<(), Error> {
    for line in folded(text, console.screen().width, console) {
        writeln!(console.out, "{}", painted(&line, Style::Quiet, console.colour))?;
    }
    Ok(())
}

/// A line as it fits a terminal, so that no word of it is torn. Without a terminal it stays one line.
fn folded(text: &str, width: usize, console: &Console<'_>) -> Vec<String> {
    if console.typed { wrap(text, width.min(Screen::PAGE.width)) } else { vec![words(text).into_owned()] }
}

fn end(hung_up: bool, ending: Option<&Ending>, colour: bool, text: &mut String) {
    if hung_up {
        let _ = writeln!(text, "\n{}", painted("The call was hung up.", Style::Strong, colour));
    }
    if let Some(ending) = ending {
        let line = format!("The call ended: {}", words(&ending.label));
        let code = ending.disposition.as_ref().unwrap_or(&ending.outcome);
        let code = format!("({}, {})", ending.kind, escape(code));
        let _ = writeln!(text, "\n{} {code}", painted(&line, Style::Strong, colour));
    }
}

/// Appends words in lines that fit, after a prefix.
fn block(name: &str, said: &str, style: Style, width: usize, colour: bool, text: &mut String) {
    let sign: String = name.chars().rev().take(1).collect();
    let mut name = name.to_owned();
    for line in said.trim_end().lines().flat_map(|line| wrap(line, width.saturating_sub(13).max(20))) {
        let _ = writeln!(text, "{}", format!("{name:>10}  {}", painted(&line, style, colour)).trim_end());
        name.clone_from(&sign);
    }
}

/// Wraps a line at spaces. Its indentation is kept.
fn wrap(line: &str, width: usize) -> Vec<String> {
    let line = line.replace('\t', " ");
    let line = words(&line);
    let indent = line.len() - line.trim_start_matches(' ').len();
    let mut lines = vec![" ".repeat(indent.min(width / 2))];
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        let full = lines
            .last()
            .is_some_and(|last| !last.trim().is_empty() && last.chars().count() + 1 + word.chars().count() > width);
        if full {
            lines.push(String::new());
        }
        if let Some(last) = lines.last_mut() {
            last.push_str(if last.trim().is_empty() { "" } else { " " });
            last.push_str(word);
        }
    }
    inert::closed(lines)
}
