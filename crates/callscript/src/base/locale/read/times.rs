//! Times of day as people type them: with a point or a colon, without either, with am and pm.

use jiff::civil::Time;

use super::Meanings;
use super::typed::{Typed, plain};
use crate::base::locale::Locale;
use crate::base::locale::conventions::Conventions;
use crate::base::value::{Unfit, Value, parse_time};

/// Words for the two halves of a day, which are understood in every language.
const HALVES: &[(&str, bool)] = &[
    ("a.m.", false),
    ("p.m.", true),
    ("am", false),
    ("pm", true),
    ("a", false),
    ("p", true),
    ("ص", false),
    ("م", true),
    ("صباحا", false),
    ("مساء", true),
    ("午前", false),
    ("午後", true),
    ("上午", false),
    ("下午", true),
    ("오전", false),
    ("오후", true),
    ("vorm.", false),
    ("nachm.", true),
    ("rano", false),
    ("przed południem", false),
    ("po południu", true),
    ("du matin", false),
    ("de l'après-midi", true),
    ("du soir", true),
];

/// Marks and words between hours and minutes, or after them.
const BETWEEN: &[&str] = &[":", ".", "h", "uhr", "時", "点", "时", "시", "o'clock"];
const AFTER: &[&str] = &["h", "uhr", "min", "m", "分", "분", "o'clock", "時", "点", "时", "시"];

impl Locale {
    /// What a text could mean as a time of day.
    pub(super) fn times(&self, typed: &Typed) -> Meanings {
        match parse_time(&typed.text) {
            Ok(time) => return Meanings::Any(vec![Value::Time(time)]),
            Err(Unfit::Other) => {}
            Err(unfit) => return Meanings::Nothing(unfit),
        }
        let (half, rest) = half(&typed.text, self.conventions());
        let Some((hour, minute)) = hour_and_minute(&rest, half.is_some()) else {
            return Meanings::Nothing(Unfit::Other);
        };
        let hours: Vec<i8> = match half {
            Some(afternoon) if (1..=12).contains(&hour) => vec![hour % 12 + if afternoon { 12 } else { 0 }],
            // `14:30 pm` says the same twice.
            Some(true) if hour > 12 => vec![hour],
            Some(_) => Vec::new(),
            None if self.conventions().has_twelve_hours() && (1..=12).contains(&hour) => {
                vec![hour % 12, hour % 12 + 12]
            }
            None => vec![hour],
        };
        let times: Vec<Value> =
            hours.into_iter().filter_map(|hour| Time::new(hour, minute, 0, 0).ok()).map(Value::Time).collect();
        if times.is_empty() { Meanings::Nothing(Unfit::NoSuchTime) } else { Meanings::Any(times) }
    }
}

/// Which half of the day a text names, before or after the numbers, and the rest.
fn half(text: &str, conventions: &Conventions) -> (Option<bool>, String) {
    let periods = conventions.periods.iter().enumerate();
    let own = periods.map(|(hour, period)| (plain(period), hour >= 12)).filter(|(period, _)| !period.is_empty());
    let known = HALVES.iter().map(|(word, afternoon)| (plain(word), *afternoon));
    let mut words: Vec<(String, bool)> = own.chain(known).collect();
    words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    for (word, afternoon) in words {
        let rest = text.strip_suffix(word.as_str()).or_else(|| text.strip_prefix(word.as_str()));
        if let Some(rest) = rest.map(str::trim)
            && (rest.ends_with(|c: char| !c.is_alphabetic()) || rest.ends_with(['時', '分', '点', '时', '시', '분']))
        {
            return (Some(afternoon), rest.to_owned());
        }
    }
    (None, text.to_owned())
}

/// The hour and the minute of a text, which has nothing else. An hour alone needs a word beside it.
fn hour_and_minute(text: &str, has_word: bool) -> Option<(i8, i8)> {
    let (digits, rest) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let (between, rest) = without(rest, BETWEEN);
    let minutes = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (minutes, after) = rest.split_at(minutes);
    let after = after.trim();
    if !after.is_empty() && !AFTER.contains(&after) {
        return None;
    }
    let number = |text: &str| text.parse::<i8>().ok();
    match (digits.len(), between, minutes.len()) {
        (1 | 2, Some(_), 2) => Some((number(digits)?, number(minutes)?)),
        (1 | 2, Some(mark), 0) if ![":", "."].contains(&mark) => Some((number(digits)?, 0)),
        (1 | 2, None, 0) if has_word || !after.is_empty() => Some((number(digits)?, 0)),
        (3 | 4, None, 0) => {
            let (hour, minute) = digits.split_at(digits.len() - 2);
            Some((number(hour)?, number(minute)?))
        }
        _ => None,
    }
}

/// A text without one of these words and the blanks around it.
fn without<'t>(text: &'t str, words: &[&'static str]) -> (Option<&'static str>, &'t str) {
    let trimmed = text.trim_start();
    let found = words.iter().filter(|word| trimmed.starts_with(**word)).max_by_key(|word| word.len());
    match found {
        Some(word) => (Some(word), trimmed.get(word.len()..).unwrap_or_default().trim_start()),
        None => (None, text),
    }
}
