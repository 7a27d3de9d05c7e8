//! Formats a line of the story as rows of a terminal. Removed words are in `[-…-]`, new ones in `{+…+}`, with or
//! without colour.

use callscript::internal::diff::story::{Line, Mark, Piece};
use callscript::internal::inert::escape;

use super::word_diff::{self, Kind};
use crate::screen::{Style, painted};

/// The maximum length of a name or a formula, if space is limited.
const NAME: usize = 60;

/// The available space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub(super) width: usize,
    /// The maximum number of rows of a line; `None` if unlimited.
    pub(super) rows: Option<usize>,
    pub(super) colour: bool,
}

/// The rows of a line, indented by this many spaces; `title` names its subject, if no heading above does.
pub(super) fn rows(line: &Line<'_>, title: Option<&str>, indent: usize, room: Room) -> Vec<String> {
    let (mark, style) = match line.mark {
        Mark::Alarm => ("! ", Style::Alarm),
        Mark::Added => ("+ ", Style::Added),
        Mark::Removed => ("- ", Style::Removed),
        Mark::Changed => ("~ ", Style::Changed),
    };
    let mut spans = vec![(style, mark.to_owned())];
    if let Some(title) = title {
        spans.extend([(Style::Strong, title.to_owned()), (Style::Plain, ": ".to_owned())]);
    }
    let left = room.rows.map(|rows| (room.width.saturating_sub(indent + 2) * rows).saturating_sub(rows * 6));
    let fixed: usize = spans.iter().map(|(_, text)| text.chars().count()).sum::<usize>() + fixed(&line.pieces);
    let texts = line.pieces.iter().filter(|piece| matches!(piece, Piece::Quote(_) | Piece::Compared(..))).count();
    let each = left.map(|left| (left.saturating_sub(fixed) / texts.max(1)).max(16));
    for piece in &line.pieces {
        piece_spans(piece, each, &mut spans);
    }
    wrap(&spans, indent, room)
}

/// The number of characters of the pieces that are never shortened.
fn fixed(pieces: &[Piece<'_>]) -> usize {
    let length = |piece: &Piece<'_>| match piece {
        Piece::Words(text) => text.chars().count(),
        Piece::Composed(text) => text.chars().count(),
        Piece::Name(name) => name.chars().count() + 2,
        Piece::Quote(_) | Piece::Compared(..) => 2,
    };
    pieces.iter().map(length).sum()
}

fn piece_spans(piece: &Piece<'_>, room: Option<usize>, spans: &mut Vec<(Style, String)>) {
    match piece {
        Piece::Words(text) => spans.push((Style::Plain, (*text).to_owned())),
        Piece::Composed(text) => spans.push((Style::Plain, escape(text).into_owned())),
        Piece::Name(name) => {
            // A shortened name is useless, so names may be long, but not unlimited.
            let name = word_diff::quoted(name, room.map(|room| room.max(NAME)));
            spans.push((Style::Plain, format!("`{}`", escape(&name))));
        }
        Piece::Quote(text) => spans.push((Style::Plain, format!("“{}”", escape(&word_diff::quoted(text, room))))),
        Piece::Compared(old, new) => {
            let Some(pieces) = word_diff::compared(old, new, room) else {
                return spans.push((Style::Plain, "only white space differs".to_owned()));
            };
            for piece in pieces {
                let text = escape(&piece.text).into_owned();
                spans.push(match piece.kind {
                    Kind::Same => (Style::Plain, text),
                    Kind::Old => (Style::Removed, format!("[-{text}-]")),
                    Kind::New => (Style::Added, format!("{{+{text}+}}")),
                });
                if piece.space {
                    spans.push((Style::Plain, " ".to_owned()));
                }
            }
        }
    }
}

/// Wraps a line at spaces; the last row is cut if the line does not fit.
fn wrap(spans: &[(Style, String)], indent: usize, room: Room) -> Vec<String> {
    let width = room.width.max(indent + 20);
    let mut rows = vec![(" ".repeat(indent), indent)];
    for (style, text) in spans {
        for word in text.split_inclusive(' ') {
            let length = word.trim_end().chars().count();
            let full = rows.last().is_some_and(|(_, column)| column + length > width && *column > indent + 4);
            if full && room.rows.is_some_and(|most| rows.len() >= most) {
                return finish(rows, true);
            }
            if full {
                rows.push((" ".repeat(indent + 4), indent + 4));
            }
            if let Some((row, column)) = rows.last_mut() {
                *row += &painted(word, *style, room.colour);
                *column += word.chars().count();
            }
        }
    }
    finish(rows, false)
}

fn finish(rows: Vec<(String, usize)>, cut: bool) -> Vec<String> {
    let last = rows.len().saturating_sub(1);
    let rows = rows.into_iter().enumerate();
    rows.map(|(at, (row, _))| {
        let row = row.trim_end();
        if cut && at == last { format!("{row} …") } else { row.to_owned() }
    })
    .collect()
}
