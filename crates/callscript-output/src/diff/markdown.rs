//! `--format markdown`: for a pull request. First a table, then the most important changes of each script, and the rest
//! to unfold.

mod inline;

use callscript::internal::diff::State;
use callscript::internal::diff::story::{Group, Line, Mark, Piece, Story};
use callscript::internal::markdown::Markdown;
use callscript::internal::quantity::many;

use self::inline::line;
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

const NO_ID: &str = "a script without an id";

/// The report; complete if `all` is true.
pub fn markdown(report: &Report, all: bool) -> String {
    if report.scripts.is_empty() {
        return "No changes in call scripts.\n".to_owned();
    }
    let stories: Vec<(&Compared, Story<'_>)> = report.scripts.iter().map(|script| (script, script.story())).collect();
    let mut page = Page { text: Markdown::default(), text_room: (!all).then_some(TEXT), is_limited: !all, left: 0 };
    page.text.markup("| script | state | changes | findings |\n|---|---|---|---|\n");
    for (script, story) in stories.iter().take(if all { usize::MAX } else { ROWS }) {
        page.row(script, story);
    }
    for (script, story) in &stories {
        page.script(script, story);
    }
    if page.left > 0 {
        page.text.markup("\n… ").text(&many(page.left, "more change"));
        page.text.markup(" left out: `callscript diff --all` shows them.\n");
    }
    page.text.into_string()
}

/// The text written so far.
struct Page {
    text: Markdown,
    /// The number of characters shown of a text.
    text_room: Option<usize>,
    /// Whether its length is limited.
    is_limited: bool,
    /// The number of changes that did not fit.
    left: usize,
}

impl Page {
    /// A script's row of the table.
    fn row(&mut self, script: &Compared, story: &Story<'_>) {
        let findings = match (script.findings.new.len(), script.findings.gone.len()) {
            (0, 0) => String::new(),
            (new, gone) => format!("{new} new, {gone} gone"),
        };
        let changes = match script.state() {
            State::Added | State::Removed => many(script.nodes(), "node"),
            State::Changed => story.changes().to_string(),
            State::Same => String::new(),
        };
        self.text.markup("| ").code(script.id().unwrap_or(NO_ID));
        for cell in [script.state_word(), &changes, &findings] {
            self.text.markup(" | ").text(cell);
        }
        self.text.markup(" |\n");
    }

    fn script(&mut self, script: &Compared, story: &Story<'_>) {
        if self.is_full() {
            self.left += story.changes();
            return;
        }
        if story.effects.is_empty() && story.groups.is_empty() && story.paths.is_none() && !script.moved {
            return;
        }
        self.text.markup("\n### ").code(script.id().unwrap_or(NO_ID)).markup("\n\n");
        if let (Some(old), true) = (&script.old, script.moved) {
            self.text.markup("- moved from ").code(&old.name).markup(" to ").code(script.name()).markup("\n");
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
            self.text.markup("\n");
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
            self.text.markup("- ");
            self.title(group);
            self.text.markup(": ");
            line(&way.pieces, Some(LABEL), &mut self.text);
            self.text.markup("\n");
        }
        if !more.is_empty() {
            self.text.markup("- and ").text(&many(more.len(), "more way")).markup(" elsewhere\n");
        }
    }

    fn fold(&mut self, groups: &[&Group<'_>], place: &str) {
        let changes: usize = groups.iter().flat_map(|group| &group.lines).map(|line| line.changes).sum();
        if changes == 0 {
            return;
        }
        let summary = format!("{} {place}", many(changes, "change"));
        self.text.markup("\n<details><summary>").text(&summary).markup("</summary>\n\n");
        for group in groups {
            if self.is_full() {
                self.left += group.lines.iter().map(|line| line.changes).sum::<usize>();
                continue;
            }
            self.text.markup("- **");
            self.title(group);
            self.text.markup("**\n");
            for line in &group.lines {
                self.line(line, "  ");
            }
        }
        self.text.markup("\n</details>\n");
    }

    fn line(&mut self, of: &Line<'_>, indent: &'static str) {
        if self.is_full() {
            self.left += of.changes;
            return;
        }
        self.text.markup(indent).markup(match of.mark {
            Mark::Alarm => "- ⚠️ ",
            Mark::Added => "- **+** ",
            Mark::Removed => "- **−** ",
            Mark::Changed => "- ",
        });
        line(&of.pieces, self.text_room, &mut self.text);
        self.text.markup("\n");
    }

    fn title(&mut self, group: &Group<'_>) {
        match group.title {
            Piece::Name(name) => self.text.code(name),
            Piece::Words(words) => self.text.reviewed(words),
            _ => &mut self.text,
        };
    }

    fn is_full(&self) -> bool {
        self.is_limited && self.text.as_str().len() > MOST
    }
}
