//! Numbers as people type them: with the separators of their language, and a currency around.

use super::Meanings;
use super::typed::{Typed, plain};
use crate::base::locale::Locale;
use crate::base::locale::conventions::Numbers;
use crate::base::value::{Declaration, Type, Unfit, Value, parse_integer, parse_number};

/// Words for currencies, beside their signs and codes.
const WORDS: &[&str] = &[
    "zł", "zl", "kr", "kr.", "kč", "kc", "ft", "lei", "leu", "fr", "fr.", "sfr", "sfr.", "r$", "us$", "a$", "au$",
    "c$", "ca$", "nz$", "hk$", "s$", "円", "元", "원", "руб", "руб.", "р.", "грн", "грн.", "лв", "лв.", "дин", "дин.",
    "din", "din.", "км", "km", "rp", "rs", "rs.", "tl", "r", "b/.", "s/", "s/.", "د.إ", "ر.س", "ج.م", "د.ك", "د.م.",
    "ر.ع.", "د.ب", "ر.ق", "د.أ", "ل.ل", "د.ت", "د.ج", "ريال", "درهم", "جنيه",
];

/// The codes of ISO 4217, with a blank between.
const CODES: &str = "aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd btn bwp byn bzd cad \
    cdf chf clp cny cop crc cuc cup cve czk djf dkk dop dzd egp ern etb eur fjd fkp gbp gel ghs gip gmd gnf gtq gyd hkd hnl hrk \
    htg huf idr ils inr iqd irr isk jmd jod jpy kes kgs khr kmf kpw krw kwd kyd kzt lak lbp lkr lrd lsl lyd mad mdl mga mkd mmk \
    mnt mop mru mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr \
    sdg sek sgd shp sle sll sos srd ssp stn svc syp szl thb tjs tmt tnd top try ttd twd tzs uah ugx usd uyu uzs ved ves vnd vuv \
    wst xaf xag xau xcd xcg xof xpd xpf xpt yer zar zmw zwg zwl";

impl Locale {
    /// What a text could mean as a number.
    pub(super) fn numbers(&self, typed: &Typed, declaration: &Declaration) -> Meanings {
        let Some((negative, digits)) = without_currency(&typed.text) else {
            return Meanings::Nothing(Unfit::Other);
        };
        let sign = if negative { "-" } else { "" };
        let (mut values, mut why) = (Vec::new(), Unfit::Other);
        for read in local(digits, &self.conventions().numbers).into_iter().chain(machine(digits)) {
            match value(&format!("{sign}{read}"), declaration) {
                Ok(value) => values.push(value),
                Err(unfit) => why = unfit,
            }
        }
        if values.is_empty() { Meanings::Nothing(why) } else { Meanings::Any(values) }
    }
}

/// A number as machines write it, unless it has too many decimals.
fn value(text: &str, declaration: &Declaration) -> Result<Value, Unfit> {
    if declaration.kind == Type::Integer {
        return parse_integer(text).map(Value::Integer);
    }
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    match declaration.decimals {
        Some(most) if decimals > usize::try_from(most).unwrap_or(usize::MAX) => Err(Unfit::TooManyDecimals),
        _ => parse_number(text).map(Value::Number),
    }
}

/// The text, if machines write numbers so.
fn machine(digits: &str) -> Option<String> {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    (is_digits(whole) && is_digits(decimals)).then(|| digits.to_owned())
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number that the text is with the separators of the language, as machines write it.
fn local(digits: &str, numbers: &Numbers) -> Option<String> {
    let decimal = plain(&numbers.decimal);
    // Signs of their own, that other languages in the same writing use, too.
    let digits = digits.replace('\u{66b}', &decimal);
    let (whole, decimals) = match digits.rsplit_once(decimal.as_str()) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (digits.as_str(), None),
    };
    if decimals.is_some_and(|decimals| !is_digits(decimals)) {
        return None;
    }
    // A blank at the end of a text is trimmed, so it is asked for as such.
    let group = if numbers.group.chars().all(char::is_whitespace) { " ".to_owned() } else { plain(&numbers.group) };
    let mut marks = vec![group.as_str(), "\u{66c}"];
    if decimal != "." {
        marks.push(".");
    }
    let whole = ungrouped(whole, &marks, numbers)?;
    Some(decimals.map_or_else(|| whole.clone(), |decimals| format!("{whole}.{decimals}")))
}

/// The digits without the marks between their groups, each of which is where the language has it.
fn ungrouped(whole: &str, marks: &[&str], numbers: &Numbers) -> Option<String> {
    if is_digits(whole) {
        return Some(whole.to_owned());
    }
    let mark = marks.iter().find(|mark| !mark.is_empty() && whole.contains(**mark))?;
    let groups: Vec<&str> = whole.split(mark).collect();
    let length: usize = groups.iter().map(|group| group.len()).sum();
    let mut left = length;
    for (at, group) in groups.iter().enumerate() {
        if !is_digits(group) || (at > 0 && !numbers.ends_group(left)) {
            return None;
        }
        // No group ends within this one.
        if (1..group.len()).any(|inner| numbers.ends_group(left - inner)) {
            return None;
        }
        left -= group.len();
    }
    Some(groups.concat())
}

/// The digits with their separators, and whether a minus is before them; `None` if there is more around them than a currency.
fn without_currency(text: &str) -> Option<(bool, &str)> {
    let is_digit = |c: char| c.is_ascii_digit();
    let (start, end) = (text.find(is_digit)?, text.rfind(is_digit)? + 1);
    let (before, digits, after) = (text.get(..start)?, text.get(start..end)?, text.get(end..)?);
    let (minus, before) = without_sign(before)?;
    let (before, after) = (before.trim(), after.trim());
    let fits = match (before.is_empty(), after.is_empty()) {
        (true, true) => true,
        (false, true) => is_currency(before),
        (true, false) => is_currency(after),
        (false, false) => false,
    };
    fits.then_some((minus, digits))
}

/// What stands before a number, without its sign, which comes first or last.
fn without_sign(before: &str) -> Option<(bool, &str)> {
    let before = before.trim();
    let minus = before.matches('-').count();
    let plus = before.matches('+').count();
    if minus + plus == 0 {
        return Some((false, before));
    }
    let rest = before.strip_prefix(['-', '+']).or_else(|| before.strip_suffix(['-', '+']))?;
    (minus + plus == 1).then_some((minus == 1, rest))
}

fn is_currency(text: &str) -> bool {
    let is_sign = |c: char| {
        matches!(c, '$' | '£' | '¥' | '¤' | '¢' | '֏' | '؋' | '৳' | '฿' | '៛' | '﷼' | '\u{20a0}'..='\u{20cf}')
    };
    let mut characters = text.chars();
    let one_sign = characters.next().is_some_and(is_sign) && characters.next().is_none();
    one_sign || WORDS.contains(&text) || CODES.split(' ').any(|code| code == text)
}
