//! Values as people and hosts hand them in: text by variable name. The declaration of a variable parses its text later.
//!
//! Floor 1. Must not know variables.

use std::collections::BTreeMap;
use std::fmt;

use callscript::internal::MASK;

/// Text by variable name. Blank text counts as no value.
///
/// ```
/// let values = callscript_runner::Values::from([("customer_name", "Ada"), ("age", "36")]);
/// assert_eq!(values.get("age"), Some("36"));
/// assert_eq!(callscript_runner::Values::from([("age", " ")]).get("age"), None);
/// // Any of them may be sensitive: only the names are printed.
/// assert_eq!(format!("{values:?}"), r#"{"age": "•••", "customer_name": "•••"}"#);
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Values(BTreeMap<String, String>);

impl Values {
    /// An empty map.
    pub fn new() -> Self {
        Self::default()
    }

    /// The text under this name; `None` if there is none or it is blank.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|text| !text.trim().is_empty())
    }

    /// Adds a value, or replaces the one with the same name.
    pub fn set(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.0.insert(name.into(), text.into());
    }

    /// Removes a value; returns whether there was one, blank or not.
    pub fn remove(&mut self, name: &str) -> bool {
        self.0.remove(name).is_some()
    }

    /// Names and texts, including blank ones, ordered by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Whether the map is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Without the texts: which of them are sensitive is not known here.
impl fmt::Debug for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter().map(|(name, _)| (name, MASK))).finish()
    }
}

impl<K: Into<String>, V: Into<String>, const N: usize> From<[(K, V); N]> for Values {
    fn from(pairs: [(K, V); N]) -> Self {
        pairs.into_iter().collect()
    }
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, V)> for Values {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let pairs = pairs.into_iter();
        Self(pairs.map(|(name, text)| (name.into(), text.into())).collect())
    }
}
