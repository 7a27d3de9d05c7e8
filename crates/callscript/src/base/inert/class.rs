//! What a character can do to the text around it.

/// A class of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Nothing but to be seen.
    Plain,
    /// Shapes the character before it, and is not seen itself.
    Joiner,
    /// A place where a line may be broken, in languages that are written without spaces.
    ZeroWidthSpace,
    /// A part of the emoji of a flag.
    Tag,
    /// Sets the direction of the neutral characters beside it.
    Mark,
    /// Opens or closes a part of another direction.
    Pair,
    /// Commands a terminal, breaks a line, or is no character of a text.
    Harmful,
}

/// The class of a character.
pub(super) fn class(character: char) -> Class {
    match character {
        ' '..='~' => Class::Plain,
        '\u{61c}' | '\u{200e}' | '\u{200f}' => Class::Mark,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Class::Pair,
        '\u{ad}'
        | '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200c}'
        | '\u{200d}'
        | '\u{2060}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{ffa0}'
        | '\u{e0100}'..='\u{e01ef}' => Class::Joiner,
        '\u{200b}' => Class::ZeroWidthSpace,
        '\u{e0020}'..='\u{e007f}' => Class::Tag,
        '\u{2028}'
        | '\u{2029}'
        | '\u{2061}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{fdd0}'..='\u{fdef}'
        | '\u{feff}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => Class::Harmful,
        _ if character.is_control() || u32::from(character) & 0xfffe == 0xfffe => Class::Harmful,
        _ => Class::Plain,
    }
}

/// Whether a joiner selects a form of the character before it.
pub(super) fn is_selector(character: char) -> bool {
    matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a character is a letter of a language that is written without spaces: Thai, Lao, Burmese, Khmer.
pub(super) fn is_written_without_spaces(character: char) -> bool {
    matches!(character, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// What closes the isolate or the embedding that a character opens. An override is neither.
pub(super) fn closing(character: char) -> Option<char> {
    match character {
        '\u{202a}' | '\u{202b}' => Some('\u{202c}'),
        '\u{2066}'..='\u{2068}' => Some('\u{2069}'),
        _ => None,
    }
}
