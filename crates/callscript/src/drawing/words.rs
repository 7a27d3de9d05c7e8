//! Words from a file, made fit to be shown: on one line, bounded, and with nothing in them that a terminal obeys.

use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

use super::{Edge, LinkKind, Node, NodeKind};

/// `text` on one line of at most `columns`: white space becomes one space, and what is too much is cut with `…`.
///
/// Characters that a terminal would obey, or that would turn the line around, are shown as their escapes.
pub(crate) fn line(text: &str, columns: usize) -> String {
    let mut line = String::new();
    let mut width = 0;
    // Where to cut: after what leaves a column for the `…`.
    let mut cut = 0;
    let mut space = false;
    for character in text.chars() {
        if character.is_whitespace() {
            space = !line.is_empty();
            continue;
        }
        if std::mem::take(&mut space) {
            line.push(' ');
            width += 1;
        }
        width += push(&mut line, character);
        if width > columns || line.len() > columns.saturating_mul(16) {
            line.truncate(cut);
            line.truncate(line.trim_end().len());
            line.push('…');
            return line;
        }
        if width < columns {
            cut = line.len();
        }
    }
    line
}

/// The width of a line in columns.
pub(super) fn width(line: &str) -> usize {
    line.chars().map(columns).sum()
}

/// A line, broken between words into lines of about `columns`.
pub(super) fn wrap(line: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(last) if width(last) + 1 + width(word) <= columns => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// What stands on an edge: its label, and under which conditions it is open.
pub(super) fn caption(edge: &Edge<'_>) -> String {
    let mut caption = match edge.kind {
        LinkKind::Decide if edge.label.is_empty() => "otherwise".to_owned(),
        LinkKind::Decide => format!("if {}", edge.label),
        LinkKind::CannotGive => "cannot give".to_owned(),
        _ => edge.label.to_owned(),
    };
    if let Some(when) = edge.when {
        caption = format!("{caption} [if {when}]");
    }
    if edge.kind == LinkKind::Else {
        caption.push_str(", once that is used up");
    }
    caption
}

/// What a node does, in a word or two.
pub(super) fn kind(node: &Node<'_>) -> String {
    let name = node.outcome.or(node.callee).unwrap_or_default();
    match node.kind {
        NodeKind::Answers => "question".to_owned(),
        NodeKind::Goto => "message".to_owned(),
        NodeKind::Decide => "decision".to_owned(),
        NodeKind::Run => format!("runs {name}"),
        NodeKind::Action => format!("action {name}"),
        NodeKind::End => format!("ends: {name}"),
        NodeKind::Resume => "resume".to_owned(),
        NodeKind::None => "no way on".to_owned(),
        NodeKind::Several => "several ways on".to_owned(),
    }
}

/// Adds a character as it is shown, and says how wide that is.
fn push(line: &mut String, character: char) -> usize {
    if !is_harmful(character) {
        line.push(character);
        return columns(character);
    }
    let before = line.len();
    // Writing to a string cannot fail.
    let _ = write!(line, "{}", character.escape_unicode());
    line.len() - before
}

fn columns(character: char) -> usize {
    character.width().unwrap_or_default()
}

/// Whether `character` is obeyed rather than shown, or reorders what is around it.
fn is_harmful(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
