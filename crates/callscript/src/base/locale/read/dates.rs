//! Dates as people type them: in the order of their language, with names, without a year, or in words.

use jiff::civil::Date;

use super::Meanings;
use super::names::{self, Names, shifted};
use super::typed::Typed;
use crate::base::locale::Locale;
use crate::base::locale::conventions::Conventions;
use crate::base::value::{Unfit, Value, first_day, last_day, parse_date};

/// How many weeks ahead, and back, a weekday is looked for.
const WEEKS: i64 = 5300;

impl Locale {
    /// What a text could mean as a date.
    pub(super) fn dates(&self, typed: &Typed, today: Date, fits: &dyn Fn(&Value) -> bool) -> Meanings {
        match parse_date(&typed.text) {
            Ok(date) => return days([date]),
            Err(Unfit::Other) => {}
            Err(unfit) => return Meanings::Nothing(unfit),
        }
        let near = names::near_today(self, &typed.text, today);
        if !near.is_empty() {
            return days(near);
        }
        let names = Names::new(self.conventions());
        let weekdays = names.weekdays(&typed.text);
        if !weekdays.is_empty() {
            return days(weekdays.into_iter().flat_map(|weekday| on_weekday(weekday, today, fits)));
        }
        numeric(&typed.text, &names, self.conventions(), today)
    }
}

fn days(days: impl IntoIterator<Item = Date>) -> Meanings {
    Meanings::Any(days.into_iter().map(Value::Date).collect())
}

/// The next of the days with this name within the bounds, or else the last before; today and the next, if it is today's own.
fn on_weekday(weekday: i8, today: Date, fits: &dyn Fn(&Value) -> bool) -> Vec<Date> {
    let ahead = i64::from((weekday - today.weekday().to_monday_zero_offset()).rem_euclid(7));
    let fitting = |days: &mut dyn Iterator<Item = i64>| {
        let days = days.map_while(|days| shifted(today, days));
        days.filter(|day| (first_day()..=last_day()).contains(day)).find(|day| fits(&Value::Date(*day)))
    };
    let own = (ahead == 0).then_some(today).filter(|day| fits(&Value::Date(*day)));
    let first = if ahead == 0 { 7 } else { ahead };
    let next = fitting(&mut (0..WEEKS).map(|week| first + 7 * week));
    let next_week = next.filter(|day| shifted(today, 7) == Some(*day));
    match (own, next_week, next) {
        (Some(own), Some(next), _) => vec![own, next],
        (Some(own), None, _) => vec![own],
        (None, _, Some(next)) => vec![next],
        (None, _, None) => {
            let last = fitting(&mut (0..WEEKS).map(|week| first - 7 - 7 * week));
            // What does not fit is kept, so that the refusal says why.
            vec![last.or_else(|| shifted(today, first)).unwrap_or(today)]
        }
    }
}

/// A date of numbers, and perhaps the name of its month and of its weekday.
fn numeric(text: &str, names: &Names, conventions: &Conventions, today: Date) -> Meanings {
    let mut text = text.to_owned();
    let month = if text.contains(char::is_alphabetic) { names.take_month(&mut text) } else { None };
    let weekday = if text.contains(char::is_alphabetic) { names.take_weekday(&mut text) } else { None };
    let Some(numbers) = numbers(&text, names) else {
        return Meanings::Nothing(Unfit::Other);
    };
    let of_weekday = |day: &Date| weekday.is_none_or(|wanted| day.weekday().to_monday_zero_offset() == wanted);
    let found: Option<Found> = match (month, numbers.as_slice()) {
        (Some(month), [day]) => Some(Found::near(&[(month, number(day))], today)),
        (Some(month), [one, other]) => with_month(month, one, other, conventions, today),
        (None, [one, other]) => {
            let orders = orders(number(one), number(other), conventions, false);
            (is_short(one) && is_short(other)).then(|| Found::near(&orders, today))
        }
        (None, [first, second, third]) => of_three([first, second, third], conventions, today),
        _ => None,
    };
    match found {
        None => Meanings::Nothing(Unfit::Other),
        Some(Found { days, .. }) if days.is_empty() => Meanings::Nothing(Unfit::NoSuchDay),
        Some(Found { days: found, certain: true }) => days(found.into_iter().filter(of_weekday)),
        Some(Found { days, certain: false }) => Meanings::Nearest(days.into_iter().filter(of_weekday).collect()),
    }
}

/// Days that a text could mean.
struct Found {
    days: Vec<Date>,
    /// Whether it names the year, so that no day is likelier for being near.
    certain: bool,
}

impl Found {
    /// These months and days in the years around today.
    fn near(orders: &[(i8, i8)], today: Date) -> Self {
        let years = today.year().saturating_sub(110)..=today.year().saturating_add(110);
        let days = years.flat_map(|year| orders.iter().filter_map(move |(month, day)| date(year, *month, *day)));
        Self { days: days.collect(), certain: false }
    }

    /// These months and days in the year that is written.
    fn in_year(orders: &[(i8, i8)], year: &str, today: Date) -> Self {
        let year_number: i16 = year.parse().unwrap_or_default();
        if year.len() == 4 {
            let days = orders.iter().filter_map(|(month, day)| date(year_number, *month, *day));
            return Self { days: days.collect(), certain: true };
        }
        let mut near = Self::near(orders, today);
        near.days.retain(|day| day.year() % 100 == year_number);
        near
    }
}

/// A day and a year beside the name of a month.
fn with_month(month: i8, one: &str, other: &str, conventions: &Conventions, today: Date) -> Option<Found> {
    let in_year = |day: &str, year: &str| is_short(day).then(|| Found::in_year(&[(month, number(day))], year, today));
    match (one.len(), other.len()) {
        (4, _) => in_year(other, one),
        (_, 4) => in_year(one, other),
        _ if conventions.year_first => is_year(one).then(|| in_year(other, one))?,
        _ => is_year(other).then(|| in_year(one, other))?,
    }
}

/// A day, a month and a year in digits.
fn of_three([first, second, third]: [&str; 3], conventions: &Conventions, today: Date) -> Option<Found> {
    let in_year = |one: &str, other: &str, year: &str, orders: &[(i8, i8)]| {
        (is_short(one) && is_short(other) && is_year(year)).then(|| Found::in_year(orders, year, today))
    };
    if first.len() == 4 || (conventions.year_first && third.len() != 4) {
        return in_year(second, third, first, &[(number(second), number(third))]);
    }
    let orders = orders(number(first), number(second), conventions, conventions.year_first);
    in_year(first, second, third, &orders)
}

/// The months and days that two numbers can be: one order, or `both` if the language does not say which.
fn orders(one: i8, other: i8, conventions: &Conventions, both: bool) -> Vec<(i8, i8)> {
    match conventions.day_first {
        Some(true) if !both => vec![(other, one)],
        Some(false) if !both => vec![(one, other)],
        _ if one == other => vec![(one, other)],
        _ => vec![(one, other), (other, one)],
    }
}

/// The numbers of a text, which has nothing else but marks between them and words that mean nothing.
fn numbers(text: &str, names: &Names) -> Option<Vec<String>> {
    let (mut numbers, mut word) = (Vec::new(), String::new());
    let mut kind = None;
    // A blank at the end closes the last word.
    for c in text.chars().chain([' ']) {
        let this = if c.is_ascii_digit() { Some(true) } else { c.is_alphabetic().then_some(false) };
        if this != kind {
            match kind {
                Some(true) => numbers.push(std::mem::take(&mut word)),
                Some(false) if !names.is_filler(&word) => return None,
                _ => word.clear(),
            }
            kind = this;
        }
        match this {
            Some(_) => word.push(c),
            None if names.is_mark(c) => {}
            None => return None,
        }
    }
    let fits = numbers.iter().all(|number: &String| is_short(number) || number.len() == 4);
    (fits && numbers.len() <= 3).then_some(numbers)
}

/// Whether it is a number of a day or a month.
fn is_short(number: &str) -> bool {
    (1..=2).contains(&number.len())
}

/// Whether it is a number of a year: two digits or four.
fn is_year(number: &str) -> bool {
    [2, 4].contains(&number.len())
}

fn number(text: &str) -> i8 {
    text.parse().unwrap_or_default()
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok().filter(|day| (first_day()..=last_day()).contains(day))
}
