//! What the README and the pages in `docs/` show is true: their scripts are clean, and the program writes what they say.
//!
//! Of the blocks of a page, in order:
//!
//! * ` ```yaml ` that begins with `callscript:` is a script. It is written to `ID.yaml`, and gives no findings. Any other
//!   is a piece of one: see `pieces`.
//! * ` ```yaml ` that begins with `script:` holds scenarios. It is written to `ID.test.yaml`, from there on.
//! * ` ```yaml change ID ` takes the place of the same key of that script, until the next output was shown. A node that the
//!   script does not have is added at its end.
//! * ` ```console ` holds commands behind `$`, and what they write. What a call is answered stands in the output, behind
//!   its prompts. A command without output has to be a right one; only `callscript` and `cat` are run.
//! * ` ```text ` is what the last `callscript …` in the prose before it writes.
//!
//! Times differ from run to run, and are not compared.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use crate::support::{Block, Place, blocks, command, names, repository};

#[test]
fn the_readme_shows_what_is() {
    let page = page("README.md");
    let whole = page.scripts["parcel"].clone();
    let broken =
        whole.replace("nobody has it: refund", "nobody has it: refnd").replace("its way: { end: found }", "its way:");
    assert_ne!(whole, broken);
    page.check(|place, number| {
        place.write("parcel.yaml", if number == 0 { &broken } else { &whole });
    });
}

#[test]
fn the_pages_show_what_is() {
    for name in pages().into_iter().filter(|name| !ELSEWHERE.contains(&name.as_str())) {
        page(&name).check(|_, _| ());
    }
}

#[test]
fn every_script_that_is_shown_or_shipped_is_clean() {
    let place = Place::new();
    place.copy(&repository("trees"));
    let run = place.run(["lint", "--deny-warnings"]);
    assert_eq!(run.status, 0, "{}", run.out);
    for name in pages().into_iter().filter(|name| !ELSEWHERE.contains(&name.as_str())) {
        let place = page(&name).place();
        let run = place.run(["lint", "--deny-warnings"]);
        assert_eq!(run.status, 0, "{name}: {}", run.out);
    }
}

/// Pages that need more than scripts to be run: the tests of what they are about do it.
const ELSEWHERE: [&str; 3] = ["docs/diff.md", "docs/policies.md", "docs/stats.md"];

/// A page, and the scripts on it; the README's is there for every page.
pub(crate) struct Page {
    name: String,
    pub(crate) blocks: Vec<Block>,
    scripts: BTreeMap<String, String>,
}

impl Page {
    /// A folder with the scripts of the page.
    fn place(&self) -> Place {
        let place = Place::new();
        for (id, text) in &self.scripts {
            place.write(&format!("{id}.yaml"), text);
        }
        place
    }

    /// Runs what is shown. `prepare` is called before each block of output, with its number.
    fn check(&self, prepare: impl Fn(&Place, usize)) {
        let place = self.place();
        let mut number = 0;
        for block in &self.blocks {
            let shown = match block.language.as_str() {
                "yaml" => {
                    if let Some(id) = block.info.strip_prefix("change ") {
                        place.write(&format!("{id}.yaml"), changed(&self.scripts[id], &block.text));
                    } else if let Some(id) = scenarios_of(&block.text) {
                        place.write(&format!("{id}.test.yaml"), &block.text);
                    }
                    continue;
                }
                "console" => commands(&block.text),
                "text" => vec![(in_prose(&block.before).to_owned(), block.text.clone())],
                _ => continue,
            };
            prepare(&place, number);
            number += 1;
            for (line, output) in shown {
                self.compare(&place, &line, &output);
            }
            for (id, text) in &self.scripts {
                place.write(&format!("{id}.yaml"), text);
            }
        }
    }

    fn compare(&self, place: &Place, line: &str, shown: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let written = match words.as_slice() {
            ["callscript", arguments @ ..] => {
                let (status, written) = run(place, arguments, shown);
                assert!(status != Some(2) || !shown.is_empty(), "{}: `{line}` is refused:\n{written}", self.name);
                written
            }
            ["cat", name] => fs::read_to_string(place.path().join(name)).unwrap(),
            _ => return,
        };
        let is_same = shown.is_empty() || without_times(&written) == without_times(shown);
        assert!(is_same, "{}: `{line}` writes\n{written}\nand not\n{shown}", self.name);
    }
}

/// The pages in `docs/`.
pub(crate) fn pages() -> Vec<String> {
    let mut pages = names(&repository("docs"));
    pages.retain(|name| Path::new(name).extension().is_some_and(|extension| extension == "md"));
    pages.iter().map(|name| format!("docs/{name}")).collect()
}

pub(crate) fn page(name: &str) -> Page {
    let read = |name: &str| blocks(&fs::read_to_string(repository(name)).unwrap());
    let mut scripts = BTreeMap::new();
    for block in read("README.md").into_iter().chain(read(name)) {
        if let Some(id) = id(&block.text).filter(|_| block.language == "yaml") {
            scripts.insert(id.to_owned(), block.text.clone());
        }
    }
    Page { name: name.to_owned(), blocks: read(name), scripts }
}

/// The id of a whole script.
pub(crate) fn id(text: &str) -> Option<&str> {
    text.strip_prefix("callscript:")?;
    text.lines().find_map(|line| line.strip_prefix("id: "))
}

/// The id of the script that a file of scenarios is of.
pub(crate) fn scenarios_of(text: &str) -> Option<&str> {
    text.strip_prefix("script: ")?.lines().next()
}

/// Runs the program, typing what was answered in the output; both of its streams are one.
fn run(place: &Place, arguments: &[&str], shown: &str) -> (Option<i32>, String) {
    let path = place.path().join(".output");
    let output = File::create(&path).unwrap();
    let mut child = command(arguments)
        .current_dir(place.path())
        .stdin(Stdio::piped())
        .stdout(output.try_clone().unwrap())
        .stderr(output)
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // The program may well end before it has read everything.
    let _ = input.write_all(typed(shown).as_bytes());
    drop(input);
    let status = child.wait().unwrap().code();
    let written = fs::read_to_string(&path).unwrap();
    fs::remove_file(path).unwrap();
    (status, written)
}

/// What was typed: it stands behind the prompts. A last prompt with nothing behind it is where the input ends.
fn typed(shown: &str) -> String {
    let prompts = shown.lines().filter(|line| !line.starts_with([' ', '`']));
    let mut typed: Vec<_> = prompts
        .filter_map(|line| line.split_once("> ").map(|(_, typed)| typed).or(line.ends_with('>').then_some("")))
        .collect();
    typed.pop_if(|last| last.is_empty());
    typed.iter().flat_map(|line| [line, "\n"]).collect()
}

/// The commands of a console, and what each writes.
fn commands(text: &str) -> Vec<(String, String)> {
    let mut commands: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix("$ "), commands.last_mut()) {
            (Some(command), _) => commands.push((command.to_owned(), String::new())),
            (None, Some((_, output))) => {
                output.push_str(line);
                output.push('\n');
            }
            (None, None) => panic!("a console begins with `$ `: {line}"),
        }
    }
    commands
}

/// The last command in words.
fn in_prose(words: &str) -> &str {
    let command = words.rsplit('`').find(|word| word.starts_with("callscript "));
    command.unwrap_or_else(|| panic!("no `callscript …` before an output: {words}"))
}

/// A script with a piece in the place of the one of the same key.
fn changed(script: &str, piece: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let first = piece.lines().next().unwrap();
    let key = &first[..=first.find(':').unwrap()];
    let mut lines = script.split_inclusive('\n').peekable();
    let mut text = String::new();
    let mut is_there = false;
    while let Some(line) = lines.next() {
        if !line.starts_with(key) {
            text.push_str(line);
            continue;
        }
        is_there = true;
        let mut blank = "";
        while let Some(line) = lines.next_if(|line| line.trim().is_empty() || indent(line) > indent(first)) {
            blank = if line.trim().is_empty() { line } else { "" };
        }
        text.push_str(piece);
        text.push_str(blank);
    }
    if is_there { text } else { format!("{text}\n{piece}") }
}

/// The same text, but with every time alike, and every digest.
fn without_times(text: &str) -> String {
    let lines = text.trim_end().lines().map(|line| {
        let is_of = |keys: &[&str]| keys.iter().any(|key| line.trim_start().starts_with(key));
        let is_dropped: fn(&char) -> bool = if is_of(&["\"digest\": "]) {
            char::is_ascii_hexdigit
        } else if is_of(&["At ", "- Started: ", "- Lasted: ", "\"at\": ", "\"started\": ", "\"seconds\": "]) {
            |c| c.is_ascii_digit() || *c == '.'
        } else {
            |_| false
        };
        line.trim_end().chars().filter(|c| !is_dropped(c)).collect::<String>()
    });
    lines.collect::<Vec<_>>().join("\n")
}
