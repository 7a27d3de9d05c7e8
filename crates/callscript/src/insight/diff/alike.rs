//! How much two texts, or two collections of anything, have in common.

/// The most words of a text that are looked at.
const MAX_WORDS: usize = 500;

/// The words of a text: its runs of letters and digits.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).take(MAX_WORDS)
}

/// How alike two collections are, in thousandths: twice what is in both, against what is in each. They are sorted.
pub(super) fn alike<T: Ord>(one: &[T], other: &[T]) -> usize {
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

/// How alike two texts are in their words.
pub(super) fn texts(one: &str, other: &str) -> usize {
    let [one, other] = [one, other].map(|text| {
        let mut words: Vec<&str> = words(text).collect();
        words.sort_unstable();
        words
    });
    alike(&one, &other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_words_as_they_share() {
        assert_eq!(texts("Still nothing, sorry", "sorry; still nothing"), 666);
        assert_eq!(texts("a b", "a b"), 1000);
        assert_eq!(texts("a", "b"), 0);
        assert_eq!(texts("", "?"), 0);
        assert_eq!(alike(&[1, 1, 2], &[1, 2, 2]), 666);
    }
}
