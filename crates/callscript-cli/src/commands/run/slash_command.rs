//! Commands that can be typed at any prompt, such as `/back`.

/// A command that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Command<'l> {
    Back,
    Change(usize),
    Jump { node: &'l str, reason: &'l str },
    Aside(&'l str),
    Note(&'l str),
    Skip,
    Empty,
    History,
    Restart,
    HangUp(Option<&'l str>),
    Help,
}

/// What `/help` shows.
pub(super) const HELP: &str = "  /back             undo the last step
  /change N         change step N of /history: an answer or a form
  /jump NODE WHY    go straight to a node, off the script, and say why
  /aside NAME       handle what the customer brings up, by number or name
  /note TEXT        write something down
  /skip             go on: the customer cannot say what is asked for
  /empty            leave this field empty, even if it offers a value
  /history          show what has happened so far
  /restart          begin again
  /hang-up WHY      end the call here
  /help             show this list
  //TEXT            a line that begins with a slash
";

/// Parses a line; `None` if it is not a command.
pub(super) fn parse(line: &str) -> Option<Result<Command<'_>, String>> {
    let line = line.trim();
    let command = line.strip_prefix('/').filter(|rest| !rest.starts_with('/'))?;
    let (name, rest) = command.split_once(char::is_whitespace).unwrap_or((command, ""));
    Some(read(name, rest.trim()))
}

/// The text of a line that is not a command: of two slashes at its beginning, the first is removed.
pub(super) fn unescape(line: String) -> String {
    line.strip_prefix('/').map(str::to_owned).unwrap_or(line)
}

/// Parses a command. Error messages contain only the names of commands, because the line may be a secret value.
fn read<'l>(name: &str, rest: &'l str) -> Result<Command<'l>, String> {
    let alone = |command| if rest.is_empty() { Ok(command) } else { Err(format!("`/{name}` takes nothing after it")) };
    let wants = |what| if rest.is_empty() { Err(format!("`/{name}` needs {what} after it")) } else { Ok(rest) };
    Ok(match name {
        "back" if !rest.is_empty() => {
            return Err("`/back` goes back one step; `/change N` changes step N of `/history`".to_owned());
        }
        "back" => Command::Back,
        "change" => {
            let step = rest.parse().map_err(|_| "`/change` needs the number of a step, as shown by `/history`")?;
            Command::Change(step)
        }
        "jump" => {
            let rest = wants("the id of a node")?;
            let (node, reason) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            Command::Jump { node, reason: reason.trim() }
        }
        "aside" => Command::Aside(wants("the name of an aside")?),
        "note" => Command::Note(wants("a text")?),
        "skip" => alone(Command::Skip)?,
        "empty" => alone(Command::Empty)?,
        "history" => alone(Command::History)?,
        "restart" => alone(Command::Restart)?,
        "hang-up" => Command::HangUp((!rest.is_empty()).then_some(rest)),
        "help" => alone(Command::Help)?,
        _ => {
            return Err(
                "there is no such command: `/help` lists them; type `//` for a text that begins with `/`".to_owned()
            );
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_begin_with_one_slash() {
        assert_eq!(parse("Yes / no"), None);
        assert_eq!(parse("//usr"), None);
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
}
