//! Writes the pieces of a line as Markdown.

use callscript::internal::diff::story::Piece;
use callscript::internal::markdown::Markdown;

use super::super::word_diff::{self, Kind};

/// Appends the pieces of a line, with at most this many characters of each text.
pub(super) fn line(pieces: &[Piece<'_>], room: Option<usize>, page: &mut Markdown) {
    for piece in pieces {
        match piece {
            Piece::Words(words) => page.reviewed(words),
            Piece::Composed(said) => page.with_names(said),
            Piece::Name(name) => page.code(&word_diff::quoted(name, room)),
            Piece::Quote(words) => page.markup("“").reviewed(&word_diff::quoted(words, room)).markup("”"),
            Piece::Compared(old, new) => compared(old, new, room, page),
        };
    }
}

fn compared<'p>(old: &str, new: &str, room: Option<usize>, page: &'p mut Markdown) -> &'p mut Markdown {
    let Some(pieces) = word_diff::compared(old, new, room) else {
        return page.markup("only white space differs");
    };
    let last = pieces.len().saturating_sub(1);
    for (at, piece) in pieces.into_iter().enumerate() {
        match piece.kind {
            Kind::Same => page.reviewed(&piece.text),
            Kind::Old => page.markup("<del>").reviewed(&piece.text).markup("</del>"),
            Kind::New => page.markup("<ins>").reviewed(&piece.text).markup("</ins>"),
        };
        if at < last && (piece.space || piece.kind == Kind::Old) {
            page.markup(" ");
        }
    }
    page
}
