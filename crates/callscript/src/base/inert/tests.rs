use std::collections::BTreeSet;

use regex::Regex;

use super::*;

#[test]
fn what_can_do_harm_is_escaped() {
    assert_eq!(escape("Größe 🙂 `a-b` 1\u{a0}000"), "Größe 🙂 `a-b` 1\u{a0}000");
    assert_eq!(escape("a\u{1b}[31m\n\u{202e}b\u{9b}"), r"a\u{1b}[31m\n\u{202e}b\u{9b}");
    assert_eq!(escape("a\u{200e}\u{2068}b\u{2069}"), r"a\u{200e}\u{2068}b\u{2069}");
    assert_eq!(words("\u{feff}a\u{2028}b\u{85}\u{e0041}\u{ffff}"), r"\u{feff}a\u{2028}b\u{85}\u{e0041}\u{ffff}");
    assert_eq!(lines("a\tb\u{7}\n\rc"), "a\tb\\u{7}\n\\rc");
}

/// The classes are held to the properties of Unicode, as another crate has them.
#[test]
fn no_character_that_nobody_sees_is_plain() {
    let unseen =
        r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Noncharacter_Code_Point}]";
    let unseen = Regex::new(unseen).unwrap();
    // Format characters that are seen: numbers and signs of Arabic, Syriac and Kaithi, and the layout of hieroglyphs.
    let seen = Regex::new(r"[\x{600}-\x{605}\x{6dd}\x{70f}\x{890}\x{891}\x{8e2}\x{110bd}\x{110cd}\x{13430}-\x{1343f}]");
    let seen = seen.unwrap();
    let differ = (' '..=char::MAX).filter(|character| {
        let text = character.to_string();
        (class(*character) != Class::Plain) != (unseen.is_match(&text) && !seen.is_match(&text))
    });
    assert_eq!(differ.map(char::escape_unicode).map(|one| one.to_string()).collect::<BTreeSet<_>>(), BTreeSet::new());
}

#[test]
fn marks_of_direction_stay_in_words_where_they_are_closed() {
    for balanced in [
        "\u{200e}a\u{200f} \u{61c}",
        "\u{2068}a\u{2069}, \u{2067}b \u{2066}c\u{2069}\u{2069}",
        "\u{202a}a\u{202b}b\u{202c}\u{202c}",
        "\u{2067}\u{202a}a\u{202c}\u{2069}",
    ] {
        assert_eq!(words(balanced), balanced);
    }
    assert_eq!(words("\u{2068}a"), r"\u{2068}a");
    assert_eq!(words("a\u{2069}\u{202c}"), r"a\u{2069}\u{202c}");
    assert_eq!(words("\u{2066}\u{202b}a\u{2069}\u{202c}"), "\u{2066}\\u{202b}a\u{2069}\\u{202c}");
    assert_eq!(words("\u{202a}\u{2066}a\u{202c}\u{2069}"), "\\u{202a}\u{2066}a\\u{202c}\u{2069}");
    assert_eq!(words("\u{202e}\u{2066}a\u{2069}\u{202c}"), "\\u{202e}\u{2066}a\u{2069}\\u{202c}");
}

#[test]
fn what_writing_needs_stays() {
    let persian = "می\u{200c}خواهم";
    let family = "👩\u{200d}👩\u{200d}👧 ❤\u{fe0f}\u{200d}🔥";
    let england = "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
    let khmer = "ខ្ញុំ\u{200b}ទៅ";
    for text in [persian, family, england, khmer, "葛\u{e0100}城", "क\u{94d}\u{200d}"] {
        assert_eq!(words(text), text);
        assert_eq!(escape(text), text);
    }
    assert_eq!(words("Donau\u{ad}dampfer"), "Donau\u{ad}dampfer");
    assert_eq!(escape("check\u{ad}-power"), r"check\u{ad}-power");
    assert_eq!(
        words("\u{200d}a\u{200d}\u{200d} \u{ad}pay\u{200b}pal"),
        "\\u{200d}a\u{200d}\\u{200d} \\u{ad}pay\\u{200b}pal"
    );
    assert_eq!(words("🏴\u{e0067}x\u{e0067}\u{e007f}"), r"🏴\u{e0067}x\u{e0067}\u{e007f}");
}

#[test]
fn what_is_open_where_a_line_ends_is_closed_there() {
    assert_eq!(line("\u{2067}one two three\u{2069} four", 9), "\u{2067}one two\u{2069}…");
    let rows = closed(["a \u{2067}b".to_owned(), "c \u{202a}d".to_owned(), "e\u{202c} f\u{2069} g".to_owned()]);
    assert_eq!(
        rows,
        ["a \u{2067}b\u{2069}", "\u{2067}c \u{202a}d\u{202c}\u{2069}", "\u{2067}\u{202a}e\u{202c} f\u{2069} g",]
    );
}
