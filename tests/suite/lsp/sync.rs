//! Documents that are opened, changed, saved and closed, while files change on disk.

use std::fs;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::client::Client;
use crate::support::{Place, repository};

fn library() -> Place {
    let place = Place::new();
    place.copy(&repository("tests/lsp/library"));
    place
}

/// The rules of the diagnostics of a document.
fn rules(client: &mut Client, name: &str) -> Vec<String> {
    let diagnostics = client.diagnostics(name);
    diagnostics.iter().map(|diagnostics| diagnostics["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_a_document_says_counts_before_it_is_saved() {
    let place = library();
    let mut client = Client::start(&place);
    client.open_file("router.yaml");
    client.open_file("survey.yaml");
    assert_eq!(rules(&mut client, "router.yaml"), ["unused-variable", "unknown-target"]);
    assert_eq!(rules(&mut client, "survey.yaml"), [""; 0]);
    // The script that runs it is linted again, too.
    client.replace("survey.yaml", "  rating: {", "  mark: {");
    client.replace("survey.yaml", "collect: [rating]", "collect: [mark]");
    assert_eq!(rules(&mut client, "survey.yaml"), [""; 0]);
    client.replace("router.yaml", "lihgts", "lights");
    assert_eq!(rules(&mut client, "router.yaml"), ["unknown-variable"]);
    // The file on disk has not changed, and counts again once the document is closed.
    let document = json!({ "textDocument": { "uri": client.uri("survey.yaml") } });
    client.notify("textDocument/didClose", &document);
    client.replace("router.yaml", "title: The router", "title: A router");
    assert_eq!(rules(&mut client, "router.yaml"), ["unused-variable"]);
    assert_eq!(client.published("survey.yaml"), Some(&json!([])), "nothing is wrong with what is closed");
}

#[test]
fn a_document_that_did_not_change_is_published_when_another_did() {
    let place = library();
    let mut client = Client::start(&place);
    client.open_file("router.yaml");
    client.open_file("survey.yaml");
    client.diagnostics("router.yaml");
    client.diagnostics("survey.yaml");
    client.replace("survey.yaml", "input: true", "optional: true");
    client.diagnostics("survey.yaml");
    // Diagnostics of all documents are published before the next response.
    client.ask("textDocument/foldingRange", &json!({ "textDocument": { "uri": client.uri("router.yaml") } }));
    let diagnostics = client.published("router.yaml").unwrap();
    assert!(diagnostics.to_string().contains("is not an input of `survey`"), "{diagnostics}");
}

#[test]
fn files_that_change_on_disk_are_read_again() {
    let place = library();
    let capabilities = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let (mut client, _) = Client::with(&place, &capabilities);
    client.open_file("router.yaml");
    assert_eq!(rules(&mut client, "router.yaml"), ["unused-variable", "unknown-target"]);
    assert_eq!(client.asked[0]["method"], "client/registerCapability");
    let id = client.asked[0]["id"].clone();
    client.send(&json!({ "jsonrpc": "2.0", "id": id, "result": null }));
    fs::remove_file(place.path().join("survey.yaml")).unwrap();
    let changes = json!({ "changes": [{ "uri": client.uri("survey.yaml"), "type": 3 }] });
    client.notify("workspace/didChangeWatchedFiles", &changes);
    client.replace("router.yaml", "lihgts", "lights");
    assert_eq!(rules(&mut client, "router.yaml"), ["unused-variable", "unknown-script"]);
}

#[test]
fn an_editor_that_watches_nothing_has_them_read_when_it_saves() {
    let place = library();
    let mut client = Client::start(&place);
    client.open_file("router.yaml");
    client.diagnostics("router.yaml");
    fs::remove_file(place.path().join("survey.yaml")).unwrap();
    client.replace("router.yaml", "lihgts", "lights");
    assert_eq!(rules(&mut client, "router.yaml"), ["unused-variable"]);
    client.notify("textDocument/didSave", &json!({ "textDocument": { "uri": client.uri("router.yaml") } }));
    client.replace("router.yaml", "title: The", "title: A");
    assert_eq!(rules(&mut client, "router.yaml"), ["unused-variable", "unknown-script"]);
}

#[test]
fn a_file_of_any_name_and_one_that_was_never_saved_are_documents_too() {
    let place = Place::new();
    let script =
        "callscript: 1\nid: x\ntitle: X\nstart: a\noutcomes: { done: Done }\nnodes:\n  a:\n    say: A\n    end: dnoe\n";
    place.write("a b/[x] #1 ё.yaml", script);
    let mut client = Client::start(&place);
    let folder = client.uri("");
    let escaped = format!("{folder}a%20b/%5Bx%5D%20%231%20%D1%91.yaml");
    client.open(&escaped, script);
    assert_eq!(rules(&mut client, &escaped), ["id-not-file-name", "unused-outcome", "unknown-outcome"]);
    let found = client.ask("textDocument/definition", &client.at(&escaped, "a\n", 0));
    assert_eq!(found[0]["uri"], escaped.as_str());
    client.open("untitled:Untitled-1", script);
    assert_eq!(rules(&mut client, "untitled:Untitled-1"), ["unused-outcome", "unknown-outcome"]);
    let found = client.ask("textDocument/definition", &client.at("untitled:Untitled-1", "a\n", 0));
    assert_eq!(found[0]["uri"], "untitled:Untitled-1");
    assert_eq!(client.finish(), 0);
}

#[test]
fn a_file_that_is_not_on_disk_yet_is_in_its_library() {
    let place = library();
    let mut client = Client::start(&place);
    let caller = "callscript: 1\nid: new\ntitle: N\nstart: a\noutcomes: { done: Done }\nnodes:\n  a:\n    run: survey\n    with: { agent: \"x\" }\n    then: { given: { end: done }, refused: { end: done } }\n";
    client.open("new.yaml", caller);
    assert_eq!(rules(&mut client, "new.yaml"), ["idle-question"; 0]);
    let found = client.ask("textDocument/definition", &client.at("new.yaml", "survey", 0));
    assert_eq!(found[0]["uri"], client.uri("survey.yaml"));
}

#[test]
fn a_marker_in_a_folder_above_makes_one_library_of_all_below() {
    let place = Place::new();
    place.write("callscript.toml", "");
    let files = repository("tests/lsp/library");
    place.write("calls/router.yaml", fs::read(files.join("router.yaml")).unwrap());
    place.write("shared/survey.yaml", fs::read(files.join("survey.yaml")).unwrap());
    let mut client = Client::start(&place);
    client.open_file("calls/router.yaml");
    assert_eq!(rules(&mut client, "calls/router.yaml"), ["unused-variable", "unknown-target"]);
    let found = client.ask("textDocument/definition", &client.at("calls/router.yaml", "survey\n", 0));
    assert_eq!(found[0]["uri"], client.uri("shared/survey.yaml"));
}

#[test]
fn other_yaml_is_left_alone_until_it_becomes_a_script() {
    let place = Place::new();
    let mut client = Client::start(&place);
    client.open("compose.yaml", "services: [\n");
    client.open("new.yaml", "call");
    let at = json!({ "textDocument": { "uri": client.uri("new.yaml") }, "position": { "line": 0, "character": 4 } });
    let list = client.ask("textDocument/completion", &at);
    assert_eq!(list["items"][0]["textEdit"]["newText"], "callscript: 1");
    assert_eq!((client.published("compose.yaml"), client.published("new.yaml")), (None, None));
    client.rewrite("new.yaml", "callscript: 1\n");
    assert!(rules(&mut client, "new.yaml").contains(&"missing-key".to_owned()));
    // A document stays a script when the line is broken that makes it one, so that the user sees the error.
    client.rewrite("new.yaml", "callscrpt: 1\n");
    assert!(rules(&mut client, "new.yaml").contains(&"unknown-key".to_owned()));
}

#[test]
fn names_are_found_while_a_part_of_the_file_cannot_be_read() {
    let place = library();
    let mut client = Client::start(&place);
    client.open_file("router.yaml");
    client.diagnostics("router.yaml");
    // A syntax error outside the nodes makes the whole file unreadable; inside a node, only that node.
    for (old, new) in
        [("  spare: { type: text, ", "  spare: { type: [te"), ("    say: I am sorry.", "    say: \"I am sorry.")]
    {
        let whole = client.text("router.yaml").to_owned();
        client.replace("router.yaml", old, new);
        assert!(rules(&mut client, "router.yaml").contains(&"yaml-syntax".to_owned()));
        for needle in ["greeting\n", "lights, id"] {
            let found = client.ask("textDocument/definition", &client.at("router.yaml", needle, 0));
            let node = if needle.starts_with('g') { "greeting:" } else { "lights:\n" };
            assert_eq!(found[0]["range"]["start"], client.position("router.yaml", node, 0), "{needle}");
        }
        let document = json!({ "textDocument": { "uri": client.uri("router.yaml") } });
        let outline = client.ask("textDocument/documentSymbol", &document);
        assert!(outline.to_string().contains("second-line"), "{outline}");
        assert_eq!(client.ask("textDocument/codeLens", &document).as_array().unwrap().len(), 5);
        let mut rename = client.at("router.yaml", "agent", 1);
        rename["newName"] = json!("person");
        if new.contains("[te") {
            assert_eq!(client.request("textDocument/rename", &rename).unwrap_err()["code"], -32803);
        }
        client.rewrite("router.yaml", &whole);
    }
}

#[test]
fn a_document_with_odd_line_ends_and_a_mark_is_counted_right() {
    let place = Place::new();
    let mut client = Client::start(&place);
    let text = fs::read_to_string(repository("tests/lsp/library/survey.yaml")).unwrap();
    for text in [text.replace('\n', "\r\n"), text.replace('\n', "\r"), format!("\u{feff}{text}")] {
        client.open("survey.yaml", &text);
        assert_eq!(rules(&mut client, "survey.yaml"), [""; 0]);
        client.replace("survey.yaml", "collect: [rating]", "collect: [🙂, ratign]");
        let diagnostics = client.diagnostics("survey.yaml");
        let last =
            diagnostics.iter().find(|diagnostics| diagnostics["message"].as_str().unwrap().contains("ratign")).unwrap();
        assert_eq!(last["range"]["start"], client.position("survey.yaml", "ratign", 0), "{text:?}");
        let found = client.ask("textDocument/definition", &client.at("survey.yaml", "ask", 0));
        assert_eq!(found[0]["range"]["start"], client.position("survey.yaml", "ask", 1));
    }
    // A byte order mark on disk does not count as a column, because editors do not show it.
    place.write(
        "survey.yaml",
        format!("\u{feff}id: survey\ncallscript: 1\n{}", text.split_once("id: survey\n").unwrap().1),
    );
    let document = json!({ "textDocument": { "uri": client.uri("survey.yaml") } });
    client.notify("textDocument/didClose", &document);
    client.open("caller.yaml", "callscript: 1\nid: caller\nafter: { run: survey }\n");
    let found = client.ask("textDocument/definition", &client.at("caller.yaml", "survey", 0));
    assert_eq!(found[0]["range"]["start"], json!({ "line": 0, "character": 4 }));
    assert_eq!(client.ask("shutdown", &Value::Null), Value::Null);
}

/// A library in which a policy compares words with a text, and an editor that watches files.
fn with_text() -> (Place, Client) {
    let place = Place::new();
    place.write(
        "team/x.yaml",
        "callscript: 1\nid: x\ntitle: X\nstart: a\noutcomes: { done: Done }\nnodes:\n  a:\n    say: All of it.\n    \
         verbatim: true\n    end: done\n",
    );
    place.write("callscript.toml", "[policies.words]\nverbatim = { node = \"a\" }\nfile = \"legal[1].txt\"\n");
    place.write("legal[1].txt", "All of it.\n");
    let watching = json!({ "dynamicRegistration": true, "relativePatternSupport": true });
    let capabilities = json!({ "workspace": { "didChangeWatchedFiles": watching } });
    let (mut client, _) = Client::with(&place, &capabilities);
    client.open_file("team/x.yaml");
    assert_eq!(rules(&mut client, "team/x.yaml"), [""; 0]);
    (place, client)
}

/// Waits for diagnostics that have these rules.
fn wait_for(client: &mut Client, name: &str, wanted: &[&str]) {
    let is_there = |client: &Client| {
        let diagnostics = client.published(name).and_then(Value::as_array).cloned().unwrap_or_default();
        diagnostics.iter().map(|diagnostic| diagnostic["code"].as_str().unwrap()).eq(wanted.iter().copied())
    };
    while !is_there(client) {
        client.next();
    }
}

#[test]
fn a_text_that_a_policy_names_is_read_again_when_it_changes() {
    let (place, mut client) = with_text();
    client.ask("textDocument/foldingRange", &json!({ "textDocument": { "uri": client.uri("team/x.yaml") } }));
    let registered = client.asked.last().unwrap()["params"].to_string();
    assert!(registered.contains(r#""pattern":"legal?1?.txt""#), "{registered}");
    assert!(registered.contains(r#""kind":5"#) && registered.contains(r#""pattern":"team""#), "{registered}");
    for (text, kind, wanted) in [
        (Some("All of them.\n"), 2, &["policy"][..]),
        (Some("All of it.\n"), 2, &[]),
        // That the text is gone is a finding of the configuration.
        (None, 3, &[]),
        (Some("All of them.\n"), 1, &["policy"]),
        (Some("All of it.\n"), 2, &[]),
    ] {
        match text {
            Some(text) => fs::write(place.path().join("legal[1].txt"), text).unwrap(),
            None => fs::remove_file(place.path().join("legal[1].txt")).unwrap(),
        }
        let changes = json!({ "changes": [{ "uri": client.uri("legal%5B1%5D.txt"), "type": kind }] });
        client.notify("workspace/didChangeWatchedFiles", &changes);
        wait_for(&mut client, "team/x.yaml", wanted);
    }
    place.write("other.txt", "Nothing of it.\n");
    let config = "[policies.words]\nverbatim = { node = \"a\" }\nfile = \"other.txt\"\n";
    place.write("callscript.toml", config);
    let changes = json!({ "changes": [{ "uri": client.uri("callscript.toml"), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", &changes);
    wait_for(&mut client, "team/x.yaml", &["policy"]);
    client.ask("textDocument/foldingRange", &json!({ "textDocument": { "uri": client.uri("team/x.yaml") } }));
    let registered = client.asked.last().unwrap()["params"].to_string();
    assert!(registered.contains("other.txt") && !registered.contains("legal"), "{registered}");
}

#[test]
fn a_text_that_is_named_while_typing_is_read() {
    let (place, mut client) = with_text();
    place.write("mine.txt", "Something else.\n");
    let policy = "policies:\n  mine: { verbatim: { node: a }, file: mine.txt }\nnodes:\n";
    client.replace("team/x.yaml", "nodes:\n", policy);
    wait_for(&mut client, "team/x.yaml", &["policy"]);
}

#[test]
fn an_old_revision_of_a_script_is_no_script() {
    let place = library();
    let mut client = Client::start(&place);
    let text = fs::read_to_string(place.path().join("router.yaml")).unwrap();
    client.open_file("router.yaml");
    let before = client.diagnostics("router.yaml");
    let others = [
        "git:/x/router.yaml?%7B%22ref%22%3A%22HEAD%22%7D",
        "vscode-notebook-cell:/x.ipynb#W0",
        "output:1",
        "nothing:x",
    ];
    for uri in others {
        client.open(uri, &text);
        let at = json!({ "textDocument": { "uri": uri }, "position": { "line": 5, "character": 9 } });
        for (method, answer) in [
            ("textDocument/hover", Value::Null),
            ("textDocument/definition", json!([])),
            ("textDocument/documentSymbol", json!([])),
            ("textDocument/codeLens", json!([])),
        ] {
            assert_eq!(client.ask(method, &at), answer, "{uri} {method}");
        }
        assert_eq!(client.ask("textDocument/completion", &at)["items"], json!([]), "{uri}");
        assert!(client.request("textDocument/prepareRename", &at).is_err(), "{uri}");
        client.replace(uri, "title: The", "title: A");
        client.replace("router.yaml", "title: The", "title: A");
        assert_eq!(client.diagnostics("router.yaml"), before, "{uri}");
        assert_eq!(client.published(uri), None);
        client.replace("router.yaml", "title: A", "title: The");
    }
}

#[test]
fn a_text_that_was_never_saved_is_a_script_by_itself() {
    let place = library();
    let mut client = Client::start(&place);
    let text = fs::read_to_string(place.path().join("survey.yaml")).unwrap();
    client.open("untitled:Untitled-1", &text);
    client.open("untitled:Untitled-2", &text);
    for name in ["untitled:Untitled-1", "untitled:Untitled-2"] {
        let found = rules(&mut client, name);
        assert!(!found.contains(&"duplicate-script".to_owned()), "{found:?}");
        client.replace(name, "end: given", "end: gvien");
        assert!(rules(&mut client, name).contains(&"unknown-outcome".to_owned()));
    }
}

#[test]
fn findings_are_shown_while_somebody_types_without_a_pause() {
    let place = library();
    let mut client = Client::start(&place);
    client.open_file("router.yaml");
    client.diagnostics("router.yaml");
    // The edits go on until findings of one of them are there.
    for number in 0.. {
        let title = format!("title: The {number}");
        let old = client.text("router.yaml").lines().find(|line| line.starts_with("title:")).unwrap().to_owned();
        client.replace("router.yaml", &old, &title);
        thread::sleep(Duration::from_millis(3));
        if client.has_news() {
            break;
        }
        assert!(number < 10_000, "nothing was published");
    }
}
