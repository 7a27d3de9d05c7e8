//! Values as people and hosts hand them in: texts by name, which their variables' declarations read.
//!
//! Floor 1. Must not know what any of them means.

use std::collections::BTreeMap;

/// Texts by name. A variable that is left out has no value here, nor has one whose text is blank: nobody means that.
///
/// ```
/// let values = callscript_runner::Values::from([("customer_name", "Ada"), ("age", "36")]);
/// assert_eq!(values.get("age"), Some("36"));
/// assert_eq!(callscript_runner::Values::from([("age", " ")]).get("age"), None);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values(BTreeMap<String, String>);

impl Values {
    /// No values.
    pub fn new() -> Self {
        Self::default()
    }

    /// The text handed in under this name; none if it is blank.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|text| !text.trim().is_empty())
    }

    /// Adds a value, or replaces the one of that name.
    pub fn set(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.0.insert(name.into(), text.into());
    }

    /// Names and texts, blank ones too, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
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
