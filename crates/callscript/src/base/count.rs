//! Exact counts of any size.
//!
//! No other module uses num-bigint. Must not know what is counted.

use std::fmt;
use std::ops::{AddAssign, Mul};

use num_bigint::BigUint;

/// A non-negative integer of any size. It prints with all its digits.
///
/// ```
/// let count = callscript::Count::from(1_234_567);
/// assert_eq!((count.to_string().as_str(), count.readable().as_str()), ("1234567", "1,234,567"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count(BigUint);

/// The maximum number of bits of a count that `readable` writes in full: about 12 decimal digits.
const EXACT_BITS: u64 = 40;

impl Count {
    pub(crate) const ZERO: Self = Self(BigUint::ZERO);

    /// The number of bits.
    pub(crate) fn bits(&self) -> u64 {
        self.0.bits()
    }

    /// The difference; `None` if it would be negative.
    pub(crate) fn checked_sub(&self, other: &Self) -> Option<Self> {
        (other <= self).then(|| Self(&self.0 - &other.0))
    }

    /// The count for people: in full, or as `1.26 × 10^30` if it is large.
    pub fn readable(&self) -> String {
        if self.bits() <= EXACT_BITS {
            return super::quantity::grouped(self);
        }
        let more = self.bits().saturating_sub(64);
        let first = u64::try_from(&self.0 >> more).unwrap_or(u64::MAX);
        #[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
        let digits = (first as f64).log10() + more as f64 * 2.0_f64.log10();
        // The logarithm of a power of ten may be slightly too small.
        let digits = digits + 1e-9;
        // Truncated, not rounded: 9.999 would become 10.00.
        format!("{:.2} × 10^{}", (10.0_f64.powf(digits.fract()) * 100.0).floor() / 100.0, digits.floor())
    }
}

impl From<usize> for Count {
    fn from(number: usize) -> Self {
        Self(number.into())
    }
}

impl AddAssign<&Self> for Count {
    fn add_assign(&mut self, other: &Self) {
        self.0 += &other.0;
    }
}

impl Mul for &Count {
    type Output = Count;

    fn mul(self, other: Self) -> Count {
        Count(&self.0 * &other.0)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_exact_as_long_as_it_can_be_read() {
        let readable = |number: &str| Count(number.parse().unwrap()).readable();
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
