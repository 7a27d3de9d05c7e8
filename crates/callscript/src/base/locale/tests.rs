//! Printing in several languages, and our tables beside ICU4X's.
//!
//! With the feature `locale` alone.

use jiff::civil::{Weekday, date, time};

use super::*;

fn printed(tag: &str) -> String {
    let locale = Locale::new(tag).unwrap();
    let mut out = String::new();
    for (_, style) in DateStyle::ALL {
        locale.print_date(date(2026, 3, 4), style, &mut out);
        out += " | ";
    }
    locale.print_time(time(14, 5, 0, 0), &mut out);
    out += " | ";
    for number in ["-1234567.50", "1234.5"] {
        locale.print_number(number.parse().unwrap(), &mut out);
        out += " | ";
    }
    out + locale.weekday(Weekday::Friday) + " | " + &locale.join(&["A", "B", "C"])
}

#[test]
fn languages_print_as_cldr_says() {
    let cases = [
        (
            "en",
            "Wednesday, March 4, 2026 | March 4, 2026 | Mar 4, 2026 | 3/4/2026 | 2:05 PM | -1,234,567.50 | 1,234.5 | Friday | A, B, and C",
        ),
        (
            "en-GB",
            "Wednesday, 4 March 2026 | 4 March 2026 | 4 Mar 2026 | 04/03/2026 | 14:05 | -1,234,567.50 | 1,234.5 | Friday | A, B and C",
        ),
        (
            "de",
            "Mittwoch, 4. März 2026 | 4. März 2026 | 04.03.2026 | 04.03.2026 | 14:05 | -1.234.567,50 | 1.234,5 | Freitag | A, B und C",
        ),
        (
            "fr",
            "mercredi 4 mars 2026 | 4 mars 2026 | 4 mars 2026 | 04/03/2026 | 14:05 | -1 234 567,50 | 1 234,5 | vendredi | A, B et C",
        ),
        (
            "pl",
            "środa, 4 marca 2026 | 4 marca 2026 | 4 mar 2026 | 04.03.2026 | 14:05 | -1 234 567,50 | 1234,5 | piątek | A, B i C",
        ),
        (
            "ja",
            "2026年3月4日水曜日 | 2026年3月4日 | 2026/03/04 | 2026/03/04 | 14:05 | -1,234,567.50 | 1,234.5 | 金曜日 | A、B、C",
        ),
        (
            "hi",
            "बुधवार, 4 मार्च, 2026 | 4 मार्च, 2026 | 4 मार्च 2026 | 4/3/2026 | 2:05 pm | -12,34,567.50 | 1,234.5 | शुक्रवार | A, B और C",
        ),
        (
            "fa",
            "چهارشنبه ۴ مارس ۲۰۲۶ | ۴ مارس ۲۰۲۶ | ۴ مارس ۲۰۲۶ | ۲۰۲۶/۳/۴ | ۱۴:۰۵ | −۱٬۲۳۴٬۵۶۷٫۵۰ | ۱٬۲۳۴٫۵ | جمعه | A، B، و C",
        ),
    ];
    for (tag, expected) in cases {
        let plain = printed(tag).replace(['\u{200e}', '\u{200f}'], "").replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(plain, expected, "{tag}");
    }
}

#[test]
fn counted_words_have_the_forms_of_their_language() {
    for (tag, number, category) in [
        ("en", "1", Category::One),
        ("en", "1.0", Category::Other),
        ("en-GB", "-1", Category::One),
        ("pl", "3", Category::Few),
        ("pl", "12", Category::Many),
        ("pl", "1.5", Category::Other),
        ("ar", "0", Category::Zero),
        ("fr", "1000000", Category::Many),
        ("ja", "1", Category::Other),
    ] {
        assert_eq!(Locale::new(tag).unwrap().category(number.parse().unwrap()), category, "{tag} {number}");
    }
}

/// Numbers of every form that a language has.
fn numbers() -> impl Iterator<Item = Decimal> {
    let whole = (0..210_i64).chain([1_000_000, 2_000_000, 5_000_000_000]);
    whole.flat_map(|number| {
        [(0, 0), (1, 0), (1, 1), (2, 1), (2, 10), (2, 52)]
            .map(|(scale, fraction)| Decimal::new(number, 0) + Decimal::new(fraction, scale))
    })
}

#[test]
fn our_table_of_languages_is_cldrs() {
    for language in languages::all() {
        let rules = icu::Rules::new(language).unwrap();
        let found = |integers: bool| {
            let numbers = numbers().filter(|number| !integers || number.scale() == 0);
            numbers.map(|number| rules.category(&number.to_string())).collect::<std::collections::BTreeSet<_>>()
        };
        for integers in [true, false] {
            let ours = languages::categories(language, integers);
            assert_eq!(ours, found(integers).into_iter().collect::<Vec<_>>(), "{language} {integers}");
        }
    }
    assert!(
        check_tag("de").is_ok()
            && check_tag("iw") == Err(TagFault::Unknown)
            && check_tag("e") == Err(TagFault::Malformed)
    );
}

#[test]
fn english_is_what_icu_says() {
    let mut ours = english::conventions(true);
    assert_eq!(Some(&ours), icu::conventions("en-US").as_ref());
    ours.day_first = None;
    assert_eq!(Some(&ours), icu::conventions("en").map(|icu| Conventions { day_first: None, ..icu }).as_ref());
}
