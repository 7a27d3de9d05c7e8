//! What is printed is read again, in all languages, and nothing that is typed panics.

use jiff::civil::{Date, Time};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::base::locale::{DateStyle, languages, words};
use crate::base::value::Number;
use crate::testing::repeatable;

const LANGUAGES: [&str; 7] = ["en-US", "en-GB", "de", "fr", "pl", "ar", "ja"];

fn locale(tag: &str) -> Locale {
    Locale::new(tag).unwrap()
}

fn today() -> Date {
    Date::constant(2026, 12, 1)
}

fn read(tag: &str, kind: Type, text: &str) -> Option<Value> {
    locale(tag)
        .read(&Declaration { decimals: (kind == Type::Number).then_some(2), ..Declaration::new(kind) }, text, today())
        .ok()
}

proptest! {
    #![proptest_config(repeatable())]

    #[test]
    fn dates_that_are_printed_are_read(
        tag in prop::sample::select(&LANGUAGES[..]),
        style in prop::sample::select(&DateStyle::ALL[..]),
        (year, month, day) in (1_i16..=9999, 1_i8..=12, 1_i8..=28),
    ) {
        let date = Date::new(year, month, day).unwrap();
        let mut printed = String::new();
        locale(tag).print_date(date, style.1, &mut printed);
        prop_assert_eq!(read(tag, Type::Date, &printed), Some(Value::Date(date)), "{} {:?}", tag, printed);
    }

    #[test]
    fn times_and_numbers_that_are_printed_are_read(
        tag in prop::sample::select(&LANGUAGES[..]),
        (hour, minute) in (0_i8..24, 0_i8..60),
        cents in any::<i64>(),
    ) {
        let locale = locale(tag);
        let (time, number) = (Time::constant(hour, minute, 0, 0), Decimal::new(cents, 2));
        let mut printed = String::new();
        locale.print_time(time, &mut printed);
        prop_assert_eq!(read(tag, Type::Time, &printed), Some(Value::Time(time)), "{} {:?}", tag, printed);
        printed.clear();
        locale.print_number(number, &mut printed);
        prop_assert_eq!(read(tag, Type::Number, &printed), Some(Value::Number(Number(number))), "{} {:?}", tag, printed);
    }

    #[test]
    fn nothing_that_is_typed_panics(
        tag in prop::sample::select(&LANGUAGES[..]),
        text in "[0-9 .,:/'年月日hamp٠-٩\u{200f}\u{a0}²äÅ-]{0,20}|\\PC{0,40}",
    ) {
        for kind in Type::ALL {
            if let Some(value) = read(tag, kind, &text) {
                let declaration = Declaration { decimals: (kind == Type::Number).then_some(2), ..Declaration::new(kind) };
                prop_assert_eq!(declaration.parse(&value.to_plain()).ok(), Some(value));
            }
        }
    }
}

#[test]
fn words_for_days_are_in_order() {
    assert!(words::WORDS.is_sorted());
    assert!(words::WORDS.iter().all(|(tag, _)| languages::all().any(|known| known == *tag)));
    assert_eq!(words::of("de")[3], "morgen");
}
