//! The life cycle of the server, and unexpected messages.

use serde_json::{Value, json};

use super::client::Client;
use crate::support::{Place, repository, snapshot};

#[test]
fn what_the_server_can_do_is_said_at_the_start() {
    let place = Place::new();
    let (client, answer) = Client::with(&place, &json!({}));
    snapshot("tests/lsp", "initialize", &client.shown(&answer));
    assert_eq!(client.finish(), 0);
}

#[test]
fn columns_are_counted_as_both_sides_can() {
    let cases = [
        (json!(["utf-8", "utf-16"]), "utf-8", 8),
        (json!(["utf-16", "utf-32"]), "utf-32", 5),
        (json!(["utf-16"]), "utf-16", 6),
        (Value::Null, "utf-16", 6),
        (json!(["utf-7"]), "utf-16", 6),
    ];
    for (known, agreed, column) in cases {
        let place = Place::new();
        let (mut client, answer) = Client::with(&place, &json!({ "general": { "positionEncodings": known } }));
        assert_eq!(answer["capabilities"]["positionEncoding"], agreed);
        client.open("x.yaml", "callscript: 1\n\"🙂 x\": y\n");
        let diagnostics = client.diagnostics("x.yaml");
        let found =
            diagnostics.iter().find(|diagnostics| diagnostics["message"].as_str().unwrap().contains("🙂 x")).unwrap();
        assert_eq!(found["range"]["end"]["character"].as_i64().unwrap(), column, "{agreed}");
        assert_eq!(client.finish(), 0);
    }
}

#[test]
fn the_exit_status_says_whether_it_was_shut_down_in_order() {
    let place = Place::new();
    assert_eq!(Client::start(&place).finish(), 0);
    let mut client = Client::start(&place);
    client.notify("exit", &Value::Null);
    assert_eq!(client.status(), 1);
    assert_eq!(Client::start(&place).status(), 1, "the editor is gone");
    assert_eq!(Client::raw(&place).status(), 1);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_beside_a_script_is_said_and_nothing_waits_for_it() {
    let script = "callscript: 1\nid: x\n";
    for file in ["callscript.toml", "words.txt"] {
        let place = Place::new();
        place.write("x.yaml", script);
        place.write("callscript.toml", "[policies.words]\nverbatim = { tag = \"x\" }\nfile = \"words.txt\"\n");
        let pipe = place.path().join(file);
        let _ = std::fs::remove_file(&pipe);
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let mut client = Client::start(&place);
        client.open("x.yaml", script);
        assert!(!client.diagnostics("x.yaml").is_empty());
        client.replace("x.yaml", "id: x", "id: y");
        assert!(!client.diagnostics("x.yaml").is_empty());
        let said: Vec<_> = client.asked.iter().filter(|asked| asked["method"] == "window/showMessage").collect();
        let [said] = said[..] else { panic!("{said:?}") };
        let message = said["params"]["message"].as_str().unwrap();
        assert!(message.ends_with(&format!("{file}`: it is a pipe")), "{message}");
        assert_eq!(client.finish(), 0);
    }
}

#[test]
fn requests_at_the_wrong_time_are_refused() {
    let place = Place::new();
    let mut client = Client::raw(&place);
    let code = |answer: Result<Value, Value>| answer.unwrap_err()["code"].as_i64().unwrap();
    assert_eq!(code(client.request("textDocument/hover", &json!({}))), -32002);
    client.notify("textDocument/didOpen", &json!({}));
    client.ask("initialize", &json!({ "capabilities": {} }));
    assert_eq!(code(client.request("initialize", &json!({ "capabilities": {} }))), -32600);
    assert_eq!(code(client.request("textDocument/inlayHint", &json!({}))), -32601);
    assert_eq!(code(client.request("textDocument/hover", &json!({ "position": 3 }))), -32602);
    client.ask("shutdown", &Value::Null);
    assert_eq!(code(client.request("textDocument/hover", &json!({}))), -32600);
    client.notify("exit", &Value::Null);
    assert_eq!(client.status(), 0);
}

#[test]
fn broken_messages_do_no_harm() {
    let place = Place::new();
    place.copy(&repository("tests/lsp/library"));
    let mut client = Client::start(&place);
    for broken in ["{", "[]", "\"x\"", "{\"id\": 7}", "{\"id\": 7, \"method\": 8}", "\u{0}", ""] {
        client.send_raw(format!("Content-Length: {}\r\n\r\n{broken}", broken.len()).as_bytes());
    }
    client.send_raw(b"Content-Length: 3\r\n\r\n\xff\xfe\xfd");
    client.send_raw(b"no header at all\r\n\r\n");
    let strange = [
        json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": { "textDocument": {} } }),
        json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": [] }),
        json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": 99 } }),
        json!({ "jsonrpc": "2.0", "method": "$/setTrace", "params": { "value": "off" } }),
        json!({ "jsonrpc": "2.0", "method": "workspace/didChangeConfiguration" }),
        json!({ "jsonrpc": "2.0", "id": 99, "result": null }),
    ];
    for message in &strange {
        client.send(message);
    }
    client.open_file("router.yaml");
    assert_eq!(client.diagnostics("router.yaml").len(), 2);
    let unknown =
        json!({ "textDocument": { "uri": "file:///nowhere.yaml" }, "position": { "line": 9, "character": 9 } });
    assert_eq!(client.ask("textDocument/hover", &unknown), Value::Null);
    assert_eq!(client.ask("textDocument/definition", &unknown), json!([]));
    assert_eq!(client.ask("textDocument/completion", &unknown)["items"], json!([]));
    let far = json!({ "textDocument": { "uri": client.uri("router.yaml") }, "position": { "line": 9999, "character": 9999 } });
    assert_eq!(client.ask("textDocument/hover", &far), Value::Null);
    assert_eq!(client.finish(), 0);
}

#[test]
fn an_id_may_be_a_number_or_a_text() {
    let place = Place::new();
    let mut client = Client::start(&place);
    for id in [json!(1), json!("one"), json!(-7), json!(9_007_199_254_740_993_i64)] {
        client.send(&json!({ "jsonrpc": "2.0", "id": id, "method": "x" }));
        assert_eq!(client.next()["id"], id);
    }
}
