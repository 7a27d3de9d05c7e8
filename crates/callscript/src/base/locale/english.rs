//! How English writes values: known without ICU4X, and the same as it would say.

use super::conventions::{Conventions, Numbers, Piece};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The conventions of `en`, or of `en-US`, which fixes the order of a day and its month.
pub(super) fn conventions(american: bool) -> Conventions {
    use Piece::{Day, Hour, Minute, Month, MonthName, Period, Weekday, Year};
    let literal = |text: &str| Piece::Literal(text.to_owned());
    let named = |medium| vec![MonthName { medium }, literal(" "), Day { padded: false }, literal(", "), Year];
    let full = [vec![Weekday, literal(", ")], named(false)].concat();
    let (day, month) = (Day { padded: false }, Month { padded: false });
    let short = vec![month, literal("/"), day, literal("/"), Year];
    let brief = |name: &str| name[..3].to_owned();
    Conventions {
        numbers: Numbers {
            digits: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
            decimal: ".".to_owned(),
            group: ",".to_owned(),
            sizes: [3, 3],
            least: 1,
            minus: ["-".to_owned(), String::new()],
        },
        dates: [full, named(false), named(true), short],
        times: vec![Hour, literal(":"), Minute, literal("\u{202f}"), Period],
        months: [MONTHS.map(str::to_owned), MONTHS.map(brief), MONTHS.map(brief), MONTHS.map(str::to_owned)],
        weekdays: [WEEKDAYS.map(str::to_owned), WEEKDAYS.map(str::to_owned), WEEKDAYS.map(brief)],
        hours: (0..24).map(|hour| format!("{}", (hour + 11) % 12 + 1)).collect(),
        periods: (0..24).map(|hour| if hour < 12 { "AM" } else { "PM" }.to_owned()).collect(),
        day_first: american.then_some(false),
        year_first: false,
    }
}

/// Names of months and weekdays, which are understood in every language.
pub(super) fn names() -> (&'static [&'static str; 12], &'static [&'static str; 7]) {
    (&MONTHS, &WEEKDAYS)
}
