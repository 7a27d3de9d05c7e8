//! `lint --fix`: applies safe fixes, or shows them.

use std::path::{Path, PathBuf};

use callscript::diagnostic::Diagnostic;
use callscript::internal::fixer;
use callscript::internal::inert::escape;
use callscript::internal::quantity::many;
use callscript_project::{Files, Found, FoundLibrary};
use similar::TextDiff;

use crate::console::{Console, Status};
use crate::files;

/// What was fixed.
pub(super) struct Fixed {
    /// With `dry_run`, the changes as a diff.
    pub(super) diff: String,
    /// Whether every file could be written.
    pub(super) status: Status,
}

/// Fixes the scripts that were found, each in its library.
///
/// With `dry_run` no file is written. A file that has changed since it was read is left alone.
pub(super) fn fix(
    libraries: &[FoundLibrary],
    files: &mut Files,
    found: &mut Found,
    wanted: impl Fn(&Diagnostic) -> bool,
    dry_run: bool,
    console: &mut Console<'_>,
) -> Fixed {
    let (mut diff, mut status) = (String::new(), Status::Good);
    let mut findings = 0;
    let mut changed = Vec::new();
    for FoundLibrary { library, scripts } in libraries {
        for fixed in fixer::fix(library, scripts, &wanted) {
            let source = library.files()[fixed.at].source();
            let (old, new) = (source.text(), fixed.file.source().text());
            if dry_run {
                diff += &unified(source.name(), old, new);
            } else if let Err(error) = files::change(Path::new(source.name()), old.as_bytes(), new, console) {
                status = console.fail(&error);
                continue;
            }
            findings += fixed.fixes;
            changed.push(fixed.file);
        }
    }
    let verb = if dry_run { "would fix" } else { "fixed" };
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
    Fixed { diff, status }
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
