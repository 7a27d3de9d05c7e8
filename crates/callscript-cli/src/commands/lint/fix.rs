//! `lint --fix`: applies safe fixes, or shows them.

use std::path::{Path, PathBuf};

use callscript::diagnostic::Diagnostic;
use callscript::internal::fixer;
use callscript::internal::inert::escape;
use callscript::internal::quantity::many;
use callscript_project::{Files, Found, FoundLibrary};
use similar::TextDiff;

use super::changes;
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
    let (mut diff, mut described, mut status) = (String::new(), String::new(), Status::Good);
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
            described += &changes::described(source, new, &fixed.fixes);
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use callscript::source::Source;
    use tempfile::TempDir;

    use super::*;
    use crate::clock::Clock;
    use crate::console::Lines;
    use crate::disk::Disk;

    const SCRIPT: &str = "callscript: 1\nid: a\ntitle: A\nstart: hello\noutcomes: { done: Done, unused: Unused }\nnodes:\n  hello: { say: Hello., end: done }\n";

    /// Reads the script `a.yaml` of a folder, lets `meanwhile` happen, and fixes it. Returns the status and what was said.
    fn fixed(folder: &Path, meanwhile: impl FnOnce(&Path)) -> (Status, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console {
            out: &mut out,
            err: &mut err,
            input: &mut &b""[..],
            typed: false,
            lines: Lines::Input,
            colour: false,
            width: None,
            folder: folder.to_owned(),
            clock: Clock::utc(),
            disk: Disk::default(),
        };
        let mut files = console.files(Source::MAX_BYTES);
        let mut found = files.find(&["a.yaml".into()]);
        let libraries = files.libraries(&found.scripts);
        meanwhile(&folder.join("a.yaml"));
        let Fixed { status, .. } = fix(&libraries, &mut files, &mut found, |_| true, false, &mut console);
        (status, String::from_utf8(err).unwrap())
    }

    #[test]
    fn what_an_editor_saves_in_between_stays() {
        type Meanwhile = fn(&Path);
        let saved: [Meanwhile; 4] = [
            |path| fs::write(path, SCRIPT.replace("Hello.", "Good day.")).unwrap(),
            |path| fs::write(path, format!("{SCRIPT}# more\n")).unwrap(),
            |path| fs::write(path, "").unwrap(),
            |path| fs::remove_file(path).unwrap(),
        ];
        for meanwhile in saved {
            let folder = TempDir::new().unwrap();
            fs::write(folder.path().join("a.yaml"), SCRIPT).unwrap();
            let (status, said) = fixed(folder.path(), meanwhile);
            let [after, wanted] = [folder.path().join("a.yaml"), folder.path().join("b.yaml")];
            fs::write(&wanted, SCRIPT).unwrap();
            meanwhile(&wanted);
            assert_eq!(fs::read(after).ok(), fs::read(&wanted).ok());
            assert_eq!(status, Status::Failed);
            assert!(said.contains("error: `a.yaml` was changed by another program meanwhile"), "{said}");
            assert!(said.contains("there is nothing that can be fixed"), "{said}");
            let _ = fs::remove_file(wanted);
            assert!(fs::read_dir(folder.path()).unwrap().count() <= 1, "a temporary file is left");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_fixed_file_keeps_its_links_its_mode_and_its_owner() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
        let folder = TempDir::new().unwrap();
        let real = folder.path().join("real.yaml");
        fs::write(&real, SCRIPT).unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o666)).unwrap();
        symlink("real.yaml", folder.path().join("a.yaml")).unwrap();
        fs::hard_link(&real, folder.path().join("backup.txt")).unwrap();
        // Only an administrator may give files away.
        let given = chown(&real, Some(4242), Some(4343)).is_ok();
        let (status, said) = fixed(folder.path(), |_| {});
        assert_eq!(status, Status::Good, "{said}");
        assert!(said.contains("warning: `a.yaml` has another name (a hard link), which keeps the text from before"));
        assert!(folder.path().join("a.yaml").is_symlink());
        let metadata = fs::metadata(&real).unwrap();
        assert_eq!(metadata.mode() & 0o7777, 0o666);
        assert!(!given || (metadata.uid(), metadata.gid()) == (4242, 4343));
        assert!(!fs::read_to_string(&real).unwrap().contains("unused"));
        assert_eq!(fs::read_to_string(folder.path().join("backup.txt")).unwrap(), SCRIPT);
    }
}
