//! Renames in the scripts that we ship: after any rename the linter has the same findings as before.

use std::fs;
use std::sync::Arc;

use callscript::internal::symbols::Kind;
use callscript::library::{File, Library};
use callscript::source::Source;
use callscript_project::is_script;

use crate::support::{names, repository};

/// Only every n-th name is tried.
const STEP: usize = 6;

fn trees() -> Vec<(String, String)> {
    let folder = repository("trees");
    let files = names(&folder).into_iter().map(|name| (name.clone(), fs::read_to_string(folder.join(name)).unwrap()));
    files.filter(|(_, text)| is_script(text.as_bytes())).collect()
}

fn library(files: &[(String, String)]) -> Library {
    let files = files.iter().map(|(name, text)| Arc::new(File::read(Source::new(name.as_str(), text.as_str()))));
    Library::new(files.collect())
}

/// The rules of the findings, without `id-not-file-name`, which a rename of a script causes.
fn rules(library: &Library) -> Vec<&'static str> {
    let every: Vec<usize> = (0..library.files().len()).collect();
    let mut rules: Vec<_> = library.lint(&every).into_iter().map(|finding| finding.rule.name).collect();
    rules.retain(|rule| *rule != "id-not-file-name");
    rules
}

#[test]
fn whatever_is_renamed_nothing_else_changes() {
    let files = trees();
    let before = library(&files);
    let found = rules(&before);
    let (mut tried, mut seen) = (0, 0);
    for at in 0..files.len() {
        let declared = before.occurrences(at).into_iter().filter(|occurrence| occurrence.is_definition);
        for occurrence in declared {
            seen += 1;
            // A script has only one id, so it is always tried.
            if occurrence.symbol.kind != Kind::Script && seen % STEP != 0 {
                continue;
            }
            tried += 1;
            let changes = before.rename(at, occurrence.span.start, "renamed0").unwrap();
            let mut renamed = files.clone();
            for (at, edits) in changes {
                for edit in edits.iter().rev() {
                    renamed[at].1.replace_range(edit.span.range(), &edit.text);
                }
            }
            let after = library(&renamed);
            assert_eq!(rules(&after), found, "{:?}", occurrence.symbol);
            assert_eq!(after.references(&occurrence.symbol), [], "{:?} is still named", occurrence.symbol);
        }
    }
    assert!(tried > 30, "{tried}");
}
