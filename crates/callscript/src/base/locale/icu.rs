//! The only module that knows ICU4X: what CLDR says of a language, as plain data, and the two rules that are more than data:
//! the forms of counted words, and how words are joined.

mod parts;

use icu_calendar::Gregorian;
use icu_datetime::fieldsets::{E, M, MD, T, YMD, YMDE};
use icu_datetime::input::{Date, Time};
use icu_datetime::options::YearStyle;
use icu_datetime::parts as part;
use icu_datetime::{FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::DecimalFormatterOptions;
use icu_decimal::parts as number_part;
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};
use writeable::Writeable;

use self::parts::Parts;
use super::conventions::{Conventions, Numbers, Piece};
use super::plural::Category;

/// The rules of a language that are more than data.
#[derive(Debug)]
pub(super) struct Rules {
    plurals: PluralRules,
    lists: ListFormatter,
}

/// The locale of a well-formed tag; what ICU4X cannot read of it is left out.
fn locale(tag: &str) -> Locale {
    let read = |tag: &str| tag.parse::<Locale>().ok();
    let parts: Vec<&str> = tag.split('-').take_while(|part| part.len() > 1).collect();
    let shorter = || (1..=parts.len()).rev().find_map(|count| read(&parts.get(..count)?.join("-")));
    read(tag).or_else(shorter).unwrap_or(Locale::UNKNOWN)
}

impl Rules {
    /// The rules of a language; `None` if ICU4X has no data of it.
    pub(super) fn new(tag: &str) -> Option<Self> {
        let locale = locale(tag);
        let plurals = PluralRules::try_new((&locale).into(), PluralRulesOptions::default()).ok()?;
        let lists = ListFormatter::try_new_and((&locale).into(), ListFormatterOptions::default()).ok()?;
        Some(Self { plurals, lists })
    }

    /// The category of a number that prints like this, in ASCII digits.
    pub(super) fn category(&self, printed: &str) -> Category {
        let number = printed.parse::<Decimal>().ok();
        match number.map(|number| self.plurals.category_for(&number)) {
            Some(PluralCategory::Zero) => Category::Zero,
            Some(PluralCategory::One) => Category::One,
            Some(PluralCategory::Two) => Category::Two,
            Some(PluralCategory::Few) => Category::Few,
            Some(PluralCategory::Many) => Category::Many,
            Some(PluralCategory::Other) | None => Category::Other,
        }
    }

    /// The words, joined as the language joins them.
    pub(super) fn join(&self, words: &[&str]) -> String {
        self.lists.format(words.iter()).write_to_string().into_owned()
    }
}

/// Dates as one format writes them: the third of each month, and a week from Monday on.
struct Written {
    months: Vec<Parts>,
    week: Vec<Parts>,
}

impl Written {
    fn of(format: impl Fn(Date<Gregorian>) -> Parts) -> Option<Self> {
        let day = |month: u8, day: u8| Date::try_new_gregorian(2026, month, day).ok();
        let months = (1..=12).map(|month| day(month, 3).map(&format));
        let week = (1..=7).map(|number| day(6, number).map(&format));
        Some(Self { months: months.collect::<Option<_>>()?, week: week.collect::<Option<_>>()? })
    }

    fn months(&self) -> Option<[String; 12]> {
        let names: Vec<String> = self.months.iter().map(|parts| parts::text(parts, part::MONTH)).collect();
        names.try_into().ok()
    }

    fn week(&self) -> Option<[String; 7]> {
        let names: Vec<String> = self.week.iter().map(|parts| parts::text(parts, part::WEEKDAY)).collect();
        names.try_into().ok()
    }

    /// The pieces of the third of March 2026.
    fn pieces(&self, digits: &[char; 10], medium: bool) -> Vec<Piece> {
        let is_number = |text: &str| text.chars().all(|c| digits.contains(&c) || c.is_ascii_digit());
        let piece = |(kind, text): &(Option<writeable::Part>, String)| match *kind {
            Some(part::DAY) if is_number(text) => Piece::Day { padded: text.chars().count() > 1 },
            Some(part::MONTH) if is_number(text) => Piece::Month { padded: text.chars().count() > 1 },
            Some(part::MONTH) => Piece::MonthName { medium },
            Some(part::YEAR) => Piece::Year,
            Some(part::WEEKDAY) => Piece::Weekday,
            _ => Piece::Literal(text.clone()),
        };
        self.months.get(2).map_or_else(Vec::new, |parts| parts.iter().map(piece).collect())
    }
}

/// What a set of fields writes, in this locale.
macro_rules! written {
    ($locale:expr, $fields:expr) => {{
        let formatter = FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new($locale.into(), $fields).ok()?;
        Written::of(|date| parts::outer(&formatter.format(&date)))?
    }};
}

/// How a language writes values; `None` if ICU4X has no data of it.
pub(super) fn conventions(tag: &str) -> Option<Conventions> {
    let locale = &locale(tag);
    let numbers = numbers(locale)?;
    let full = written!(locale, YMDE::long().with_year_style(YearStyle::Full));
    let long = written!(locale, YMD::long().with_year_style(YearStyle::Full));
    let medium = written!(locale, YMD::medium().with_year_style(YearStyle::Full));
    let short = written!(locale, YMD::short().with_year_style(YearStyle::Full));
    let (alone, brief) = (written!(locale, E::long()), written!(locale, E::medium()));
    let (brief_months, months_alone) = (written!(locale, MD::medium()), written!(locale, M::long()));
    let dates = [(&full, false), (&long, false), (&medium, true), (&short, true)];
    let day_month = written!(locale, MD::short()).pieces(&numbers.digits, false);
    let dates = dates.map(|(written, medium)| written.pieces(&numbers.digits, medium));
    let is_day = |piece: &Piece| matches!(piece, Piece::Day { .. });
    let is_month = |piece: &Piece| matches!(piece, Piece::Month { .. });
    let year = dates[3].iter().position(|piece| *piece == Piece::Year);
    let (times, hours, periods) = times(locale)?;
    Some(Conventions {
        year_first: year < dates[3].iter().position(is_day),
        day_first: Some(day_month.iter().position(is_day) < day_month.iter().position(is_month)),
        dates,
        times,
        months: [long.months()?, medium.months()?, brief_months.months()?, months_alone.months()?],
        weekdays: [full.week()?, alone.week()?, brief.week()?],
        hours,
        periods,
        numbers,
    })
}

/// How times are written, and for each hour how it is written, and the part of the day.
fn times(locale: &Locale) -> Option<(Vec<Piece>, Vec<String>, Vec<String>)> {
    let formatter = NoCalendarFormatter::try_new(locale.into(), T::hm()).ok()?;
    let written = (0..24).map(|hour| Some(parts::outer(&formatter.format(&Time::try_new(hour, 45, 0, 0).ok()?))));
    let written: Vec<Parts> = written.collect::<Option<_>>()?;
    let all = |kind| written.iter().map(|parts| parts::text(parts, kind)).collect();
    let piece = |(kind, text): &(Option<writeable::Part>, String)| match *kind {
        Some(part::HOUR) => Piece::Hour,
        Some(part::MINUTE) => Piece::Minute,
        Some(part::DAY_PERIOD) => Piece::Period,
        _ => Piece::Literal(text.clone()),
    };
    Some((written.first()?.iter().map(piece).collect(), all(part::HOUR), all(part::DAY_PERIOD)))
}

/// How numbers are written: read from one that has everything.
fn numbers(locale: &Locale) -> Option<Numbers> {
    let formatter = DecimalFormatter::try_new(locale.into(), DecimalFormatterOptions::default()).ok()?;
    let written = |number: &str| number.parse::<Decimal>().ok().map(|number| parts::inner(&formatter.format(&number)));
    let digits: String = (0..10)
        .map(|digit| written(&digit.to_string()))
        .map(|parts| Some(parts?.first()?.1.clone()))
        .collect::<Option<_>>()?;
    let large = written("-1234567890.5")?;
    let sign = large.iter().position(|(kind, _)| *kind == Some(number_part::MINUS_SIGN));
    let groups: Vec<usize> = large
        .iter()
        .filter(|(kind, _)| *kind == Some(number_part::INTEGER))
        .map(|(_, text)| text.chars().count())
        .collect();
    let sizes = match groups[..] {
        [.., before, last] => [last, if groups.len() > 2 { before } else { last }],
        _ => [0, 0],
    };
    let is_grouped = |number: &str| {
        written(number).is_some_and(|parts| parts.iter().any(|(kind, _)| *kind == Some(number_part::GROUP)))
    };
    let least = (1..=3).find(|count| is_grouped(&"1".repeat(sizes[0] + count))).unwrap_or(1);
    let signs: Vec<&str> = large
        .iter()
        .filter(|(kind, _)| *kind == Some(number_part::MINUS_SIGN))
        .map(|(_, text)| text.as_str())
        .collect();
    let minus = match (signs[..].as_ref(), sign) {
        ([before, after, ..], _) => [(*before).to_owned(), (*after).to_owned()],
        ([only], Some(0)) => [(*only).to_owned(), String::new()],
        ([only], _) => [String::new(), (*only).to_owned()],
        _ => ["-".to_owned(), String::new()],
    };
    Some(Numbers {
        digits: digits.chars().collect::<Vec<_>>().try_into().ok()?,
        decimal: parts::text(&large, number_part::DECIMAL),
        group: parts::text(&large, number_part::GROUP),
        sizes,
        least,
        minus,
    })
}
