//! The requests of an editor, tested on the library in `tests/lsp/library`.

use std::fmt::Write as _;
use std::fs;

use serde_json::{Value, json};

use super::client::Client;
use crate::support::{Place, repository, snapshot};

/// A folder with the library, and an editor in which the calling script is open.
fn opened() -> (Place, Client) {
    let place = Place::new();
    place.copy(&repository("tests/lsp/library"));
    let mut client = Client::start(&place);
    client.open_file("router.yaml");
    (place, client)
}

/// The text of a range of a file in the folder.
fn words(place: &Place, name: &str, range: &Value) -> String {
    let text = fs::read_to_string(place.path().join(name)).unwrap();
    let line = |end: &str| usize::try_from(range[end]["line"].as_u64().unwrap()).unwrap();
    let units: Vec<u16> = text.lines().nth(line("start")).unwrap().encode_utf16().collect();
    let unit = |end: &str| usize::try_from(range[end]["character"].as_u64().unwrap()).unwrap();
    let end = if line("end") == line("start") { unit("end") } else { units.len() };
    String::from_utf16(&units[unit("start")..end]).unwrap()
}

/// Locations as `file:line text`, in the order of the response.
fn shown(place: &Place, locations: &Value) -> String {
    let locations = locations.as_array().unwrap().iter().map(|location| {
        let name = location["uri"].as_str().unwrap().rsplit('/').next().unwrap();
        let range = &location["range"];
        format!("{name}:{} {}", range["start"]["line"].as_u64().unwrap() + 1, words(place, name, range))
    });
    locations.collect::<Vec<_>>().join(", ")
}

#[test]
fn what_is_wrong_is_shown_with_all_that_belongs_to_it() {
    let (_place, mut client) = opened();
    let diagnostics = client.diagnostics("router.yaml");
    client.replace("router.yaml", "  calm:\n", "  calm:\n    say: Twice.\n");
    let diagnostics = json!([diagnostics, client.diagnostics("router.yaml")]);
    snapshot("tests/lsp", "diagnostics", &client.shown(&diagnostics));
}

#[test]
fn a_name_leads_to_its_declaration_and_to_all_its_mentions() {
    let (place, mut client) = opened();
    let names = [
        ("greeting", 0),
        ("lights, id", 0),
        ("lights, at_most", 0),
        ("plan-check }", 0),
        ("agent }}.", 0),
        ("agent | upper", 0),
        ("plan == ", 0),
        ("resolved }\n      None", 0),
        ("resolved]", 0),
        ("survey\n", 0),
        ("agent]", 0),
        ("rating", 0),
        ("lihgts", 0),
        ("Hello", 0),
    ];
    let mut text = String::new();
    for (needle, nth) in names {
        let mut at = client.at("router.yaml", needle, nth);
        let found = client.ask("textDocument/definition", &at);
        at["context"] = json!({ "includeDeclaration": true });
        let references = client.ask("textDocument/references", &at);
        let highlights = client.ask("textDocument/documentHighlight", &at);
        writeln!(text, "{}", needle.trim().replace('\n', " ")).unwrap();
        writeln!(text, "  declared: {}", shown(&place, &found)).unwrap();
        writeln!(text, "  named: {}", shown(&place, &references)).unwrap();
        writeln!(text, "  here: {}", highlights.as_array().unwrap().len()).unwrap();
    }
    snapshot("tests/lsp", "navigation", &text);
    let mut at = client.at("router.yaml", "greeting", 1);
    at["context"] = json!({ "includeDeclaration": false });
    assert_eq!(shown(&place, &client.ask("textDocument/references", &at)), "router.yaml:6 greeting");
}

#[test]
fn what_stands_at_a_place_is_explained() {
    let (_place, mut client) = opened();
    let places = [
        "greeting:",
        "lights, id",
        "lihgts",
        "agent }}",
        "plan == ",
        "resolved]",
        "survey\n",
        "rating",
        "retry:",
        "at_most",
        "disposition: ESC",
        "agent]",
        "spare",
    ];
    let mut text = String::new();
    for needle in places {
        let hover = client.ask("textDocument/hover", &client.at("router.yaml", needle, 0));
        assert_eq!(hover["contents"]["kind"], "markdown");
        writeln!(text, "=== {}\n{}", needle.trim(), hover["contents"]["value"].as_str().unwrap()).unwrap();
    }
    snapshot("tests/lsp", "hover", &text);
    for nothing in ["Hello", "# Что", "true"] {
        assert_eq!(client.ask("textDocument/hover", &client.at("router.yaml", nothing, 0)), Value::Null);
    }
}

#[test]
fn what_can_be_typed_is_offered_in_lines_that_are_no_yaml_yet() {
    let (_place, mut client) = opened();
    let typed = [
        ("      Some: lihgts", "      Some: ", "a target"),
        ("      Some: lihgts", "      Some: { end: ", "an outcome"),
        ("      Some: lihgts", "      Some: { goto: lights, ", "a key of an edge"),
        ("    seconds: 12.5", "    ", "a key of a node"),
        ("and score", "and sc", "a variable"),
        ("== \"gold\"", "== \"", "a choice"),
        ("upper }}", "", "a filter"),
        ("  run: survey", "  run: ", "a script"),
        ("rating }", "", "a variable of a subscript"),
        ("  spare: { type: text", "  spare: { type: ", "a type, where nothing of the file can be read"),
    ];
    let whole = client.text("router.yaml").to_owned();
    let mut text = String::new();
    for (old, new, what) in typed {
        let start = whole.find(old).unwrap();
        client.edit("router.yaml", start, start + old.len(), new);
        let position = super::client::position(client.text("router.yaml"), start + new.len());
        let params = json!({ "textDocument": { "uri": client.uri("router.yaml") }, "position": position });
        let list = client.ask("textDocument/completion", &params);
        writeln!(text, "=== {what}").unwrap();
        for item in list["items"].as_array().unwrap() {
            let detail = item["detail"].as_str().unwrap_or_default();
            let meaning = item["documentation"]["value"].as_str().unwrap_or_default();
            let edit = &item["textEdit"];
            assert_eq!(edit["range"]["end"], position);
            let new = edit["newText"].as_str().unwrap();
            writeln!(text, "{new} | {detail}{meaning}").unwrap();
        }
        client.rewrite("router.yaml", &whole);
    }
    snapshot("tests/lsp", "completion", &text);
}

#[test]
fn the_outline_the_folds_and_the_lenses_show_the_whole_script() {
    let (_place, mut client) = opened();
    let document = json!({ "textDocument": { "uri": client.uri("router.yaml") } });
    let mut text = String::new();
    let outline = client.ask("textDocument/documentSymbol", &document);
    headings(&outline, 0, &mut text);
    writeln!(text).unwrap();
    for lens in client.ask("textDocument/codeLens", &document).as_array().unwrap() {
        let line = lens["range"]["start"]["line"].as_u64().unwrap() + 1;
        writeln!(text, "{line}: {}", lens["command"]["title"].as_str().unwrap()).unwrap();
    }
    writeln!(text).unwrap();
    for fold in client.ask("textDocument/foldingRange", &document).as_array().unwrap() {
        let line = |end: &str| fold[end].as_u64().unwrap() + 1;
        writeln!(text, "{}-{}", line("startLine"), line("endLine")).unwrap();
    }
    snapshot("tests/lsp", "outline", &text);
}

fn headings(symbols: &Value, depth: usize, text: &mut String) {
    for symbol in symbols.as_array().into_iter().flatten() {
        let line = |range: &str, end: &str| symbol[range][end]["line"].as_u64().unwrap() + 1;
        let (first, last) = (line("range", "start"), line("range", "end"));
        assert_eq!(line("selectionRange", "start"), first);
        let detail = symbol["detail"].as_str().unwrap_or_default();
        let name = symbol["name"].as_str().unwrap();
        writeln!(text, "{:depth$}{name} {first}-{last} {detail}", "").unwrap();
        headings(&symbol["children"], depth + 2, text);
    }
}

#[test]
fn an_editor_that_shows_no_trees_gets_a_list() {
    let place = Place::new();
    place.copy(&repository("tests/lsp/library"));
    let (mut client, _) = Client::with(&place, &json!({}));
    client.open_file("survey.yaml");
    let document = json!({ "textDocument": { "uri": client.uri("survey.yaml") } });
    let list = client.ask("textDocument/documentSymbol", &document);
    let rating = list.as_array().unwrap().iter().find(|symbol| symbol["name"] == "rating").unwrap();
    assert_eq!(
        (&rating["containerName"], &rating["location"]["uri"]),
        (&json!("variables"), &document["textDocument"]["uri"])
    );
    let hover = client.ask("textDocument/hover", &client.at("survey.yaml", "rating", 0));
    assert_eq!(hover["contents"]["kind"], "plaintext");
}

#[test]
fn what_is_certain_is_offered_to_be_mended() {
    let (_place, mut client) = opened();
    client.diagnostics("router.yaml");
    let mut params = client.at("router.yaml", "lihgts", 0);
    params["range"] = json!({ "start": params["position"], "end": params["position"] });
    params["context"] = json!({ "diagnostics": [] });
    let actions = client.ask("textDocument/codeAction", &params);
    params["context"] = json!({ "diagnostics": [], "only": ["source.fixAll"] });
    let all = client.ask("textDocument/codeAction", &params);
    snapshot("tests/lsp", "actions", &client.shown(&json!([actions, all])));
    params["context"] = json!({ "diagnostics": [], "only": ["refactor"] });
    assert_eq!(client.ask("textDocument/codeAction", &params), json!([]));
}

#[test]
fn a_new_name_is_written_in_every_file() {
    let (place, mut client) = opened();
    let mut text = String::new();
    let names = [
        ("greeting", "hello"),
        ("agent]", "agent_name"),
        ("rating", "mark"),
        ("survey\n", "poll"),
        ("resolved]", "solved"),
        ("lights", "Lights"),
        ("lights", "calm"),
        ("agent", "not"),
        ("lihgts", "x"),
        ("Hello", "x"),
    ];
    for (needle, name) in names {
        let mut params = client.at("router.yaml", needle, 0);
        let prepared = client.request("textDocument/prepareRename", &params);
        let prepared = match &prepared {
            Ok(prepared) => prepared["placeholder"].as_str().unwrap(),
            Err(error) => error["message"].as_str().unwrap(),
        };
        writeln!(text, "=== {prepared} -> {name}").unwrap();
        params["newName"] = json!(name);
        match client.request("textDocument/rename", &params) {
            Err(error) => writeln!(text, "{}: {}", error["code"], error["message"].as_str().unwrap()).unwrap(),
            Ok(edit) => write!(text, "{}", edits(&place, &edit)).unwrap(),
        }
    }
    snapshot("tests/lsp", "rename", &text);
}

/// Edits as `file:line old -> new`.
fn edits(place: &Place, edit: &Value) -> String {
    let mut text = String::new();
    for document in edit["documentChanges"].as_array().unwrap() {
        let name = document["textDocument"]["uri"].as_str().unwrap().rsplit('/').next().unwrap();
        let version = &document["textDocument"]["version"];
        assert_eq!(version.is_null(), name != "router.yaml", "a file that is not open has no version");
        for edit in document["edits"].as_array().unwrap() {
            let range = &edit["range"];
            let line = range["start"]["line"].as_u64().unwrap() + 1;
            writeln!(text, "{name}:{line} {} -> {}", words(place, name, range), edit["newText"].as_str().unwrap())
                .unwrap();
        }
    }
    text
}

#[test]
fn an_editor_that_checks_no_versions_gets_plain_changes() {
    let place = Place::new();
    place.copy(&repository("tests/lsp/library"));
    let (mut client, _) = Client::with(&place, &json!({}));
    client.open_file("router.yaml");
    let mut params = client.at("router.yaml", "rating", 0);
    params["newName"] = json!("mark");
    let edit = client.ask("textDocument/rename", &params);
    assert_eq!(edit["documentChanges"], Value::Null);
    let count = |name: &str| edit["changes"][client.uri(name)].as_array().unwrap().len();
    assert_eq!((count("router.yaml"), count("survey.yaml")), (1, 2));
}

#[test]
fn what_scripts_declare_is_found_in_the_whole_workspace() {
    let place = Place::new();
    place.copy(&repository("tests/lsp/library"));
    place.write("deeper/callscript.toml", "");
    let script = |id: &str| {
        format!(
            "callscript: 1\nid: {id}\ntitle: X\nstart: check-it\noutcomes: {{ done: Done }}\nanytime:\n  \"Asks \\\"why\\\"\": check-it\nnodes:\n  check-it:\n    say: A\n    end: done\n"
        )
    };
    place.write("deeper/other.yaml", script("other"));
    let mut client = Client::raw(&place);
    let folder = json!([{ "uri": client.uri("").trim_end_matches('/'), "name": "x" }]);
    client.ask(
        "initialize",
        &json!({ "processId": null, "rootUri": null, "capabilities": {}, "workspaceFolders": folder }),
    );
    client.notify("initialized", &json!({}));
    let mut shown = String::new();
    for query in ["", "GREET", "chk", "survey", "aSKs", "upset", "other", "nothing at all"] {
        let found = client.ask("workspace/symbol", &json!({ "query": query }));
        let _ = writeln!(shown, "=== {query}");
        for symbol in found.as_array().unwrap() {
            let uri = symbol["location"]["uri"].as_str().unwrap();
            let name = uri.rsplit('/').next().unwrap();
            let line = symbol["location"]["range"]["start"]["line"].as_u64().unwrap() + 1;
            let container = symbol["containerName"].as_str().unwrap_or("-");
            let _ = writeln!(
                shown,
                "{} ({}) in {container}, {name}:{line}",
                symbol["name"].as_str().unwrap(),
                symbol["kind"]
            );
        }
    }
    snapshot("tests/lsp", "workspace-symbols", &shown);
    // What is open counts as it is, and what is new on disk is found.
    client.open_file("deeper/other.yaml");
    client.rewrite("deeper/other.yaml", &script("other").replace("check-it", "renamed-it"));
    place.write("deeper/third.yaml", script("third"));
    let names = |client: &mut Client, query: &str| {
        let found = client.ask("workspace/symbol", &json!({ "query": query }));
        let found = found.as_array().unwrap().iter().map(|symbol| symbol["name"].as_str().unwrap().to_owned());
        found.filter(|name| name.ends_with(query)).collect::<Vec<_>>()
    };
    assert_eq!(names(&mut client, "-it"), ["check-it", "renamed-it"]);
    let removed = json!({ "event": { "added": [], "removed": folder } });
    client.notify("workspace/didChangeWorkspaceFolders", &removed);
    assert_eq!(names(&mut client, "-it"), ["renamed-it"]);
}

#[test]
fn scenarios_and_policies_are_renamed_too_and_rename_from_themselves() {
    let place = Place::new();
    place.copy(&repository("tests/lsp/renaming"));
    let mut client = Client::start(&place);
    client.open_file("main.test.yaml");
    client.open_file("callscript.toml");
    let mut shown = String::new();
    for (file, needle, nth, name) in [
        ("main.test.yaml", "done", 0, "over"),
        ("main.test.yaml", "score", 0, "marks"),
        ("main.test.yaml", "upset", 0, "angry"),
        ("main.test.yaml", "\"Yes\"", 0, "Yes, gladly"),
        ("main.test.yaml", "poll/one", 0, "survey"),
        ("callscript.toml", "gone", 0, "left"),
        ("callscript.toml", "main", 0, "first"),
    ] {
        let mut params = client.at(file, needle, nth);
        let prepared = client.ask("textDocument/prepareRename", &params);
        let _ = writeln!(shown, "=== {file}: {} -> {name}", prepared["placeholder"].as_str().unwrap());
        params["newName"] = json!(name);
        let edit = client.ask("textDocument/rename", &params);
        for document in edit["documentChanges"].as_array().unwrap() {
            let uri = document["textDocument"]["uri"].as_str().unwrap();
            let file = uri.rsplit('/').next().unwrap();
            assert_eq!(
                document["textDocument"]["version"].is_null(),
                !["main.test.yaml", "callscript.toml"].contains(&file)
            );
            for edit in document["edits"].as_array().unwrap() {
                let line = edit["range"]["start"]["line"].as_u64().unwrap() + 1;
                let _ = writeln!(
                    shown,
                    "{file}:{line} {} -> {}",
                    words(&place, file, &edit["range"]),
                    edit["newText"].as_str().unwrap()
                );
            }
        }
        let references = json!({ "includeDeclaration": true });
        params["context"] = references;
        let _ =
            writeln!(shown, "{} references", client.ask("textDocument/references", &params).as_array().unwrap().len());
        let _ = writeln!(shown, "defined at {}", self::shown(&place, &client.ask("textDocument/definition", &params)));
    }
    snapshot("tests/lsp", "rename-beside", &shown);
}
