//! Commands that can be typed at any prompt, such as `/back`. A name may be shortened to where it is clear.
//!
//! No error message repeats what was typed: it may be a secret value that begins with a slash.

use strsim::osa_distance;

/// A command that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Command<'l> {
    Back,
    Change(usize),
    Jump { node: &'l str, reason: &'l str },
    Aside(&'l str),
    Note(&'l str),
    Skip,
    Silence,
    NotUnderstood(Option<&'l str>),
    Empty,
    History,
    Restart,
    HangUp(Option<&'l str>),
    Help,
}

/// The name of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    Back,
    Change,
    Jump,
    Aside,
    Note,
    Skip,
    Silence,
    NotUnderstood,
    Empty,
    History,
    Restart,
    HangUp,
    Help,
}

impl Name {
    /// Every name, in the order of `/help`.
    pub(super) const ALL: [Self; 13] = [
        Self::Back,
        Self::Change,
        Self::Jump,
        Self::Aside,
        Self::Note,
        Self::Skip,
        Self::Silence,
        Self::NotUnderstood,
        Self::Empty,
        Self::History,
        Self::Restart,
        Self::HangUp,
        Self::Help,
    ];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Back => "back",
            Self::Change => "change",
            Self::Jump => "jump",
            Self::Aside => "aside",
            Self::Note => "note",
            Self::Skip => "skip",
            Self::Silence => "silence",
            Self::NotUnderstood => "not-understood",
            Self::Empty => "empty",
            Self::History => "history",
            Self::Restart => "restart",
            Self::HangUp => "hang-up",
            Self::Help => "help",
        }
    }

    /// What is typed after the word, as `/help` shows it.
    pub(super) fn rest(self) -> &'static str {
        match self {
            Self::Change => " N",
            Self::Jump => " NODE WHY",
            Self::Aside => " NAME",
            Self::Note | Self::NotUnderstood => " TEXT",
            Self::HangUp => " WHY",
            _ => "",
        }
    }

    /// What it does, as `/help` shows it.
    pub(super) fn purpose(self) -> &'static str {
        match self {
            Self::Back => "undo the last step",
            Self::Change => "change step N of /history: an answer or a form",
            Self::Jump => "go straight to a node, off the script, and say why",
            Self::Aside => "handle what the customer brings up, by number or name",
            Self::Note => "write something down",
            Self::Skip => "go on: the customer cannot say what is asked for",
            Self::Silence => "nothing comes: ask again, or go on as the script says",
            Self::NotUnderstood => "what comes is none of the answers",
            Self::Empty => "leave this field empty, even if it offers a value",
            Self::History => "show what has happened so far",
            Self::Restart => "begin again",
            Self::HangUp => "end the call here",
            Self::Help => "show this list",
        }
    }
}

/// Parses a line; `None` if it is not a command.
pub(super) fn parse(line: &str) -> Option<Result<Command<'_>, String>> {
    let line = line.trim();
    let command = line.strip_prefix('/').filter(|rest| !rest.starts_with('/'))?;
    let (word, rest) = command.split_once(char::is_whitespace).unwrap_or((command, ""));
    let is_pasted = command.contains('\n');
    Some(named(word).and_then(|name| match name {
        Name::Note => read(name, word, rest.trim()),
        _ if is_pasted => Err("a text of several lines is no command; `/note` may be followed by one".to_owned()),
        _ => read(name, word, rest.trim()),
    }))
}

/// The text of a line that is not a command: of two slashes at its beginning, the first is removed.
pub(super) fn unescape(line: String) -> String {
    match line.trim_start().strip_prefix("//") {
        Some(rest) => format!("/{rest}"),
        None => line,
    }
}

/// The command that a word names, if it is one without a slash, too.
pub(super) fn without_slash(line: &str) -> Option<Name> {
    let word = line.trim().to_lowercase();
    Name::ALL.into_iter().find(|name| name.word() == word).or_else(|| (word == "?").then_some(Name::Help))
}

/// The command that a word means: its name, or the beginning of only one name.
fn named(word: &str) -> Result<Name, String> {
    let word = word.to_lowercase();
    let begun = Name::ALL.into_iter().filter(|name| !word.is_empty() && name.word().starts_with(&word));
    match *begun.collect::<Vec<_>>() {
        [name] => Ok(name),
        [] => Err(unknown(&word)),
        [ref before @ .., ref last] => {
            let before: Vec<_> = before.iter().map(|name| format!("`/{}`", name.word())).collect();
            Err(format!("that could be {} or `/{}`: type more of it", before.join(", "), last.word()))
        }
    }
}

fn unknown(word: &str) -> String {
    let near = match word {
        "quit" | "exit" | "q" | "end" | "hangup" | "bye" => Some(Name::HangUp),
        "undo" => Some(Name::Back),
        "?" => Some(Name::Help),
        _ => {
            let near = Name::ALL.into_iter().map(|name| (osa_distance(word, name.word()), name));
            near.filter(|(distance, name)| *distance <= 2 && distance * 2 < name.word().len())
                .min_by_key(|(distance, _)| *distance)
                .map(|(_, name)| name)
        }
    };
    match near {
        Some(near) => format!("there is no such command: did you mean `/{}`? `/help` lists them", near.word()),
        None => "there is no such command: `/help` lists them; type `//` for a text that begins with `/`".to_owned(),
    }
}

/// Reads a command from its name and what follows it.
fn read<'l>(name: Name, typed: &str, rest: &'l str) -> Result<Command<'l>, String> {
    let word = name.word();
    let alone = |command| if rest.is_empty() { Ok(command) } else { Err(format!("`/{word}` takes nothing after it")) };
    let wants = |what| if rest.is_empty() { Err(format!("`/{word}` needs {what} after it")) } else { Ok(rest) };
    Ok(match name {
        Name::Back if !rest.is_empty() => {
            return Err("`/back` goes back one step; `/change N` changes step N of `/history`".to_owned());
        }
        Name::Back => Command::Back,
        Name::Change => {
            let step = rest.parse().map_err(|_| "`/change` needs the number of a step, as shown by `/history`")?;
            Command::Change(step)
        }
        Name::Jump => {
            let rest = wants("the id of a node")?;
            let (node, reason) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            Command::Jump { node, reason: reason.trim() }
        }
        Name::Aside => Command::Aside(wants("the name of an aside")?),
        Name::Note => Command::Note(wants("a text")?),
        Name::Skip => alone(Command::Skip)?,
        Name::Silence => alone(Command::Silence)?,
        Name::NotUnderstood => Command::NotUnderstood((!rest.is_empty()).then_some(rest)),
        Name::Empty => alone(Command::Empty)?,
        Name::History => alone(Command::History)?,
        Name::Restart => alone(Command::Restart)?,
        Name::HangUp => {
            // `/hang up` in two words.
            let up = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            let reason = if typed.eq_ignore_ascii_case("hang") && up.0 == "up" { up.1.trim() } else { rest };
            Command::HangUp((!reason.is_empty()).then_some(reason))
        }
        Name::Help => alone(Command::Help)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_several_lines_is_no_command_but_may_follow_a_note() {
        assert!(matches!(parse("/hang-up\nangry"), Some(Err(_))));
        assert!(matches!(parse("/back\n"), Some(Ok(Command::Back))), "the end of a line is none");
        assert_eq!(parse("/note one\ntwo"), Some(Ok(Command::Note("one\ntwo"))));
    }

    #[test]
    fn commands_begin_with_one_slash() {
        assert_eq!(parse("Yes / no"), None);
        assert_eq!(parse("//usr"), None);
        assert_eq!(unescape(" //usr".to_owned()), "/usr");
        assert_eq!(parse(" /back "), Some(Ok(Command::Back)));
        assert_eq!(parse("/jump visit asked twice"), Some(Ok(Command::Jump { node: "visit", reason: "asked twice" })));
        assert_eq!(parse("/change 3"), Some(Ok(Command::Change(3))));
        assert!(matches!(parse("/change"), Some(Err(_))) && matches!(parse("/change it"), Some(Err(_))));
        assert_eq!(parse("/hang-up"), Some(Ok(Command::HangUp(None))));
        assert_eq!(parse("/note"), Some(Err("`/note` needs a text after it".to_owned())));
        assert_eq!(parse("/skip it"), Some(Err("`/skip` takes nothing after it".to_owned())));
        assert!(matches!(parse("/back 3"), Some(Err(reason)) if reason.contains("`/change N`")));
        for unknown in ["/", "/s3cret", "/s3cret s3cret"] {
            assert!(matches!(parse(unknown), Some(Err(reason)) if !reason.contains("s3cret")), "{unknown}");
        }
    }

    #[test]
    fn a_command_is_shortened_to_where_it_is_clear() {
        assert_eq!(parse("/a 2"), Some(Ok(Command::Aside("2"))));
        assert_eq!(parse("/HE"), Some(Ok(Command::Help)));
        assert_eq!(parse("/hang up no time"), Some(Ok(Command::HangUp(Some("no time")))));
        assert_eq!(parse("/hang-up up to her"), Some(Ok(Command::HangUp(Some("up to her")))));
        let refused = |line| parse(line).and_then(Result::err).unwrap_or_default();
        assert_eq!(refused("/h"), "that could be `/history`, `/hang-up` or `/help`: type more of it");
        for (line, near) in [("/bcak", "/back"), ("/histroy", "/history"), ("/quit", "/hang-up"), ("/hlep", "/help")] {
            assert!(refused(line).contains(&format!("did you mean `{near}`?")), "{line}");
        }
        assert_eq!(without_slash(" Help"), Some(Name::Help));
        assert_eq!(without_slash("helpful"), None);
    }
}
