//! `callscript explain`: shows the pages of the rules.

mod markdown;

use std::fmt::Write as _;

use callscript::rule::Group;
use callscript::rules;

use crate::args::Explain;
use crate::console::{Console, Status};
use crate::error::Error;

/// Shows the page of one rule, or a list of all rules.
pub(crate) fn explain(arguments: &Explain, console: &mut Console<'_>) -> Result<Status, Error> {
    let text = match &arguments.rule {
        Some(name) => {
            let rule = rules::find(name).ok_or_else(|| Error::UnknownRule(name.clone()))?;
            match console.width {
                Some(width) => markdown::write(rule.page, width, console.colour),
                None => rule.page.to_owned(),
            }
        }
        None => list(console.colour),
    };
    console.out.write_all(text.as_bytes())?;
    Ok(Status::Good)
}

/// The rules by group, each with the first sentence of its page.
fn list(colour: bool) -> String {
    let mut text = String::new();
    let longest = rules::all().map(|rule| rule.name.len()).max().unwrap_or(0);
    for (group, title) in GROUPS {
        let _ = writeln!(text, "{}", markdown::heading(title, colour));
        for rule in rules::all().filter(|rule| rule.group == group) {
            let _ = writeln!(text, "  {:longest$}  {}", rule.name, rule.summary());
        }
        text.push('\n');
    }
    text + "`callscript explain RULE` shows what a rule finds, and how to fix it.\n"
}

const GROUPS: [(Group, &str); 5] = [
    (Group::Reading, "Reading (errors)"),
    (Group::Graph, "The graph (errors)"),
    (Group::Data, "Data (errors)"),
    (Group::Policies, "Policies (errors, unless `callscript.toml` says otherwise)"),
    (Group::Suspicious, "Suspicious (warnings)"),
];
