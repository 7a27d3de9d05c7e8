//! Division of decimals, and rounding to whole numbers.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

/// The most digits of a quotient.
const DIGITS: u32 = 28;

/// The most decimals of a quotient.
const MAX_SCALE: i64 = 28;

/// The quotient: 28 digits without trailing zeros, rounded half to even; it saturates. By zero, which the checks refuse, it
/// is zero.
pub(super) fn divided(left: Decimal, right: Decimal) -> Decimal {
    let (a, b) = (left.mantissa().unsigned_abs(), right.mantissa().unsigned_abs());
    if a == 0 || b == 0 {
        return Decimal::ZERO;
    }
    let (mut quotient, mut rest) = (a / b, a % b);
    let mut scale = i64::from(left.scale()) - i64::from(right.scale());
    // The remainder is below the divisor, which has at most 96 bits, so that there is room for one digit more.
    while rest != 0 && quotient < 10_u128.pow(DIGITS - 1) && scale < MAX_SCALE {
        rest *= 10;
        quotient = quotient * 10 + rest / b;
        rest %= b;
        scale += 1;
    }
    let (mut cut, mut half) = (rest != 0, (rest * 2).cmp(&b));
    while quotient >= 10_u128.pow(DIGITS) || scale > MAX_SCALE {
        let digit = quotient % 10;
        half = digit.cmp(&5).then(if cut { std::cmp::Ordering::Greater } else { std::cmp::Ordering::Equal });
        cut |= digit != 0;
        quotient /= 10;
        scale -= 1;
    }
    if half.is_gt() || half.is_eq() && quotient % 2 == 1 {
        quotient += 1;
    }
    let negative = left.is_sign_negative() != right.is_sign_negative();
    made(quotient, scale, negative)
}

fn made(mut quotient: u128, mut scale: i64, negative: bool) -> Decimal {
    let most = if negative { Decimal::MIN } else { Decimal::MAX };
    while scale < 0 {
        match quotient.checked_mul(10).filter(|more| *more <= Decimal::MAX.mantissa().unsigned_abs()) {
            Some(more) => (quotient, scale) = (more, scale + 1),
            None => return most,
        }
    }
    let parts = i128::try_from(quotient).ok().zip(u32::try_from(scale).ok());
    let Some(mut number) = parts.and_then(|(digits, scale)| Decimal::try_from_i128_with_scale(digits, scale).ok())
    else {
        return most;
    };
    if !number.is_zero() {
        number.set_sign_negative(negative);
    }
    number.normalize()
}

/// The nearest whole number, half away from zero; it saturates.
pub(super) fn whole(number: Decimal) -> i64 {
    let rounded = number.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    rounded.to_i64().unwrap_or(if number.is_sign_negative() { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn quotients_have_28_digits_half_to_even_and_no_trailing_zeros() {
        let cases = [
            ("1", "3", "0.3333333333333333333333333333"),
            ("2", "3", "0.6666666666666666666666666667"),
            ("200", "3", "66.66666666666666666666666667"),
            ("-200", "3", "-66.66666666666666666666666667"),
            ("10", "4", "2.5"),
            ("6.00", "2", "3"),
            ("100", "0.5", "200"),
            ("0.0", "-7", "0"),
            ("1", "-8", "-0.125"),
            ("1000000000000000000000000001", "0.8", "1250000000000000000000000001"),
            ("1000000000000000000000000005", "2", "500000000000000000000000002.5"),
            ("5", "10000000000000000000000000000", "0.0000000000000000000000000005"),
            ("1", "20000000000000000000000000000", "0"),
            ("3", "20000000000000000000000000000", "0.0000000000000000000000000002"),
            ("79228162514264337593543950335", "1", "79228162514264337593543950340"),
        ];
        for (left, right, expected) in cases {
            let expected = if right == "1" { Decimal::MAX.to_string() } else { expected.to_owned() };
            assert_eq!(divided(number(left), number(right)).to_string(), expected, "{left} / {right}");
        }
        assert_eq!(divided(Decimal::MAX, number("-0.1")), Decimal::MIN);
        assert_eq!(divided(Decimal::ONE, Decimal::ZERO), Decimal::ZERO);
    }

    #[test]
    fn whole_numbers_are_rounded_half_away_from_zero() {
        for (text, expected) in [("2.5", 3), ("-2.5", -3), ("2.49", 2), ("0.5", 1)] {
            assert_eq!(whole(number(text)), expected, "{text}");
        }
        assert_eq!((whole(Decimal::MAX), whole(Decimal::MIN)), (i64::MAX, i64::MIN));
    }
}
