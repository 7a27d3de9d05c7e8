//! Exact decimals, as hosts see them. The crate computes with the decimal inside.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use super::{ValueError, notation};

/// An exact decimal: 28 digits, and no rounding of tenths. It prints with the decimals that it was made with.
///
/// ```
/// use callscript::value::{Number, Value};
///
/// let price: Number = "2.50".parse()?;
/// assert!(price > Number::from(2));
/// assert_eq!(Value::Number(price).to_string(), "2.50");
/// # Ok::<(), callscript::value::ValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub(crate) Decimal);

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(number.into())
    }
}

/// Reads digits, with or without a sign, with or without a point and more digits.
impl FromStr for Number {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let refused = |unfit| ValueError { unfit, wanted: "a number".to_owned() };
        notation::parse_number(text).map_err(refused)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
