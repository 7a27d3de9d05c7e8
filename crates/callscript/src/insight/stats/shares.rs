//! How the calls at a step are divided among its edges.
//!
//! Must not know scripts.

use rust_decimal::Decimal;

use super::arrivals::float;

/// The probability of each edge: its given share, or its part of the rest, which the edges without a share divide in
/// these proportions. The probabilities are scaled so that their sum is 1.
pub(super) fn split(given: &[Option<Decimal>], proportions: &[f64]) -> Vec<f64> {
    let given_sum: Decimal = given.iter().flatten().sum();
    let rest = float((Decimal::ONE - given_sum).max(Decimal::ZERO));
    let without_share = given.iter().zip(proportions).filter(|(given, _)| given.is_none());
    let proportions_sum: f64 = without_share.map(|(_, proportion)| proportion).sum();
    let part = |(given, proportion): (&Option<Decimal>, &f64)| match given {
        Some(given) => float(*given),
        None if proportions_sum > 0.0 => rest * proportion / proportions_sum,
        None => 0.0,
    };
    let parts: Vec<f64> = given.iter().zip(proportions).map(part).collect();
    let whole: f64 = parts.iter().sum();
    if whole > 0.0 { parts.into_iter().map(|part| part / whole).collect() } else { proportions.to_vec() }
}

/// The probability of each of several equally likely edges.
pub(super) fn even(ways: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "no script has that many ways")]
    let ways = ways.max(1) as f64;
    1.0 / ways
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The probabilities for some shares, separated by spaces; `-` is an edge without a share.
    fn parts(given: &str) -> Vec<f64> {
        let given: Vec<Option<Decimal>> = given.split(' ').map(|share| share.parse().ok()).collect();
        split(&given, &vec![even(given.len()); given.len()])
    }

    #[test]
    fn what_is_left_is_split_evenly() {
        assert_eq!(parts("- - - -"), [0.25; 4]);
        assert_eq!(parts("0.5 - -"), [0.5, 0.25, 0.25]);
        assert_eq!(parts("0 - -"), [0.0, 0.5, 0.5]);
    }

    #[test]
    fn shares_of_more_or_less_than_all_keep_their_proportions() {
        assert_eq!(parts("0.2 0.2"), [0.5, 0.5]);
        assert_eq!(parts("1 0.5 0.5"), [0.5, 0.25, 0.25]);
        assert_eq!(parts("1 1 -"), [0.5, 0.5, 0.0]);
        assert_eq!(parts("0 0"), [0.5, 0.5], "nothing is said at all");
    }

    #[test]
    fn others_split_the_rest_in_their_own_proportions() {
        let proportions = [0.2, 0.2, 0.6];
        assert_eq!(split(&[None, None, None], &proportions), proportions);
        let parts = split(&["0.6".parse().ok(), None, None], &proportions);
        let expected = [0.6, 0.1, 0.3];
        assert!(parts.iter().zip(expected).all(|(part, expected)| (part - expected).abs() < 1e-15), "{parts:?}");
    }
}
