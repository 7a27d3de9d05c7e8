//! Compares what was typed with a label as people do: capitals, spaces, kinds of quotes and dashes, and the full stop at
//! the end do not count. Must not know what is compared.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How alike two texts must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Precision {
    /// Only white space and invisible characters do not count.
    Exact,
    /// Nor do capitals, and kinds of quotes and dashes.
    Folded,
    /// Nor does punctuation at the end.
    Careful,
    /// Nor do accents, and any punctuation.
    Loose,
}

/// The form of a text that is equal for texts that count as alike.
pub(super) fn normalized(text: &str, precision: Precision) -> String {
    let visible = text.chars().filter(|character| !is_invisible(*character));
    if precision == Precision::Exact {
        return one_line(&visible.nfc().collect::<String>());
    }
    // Upper case first: it writes `ß` as `SS`.
    let folded = visible.nfkc().map(plain).flat_map(char::to_uppercase).flat_map(char::to_lowercase);
    if precision == Precision::Loose {
        let bare = folded.nfd().filter(|character| !is_combining_mark(*character) && *character != '\'');
        return one_line(
            &bare.map(|character| if character.is_alphanumeric() { character } else { ' ' }).collect::<String>(),
        );
    }
    let line = one_line(&folded.nfc().collect::<String>());
    if precision == Precision::Folded {
        return line;
    }
    match line.trim_end_matches(|character: char| ".,;:!?…。！？\"' ".contains(character)) {
        // A label of punctuation alone.
        "" => line,
        words => words.to_owned(),
    }
}

/// The rests of a text from the beginnings of its words on, with their places: a word begins after what is no letter.
pub(super) fn words_from(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut before = None;
    text.char_indices().filter_map(move |(start, character)| {
        let begins = before.is_none_or(|before: char| !before.is_alphanumeric() || is_unspaced(character));
        before = Some(character);
        text.get(start..).filter(|_| begins).map(|rest| (start, rest))
    })
}

/// A line without needless white space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The plain form of a quote or a dash.
fn plain(character: char) -> char {
    match character {
        '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' | 'ʼ' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => '"',
        '‐'..='―' | '−' => '-',
        other => other,
    }
}

/// Characters that nobody sees or types: marks of direction, joiners, soft hyphens.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}')
}

/// Letters of scripts that are written without spaces: each may begin a word.
fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_take_for_the_same_is_the_same() {
        for (one, other) in [
            ("Straße", "STRASSE"),
            ("don’t  know", "Don't know."),
            ("a\u{a0}b", "a b"),
            ("cafe\u{301}", "CAFÉ"),
            ("Σίσυφος", "σίσυφοσ"),
            ("“No”", "\"no\""),
            ("1 – 2", "1 - 2"),
            ("\u{200e}Yes\u{200f}!", "yes"),
            ("５", "5"),
        ] {
            assert_eq!(normalized(one, Precision::Careful), normalized(other, Precision::Careful), "{one}");
        }
        for (one, other) in [("Yes", "Yes?"), ("café", "cafe"), ("?", "")] {
            assert_ne!(normalized(one, Precision::Exact), normalized(other, Precision::Exact), "{one}");
        }
        assert_ne!(normalized("Yes", Precision::Folded), normalized("yes!", Precision::Folded));
        assert_eq!(normalized("don’t", Precision::Loose), "dont");
        assert_eq!(normalized("¿Qué? Ça–va", Precision::Loose), "que ca va");
        assert_eq!(normalized("?!", Precision::Careful), "?!");
    }

    #[test]
    fn words_begin_after_what_is_no_letter() {
        let words = |text: &'static str| words_from(text).map(|(_, rest)| rest).collect::<Vec<_>>();
        assert_eq!(words("it's ok"), ["it's ok", "s ok", "ok"]);
        assert_eq!(words("不知"), ["不知", "知"]);
    }
}
