//! `--format markdown`: for a pull request. First a table, then the most important changes of each script, and the rest
//! to unfold.

mod inline;

use std::fmt::Write as _;

use callscript::internal::diff::State;
use callscript::internal::diff::story::{Group, Line, Mark, Piece, Story};
use callscript::internal::quantity::many;

use self::inline::{code, line};
use super::report::{Compared, Report};

/// A comment on GitHub holds 65,536 characters.
const MOST: usize = 60_000;

/// The maximum number of scripts in the table.
const ROWS: usize = 200;

/// The approximate number of characters shown of a text.
const TEXT: usize = 600;

/// The maximum number of redirected edges listed before the part to unfold, and the number of characters shown of a
/// text there.
const WAYS: usize = 10;
const LABEL: usize = 60;

/// The report; complete if `all` is true.
pub fn markdown(report: &Report, all: bool) -> String {
    if report.scripts.is_empty() {
        return "No changes in call scripts.\n".to_owned();
    }
    let stories: Vec<(&Compared, Story<'_>)> = report.scripts.iter().map(|script| (script, script.story())).collect();
    let mut page = Page { text: String::new(), text_room: (!all).then_some(TEXT), is_limited: !all, left: 0 };
    page.text += "| script | state | changes | findings |\n|---|---|---|---|\n";
    for (script, story) in stories.iter().take(if all { usize::MAX } else { ROWS }) {
        page.text += &row(script, story);
    }
    for (script, story) in &stories {
        page.script(script, story);
    }
    if page.left > 0 {
        let left = many(page.left, "more change");
        _ = write!(page.text, "\n… {left} left out: `callscript diff --all` shows them.\n");
    }
    page.text
}

/// The text written so far.
struct Page {
    text: String,
    /// The number of characters shown of a text.
    text_room: Option<usize>,
    /// Whether its length is limited.
    is_limited: bool,
    /// The number of changes that did not fit.
    left: usize,
}

impl Page {
    fn script(&mut self, script: &Compared, story: &Story<'_>) {
        if self.is_full() {
            self.left += story.changes();
            return;
        }
        if story.effects.is_empty() && story.groups.is_empty() && story.paths.is_none() && !script.moved {
            return;
        }
        _ = write!(self.text, "\n### {}\n\n", code(script.id().unwrap_or("a script without an id")));
        if let (Some(old), true) = (&script.old, script.moved) {
            _ = writeln!(self.text, "- moved from {} to {}", code(&old.name), code(script.name()));
        }
        for effect in &story.effects {
            self.line(effect, "");
        }
        self.ways(&story.groups);
        let (nodes, others): (Vec<&Group<'_>>, Vec<&Group<'_>>) =
            story.groups.iter().partition(|group| matches!(group.title, Piece::Name(_)));
        self.fold(&nodes, &format!("in {}", many(nodes.len(), "node")));
        self.fold(&others, "outside the nodes");
        if let Some(paths) = &story.paths {
            self.text.push('\n');
            self.line(paths, "");
        }
    }

    /// The redirected edges, shortened; they are also in the complete list.
    fn ways(&mut self, groups: &[Group<'_>]) {
        let lines = groups.iter().flat_map(|group| group.lines.iter().map(move |line| (group, line)));
        let ways: Vec<_> = lines.filter(|(_, line)| line.is_redirect).collect();
        let (told, more) = ways.split_at(ways.len().min(WAYS));
        for (group, way) in told {
            if self.is_full() {
                return;
            }
            _ = writeln!(self.text, "- {}: {}", title(group), line(&way.pieces, Some(LABEL)));
        }
        if !more.is_empty() {
            _ = writeln!(self.text, "- and {} elsewhere", many(more.len(), "more way"));
        }
    }

    fn fold(&mut self, groups: &[&Group<'_>], place: &str) {
        let changes: usize = groups.iter().flat_map(|group| &group.lines).map(|line| line.changes).sum();
        if changes == 0 {
            return;
        }
        let summary = format!("{} {place}", many(changes, "change"));
        _ = write!(self.text, "\n<details><summary>{summary}</summary>\n\n");
        for group in groups {
            if self.is_full() {
                self.left += group.lines.iter().map(|line| line.changes).sum::<usize>();
                continue;
            }
            _ = writeln!(self.text, "- **{}**", title(group));
            for line in &group.lines {
                self.line(line, "  ");
            }
        }
        self.text += "\n</details>\n";
    }

    fn line(&mut self, of: &Line<'_>, indent: &str) {
        if self.is_full() {
            self.left += of.changes;
            return;
        }
        let mark = match of.mark {
            Mark::Alarm => "⚠️ ",
            Mark::Added => "**+** ",
            Mark::Removed => "**−** ",
            Mark::Changed => "",
        };
        _ = writeln!(self.text, "{indent}- {mark}{}", line(&of.pieces, self.text_room));
    }

    fn is_full(&self) -> bool {
        self.is_limited && self.text.len() > MOST
    }
}

fn title(group: &Group<'_>) -> String {
    match group.title {
        Piece::Name(name) => code(name),
        Piece::Words(words) => words.to_owned(),
        _ => String::new(),
    }
}

/// A script's row of the table.
fn row(script: &Compared, story: &Story<'_>) -> String {
    let findings = match (script.findings.new.len(), script.findings.gone.len()) {
        (0, 0) => String::new(),
        (new, gone) => format!("{new} new, {gone} gone"),
    };
    let changes = match script.state() {
        State::Added | State::Removed => many(script.nodes(), "node"),
        State::Changed => story.changes().to_string(),
        State::Same => String::new(),
    };
    let id = code(script.id().unwrap_or("a script without an id")).replace('|', "\\|");
    format!("| {id} | {} | {changes} | {findings} |\n", script.state_word())
}
