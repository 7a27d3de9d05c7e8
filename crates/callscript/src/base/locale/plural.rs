//! The forms that a counted word can have. Must not know languages.

/// A category of counted things, as CLDR names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Category {
    /// `zero`
    Zero,
    /// `one`
    One,
    /// `two`
    Two,
    /// `few`
    Few,
    /// `many`
    Many,
    /// `other`, which every language has
    Other,
}

impl Category {
    /// Every category.
    pub(crate) const ALL: [Self; 6] = [Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other];

    /// Its name in a text.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }

    /// The category with this name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.name() == name)
    }

    /// Its letter in the table of languages.
    pub(super) fn letter(self) -> char {
        match self {
            Self::Zero => 'z',
            Self::One => '1',
            Self::Two => '2',
            Self::Few => 'f',
            Self::Many => 'm',
            Self::Other => 'o',
        }
    }
}
