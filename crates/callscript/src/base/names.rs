//! Names: their shapes, and which of two is meant by a third.

use crate::base::edit::Fix;
use crate::base::source::Span;

/// The name that `wanted` most likely means: the nearest by optimal string alignment, at most 2 away and less than half
/// of its own length; of equals the first.
pub(crate) fn nearest<'n>(wanted: &str, names: impl IntoIterator<Item = &'n str>) -> Option<Near<'n>> {
    Names::new(names).nearest(wanted)
}

/// A name that is most likely meant by another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Near<'n> {
    pub(crate) name: &'n str,
    /// No other is near, too.
    pub(crate) alone: bool,
}

impl Near<'_> {
    /// The question whether it is meant.
    pub(crate) fn help(&self) -> String {
        format!("did you mean `{}`?", self.name)
    }

    /// The change that puts it at `span`, if it is certain that it is meant.
    pub(crate) fn fix(&self, span: Span) -> Option<Fix> {
        self.alone.then(|| Fix::replace(format!("write `{}`", self.name), span, self.name))
    }
}

/// Many names, ready to be compared with many others.
#[derive(Debug)]
pub(crate) struct Names<'n> {
    names: Vec<(&'n str, Traits)>,
    /// How many more comparisons there may be: after them no name is near.
    work: usize,
}

/// What is quickly compared.
#[derive(Debug, Clone, Copy)]
struct Traits {
    length: usize,
    /// The letters that occur, as bits; none of a name that is not ASCII.
    letters: Option<u64>,
}

impl<'n> Names<'n> {
    /// Some tenths of a second.
    const WORK: usize = 50_000_000;
    /// To compute a distance costs as much as so many quick comparisons.
    const DISTANCE: usize = 50;

    pub(crate) fn new(names: impl IntoIterator<Item = &'n str>) -> Self {
        Self { names: names.into_iter().map(|name| (name, Traits::of(name))).collect(), work: Self::WORK }
    }

    /// The name that `wanted` most likely means.
    pub(crate) fn nearest(&mut self, wanted: &str) -> Option<Near<'n>> {
        let traits = Traits::of(wanted);
        let mut best: Option<(usize, Near<'_>)> = None;
        self.work = self.work.checked_sub(self.names.len())?;
        for (name, known) in &self.names {
            // Once there are two, only one that is nearer than both matters.
            let limit = best.filter(|(_, near)| !near.alone).map_or(3, |(distance, _)| distance);
            if limit == 0 || traits.differ(known) >= limit {
                continue;
            }
            self.work = self.work.checked_sub(Self::DISTANCE)?;
            let distance = strsim::osa_distance(wanted, name);
            if distance < limit && distance * 2 < known.length {
                let nearer = best.filter(|(nearest, _)| *nearest <= distance);
                let (distance, name) = nearer.map_or((distance, *name), |(nearest, near)| (nearest, near.name));
                best = Some((distance, Near { name, alone: best.is_none() }));
            }
        }
        best.map(|(_, near)| near)
    }

    /// How many more comparisons there may be.
    #[cfg(test)]
    pub(crate) fn left(&self) -> usize {
        self.work
    }
}

impl Traits {
    fn of(name: &str) -> Self {
        let letters = name.is_ascii().then(|| name.bytes().fold(0, |set, byte| set | 1 << (byte & 63)));
        Self { length: name.chars().count(), letters }
    }

    /// How far apart two names are at least: an edit changes the length by one at most, and which letters occur by two.
    fn differ(&self, other: &Self) -> usize {
        let letters = self.letters.zip(other.letters).map_or(0, |(one, other)| (one ^ other).count_ones() as usize);
        self.length.abs_diff(other.length).max(letters.div_ceil(2))
    }
}

/// The most characters of a name: findings repeat names, and would grow with the square of a file of long ones.
pub(crate) const MAX_LENGTH: usize = 200;

/// A name as it is kept: of one that is too long, so much that it is seen to be.
pub(crate) fn kept(name: &str) -> &str {
    if name.len() <= MAX_LENGTH {
        return name;
    }
    name.char_indices().nth(MAX_LENGTH + 1).map_or(name, |(end, _)| name.get(..end).unwrap_or(name))
}

/// Whether `name` reads `[a-z0-9]+(-[a-z0-9]+)*`: an id of a script, node or action.
pub(crate) fn is_kebab(name: &str) -> bool {
    let part =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    name.len() <= MAX_LENGTH && name.split('-').all(part)
}

/// Whether `name` reads `[a-z][a-z0-9_]*`: a name of a variable.
pub(crate) fn is_variable(name: &str) -> bool {
    starts_with_letter(name) && name.bytes().all(is_word)
}

/// Whether `name` reads `[a-z][a-z0-9_-]*`: a name of an outcome or a result.
pub(crate) fn is_outcome(name: &str) -> bool {
    starts_with_letter(name) && name.bytes().all(|byte| is_word(byte) || byte == b'-')
}

/// Where `name` stands in `text` as a whole word.
pub(crate) fn places<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = usize> + 't {
    let is_part = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte));
    let bytes = text.as_bytes();
    let found = text.match_indices(name).map(|(at, _)| at).filter(|_| !name.is_empty());
    found.filter(move |at| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        !is_part(before) && !is_part(bytes.get(at + name.len()))
    })
}

fn starts_with_letter(name: &str) -> bool {
    name.len() <= MAX_LENGTH && name.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase())
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near_and_first() {
        let near = |wanted, names: &[&'static str]| nearest(wanted, names.iter().copied()).map(|near| near.name);
        assert_eq!(near("check-powr", &["lights", "check-power"]), Some("check-power"));
        assert_eq!(near("ab", &["abc", "abd"]), Some("abc"));
        assert_eq!(near("cofe", &["coffee", "code"]), Some("code"));
        assert_eq!(near("n1", &["n2"]), None, "half of it is not under half");
        assert_eq!(near("lihgts", &["lights"]), Some("lights"));
        assert_eq!(near("power", &["printer"]), None);
    }

    #[test]
    fn a_name_is_near_alone_if_no_other_is() {
        let alone = |wanted, names: &[&'static str]| nearest(wanted, names.iter().copied()).map(|near| near.alone);
        assert_eq!(alone("check-powr", &["lights", "check-power"]), Some(true));
        assert_eq!(alone("cofe", &["coffee", "code"]), Some(false));
        assert_eq!(alone("cofe", &["cafes", "code", "tea"]), Some(false));
        assert_eq!(alone("power", &["printer"]), None);
    }

    #[test]
    fn a_name_stands_where_it_is_a_whole_word() {
        let places = |text, name| places(text, name).collect::<Vec<_>>();
        assert_eq!(places("power on, power-up, empower, (power)", "power"), [0, 30]);
        assert_eq!(places("", "a"), [0; 0]);
        assert_eq!(places("a", ""), [0; 0]);
    }

    #[test]
    fn shapes() {
        assert!(is_kebab("a") && is_kebab("a-1") && is_kebab("404"));
        assert!(!is_kebab("") && !is_kebab("-a") && !is_kebab("a--b") && !is_kebab("A") && !is_kebab("a_b"));
        assert!(is_variable("a_1") && !is_variable("1a") && !is_variable("a-b") && !is_variable(""));
        assert!(is_outcome("no_slot") && is_outcome("no-slot") && !is_outcome("_x"));
    }
}
