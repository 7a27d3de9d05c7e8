//! The yaml-test-suite, if there is a copy of it: what is invalid is refused, and what scripts may have is read as it says.

use std::path::{Path, PathBuf};
use std::{env, fs};

use super::*;

#[test]
#[expect(clippy::print_stdout, reason = "the figures are for whoever runs it")]
#[ignore = "needs a copy of the yaml-test-suite; `tests/yaml-test-suite FOLDER` runs it"]
fn yaml_test_suite() {
    let folder = env::var("YAML_TEST_SUITE").expect("the variable names a copy of the branch `data`");
    let mut cases = Vec::new();
    find(Path::new(&folder), &mut cases);
    assert!(!cases.is_empty(), "there is no case in {folder}");
    let (mut invalid, mut valid, mut wrong) = (0, 0, Vec::new());
    for case in &cases {
        let text = fs::read_to_string(case.join("in.yaml")).unwrap();
        let source = Source::new("a", text);
        let file = read(&source);
        let rules: Vec<_> = file.faults.iter().map(|fault| fault.rule.name).collect();
        let expected = if case.join("error").exists() { None } else { tree(&case.join("test.event")) };
        let is_right = match &expected {
            Some(tree) => rules.is_empty() && file.root.as_ref().map(dump).as_ref() == Some(tree),
            None if case.join("error").exists() => rules.iter().any(|rule| rule.starts_with("yaml-")),
            None => !rules.is_empty(),
        };
        invalid += usize::from(case.join("error").exists());
        valid += usize::from(expected.is_some());
        if !is_right {
            wrong.push(format!("{}: {rules:?}, {:?}, not {expected:?}", case.display(), file.root.as_ref().map(dump)));
        }
    }
    println!(
        "{} cases: {invalid} invalid, {valid} valid in a script, {} more",
        cases.len(),
        cases.len() - invalid - valid
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every folder that holds a case; `name` and `tags` hold links to them.
fn find(folder: &Path, cases: &mut Vec<PathBuf>) {
    if folder.join("in.yaml").exists() {
        cases.push(folder.to_owned());
    }
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = entries.filter(|path| path.is_dir() && !path.is_symlink()).collect();
    folders.retain(|path| !path.ends_with("name") && !path.ends_with("tags"));
    folders.sort();
    for folder in folders {
        find(&folder, cases);
    }
}

/// The tree that a file of events describes, as `dump` writes it; `None` if a script may not have all of it.
fn tree(events: &Path) -> Option<String> {
    let events = fs::read_to_string(events).unwrap();
    let mut lines = events.lines().filter(|line| !line.starts_with("+STR") && !line.starts_with("-STR"));
    let root = match lines.next() {
        Some(_document) => node(lines.next()?, &mut lines)?,
        None => "~".to_owned(),
    };
    lines.next();
    lines.next().is_none().then_some(root)
}

/// The value that begins with the event `line`.
fn node<'e>(line: &'e str, lines: &mut impl Iterator<Item = &'e str>) -> Option<String> {
    match line.split_once(' ').unwrap_or((line, "")) {
        ("+SEQ", "" | "[]") => Some(format!("[{}]", children("-SEQ", lines)?.join(" "))),
        ("+MAP", "" | "{}") => {
            let children = children("-MAP", lines)?;
            let is_key = |key: &String| key != "~" && !key.starts_with(['[', '{']);
            let entry = |pair: &[String]| is_key(&pair[0]).then(|| pair.join("="));
            Some(format!("{{{}}}", children.chunks(2).map(entry).collect::<Option<Vec<_>>>()?.join(" ")))
        }
        ("=VAL", ":") => Some("~".to_owned()),
        ("=VAL", text) if text.starts_with([':', '\'', '"', '|', '>']) => {
            let unescaped = text.replace("\\\\", "\0").replace("\\n", "\n").replace("\\t", "\t");
            let unescaped = unescaped.replace("\\r", "\r").replace("\\b", "\u{8}").replace('\0', "\\");
            let (style, text) = unescaped.split_at(1);
            Some(format!("{}{}", style.trim_start_matches(':'), text.escape_debug()))
        }
        _ => None,
    }
}

/// The values before the event `end`.
fn children<'e>(end: &str, lines: &mut impl Iterator<Item = &'e str>) -> Option<Vec<String>> {
    let mut children = Vec::new();
    loop {
        match lines.next()? {
            line if line == end => return Some(children),
            line => children.push(node(line, lines)?),
        }
    }
}
