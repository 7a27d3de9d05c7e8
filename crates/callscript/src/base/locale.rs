//! How values are written and read in the language of a script, by CLDR.
//!
//! Only `icu` knows ICU4X, behind the feature `locale`. Without it English alone can be written; which languages there are,
//! and which forms their counted words have, is known all the same (`languages`), so that findings never depend on it. Must
//! not know scripts.

mod conventions;
mod english;
#[cfg(feature = "locale")]
mod icu;
mod languages;
mod plural;
mod print;
mod read;
mod tag;
mod words;

#[cfg(test)]
#[cfg(feature = "locale")]
mod tests;

use std::sync::OnceLock;

use jiff::civil::{Date, Time, Weekday};
use rust_decimal::Decimal;

use self::conventions::Conventions;
pub(crate) use self::plural::Category;
pub(crate) use self::print::DateStyle;
pub use self::read::ReadError;

/// The language of a script that names none.
pub(crate) const DEFAULT: &str = "en";

/// Why a tag is no language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TagFault {
    /// It is not well formed.
    Malformed,
    /// CLDR does not have the language.
    Unknown,
}

/// Checks the tag of a language.
pub(crate) fn check_tag(tag: &str) -> Result<(), TagFault> {
    if !tag::is_well_formed(tag) {
        return Err(TagFault::Malformed);
    }
    if languages::is_known(&tag::language(tag)) { Ok(()) } else { Err(TagFault::Unknown) }
}

/// Whether names of months and days come in English: the language of the tag is `en`.
pub(crate) fn is_english(tag: &str) -> bool {
    tag::language(tag) == DEFAULT
}

/// The categories that numbers can have in the language of a tag, whole ones or any; those that a text needs no word for are
/// left out.
pub(crate) fn categories(tag: &str, integers: bool) -> Vec<Category> {
    let language = tag::language(tag);
    let mut categories = languages::categories(&language, integers);
    // Of numbers like a million; said like `other`, unless a text says it otherwise.
    if ["fr", "es", "pt", "it", "ca"].contains(&language.as_str()) {
        categories.retain(|category| *category != Category::Many);
    }
    categories
}

/// How values are written in one language.
///
/// What it needs of CLDR is looked up when it is first used.
#[derive(Debug)]
pub struct Locale {
    tag: String,
    conventions: OnceLock<Conventions>,
    #[cfg(feature = "locale")]
    rules: OnceLock<Option<icu::Rules>>,
}

impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        self.tag == other.tag
    }
}

impl Eq for Locale {}

impl Default for Locale {
    fn default() -> Self {
        Self::of(DEFAULT)
    }
}

impl Locale {
    /// The locale of a tag that passed [`check_tag`]; `None` if this program was built without that language.
    pub(crate) fn new(tag: &str) -> Option<Self> {
        (cfg!(feature = "locale") || is_built_in(tag)).then(|| Self::of(tag))
    }

    fn of(tag: &str) -> Self {
        Self {
            tag: tag.to_owned(),
            conventions: OnceLock::new(),
            #[cfg(feature = "locale")]
            rules: OnceLock::new(),
        }
    }

    /// The tag of the language.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    pub(crate) fn conventions(&self) -> &Conventions {
        self.conventions.get_or_init(|| {
            #[cfg(feature = "locale")]
            if !is_built_in(&self.tag)
                && let Some(conventions) = icu::conventions(&self.tag)
            {
                return conventions;
            }
            english::conventions(tag::region(&self.tag).is_some())
        })
    }

    /// The rules that are more than data; `None` for English, and for a language of which there are none.
    #[cfg(feature = "locale")]
    fn rules(&self) -> Option<&icu::Rules> {
        if is_english(&self.tag) && is_built_in(&self.tag) {
            return None;
        }
        self.rules.get_or_init(|| icu::Rules::new(&self.tag)).as_ref()
    }

    /// Appends a date.
    pub(crate) fn print_date(&self, date: Date, style: DateStyle, out: &mut String) {
        self.conventions().print_date(date, style, out);
    }

    /// Appends a time of day.
    pub(crate) fn print_time(&self, time: Time, out: &mut String) {
        self.conventions().print_time(time, out);
    }

    /// Appends a number, grouped.
    pub(crate) fn print_number(&self, number: Decimal, out: &mut String) {
        self.conventions().numbers.print(number, out);
    }

    /// The name of a weekday, standing alone.
    pub fn weekday(&self, weekday: Weekday) -> &str {
        let at = usize::try_from(weekday.to_monday_zero_offset()).unwrap_or_default();
        self.conventions().weekdays[1].get(at).map_or("", String::as_str)
    }

    /// Words, joined as the language joins them: `A, B, and C`.
    pub fn join(&self, words: &[&str]) -> String {
        #[cfg(feature = "locale")]
        if let Some(rules) = self.rules() {
            return rules.join(words);
        }
        match words {
            [] => String::new(),
            [only] => (*only).to_owned(),
            [first, second] => format!("{first} and {second}"),
            [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
        }
    }

    /// The category of a number, as it is printed.
    #[cfg_attr(
        not(feature = "locale"),
        expect(clippy::unused_self, reason = "without the feature there is English alone")
    )]
    pub(crate) fn category(&self, number: Decimal) -> Category {
        #[cfg(feature = "locale")]
        if let Some(rules) = self.rules() {
            return rules.category(&number.to_string());
        }
        if number.abs() == Decimal::ONE && number.scale() == 0 { Category::One } else { Category::Other }
    }
}

/// Whether a language is known without ICU4X: English as `en` and `en-US` have it.
fn is_built_in(tag: &str) -> bool {
    tag.eq_ignore_ascii_case("en") || tag.eq_ignore_ascii_case("en-US")
}
