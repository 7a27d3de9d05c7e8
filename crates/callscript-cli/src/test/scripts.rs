//! Scripts that are tested, checked once each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use callscript::diagnostic::Diagnostic;
use callscript::library::CheckError;
use callscript::library::files::Tests;
use callscript::script::Script;
use rayon::prelude::*;

/// A checked script, or its errors.
pub(super) type Checked = Result<Arc<Script>, Arc<Vec<Diagnostic>>>;

/// Where a script is: its library, and its place there.
pub(super) type Place = (usize, usize);

/// Scripts by place.
pub(super) struct Scripts(BTreeMap<Place, Checked>);

impl Scripts {
    /// Checks the scripts at these places.
    pub(super) fn check(tests: &Tests, places: BTreeSet<Place>) -> Self {
        let checked = places.into_par_iter().filter_map(|(library, place)| {
            let checked = match tests.libraries.get(library)?.check_file(place) {
                Ok(script) => Ok(script),
                Err(CheckError::Faulty(findings)) => Err(Arc::new(findings)),
                Err(CheckError::Unknown(_)) => return None,
            };
            Some(((library, place), checked))
        });
        Self(checked.collect())
    }

    pub(super) fn get(&self, place: Place) -> Option<&Checked> {
        self.0.get(&place)
    }

    /// Every script, in the order of their places.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Place, &Checked)> {
        self.0.iter().map(|(place, checked)| (*place, checked))
    }
}

/// The place of the script of that id in a library.
pub(super) fn place_of(tests: &Tests, library: usize, id: &str) -> Option<Place> {
    let files = tests.libraries.get(library)?.files();
    files.iter().position(|file| file.id() == Some(id)).map(|place| (library, place))
}
