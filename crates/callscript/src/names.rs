//! Names: their shapes, and which of two is meant by a third.

/// The name that `wanted` most likely means: the nearest by optimal string alignment, at most 2 away and less than half
/// of its own length; of equals the first.
pub(crate) fn nearest<'n>(wanted: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let length = wanted.chars().count();
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        // The distance is at least the difference of the lengths, and it is dear.
        if name.len().abs_diff(wanted.len()) > 8 || name.chars().count().abs_diff(length) > 2 {
            continue;
        }
        let limit = best.map_or(3, |(distance, _)| distance);
        if differing_letters(wanted, name) > 2 * (limit - 1) {
            continue;
        }
        let distance = strsim::osa_distance(wanted, name);
        if distance < limit && distance * 2 < name.chars().count() {
            best = Some((distance, name));
        }
        if distance == 0 {
            break;
        }
    }
    best.map(|(_, name)| name)
}

/// How many letters occur in only one of two names: each edit changes at most two. Of others than ASCII it knows nothing.
fn differing_letters(a: &str, b: &str) -> usize {
    if !a.is_ascii() || !b.is_ascii() {
        return 0;
    }
    let letters = |name: &str| name.bytes().fold(0u64, |set, byte| set | 1 << (byte & 63));
    (letters(a) ^ letters(b)).count_ones() as usize
}

/// Whether `name` reads `[a-z0-9]+(-[a-z0-9]+)*`: an id of a script, node or action.
pub(crate) fn is_kebab(name: &str) -> bool {
    let part =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    name.split('-').all(part)
}

/// Whether `name` reads `[a-z][a-z0-9_]*`: a name of a variable.
pub(crate) fn is_variable(name: &str) -> bool {
    starts_with_letter(name) && name.bytes().all(is_word)
}

/// Whether `name` reads `[a-z][a-z0-9_-]*`: a name of an outcome or a result.
pub(crate) fn is_outcome(name: &str) -> bool {
    starts_with_letter(name) && name.bytes().all(|byte| is_word(byte) || byte == b'-')
}

fn starts_with_letter(name: &str) -> bool {
    name.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase())
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near_and_first() {
        let near = |wanted, names: &[&'static str]| nearest(wanted, names.iter().copied());
        assert_eq!(near("check-powr", &["lights", "check-power"]), Some("check-power"));
        assert_eq!(near("ab", &["abc", "abd"]), Some("abc"));
        assert_eq!(near("cofe", &["coffee", "code"]), Some("code"));
        assert_eq!(near("n1", &["n2"]), None, "half of it is not under half");
        assert_eq!(near("lihgts", &["lights"]), Some("lights"));
        assert_eq!(near("power", &["printer"]), None);
    }

    #[test]
    fn shapes() {
        assert!(is_kebab("a") && is_kebab("a-1") && is_kebab("404"));
        assert!(!is_kebab("") && !is_kebab("-a") && !is_kebab("a--b") && !is_kebab("A") && !is_kebab("a_b"));
        assert!(is_variable("a_1") && !is_variable("1a") && !is_variable("a-b") && !is_variable(""));
        assert!(is_outcome("no_slot") && is_outcome("no-slot") && !is_outcome("_x"));
    }
}
