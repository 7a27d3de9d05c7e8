//! Numbers as people read them: how many of what.
//!
//! Must not know what is counted.

use num_bigint::BigUint;

/// A number with more binary digits, some 12 decimal ones, is cut to the first three.
const EXACT_BITS: u64 = 40;

/// So many of them: `1 node`, `2 nodes`.
pub fn many(number: usize, what: &str) -> String {
    format!("{number} {}", plural(number, what))
}

/// The word that goes with a number.
pub fn plural(number: usize, what: &str) -> String {
    if number == 1 { what.to_owned() } else { format!("{what}s") }
}

/// A number with a comma before each three digits.
pub fn grouped(number: &impl ToString) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of any size as people can take it in: to the last one, or the first digits and how many follow.
pub fn readable(number: &BigUint) -> String {
    if number.bits() <= EXACT_BITS {
        return grouped(number);
    }
    let more = number.bits().saturating_sub(64);
    let first = u64::try_from(number >> more).unwrap_or(u64::MAX);
    #[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
    let digits = (first as f64).log10() + more as f64 * 2.0_f64.log10();
    // That of a power of ten may come out a little too small.
    let digits = digits + 1e-9;
    // Cut rather than rounded, which would make 10.00 of 9.999.
    format!("{:.2} × 10^{}", (10.0_f64.powf(digits.fract()) * 100.0).floor() / 100.0, digits.floor())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_many() {
        assert_eq!([0, 1, 2].map(|number| many(number, "node")), ["0 nodes", "1 node", "2 nodes"]);
    }

    #[test]
    fn a_number_is_exact_as_long_as_it_can_be_read() {
        let readable = |number: &str| readable(&number.parse().unwrap());
        assert_eq!(["0", "999", "1000", "1234567"].map(readable), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(readable("999999999999"), "999,999,999,999");
        assert_eq!(readable("1267650600228229401496703205376"), "1.26 × 10^30");
        assert_eq!(readable(&"9".repeat(40)), "1.00 × 10^40");
        for zeros in (13..200).chain([39_000]) {
            assert_eq!(readable(&format!("1{}", "0".repeat(zeros))), format!("1.00 × 10^{zeros}"));
            assert_eq!(readable(&format!("9995{}", "0".repeat(zeros))), format!("9.99 × 10^{}", zeros + 3));
        }
    }
}
