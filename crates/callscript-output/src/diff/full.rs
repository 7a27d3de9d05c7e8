//! `--format full`: for people, on a screen. If not everything fits, shows what matters most, and says what is left
//! out.

use std::collections::BTreeMap;

use callscript::internal::diff::State;
use callscript::internal::diff::story::{Group, Line, Piece, Story};
use callscript::internal::inert::escape;
use callscript::internal::quantity::many;

use super::report::{Compared, Report};
use super::terminal_rows::{Room, rows};
use crate::screen::{Screen, Style, painted};

/// The rows of a screen.
const SCREEN: usize = 40;

/// The minimum number of rows for a script.
const FEWEST: usize = 6;

/// The report; complete if `all` is true, otherwise on one screen.
pub fn full(report: &Report, all: bool, screen: Screen) -> String {
    if report.scripts.is_empty() {
        return "no changes\n".to_owned();
    }
    let room = Room { width: screen.width, rows: None, colour: screen.colour };
    let mut page = Vec::new();
    if report.scripts.len() + report.same > 1 {
        page.push(counts(report));
    }
    for (at, script) in report.scripts.iter().enumerate() {
        let scripts = report.scripts.len() - at;
        // Without the empty line before it and the last line, which says what is left out.
        let taken = page.len() + usize::from(!page.is_empty()) + usize::from(scripts > 1);
        let left = SCREEN.saturating_sub(taken);
        if !all && left < FEWEST && scripts > 1 {
            page.push(format!("… {scripts} more scripts left out: `--all` shows them, `--format json` has them all"));
            break;
        }
        if !page.is_empty() {
            page.push(String::new());
        }
        page.push(head(script, room.colour));
        let story = script.story();
        let most = (left / scripts).max(FEWEST) - 1;
        page.extend(if all { in_full(&story, room) } else { on_screen(&story, most, room) });
    }
    page.push(String::new());
    page.join("\n")
}

fn counts(report: &Report) -> String {
    let counts = ["changed", "new", "gone", "moved", "affected"].map(|fate| {
        let number = report.scripts.iter().filter(|script| script.state_word() == fate).count();
        (number, fate)
    });
    let counts = counts.into_iter().chain([(report.same, "as before")]).filter(|(number, _)| *number > 0);
    let counts: Vec<_> = counts.map(|(number, what)| format!("{number} {what}")).collect();
    format!("scripts: {}", counts.join(", "))
}

fn head(script: &Compared, colour: bool) -> String {
    let id = escape(script.id().unwrap_or("a script without an id")).into_owned();
    let nodes = many(script.nodes(), "node");
    let fate = match (script.state(), &script.old) {
        (State::Added, _) => format!(": a new script of {nodes}"),
        (State::Removed, _) => format!(": gone, with its {nodes}"),
        (_, Some(old)) if script.moved => format!(", moved from {}", escape(&old.name)),
        _ => String::new(),
    };
    format!("{} ({}){fate}", painted(&id, Style::Strong, colour), escape(script.name()))
}

/// The position of a line in a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    group: usize,
    line: usize,
}

/// All lines, each in as many rows as it needs.
fn in_full(story: &Story<'_>, room: Room) -> Vec<String> {
    let mut page = effects(story, room);
    page.extend(groups(story, |_, _| true, room));
    page.extend(paths(story, room));
    page
}

/// What fits on a screen: all lines, each shortened to fewer rows, or else only the lines that matter most.
fn on_screen(story: &Story<'_>, most: usize, room: Room) -> Vec<String> {
    let mut page = effects(story, Room { rows: Some(2), ..room });
    let paths = paths(story, Room { rows: Some(2), ..room });
    let most = most.saturating_sub(page.len() + paths.len());
    // Each line takes at least one row: if that is too much, do not try.
    let lines = story.groups.iter().flat_map(|group| &group.lines).filter(|line| line.changes > 0);
    let may_fit = lines.count() <= most;
    for rows in [3, 2, 1].into_iter().filter(|_| may_fit) {
        let wanted = |_, line: &Line<'_>| rows > 1 || line.changes > 0;
        let lines = groups(story, wanted, Room { rows: Some(rows), ..room });
        if lines.len() <= most {
            page.extend(lines);
            page.extend(paths);
            return page;
        }
    }
    let kept = most_important(story, most.saturating_sub(1));
    let wanted = |place, _: &Line<'_>| kept.contains_key(&place);
    page.extend(groups(story, wanted, Room { rows: Some(1), ..room }));
    page.extend(paths);
    let left: usize = story.changes() - kept.values().map(|line| line.changes).sum::<usize>();
    let left = many(left, "more change");
    page.push(format!("  … {left} left out: `--all` shows them, `--format json` has them all"));
    page
}

/// The lines that matter most, as many as fit into this many rows.
fn most_important<'s, 'd>(story: &'s Story<'d>, most: usize) -> BTreeMap<Place, &'s Line<'d>> {
    let lines = story.groups.iter().enumerate().flat_map(|(group, Group { lines, .. })| {
        lines.iter().enumerate().map(move |(line, shown)| (Place { group, line }, shown))
    });
    let mut lines: Vec<_> = lines.filter(|(_, line)| line.changes > 0).collect();
    lines.sort_by_key(|(_, line)| line.importance);
    let mut in_group = vec![0_usize; story.groups.len()];
    let (mut left, mut kept) = (most, BTreeMap::new());
    for (place, line) in lines {
        let group = place.group;
        // A group with only one line needs no row for its title.
        let rows = if in_group[group] == 1 { 2 } else { 1 };
        if rows <= left {
            left -= rows;
            in_group[group] += 1;
            kept.insert(place, line);
        }
    }
    kept
}

fn effects(story: &Story<'_>, room: Room) -> Vec<String> {
    story.effects.iter().flat_map(|line| rows(line, None, 2, room)).collect()
}

fn paths(story: &Story<'_>, room: Room) -> Vec<String> {
    story.paths.iter().flat_map(|line| rows(line, None, 2, room)).collect()
}

/// The rows of the selected lines.
fn groups(story: &Story<'_>, wanted: impl Fn(Place, &Line<'_>) -> bool, room: Room) -> Vec<String> {
    let mut page = Vec::new();
    for (group, Group { title, lines }) in story.groups.iter().enumerate() {
        let title = match title {
            Piece::Name(name) | Piece::Words(name) => escape(name),
            _ => "".into(),
        };
        let lines = lines.iter().enumerate().filter(|(line, shown)| wanted(Place { group, line: *line }, shown));
        let lines: Vec<&Line<'_>> = lines.map(|(_, line)| line).collect();
        match lines.as_slice() {
            [] => {}
            [line] => page.extend(rows(line, Some(&title), 2, room)),
            lines => {
                page.push(format!("  {}", painted(&title, Style::Strong, room.colour)));
                page.extend(lines.iter().flat_map(|line| rows(line, None, 4, room)));
            }
        }
    }
    page
}
