//! Running the program, and folders to run it in.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::str;

use serde_json::Value;
use tempfile::TempDir;

/// How a run ended, and what it wrote.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A folder of its own, to run the program in.
pub(crate) struct Place(TempDir);

impl Place {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Copies a file, or what is in a folder, here.
    pub(crate) fn copy(&self, from: &Path) -> &Self {
        if from.is_dir() {
            for name in names(from) {
                let bytes = fs::read(from.join(&name)).unwrap();
                self.write(&name, bytes);
            }
            return self;
        }
        self.write(from.file_name().unwrap().to_str().unwrap(), fs::read(from).unwrap())
    }

    /// Runs the program here.
    pub(crate) fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Run {
        self.run_with(arguments, b"")
    }

    /// Runs the program here, with something on standard input.
    pub(crate) fn run_with<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>, input: &[u8]) -> Run {
        let mut child = command(arguments)
            .current_dir(self.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The program may well end before it has read everything.
        let _ = child.stdin.take().unwrap().write_all(input);
        let output = child.wait_with_output().unwrap();
        Run {
            status: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Rule and file of each finding of `lint`.
    pub(crate) fn findings(&self) -> Vec<(String, String)> {
        let run = self.run(["lint", "--format", "json"]);
        let report: Value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {run:?}"));
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let findings = report["diagnostics"].as_array().unwrap().iter();
        findings.map(|finding| (text(&finding["rule"]), text(&finding["file"]))).collect()
    }
}

/// The program, whose output does not depend on who runs it.
pub(crate) fn command<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_callscript"));
    command.args(arguments).env_remove("NO_COLOR").env("TERM", "xterm");
    command
}

/// A fenced block of a Markdown page.
pub(crate) struct Block {
    /// What stands behind the fence: the language, and the rest.
    pub(crate) language: String,
    pub(crate) info: String,
    pub(crate) text: String,
    /// The words between the block before and this one.
    pub(crate) before: String,
}

/// The fenced blocks of a Markdown page.
pub(crate) fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut before = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(fence) = line.strip_prefix("```") else {
            before.push_str(line);
            before.push('\n');
            continue;
        };
        let (language, info) = fence.split_once(' ').unwrap_or((fence, ""));
        let text = lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
        let (language, info) = (language.to_owned(), info.to_owned());
        blocks.push(Block { language, info, text, before: std::mem::take(&mut before) });
    }
    blocks
}

/// A path in the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// The names in a folder, sorted.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The names of the fixtures in a folder: all but snapshots.
pub(crate) fn fixtures(folder: &Path) -> Vec<String> {
    let mut names = names(folder);
    names.retain(|name| Path::new(name).extension().is_none_or(|extension| extension != "snap"));
    names
}

/// Compares with the snapshot `folder/name.snap`.
pub(crate) fn snapshot(folder: &str, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(repository(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
