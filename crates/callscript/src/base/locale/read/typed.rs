//! What was typed, in one form: spaces, digits, widths and marks that look alike are alike.

use unicode_normalization::UnicodeNormalization;

use crate::base::locale::conventions::Conventions;

/// A typed text in lower case, with ASCII digits, single blanks, and no marks of direction.
#[derive(Debug)]
pub(super) struct Typed {
    /// Without blanks at both ends.
    pub(super) text: String,
}

/// Longer texts are no numbers, dates or times.
const LONGEST: usize = 100;

impl Typed {
    /// `None` if it has a number that is no digit, such as `²`, or is too long.
    pub(super) fn new(text: &str, conventions: &Conventions) -> Option<Self> {
        if text.len() > 4 * LONGEST {
            return None;
        }
        let digit = |c: char| digit(c, &conventions.numbers.digits);
        if text.chars().any(|c| c.is_numeric() && digit(c).is_none()) {
            return None;
        }
        let text = plain(text);
        let text: String = text.chars().map(|c| digit(c).unwrap_or(c)).collect();
        (text.chars().count() <= LONGEST).then_some(Self { text })
    }
}

/// The text in compatible characters and lower case, with single blanks, one apostrophe and one hyphen, and without marks of
/// direction.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase).nfkc() {
        match c {
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{61c}' | '\u{feff}' => {}
            c if c.is_whitespace() => {
                if !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
            '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{60}' | '\u{b4}' => plain.push('\''),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => plain.push('-'),
            c => plain.push(c),
        }
    }
    plain.trim().to_owned()
}

/// The ASCII digit that a digit of some writing stands for.
pub(super) fn digit(c: char, own: &[char]) -> Option<char> {
    /// The zeros of writings whose digits follow one another.
    const ZEROS: &[char] = &[
        '0', '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}',
        '\u{c66}', '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}', '\u{17e0}', '\u{1810}',
        '\u{ff10}',
    ];
    let from = |zero: char| u32::from(c).checked_sub(u32::from(zero)).filter(|value| *value < 10);
    let known = ZEROS.iter().find_map(|zero| from(*zero));
    let value = known.or_else(|| own.iter().position(|digit| *digit == c).and_then(|at| u32::try_from(at).ok()));
    char::from_digit(value?, 10)
}
