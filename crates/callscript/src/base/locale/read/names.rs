//! Names of months, weekdays and days near today in a typed text: in the language of the script, and in English.

use jiff::civil::Date;

use super::typed::plain;
use crate::base::locale::conventions::{Conventions, Piece};
use crate::base::locale::{Locale, english, tag, words};

/// The names that a date can have.
pub(super) struct Names {
    /// Names of months, the longest first.
    months: Vec<(String, i8)>,
    /// Names of weekdays, with the days since Monday, the longest first.
    weekdays: Vec<(String, i8)>,
    /// Words that mean nothing: those around the numbers of a date.
    fillers: Vec<String>,
    /// Marks that the language has between the parts of a date.
    marks: String,
}

/// Short words around the numbers of a date, in English and of ordinals.
const FILLERS: &[&str] = &["of", "the", "st", "nd", "rd", "th", "er", "re", "o", "a", "e", "ª", "º", "de", "del", "le"];

impl Names {
    pub(super) fn new(conventions: &Conventions) -> Self {
        let (english_months, english_weekdays) = english::names();
        let own = conventions.months.iter().flat_map(|names| names.iter().map(String::as_str).zip(1..));
        let english = english_months.iter().copied().zip(1..);
        let short = english_months.iter().map(|name| name.get(..3).unwrap_or_default()).zip(1..);
        let months = sorted(own.chain(english).chain(short).chain([("sept", 9)]));
        let own = conventions.weekdays.iter().flat_map(|names| names.iter().map(String::as_str).zip(0..));
        let english = english_weekdays.iter().copied().zip(0..);
        let short = english_weekdays.iter().map(|name| name.get(..3).unwrap_or_default()).zip(0..);
        let weekdays = sorted(own.chain(english).chain(short));
        let mut fillers: Vec<String> = FILLERS.iter().map(|word| (*word).to_owned()).collect();
        let mut marks = " .,/-'،؍".to_owned();
        for piece in conventions.dates.iter().flatten() {
            if let Piece::Literal(literal) = piece {
                let literal = plain(literal);
                marks.extend(literal.chars().filter(|c| !c.is_alphanumeric()));
                fillers.extend(
                    literal.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_owned),
                );
            }
        }
        fillers.extend(["年", "月", "日", "년", "월", "일"].map(str::to_owned));
        Self { months, weekdays, fillers, marks }
    }

    /// The weekdays, from Monday on, that the whole text names.
    pub(super) fn weekdays(&self, text: &str) -> Vec<i8> {
        let named =
            |name: &str| name == text || name.strip_suffix('.') == Some(text) || text.strip_suffix('.') == Some(name);
        let mut days: Vec<i8> = self.weekdays.iter().filter(|(name, _)| named(name)).map(|(_, day)| *day).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Takes a month out of a text.
    pub(super) fn take_month(&self, text: &mut String) -> Option<i8> {
        take(text, &self.months)
    }

    /// Takes a weekday out of a text.
    pub(super) fn take_weekday(&self, text: &mut String) -> Option<i8> {
        take(text, &self.weekdays)
    }

    /// Whether a mark may stand between the parts of a date.
    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.marks.contains(mark)
    }

    /// Whether a word means nothing.
    pub(super) fn is_filler(&self, word: &str) -> bool {
        self.fillers.iter().any(|filler| filler == word)
    }
}

/// The days near today that a text names.
pub(super) fn near_today(locale: &Locale, text: &str, today: Date) -> Vec<Date> {
    let own = words::of(&tag::language(locale.tag()));
    let english = words::of(super::super::DEFAULT);
    let named = own.iter().zip(-2..).chain(english.iter().zip(-2..));
    let named = named.filter(|(word, _)| !word.is_empty() && plain(word) == text);
    named.filter_map(|(_, days)| shifted(today, days)).collect()
}

/// The day that many days later, if the calendar has it.
pub(super) fn shifted(day: Date, days: i64) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

fn sorted<'n>(names: impl Iterator<Item = (&'n str, i8)>) -> Vec<(String, i8)> {
    let mut sorted: Vec<(String, i8)> = Vec::new();
    for (name, number) in names {
        let name = plain(name);
        if name.contains(|c: char| !c.is_numeric()) && !sorted.iter().any(|(known, _)| *known == name) {
            sorted.push((name, number));
        }
    }
    sorted.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    sorted
}

/// Takes the first of the names that stands in the text by itself; a point after it goes, too.
fn take(text: &mut String, names: &[(String, i8)]) -> Option<i8> {
    for (name, number) in names {
        let alone = |(at, found): &(usize, &str)| {
            let before = text.get(..*at).and_then(|before| before.chars().next_back());
            let after = text.get(at + found.len()..).and_then(|after| after.chars().next());
            stands_alone(before, name.chars().next()) && stands_alone(name.chars().next_back(), after)
        };
        // A name of one letter means something only by itself.
        if name.chars().count() < 2 {
            continue;
        }
        let found = text.match_indices(name.as_str()).find(alone).map(|(at, _)| at);
        if let Some(at) = found {
            let mut end = at + name.len();
            if text.get(end..).is_some_and(|rest| rest.starts_with('.')) {
                end += 1;
            }
            text.replace_range(at..end, " ");
            return Some(*number);
        }
    }
    None
}

/// Whether a word ends between two characters: writings without blanks end words anywhere, but never within a number.
fn stands_alone(before: Option<char>, after: Option<char>) -> bool {
    let joined = |c: char| {
        c.is_alphabetic()
            && !matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{d7ff}')
    };
    match (before, after) {
        (Some(before), Some(after)) => {
            let is_within_word = joined(before) && joined(after);
            let is_within_number = before.is_ascii_digit() && after.is_ascii_digit();
            !is_within_word && !is_within_number
        }
        _ => true,
    }
}
