//! Writes the pieces of a line as Markdown. Text from a script is shown literally, whatever it would mean in Markdown,
//! in HTML or to GitHub and its like.

use callscript::internal::diff::story::Piece;
use callscript::internal::inert::escape;

use super::super::word_diff::{self, Kind};

/// The pieces of a line, with at most this many characters of each text.
pub(super) fn line(pieces: &[Piece<'_>], room: Option<usize>) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Words(words) => text += words,
            Piece::Composed(said) => text += &with_names(said),
            Piece::Name(name) => text += &code(&word_diff::quoted(name, room)),
            Piece::Quote(words) => text.extend(["“", &plain(&word_diff::quoted(words, room)), "”"]),
            Piece::Compared(old, new) => text += &compared(old, new, room),
        }
    }
    text
}

/// A name, as code.
pub(super) fn code(name: &str) -> String {
    let name = escape(name);
    // The fence is longer than any run of backticks inside.
    let longest = name.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    match name.as_ref() {
        "" => "`\"\"`".to_owned(),
        name if longest > 0 => format!("{fence} {name} {fence}"),
        name => format!("{fence}{name}{fence}"),
    }
}

fn compared(old: &str, new: &str, room: Option<usize>) -> String {
    let Some(pieces) = word_diff::compared(old, new, room) else {
        return "only white space differs".to_owned();
    };
    let mut text = String::new();
    for piece in pieces {
        let words = plain(&piece.text);
        match piece.kind {
            Kind::Same => text += &words,
            Kind::Old => text.extend(["<del>", &words, "</del>"]),
            Kind::New => text.extend(["<ins>", &words, "</ins>"]),
        }
        if piece.space || piece.kind == Kind::Old {
            text.push(' ');
        }
    }
    text.trim_end().to_owned()
}

/// Text of this program, in which names are in backticks.
fn with_names(said: &str) -> String {
    let parts = said.split('`').enumerate();
    parts.map(|(at, part)| if at % 2 == 1 { code(part) } else { plain(part) }).collect()
}

/// Escapes text so that it is shown literally: no markup, no mention of a person or an issue, no formula.
fn plain(words: &str) -> String {
    let mut text = String::with_capacity(words.len() + 8);
    for character in escape(words).chars() {
        match character {
            '&' => text += "&amp;",
            '<' => text += "&lt;",
            '>' => text += "&gt;",
            '@' | '#' => text.extend([&character.to_string(), "<!-- -->"]),
            '$' => text += "<span>$</span>",
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' => text.extend(['\\', character]),
            _ => text.push(character),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_themselves() {
        assert_eq!(
            plain("a*b* <b> @sam #1 $x$"),
            "a\\*b\\* &lt;b&gt; @<!-- -->sam #<!-- -->1 <span>$</span>x<span>$</span>"
        );
        assert_eq!(plain("a\n- b\u{202e}"), "a\\\\n- b\\\\u{202e}");
        assert_eq!(code("a`b``c"), "``` a`b``c ```");
        assert_eq!(code("x"), "`x`");
        assert_eq!(with_names("`a|b` leads to *"), "`a|b` leads to \\*");
    }
}
