//! The similarity of two texts or two collections, in thousandths.

/// The most words of a text to look at.
const MAX_WORDS: usize = 500;

/// The words of a text: its runs of letters and digits, up to [`MAX_WORDS`].
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).take(MAX_WORDS)
}

/// The Sørensen–Dice coefficient of two sorted collections, in thousandths: twice the number of common items, divided
/// by the sum of their lengths.
pub(super) fn of_sorted<T: Ord>(one: &[T], other: &[T]) -> usize {
    let (mut at, mut common) = (0, 0_usize);
    for item in one {
        while other.get(at).is_some_and(|other| other < item) {
            at += 1;
        }
        if other.get(at) == Some(item) {
            at += 1;
            common += 1;
        }
    }
    let all = one.len() + other.len();
    (2000 * common).checked_div(all).unwrap_or_default()
}

/// The similarity of two texts by their words, regardless of order.
pub(super) fn of_texts(one: &str, other: &str) -> usize {
    let [one, other] = [one, other].map(|text| {
        let mut words: Vec<&str> = words(text).collect();
        words.sort_unstable();
        words
    });
    of_sorted(&one, &other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_words_as_they_share() {
        assert_eq!(of_texts("Still nothing, sorry", "sorry; still nothing"), 666);
        assert_eq!(of_texts("a b", "a b"), 1000);
        assert_eq!(of_texts("a", "b"), 0);
        assert_eq!(of_texts("", "?"), 0);
        assert_eq!(of_sorted(&[1, 1, 2], &[1, 2, 2]), 666);
    }
}
