//! Names: their syntax, and which one is most similar to a misspelt one.

use crate::base::edit::Fix;
use crate::base::source::Span;

/// The name that `wanted` probably means: the one with the smallest optimal string alignment distance. The distance is
/// at most 2 and less than half of the name's length. Of several such names it is the first.
pub(crate) fn nearest<'n>(wanted: &str, names: impl IntoIterator<Item = &'n str>) -> Option<Near<'n>> {
    Names::new(names).nearest(wanted)
}

/// A name that a misspelt one probably means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Near<'n> {
    pub(crate) name: &'n str,
    /// Whether no other name is similar.
    pub(crate) alone: bool,
}

impl Near<'_> {
    /// The question in a finding's help.
    pub(crate) fn help(&self) -> String {
        format!("did you mean `{}`?", self.name)
    }

    /// The fix that writes the name at `span`, if no other name is similar.
    pub(crate) fn fix(&self, span: Span) -> Option<Fix> {
        self.alone.then(|| Fix::replace(format!("write `{}`", self.name), span, self.name))
    }
}

/// Names, prepared for many searches.
#[derive(Debug)]
pub(crate) struct Names<'n> {
    names: Vec<(&'n str, Traits)>,
    /// The remaining budget of comparisons. Once it is spent, no name is found.
    work: usize,
}

/// What allows two names to be compared quickly.
#[derive(Debug, Clone, Copy)]
struct Traits {
    length: usize,
    /// A bit set of the letters that occur; `None` if the name is not ASCII.
    letters: Option<u64>,
}

impl<'n> Names<'n> {
    /// The budget of comparisons: some tenths of a second.
    const WORK: usize = 50_000_000;
    /// The cost of a distance, in comparisons of traits.
    const DISTANCE: usize = 50;

    pub(crate) fn new(names: impl IntoIterator<Item = &'n str>) -> Self {
        Self { names: names.into_iter().map(|name| (name, Traits::of(name))).collect(), work: Self::WORK }
    }

    /// The name that `wanted` probably means.
    pub(crate) fn nearest(&mut self, wanted: &str) -> Option<Near<'n>> {
        let traits = Traits::of(wanted);
        let mut best: Option<(usize, Near<'_>)> = None;
        self.work = self.work.checked_sub(self.names.len())?;
        for (name, known) in &self.names {
            // Once two names are similar, only a nearer one is of interest.
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

    /// The remaining budget.
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

    /// A lower bound of the distance. An edit changes the length by at most one, and the set of letters by at most two.
    fn differ(&self, other: &Self) -> usize {
        let letters = self.letters.zip(other.letters).map_or(0, |(one, other)| (one ^ other).count_ones() as usize);
        self.length.abs_diff(other.length).max(letters.div_ceil(2))
    }
}

/// The maximum length of a name, in characters. Findings repeat names, so without a limit their size could be quadratic
/// in that of the file.
pub(crate) const MAX_LENGTH: usize = 200;

/// The name, cut if it is too long: to one character more than the maximum, so that it still counts as too long.
pub(crate) fn kept(name: &str) -> &str {
    if name.len() <= MAX_LENGTH {
        return name;
    }
    name.char_indices().nth(MAX_LENGTH + 1).map_or(name, |(end, _)| name.get(..end).unwrap_or(name))
}

/// Whether `name` matches `[a-z0-9]+(-[a-z0-9]+)*`, as ids of scripts, nodes and actions must.
pub(crate) fn is_kebab(name: &str) -> bool {
    let part =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    name.len() <= MAX_LENGTH && name.split('-').all(part)
}

/// Whether `name` matches `[a-z][a-z0-9_]*`, as names of variables must.
pub(crate) fn is_variable(name: &str) -> bool {
    starts_with_letter(name) && name.bytes().all(is_word)
}

/// Whether `name` matches `[a-z][a-z0-9_-]*`, as names of outcomes and results must.
pub(crate) fn is_outcome(name: &str) -> bool {
    starts_with_letter(name) && name.bytes().all(|byte| is_word(byte) || byte == b'-')
}

/// The offsets at which `name` occurs in `text` as a whole word.
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
