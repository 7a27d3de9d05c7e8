//! How a prompt looks: words for the customer, words that must be read as written, and guidance are told apart by what
//! stands before them, with and without colour.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use callscript::script::Script;
use callscript::text::MASK;
use callscript::value::{Choice, Declaration, Type};
use callscript_runner::{AnswerChoice, AsideChoice, Ending, Field, Prompt, PromptKind, ResultChoice, Turn, What};

use crate::console::{Console, PAGE_WIDTH};
use crate::error::Error;
use crate::escape::escape;

const SAY: Style = Style::new().bold();
const VERBATIM: Style = AnsiColor::Yellow.on_default().bold();
const QUIET: Style = Style::new().dimmed();

/// The title of a script, before its call begins.
pub(super) fn title(script: &Script, console: &mut Console<'_>) -> Result<(), Error> {
    let title = painted(&escape(script.title()), SAY, console.colour);
    writeln!(console.out, "{title}")?;
    if console.typed {
        let hint = painted("/help tells what can be typed besides answers", QUIET, console.colour);
        writeln!(console.out, "{hint}")?;
    }
    Ok(())
}

/// Where the call stands, what is to be said, and what there is to choose.
pub(super) fn prompt(prompt: &Prompt, root: &str, console: &mut Console<'_>) -> Result<(), Error> {
    let (colour, width) = (console.colour, console.width.unwrap_or(PAGE_WIDTH).min(PAGE_WIDTH));
    let script = if prompt.script == root { String::new() } else { format!("{} / ", prompt.script) };
    let place = format!("[{script}{}]", prompt.node);
    let mut text = format!("\n{}\n", painted(&escape(&place), QUIET, colour));
    if let Some(say) = &prompt.say {
        let (name, style) = if prompt.verbatim { ("read out \"", VERBATIM) } else { ("say |", SAY) };
        block(name, say, style, width, colour, &mut text);
    }
    if let Some(guidance) = &prompt.guidance {
        block("guidance ~", guidance, QUIET, width, colour, &mut text);
    }
    match &prompt.kind {
        PromptKind::Ask { answers } => list_answers(answers, colour, &mut text),
        PromptKind::Act { action, with, results, .. } => {
            let given = with.iter().map(|(name, value)| format!("\n{name}: {}", value.to_plain()));
            block("do >", &format!("{action}{}", given.collect::<String>()), SAY, width, colour, &mut text);
            list_results(results, &mut text);
        }
        PromptKind::Ended { hung_up, outcome } => end(*hung_up, outcome.as_ref(), colour, &mut text),
        _ => {}
    }
    Ok(console.out.write_all(text.as_bytes())?)
}

/// The asides that are open.
pub(super) fn asides(asides: &[AsideChoice], console: &mut Console<'_>) -> Result<(), Error> {
    for (number, aside) in (1..).zip(asides) {
        let line = format!("  /aside {number}  {}", escape(&aside.label));
        writeln!(console.out, "{}", painted(&line, QUIET, console.colour))?;
    }
    Ok(())
}

/// What is to be typed next.
pub(super) fn question(what: &str, sensitive: bool, console: &mut Console<'_>) -> Result<(), Error> {
    let sensitive = if sensitive { " [sensitive]" } else { "" };
    write!(console.out, "{}{sensitive}> ", escape(what))?;
    Ok(console.out.flush()?)
}

/// Shows what was read, if nobody sees it typed.
pub(super) fn echo(line: &str, sensitive: bool, console: &mut Console<'_>) -> Result<(), Error> {
    if console.typed {
        return Ok(());
    }
    let line = if sensitive && !line.is_empty() { MASK.into() } else { escape(line) };
    Ok(writeln!(console.out, "{line}")?)
}

/// What a field is called, what it wants, and what it gets if nothing is typed.
pub(super) fn field(field: &Field) -> String {
    let wanted = if field.choices.is_empty() { hint(&field.wanted) } else { Some(choices(&field.choices)) };
    let empty = match &field.offered {
        Some(offered) => Some(format!("empty: {}", offered.to_plain())),
        None => field.optional.then(|| "or nothing".to_owned()),
    };
    let hints: Vec<_> = wanted.into_iter().chain(empty).collect();
    if hints.is_empty() { field.label.clone() } else { format!("{} ({})", field.label, hints.join("; ")) }
}

/// What an input is called, and what it wants.
pub(super) fn wanted(name: &str, declaration: &Declaration) -> String {
    let label = declaration.label.as_deref().unwrap_or(name);
    hint(&declaration.wanted()).map_or_else(|| label.to_owned(), |wanted| format!("{label} ({wanted})"))
}

/// What there is to choose: ids, with their labels where these say more.
fn choices(choices: &[Choice]) -> String {
    let shown = choices.iter().map(|choice| match &choice.label {
        label if *label == choice.id => choice.id.to_string(),
        label => format!("{} = {label}", choice.id),
    });
    format!("one of {}", shown.collect::<Vec<_>>().join(", "))
}

/// What is wanted, unless that is any text.
fn hint(wanted: &str) -> Option<String> {
    (wanted != Declaration::new(Type::Text).wanted()).then(|| wanted.to_owned())
}

/// What happened so far, numbered.
pub(super) fn history(turns: &[Turn], console: &mut Console<'_>) -> Result<(), Error> {
    for turn in turns {
        let number = turn.number.unwrap_or_default();
        writeln!(console.out, "{number:>4}  {}: {}", escape(&turn.node), escape(&what(&turn.what)))?;
    }
    Ok(())
}

fn what(what: &What) -> String {
    match what {
        What::Entered(values) | What::Completed { returned: values, .. } => {
            let values =
                values.iter().map(|value| format!("{} = {}", value.label, value.value.as_deref().unwrap_or("nothing")));
            let values = values.collect::<Vec<_>>().join(", ");
            match what {
                What::Completed { result, .. } if values.is_empty() => result.clone(),
                What::Completed { result, .. } => format!("{result}, {values}"),
                _ => values,
            }
        }
        What::LeftOut { outcome, .. } => format!("left out, ending with {outcome}"),
        What::CouldNotGive => "could not say".to_owned(),
        What::Answered { label, .. } => label.clone(),
        What::Proceeded => "went on".to_owned(),
        What::Aside { label, .. } => format!("aside: {label}"),
        What::Jumped { to, reason } if reason.is_empty() => format!("left the script for {to}"),
        What::Jumped { to, reason } => format!("left the script for {to}: {reason}"),
        What::HungUp(_) => "hung up".to_owned(),
        What::Ended(ending) => ending.label.clone(),
        What::Waiting => "waiting".to_owned(),
    }
}

fn list_answers(answers: &[AnswerChoice], colour: bool, text: &mut String) {
    for (number, answer) in (1..).zip(answers) {
        let label = escape(&answer.label);
        let line = if answer.open {
            format!("{number:>4}  {label}")
        } else {
            painted(&format!("{number:>4}  (closed) {label}"), QUIET, colour)
        };
        let _ = writeln!(text, "{line}");
    }
}

fn list_results(results: &[ResultChoice], text: &mut String) {
    for (number, result) in (1..).zip(results) {
        let _ = writeln!(text, "{number:>4}  {}", escape(&result.name));
    }
}

fn end(hung_up: bool, ending: Option<&Ending>, colour: bool, text: &mut String) {
    if hung_up {
        let _ = writeln!(text, "{}", painted("The call was hung up.", SAY, colour));
    }
    if let Some(ending) = ending {
        let line = format!("The call ended: {}", escape(&ending.label));
        let code = format!("({}, {})", ending.kind, escape(&ending.disposition));
        let _ = writeln!(text, "\n{} {code}", painted(&line, SAY, colour));
    }
}

/// Words in lines that fit, behind what they are.
fn block(name: &str, words: &str, style: Style, width: usize, colour: bool, text: &mut String) {
    let sign: String = name.chars().rev().take(1).collect();
    let mut name = name.to_owned();
    for line in words.trim_end().lines().flat_map(|line| wrap(line, width.saturating_sub(13).max(20))) {
        let _ = writeln!(text, "{}", format!("{name:>10}  {}", painted(&line, style, colour)).trim_end());
        name.clone_from(&sign);
    }
}

/// One line of words in several that fit; indentation stays.
fn wrap(line: &str, width: usize) -> Vec<String> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let mut lines = vec![" ".repeat(indent.min(width / 2))];
    for word in line.split_whitespace() {
        let word = escape(word);
        let full = lines
            .last()
            .is_some_and(|last| !last.trim().is_empty() && last.chars().count() + 1 + word.chars().count() > width);
        if full {
            lines.push(String::new());
        }
        if let Some(last) = lines.last_mut() {
            last.push_str(if last.trim().is_empty() { "" } else { " " });
            last.push_str(&word);
        }
    }
    lines
}

fn painted(text: &str, style: Style, colour: bool) -> String {
    if colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
}
