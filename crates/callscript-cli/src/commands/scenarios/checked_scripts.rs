//! The scripts that scenarios need, each checked once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use callscript::CheckError;
use callscript::diagnostic::Diagnostic;
use callscript::script::Script;
use callscript_project::{ScenarioFiles, ScriptPlace};
use rayon::prelude::*;

/// A checked script, or its errors.
pub(super) type Checked = Result<Arc<Script>, Arc<Vec<Diagnostic>>>;

/// Scripts by library and index.
pub(super) struct Scripts(BTreeMap<ScriptPlace, Checked>);

impl Scripts {
    /// Checks the scripts at these places.
    pub(super) fn check(tests: &ScenarioFiles, places: BTreeSet<ScriptPlace>) -> Self {
        let mut by_library: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for place in places {
            by_library.entry(place.library).or_default().push(place.script);
        }
        let checked = by_library.into_par_iter().flat_map_iter(|(library, scripts)| {
            let checked = tests.libraries.get(library).map(|library| library.check_files(&scripts)).unwrap_or_default();
            let checked = scripts.into_iter().zip(checked);
            checked.filter_map(move |(script, checked)| Some((ScriptPlace { library, script }, into_checked(checked)?)))
        });
        Self(checked.collect())
    }

    pub(super) fn get(&self, place: ScriptPlace) -> Option<&Checked> {
        self.0.get(&place)
    }

    /// Every script, sorted by place.
    pub(super) fn iter(&self) -> impl Iterator<Item = (ScriptPlace, &Checked)> {
        self.0.iter().map(|(place, checked)| (*place, checked))
    }
}

/// The result of a check; `None` if there is no such script.
fn into_checked(checked: Result<Arc<Script>, CheckError>) -> Option<Checked> {
    match checked {
        Ok(script) => Some(Ok(script)),
        Err(CheckError::Faulty(findings)) => Some(Err(Arc::new(findings))),
        Err(_) => None,
    }
}

/// The place of the script with this id in a library.
pub(super) fn place_of(tests: &ScenarioFiles, library: usize, id: &str) -> Option<ScriptPlace> {
    let files = tests.libraries.get(library)?.files();
    files.iter().position(|file| file.id() == Some(id)).map(|script| ScriptPlace { library, script })
}
