//! `lint --fix`: applies safe fixes, or shows them.

use std::path::{Path, PathBuf};

use callscript::diagnostic::Diagnostic;
use callscript::internal::fixer;
use callscript::internal::inert::escape;
use callscript::internal::quantity::many;
use callscript_project::{Files, Found, FoundLibrary};
use similar::TextDiff;

use super::changes;
use crate::console::Console;
use crate::error::Error;
use crate::files;

/// Fixes the scripts that were found, each in its library. Returns the changes as a diff, and a summary.
///
/// With `dry_run` no file is written.
pub(super) fn fix(
    files: &mut Files,
    found: &mut Found,
    wanted: impl Fn(&Diagnostic) -> bool,
    dry_run: bool,
    console: &mut Console<'_>,
) -> Result<String, Error> {
    let (mut diff, mut described) = (String::new(), String::new());
    let mut findings = 0;
    let mut changed = Vec::new();
    for FoundLibrary { library, scripts } in files.libraries(&found.scripts) {
        for fixed in fixer::fix(&library, &scripts, &wanted) {
            let source = library.files()[fixed.at].source();
            if dry_run {
                diff += &unified(source.name(), source.text(), fixed.file.source().text());
            } else {
                files::write(fixed.file.source().text(), Some(Path::new(source.name())), console)?;
            }
            described += &changes::described(source, fixed.file.source().text(), &fixed.fixes);
            findings += fixed.fixes.len();
            changed.push(fixed.file);
        }
    }
    let verb = if dry_run { "would fix" } else { "fixed" };
    console.note(&described);
    console.note(&match findings {
        0 => "there is nothing that can be fixed safely\n".to_owned(),
        _ => format!("{verb} {} in {}\n", many(findings, "finding"), many(changed.len(), "file")),
    });
    if !dry_run {
        for file in changed {
            let path = PathBuf::from(file.source().name());
            found.put(files.overlay(Some(&path), file));
        }
    }
    Ok(diff)
}

/// The changes of a file as a unified diff with three lines of context.
fn unified(name: &str, old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let name = escape(name);
    let mut text = String::new();
    for line in diff.unified_diff().header(&name, &name).to_string().split_inclusive('\n') {
        let words = line.trim_end_matches(['\r', '\n']);
        text += &escape(words);
        text += &line[words.len()..];
    }
    text
}
