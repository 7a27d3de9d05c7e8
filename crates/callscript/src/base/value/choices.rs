//! The choices of a declaration.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, LazyLock};

use super::Choice;
use crate::base::map::UnorderedMap;

/// The choices of a `choice`, in order. Clones share them.
///
/// ```
/// use callscript::value::{Choice, Choices};
///
/// let plans = Choices::from([Choice { id: "gold".into(), label: "Gold plan".into() }]);
/// assert_eq!(plans.len(), 1);
/// assert!(plans.find("gold").is_some_and(|plan| &*plan.label == "Gold plan"));
/// assert!(plans.find("silver").is_none());
/// ```
#[derive(Clone, Default)]
pub struct Choices(Arc<List>);

#[derive(Default)]
struct List {
    choices: Vec<Choice>,
    /// The places of the ids, since there may be thousands.
    places: UnorderedMap<Arc<str>, usize>,
}

impl Choices {
    /// The choice with this id; the first of several.
    pub fn find(&self, id: &str) -> Option<&Choice> {
        self.0.choices.get(*self.0.places.get(id)?)
    }
}

/// The days of the week, from Monday.
pub(crate) fn weekdays() -> &'static Choices {
    static DAYS: LazyLock<Choices> = LazyLock::new(|| {
        let labels = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        labels.map(|label| Choice { id: label.to_lowercase().into(), label: label.into() }).into()
    });
    &DAYS
}

impl Deref for Choices {
    type Target = [Choice];

    fn deref(&self) -> &[Choice] {
        &self.0.choices
    }
}

impl<C: IntoIterator<Item = Choice>> From<C> for Choices {
    fn from(choices: C) -> Self {
        let choices: Vec<Choice> = choices.into_iter().collect();
        let mut places = UnorderedMap::default();
        for (at, choice) in choices.iter().enumerate() {
            places.entry(Arc::clone(&choice.id)).or_insert(at);
        }
        Self(Arc::new(List { choices, places }))
    }
}

impl PartialEq for Choices {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Choices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
