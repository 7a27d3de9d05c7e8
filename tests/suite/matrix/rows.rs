//! The arguments of commands that are paths, and the paths that commands look at by themselves.

use crate::paths::{SCENARIOS, SCRIPT};

/// An argument that is a path, or a path that commands look at by themselves.
pub(super) struct Row {
    /// The command and the argument, as the code names it.
    pub(super) argument: &'static str,
    /// A command line with it; `?` stands for the path.
    pub(super) line: &'static [&'static str],
    /// The name of the file, or the only name that is looked at.
    pub(super) name: &'static str,
}

const fn row(argument: &'static str, line: &'static [&'static str], name: &'static str) -> Row {
    Row { argument, line, name }
}

pub(super) const ROWS: [Row; 27] = [
    row("diff git", &["diff", "a.yaml", "?", "0", "100644", "a.yaml", "0", "100644"], "odd.yaml"),
    row("diff new", &["diff", "a.yaml", "?"], "odd.yaml"),
    row("diff old", &["diff", "?", "a.yaml"], "odd.yaml"),
    row("lint output", &["lint", "a.yaml", "--output", "?"], "odd.txt"),
    row("lint paths", &["lint", "?"], "odd.yaml"),
    row("lint stdin_filename", &["lint", "-", "--stdin-filename", "?"], "odd.yaml"),
    row("render output", &["render", "a.yaml", "--output", "?"], "odd.txt"),
    row("render script", &["render", "?"], "odd.yaml"),
    row("render stdin_filename", &["render", "-", "--stdin-filename", "?"], "odd.yaml"),
    row("run input", &["run", "a.yaml", "--input", "?"], "odd.txt"),
    row("run journal", &["run", "a.yaml", "--journal", "?"], "odd.jsonl"),
    row("run record", &["run", "a.yaml", "--record", "?"], "odd.test.yaml"),
    row("run result", &["run", "a.yaml", "--result", "?"], "odd.json"),
    row("run resume", &["run", "a.yaml", "--resume", "?"], "odd.jsonl"),
    row("run script", &["run", "?"], "odd.yaml"),
    row("run transcript", &["run", "a.yaml", "--transcript", "?"], "odd.md"),
    row("schema output", &["schema", "--output", "?"], "odd.json"),
    row("stats paths", &["stats", "?"], "odd.yaml"),
    row("stats stdin_filename", &["stats", "-", "--stdin-filename", "?"], "odd.yaml"),
    row("test output", &["test", "with-scenarios", "--output", "?"], "odd.txt"),
    row("test paths", &["test", "?"], "odd.test.yaml"),
    row("test replay", &["test", "a.yaml", "--replay", "?"], "odd.jsonl"),
    // What is looked at by itself.
    row("(callscript.toml)", &["lint", "a.yaml"], "callscript.toml"),
    row("(the file of a policy)", &["lint", "with-policy/c.yaml"], "with-policy/words.txt"),
    row("(what new writes)", &["new", "odd"], "odd.yaml"),
    row("(what new writes, too)", &["new", "odd"], "odd.test.yaml"),
    row("(what suggest writes)", &["test", "a.yaml", "--suggest", "--write"], "a.test.yaml"),
];

/// What a file with this name usually holds.
pub(super) fn usual(name: &str) -> String {
    match name {
        "odd.test.yaml" | "a.test.yaml" => SCENARIOS.to_owned(),
        "odd.yaml" => SCRIPT.replace("id: a", "id: odd"),
        "with-policy/words.txt" => "Shall we, {{ plan }}?\n".to_owned(),
        "callscript.toml" => "[rules]\nlong-say = \"off\"\n".to_owned(),
        _ => "plan: gold\n".to_owned(),
    }
}
