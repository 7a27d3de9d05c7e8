//! Random edits: whatever is typed, the server keeps running, and its diagnostics equal the findings of a fresh `lint`.

use std::env;
use std::fs;
use std::sync::Arc;

use callscript::library::{File, Library};
use callscript::source::Source;
use serde_json::{Value, json};

use super::client::{Client, position};
use crate::support::{Place, repository};

/// The files of the library. The first two are open.
const FILES: [&str; 3] = ["internet-down.yaml", "satisfaction-survey.yaml", "transfer-to-manager.yaml"];

/// The texts to type: parts of scripts, and texts that break them.
const PIECES: [&str; 36] = [
    "",
    "",
    "",
    "a",
    " ",
    "\n",
    "\r\n",
    "\r",
    "  ",
    ":",
    ": ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "|",
    ">\n",
    "#",
    "# x",
    "{{ ",
    " }}",
    "{% if ",
    "&a ",
    "*a",
    "!!x ",
    "\t",
    "\u{0}",
    "\u{feff}",
    "🙂",
    "ё",
    "\n  new-node:\n    say: x\n    ",
    "goto: ",
    "{ end: resolved }",
];

const REQUESTS: [&str; 9] = [
    "textDocument/completion",
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentSymbol",
    "textDocument/codeLens",
    "textDocument/foldingRange",
    "textDocument/codeAction",
    "textDocument/rename",
];

/// Pseudo-random numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    /// A random offset in a text: on a character boundary, and not inside a line break.
    fn place(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) || (text[at..].starts_with('\n') && text[..at].ends_with('\r')) {
            at -= 1;
        }
        at
    }
}

/// The findings of `lint` in the first file, given these texts.
fn expected(texts: &[String], at: usize) -> Vec<Value> {
    let files = texts.iter().zip(FILES).map(|(text, name)| Arc::new(File::read(Source::new(name, text.as_str()))));
    let findings = Library::new(files.collect()).lint();
    let findings = findings.iter().filter(|finding| *finding.file == *FILES[at]).map(|finding| {
        let span = finding.span.unwrap_or_default();
        let help = finding.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
        json!({
            "code": finding.rule.name,
            "message": format!("{}{help}", finding.message),
            "start": position(&texts[at], span.range().start),
            "end": position(&texts[at], span.range().end),
            "related": finding.related.len(),
        })
    });
    findings.collect()
}

fn published_findings(client: &mut Client, name: &str) -> Vec<Value> {
    let diagnostics = client.diagnostics(name).into_iter().map(|diagnostic| {
        json!({
            "code": diagnostic["code"],
            "message": diagnostic["message"],
            "start": diagnostic["range"]["start"],
            "end": diagnostic["range"]["end"],
            "related": diagnostic["relatedInformation"].as_array().map_or(0, Vec::len),
        })
    });
    diagnostics.collect()
}

#[test]
fn whatever_is_typed_the_server_says_what_lint_says() {
    let edits = env::var("CALLSCRIPT_EDITS").map_or(150, |edits| edits.parse().unwrap());
    let originals = FILES.map(|name| fs::read_to_string(repository("trees").join(name)).unwrap());
    let mut texts = originals.clone();
    let place = Place::new();
    for (name, text) in FILES.iter().zip(&originals) {
        place.write(name, text);
    }
    let mut client = Client::start(&place);
    FILES[..2].iter().for_each(|name| client.open_file(name));
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for edit in 0..edits {
        let at = usize::from(random.below(4) == 0);
        let name = FILES[at];
        if random.below(25) == 0 {
            texts[at].clone_from(&originals[at]);
            client.rewrite(name, &originals[at]);
        } else {
            let start = random.place(&texts[at]);
            let until = (start + random.below(20).saturating_sub(12)).min(texts[at].len());
            let end = (start..=until).rev().find(|&end| texts[at].is_char_boundary(end)).unwrap();
            let splits = texts[at][end..].starts_with('\n') && texts[at][..end].ends_with('\r');
            let end = if splits { start } else { end };
            let piece = PIECES[random.below(PIECES.len())];
            texts[at].replace_range(start..end, piece);
            client.edit(name, start, end, piece);
        }
        if random.below(3) == 0 {
            let method = REQUESTS[random.below(REQUESTS.len())];
            let position = position(&texts[at], random.place(&texts[at]));
            let params = json!({
                "textDocument": { "uri": client.uri(name) },
                "position": position,
                "range": { "start": position, "end": position },
                "context": { "includeDeclaration": true, "diagnostics": [], "triggerKind": 1 },
                "newName": "another",
            });
            if let Err(error) = client.request(method, &params) {
                assert_eq!((method, &error["code"]), ("textDocument/rename", &json!(-32803)), "{error}");
            }
        }
        let (found, expected) = (published_findings(&mut client, name), expected(&texts, at));
        assert_eq!(json!(found), json!(expected), "edit {edit} of {name}");
    }
    assert_eq!(client.finish(), 0);
}
