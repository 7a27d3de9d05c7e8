//! The seeds of each target: the fixtures of the repository, and a few of their own.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

/// The seeds of a target.
pub(crate) fn of(target: &str) -> Vec<Vec<u8>> {
    match target {
        "script" => files(&["trees", "tests/read", "tests/render", "tests/inert", "tests/choices"], "yaml"),
        "fix" => files(&["tests/fix", "tests/lint"], "yaml"),
        "library" => folders(&["tests/lint", "tests/stats"]),
        "scenario" => files(&["trees", "tests/scenarios"], "test.yaml"),
        "config" => {
            files(&["tests/lint", "tests/frozen", "tests/cli"], "toml").into_iter().chain(own(CONFIGS)).collect()
        }
        "journal" => files(&["tests/frozen/journal-1", "tests/frozen/journal-2"], "jsonl"),
        "expression" => own(EXPRESSIONS),
        "template" => own(TEMPLATES),
        "input" => own(INPUTS),
        "lsp" => sessions(),
        other => panic!("no seeds for {other}"),
    }
}

const EXPRESSIONS: &[&str] = &[
    "plan == \"gold\"",
    "count > 3 and not is_vip",
    "count + 1 * 2 // 3 % 4 - -5 >= price",
    "plan in [\"gold\", \"basic\"]",
    "name is defined",
    "day is not defined or day > date(\"2026-01-01\")",
    "\"yes\" if is_vip else \"no\"",
    "(name | default(\"none\")) == name",
    "hour < time(\"12:30\")",
    "(day - date(\"2026-01-01\")) > 3",
    "name + \", \" + plan != \"\"",
    "true",
    "((((1))))",
    "1 / 0 > 1",
    "price | round(1) == 1.5",
    "name | upper == \"ADA\"",
];
const TEMPLATES: &[&str] = &[
    "Hello {{ name }}.",
    "{% if is_vip %}Dear {{ name | upper }}{% else %}Hello{% endif %}",
    "{{ day | date(\"%-d %B\") }}",
    "{{ price }} for {{ count }}",
    "{{ hour | time(\"%H:%M\") }}",
    "{{ \"a\" if is_vip else \"b\" }}",
    "{# no #}",
    "{{ name | default(\"you\") }} {{",
    "{% if count > 1 %}{% if is_vip %}x{% endif %}{% endif %}",
    "plain",
];
const INPUTS: &[&str] = &[
    "name: Ada\ncount: 3\n",
    "{\"name\": \"Ada\", \"price\": 1.50, \"is_vip\": true}",
    "day: 2026-12-01\nhour: 09:05\nplan: gold\n",
    "name: {first: Ada}\n",
    "is_vip: 1\ncount: 0x10\nprice: 1e3\n",
    "name: |\n  two\n  lines\nday: 2026-12-01T00:00:00Z\n",
    "- 1\n",
    "name: !!binary aGk=\nother: ~\n",
    "a: &a [*a]\n",
    "",
];
const CONFIGS: &[&str] = &[
    "[rules]\nlong-say = \"off\"\n",
    "[policies.words]\nverbatim = { tag = \"words\" }\nfile = \"words.txt\"\n",
    "[rules]\nlong-say = \"error\"\ndead-end = \"warning\"\n",
    "[policies.first]\nbefore = { tag = \"words\" }\n",
    "# nothing\n",
];

fn own(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// All files below these folders whose names end in `.ending`, in the order of their paths.
fn files(folders: &[&str], ending: &str) -> Vec<Vec<u8>> {
    let mut paths = Vec::new();
    for folder in folders {
        walk(&root().join(folder), &mut paths);
    }
    paths.retain(|path| path.to_string_lossy().ends_with(&format!(".{ending}")));
    paths.iter().map(|path| fs::read(path).expect("a seed")).collect()
}

/// The libraries in these folders: the scripts of a folder, separated by NUL.
fn folders(folders: &[&str]) -> Vec<Vec<u8>> {
    let mut paths = Vec::new();
    for folder in folders {
        walk(&root().join(folder), &mut paths);
    }
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    let libraries = paths.chunk_by(|one, other| one.parent() == other.parent());
    let texts =
        libraries.map(|paths| paths.iter().take(4).map(|path| fs::read(path).expect("a seed")).collect::<Vec<_>>());
    texts.map(|texts| texts.join(&0)).collect()
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> =
        fs::read_dir(folder).expect("a folder of seeds").flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { walk(&path, paths) } else { paths.push(path) }
    }
}

/// The folder of the repository.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().find(|folder| folder.join("trees").is_dir()).expect("this is in the repository").to_owned()
}

/// What editors send: the bodies of messages, one a line. `ROOT` stands for the folder.
fn sessions() -> Vec<Vec<u8>> {
    let text = "callscript: 1\nid: a\ntitle: A\nstart: ask\noutcomes: { done: Done, gone: Gone }\nnodes:\n  ask:\n    say: Hello.\n    answers: { Yes: { end: done }, No: { goto: asl } }\n";
    let uri = "ROOT/a.yaml";
    let open = json!({ "method": "textDocument/didOpen", "params": { "textDocument": { "uri": uri, "languageId": "yaml", "version": 1, "text": text } } });
    let change = |from: u32, to: u32, text: &str| {
        json!({ "method": "textDocument/didChange", "params": { "textDocument": { "uri": uri, "version": 2 },
        "contentChanges": [{ "range": { "start": { "line": from, "character": 2 }, "end": { "line": to, "character": 4 } }, "text": text }] } })
    };
    let ask = |method: &str| {
        json!({ "id": method, "method": format!("textDocument/{method}"), "params": { "textDocument": { "uri": uri },
        "position": { "line": 8, "character": 48 }, "newName": "other", "context": { "includeDeclaration": true, "diagnostics": [] },
        "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 8, "character": 9 } } } })
    };
    let begin = json!({ "id": 1, "method": "initialize", "params": { "processId": null, "rootUri": "ROOT", "capabilities": {} } });
    let end = [json!({ "id": 2, "method": "shutdown" }), json!({ "method": "exit" })];
    let methods = [
        "hover",
        "completion",
        "definition",
        "references",
        "rename",
        "prepareRename",
        "documentSymbol",
        "codeAction",
        "codeLens",
        "foldingRange",
    ];
    let with = |middle: Vec<serde_json::Value>| {
        let all = [begin.clone(), json!({ "method": "initialized", "params": {} }), open.clone()]
            .into_iter()
            .chain(middle)
            .chain(end.clone());
        all.map(|message| message.to_string()).collect::<Vec<_>>().join("\n").into_bytes()
    };
    let mut seeds: Vec<_> = methods.iter().map(|method| with(vec![ask(method)])).collect();
    seeds.push(with(vec![change(2, 3, "tle: ё\n"), ask("hover"), change(0, 99, ""), ask("codeAction")]));
    seeds.push(with(vec![
        json!({ "method": "textDocument/didClose", "params": { "textDocument": { "uri": uri } } }),
        ask("definition"),
    ]));
    seeds.push(b"Content-Length: 14\r\n\r\n{\"method\":\"m\"}".to_vec());
    seeds
}
