//! Renames: afterwards the linter has the same findings as before, every scenario passes or fails as before, and the old
//! name is nowhere any more. Renamed back, all is as it was.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use callscript::config::Config;
use callscript::internal::symbols::{Called, Kind, Occurrence, Performed, Taken};
use callscript::jiff::Timestamp;
use callscript::library::{File, Library};
use callscript::scenario;
use callscript::source::Source;
use callscript_project::{CONFIG, is_scenarios, is_script};
use callscript_runner::scenario::perform;

use crate::support::{names, repository, snapshot};

/// Only every n-th name of the scripts that we ship is tried.
const STEP: usize = 31;

/// The files of a library, in the order of their symbols: scripts, scenario files, configuration.
#[derive(Debug, Clone, PartialEq)]
struct Files(Vec<(String, String)>);

impl Files {
    fn read(folder: &Path) -> Self {
        let files = names(folder)
            .into_iter()
            .filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "yaml") || name == CONFIG);
        let mut files: Vec<_> =
            files.map(|name| (name.clone(), fs::read_to_string(folder.join(name)).unwrap())).collect();
        files.sort_by_key(|(name, text)| (!is_script(text.as_bytes()), !is_scenarios(name.as_ref())));
        Self(files)
    }

    fn library(&self) -> Library {
        let scripts = self.0.iter().filter(|(_, text)| is_script(text.as_bytes()));
        let files = scripts.map(|(name, text)| Arc::new(File::read(Source::new(name.as_str(), text.as_str()))));
        let library = Library::new(files.collect());
        match self.0.last().filter(|(name, _)| name == CONFIG) {
            Some((name, text)) => library.with_config(Config::read(Source::new(name.as_str(), text.as_str()))),
            None => library,
        }
    }

    /// The scenario files as they were performed, and how each scenario ended.
    fn perform(&self, library: &Library) -> (Vec<Performed>, Vec<String>) {
        let mut ends = Vec::new();
        let scenarios = self.0.iter().filter(|(name, text)| is_scenarios(name.as_ref()) && !is_script(text.as_bytes()));
        let performed = scenarios.map(|(name, text)| {
            let file = Arc::new(scenario::File::read(Source::new(name.as_str(), text.as_str())));
            let script = file.script().and_then(|script| library.check(&script.value).ok()).unwrap();
            ends.extend(file.check(&script).into_iter().map(|finding| finding.rule.name.to_owned()));
            let taken = file.scenarios().iter().map(|scenario| {
                let performed = perform(&script, scenario, Timestamp::UNIX_EPOCH);
                ends.push(match performed.failure {
                    Some(failure) => format!("{}: step {:?}", scenario.name.value, failure.step),
                    None => scenario.name.value.clone(),
                });
                let taken = performed.taken.into_iter();
                taken.map(|step| Taken { script: step.script, node: step.node, choice: step.choice }).collect()
            });
            let taken = taken.collect();
            Performed { file, taken }
        });
        (performed.collect(), ends)
    }

    /// The same files with the symbol at an occurrence renamed, and what it was called.
    fn renamed(&self, at: usize, occurrence: &Occurrence, new: &str) -> (Self, String) {
        let library = self.library();
        let performed = self.perform(&library).0;
        let symbols = library.symbols(&performed);
        let changes = symbols.rename(at, occurrence.span.start, new);
        let mut renamed = self.clone();
        for (at, edits) in changes.unwrap_or_else(|error| panic!("{:?}: {error}", occurrence.symbol)) {
            for edit in edits.iter().rev() {
                renamed.0[at].1.replace_range(edit.span.range(), &edit.text);
            }
        }
        (renamed, symbols.called(occurrence))
    }

    /// The definitions of all scripts.
    fn definitions(&self) -> Vec<(usize, Occurrence)> {
        let library = self.library();
        let every = (0..library.files().len()).flat_map(|at| {
            let found = library.occurrences(at).into_iter().filter(|occurrence| occurrence.is_definition);
            found.map(move |occurrence| (at, occurrence)).collect::<Vec<_>>()
        });
        every.collect()
    }
}

/// The rules of the findings, without `id-not-file-name`, which a rename of a script causes.
fn rules(library: &Library) -> Vec<&'static str> {
    let mut rules: Vec<_> = library.lint().into_iter().map(|finding| finding.rule.name).collect();
    rules.retain(|rule| *rule != "id-not-file-name");
    rules
}

/// Whether each item of some `with` list became an entry of a map, which stays one.
fn has_new_map(before: &Files, after: &Files) -> bool {
    let colons = |files: &Files| files.0.iter().map(|(_, text)| text.matches(": ").count()).sum::<usize>();
    colons(before) != colons(after)
}

/// Renames a symbol, and back.
fn check(files: &Files, at: usize, occurrence: &Occurrence) {
    let symbol = &occurrence.symbol;
    let library = files.library();
    let ends = files.perform(&library).1;
    let (renamed, old) =
        files.renamed(at, occurrence, if occurrence.called == Called::Label { "Renamed now" } else { "renamed0" });
    let after = renamed.library();
    assert_eq!(rules(&after), rules(&library), "{symbol:?}");
    let (performed, ends_after) = renamed.perform(&after);
    assert_eq!(ends_after, ends, "{symbol:?}");
    let symbols = after.symbols(&performed);
    let left = symbols.references(symbol);
    // The id of a choice stays where it is written.
    assert!(left.is_empty() || occurrence.called == Called::Label, "{symbol:?} is still named: {left:?}");
    let definitions = |library: &Library| {
        let found = library.occurrences(at).into_iter().filter(|occurrence| occurrence.is_definition);
        found.collect::<Vec<_>>()
    };
    let number = definitions(&library).iter().position(|found| found == occurrence).unwrap();
    let new = definitions(&after).swap_remove(number);
    let (back, _) = renamed.renamed(at, &new, &old);
    // A label that is a template has other words in each call: a scenario has its id then.
    let is_other = has_new_map(files, &renamed) || old.contains("{{");
    // A scenario may have a label in small letters; renamed, it is as the script has it.
    let is_same = format!("{back:?}").to_lowercase() == format!("{files:?}").to_lowercase();
    assert!(is_same || is_other, "{symbol:?}\n{back:?}\n{files:?}");
}

#[test]
fn whatever_is_renamed_nothing_else_changes() {
    let files = Files::read(&repository("trees"));
    let mut tried = 0;
    for (number, (at, occurrence)) in files.definitions().into_iter().enumerate() {
        // A script has only one id, so it is always tried.
        if occurrence.symbol.kind == Kind::Script || number % STEP == 0 {
            tried += 1;
            check(&files, at, &occurrence);
        }
    }
    assert!(tried > 15, "{tried}");
}

#[test]
fn wherever_a_name_may_be_it_is_renamed() {
    let files = Files::read(&repository("tests/lsp/renaming"));
    let library = files.library();
    assert_eq!(rules(&library), [""; 0]);
    let (performed, ends) = files.perform(&library);
    assert!(ends.iter().all(|end| !end.contains(": step")), "{ends:?}");
    let symbols = library.symbols(&performed);
    let mut kinds = Vec::new();
    for (at, occurrence) in files.definitions() {
        kinds.push(occurrence.symbol.kind);
        check(&files, at, &occurrence);
        // From each of its mentions the same is renamed.
        for (from, mention) in symbols.references(&occurrence.symbol) {
            if mention.called == occurrence.called
                && symbols.at(from, mention.span.start)[0].symbol == occurrence.symbol
            {
                let new = if mention.called == Called::Label { "Renamed now" } else { "renamed0" };
                assert_eq!(files.renamed(from, &mention, new).0, files.renamed(at, &occurrence, new).0, "{mention:?}");
            }
        }
    }
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds.len(), 7, "{kinds:?}");
    // Nothing that scenarios and the configuration name is left out.
    let mut named = String::new();
    for at in library.files().len()..=symbols.index_of_config() {
        let text = symbols.source(at).unwrap().text();
        let _ = writeln!(named, "{}:", files.0[at].0);
        for found in symbols.occurrences(at) {
            let _ = writeln!(named, "  {}", &text[found.span.range()]);
        }
    }
    snapshot("tests/lsp", "named-beside", &named);
}
