//! What can be typed anywhere: `/back` and the like.

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
  /change N         give a step of /history anew: an answer, or a form
  /jump NODE WHY    leave the script for a node, and say why
  /aside NAME       what the customer brings up, by number or name
  /note TEXT        write something down
  /skip             the customer cannot say what is asked for
  /empty            leave this field empty, whatever it offers
  /history          what happened so far
  /restart          begin again
  /hang-up WHY      end the call here
  /help             this list
  //TEXT            a line that begins with a slash
";

/// Reads a line: none if it is no command.
pub(super) fn parse(line: &str) -> Option<Result<Command<'_>, String>> {
    let line = line.trim();
    let command = line.strip_prefix('/').filter(|rest| !rest.starts_with('/'))?;
    let (name, rest) = command.split_once(char::is_whitespace).unwrap_or((command, ""));
    Some(read(name, rest.trim()))
}

/// The text that a line means which is no command: two slashes begin one with a slash.
pub(super) fn unescape(line: String) -> String {
    line.strip_prefix('/').map(str::to_owned).unwrap_or(line)
}

fn read<'l>(name: &str, rest: &'l str) -> Result<Command<'l>, String> {
    let wants = |what| if rest.is_empty() { Err(format!("`/{name}` wants {what} behind it")) } else { Ok(rest) };
    Ok(match name {
        "back" => Command::Back,
        "change" => {
            let step = rest.parse().map_err(|_| "`/change` wants the number of a step, as `/history` shows it")?;
            Command::Change(step)
        }
        "jump" => {
            let rest = wants("the id of a node")?;
            let (node, reason) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            Command::Jump { node, reason: reason.trim() }
        }
        "aside" => Command::Aside(wants("the name of an aside")?),
        "note" => Command::Note(wants("a text")?),
        "skip" => Command::Skip,
        "empty" => Command::Empty,
        "history" => Command::History,
        "restart" => Command::Restart,
        "hang-up" => Command::HangUp((!rest.is_empty()).then_some(rest)),
        "help" => Command::Help,
        _ => return Err(format!("there is no command `/{name}`; `/help` lists them")),
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
        assert_eq!(parse("/note"), Some(Err("`/note` wants a text behind it".to_owned())));
        assert!(matches!(parse("/"), Some(Err(_))));
    }
}
