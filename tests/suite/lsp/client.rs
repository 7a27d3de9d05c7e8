//! A simulated editor that talks to the program over its standard input and output.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::program::command;
use crate::support::Place;

/// The longest time to wait for the server before a test fails.
const PATIENCE: Duration = Duration::from_mins(1);

/// An editor with a server.
pub(crate) struct Client {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    requests: i64,
    /// The diagnostics that were last published for each URI, with their version.
    published: BTreeMap<String, (Option<i64>, Value)>,
    /// The requests of the server to the editor.
    pub(super) asked: Vec<Value>,
    /// The open texts, by URI.
    texts: BTreeMap<String, (i64, String)>,
    folder: String,
}

impl Client {
    /// Starts a server that has not been initialized.
    pub(super) fn raw(place: &Place) -> Self {
        let mut child = command(["lsp", "--stdio"])
            .current_dir(place.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let (sender, messages) = mpsc::channel();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Self {
            input: child.stdin.take(),
            child,
            messages,
            requests: 0,
            published: BTreeMap::new(),
            asked: Vec::new(),
            texts: BTreeMap::new(),
            folder: fs::canonicalize(place.path()).unwrap().to_str().unwrap().to_owned(),
        }
    }

    /// Starts and initializes a server for an editor with these capabilities.
    pub(super) fn with(place: &Place, capabilities: &Value) -> (Self, Value) {
        let mut client = Self::raw(place);
        let params = json!({ "processId": null, "rootUri": null, "capabilities": capabilities });
        let answer = client.ask("initialize", &params);
        client.notify("initialized", &json!({}));
        (client, answer)
    }

    /// Starts and initializes a server for an editor with the usual capabilities.
    pub(crate) fn start(place: &Place) -> Self {
        let capabilities = json!({
            "workspace": { "workspaceEdit": { "documentChanges": true } },
            "textDocument": {
                "hover": { "contentFormat": ["markdown", "plaintext"] },
                "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            },
        });
        Self::with(place, &capabilities).0
    }

    /// Sends raw bytes.
    pub(super) fn send_raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    pub(super) fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub(super) fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request, and returns its result or its error.
    pub(super) fn request(&mut self, method: &str, params: &Value) -> Result<Value, Value> {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let mut message = self.next();
            if message["id"] == id {
                return match message.get("error") {
                    Some(error) => Err(error.clone()),
                    None => Ok(message["result"].take()),
                };
            }
        }
    }

    /// Sends a request that must succeed, and returns its result.
    pub(crate) fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.request(method, params).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Receives the next message. Published diagnostics are stored.
    pub(super) fn next(&mut self) -> Value {
        let message =
            self.messages.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("the server says nothing any more"));
        let params = &message["params"];
        if message["method"] == "textDocument/publishDiagnostics" {
            let diagnostics = (params["version"].as_i64(), params["diagnostics"].clone());
            self.published.insert(params["uri"].as_str().unwrap().to_owned(), diagnostics);
        } else if message.get("method").is_some() {
            self.asked.push(message.clone());
        }
        message
    }

    /// Whether a message has come since the last one was taken, which is taken.
    pub(super) fn has_news(&mut self) -> bool {
        self.messages.try_recv().is_ok()
    }

    /// The URI of a file in the folder.
    pub(super) fn uri(&self, name: &str) -> String {
        if name.contains(':') { name.to_owned() } else { format!("file://{}/{name}", self.folder) }
    }

    /// The position of the `nth` occurrence of a text in a document, from 0, in UTF-16 units.
    pub(super) fn position(&self, name: &str, needle: &str, nth: usize) -> Value {
        let text = self.text(name);
        let (offset, _) = text.match_indices(needle).nth(nth).unwrap_or_else(|| panic!("no {needle}"));
        position(text, offset)
    }

    pub(super) fn text(&self, name: &str) -> &str {
        &self.texts[&self.uri(name)].1
    }

    pub(super) fn open(&mut self, name: &str, text: &str) {
        let uri = self.uri(name);
        self.texts.insert(uri.clone(), (1, text.to_owned()));
        let item = json!({ "uri": uri, "languageId": "yaml", "version": 1, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": item }));
    }

    /// Opens a file that is in the folder.
    pub(crate) fn open_file(&mut self, name: &str) {
        let text = fs::read_to_string(Path::new(&self.folder).join(name)).unwrap();
        self.open(name, &text);
    }

    /// Replaces a range of bytes of a document by `text`.
    pub(super) fn edit(&mut self, name: &str, start: usize, end: usize, text: &str) {
        let uri = self.uri(name);
        let (version, whole) = self.texts.get_mut(&uri).unwrap();
        *version += 1;
        let range = json!({ "start": position(whole, start), "end": position(whole, end) });
        whole.replace_range(start..end, text);
        let document = json!({ "uri": uri, "version": *version });
        let changes = json!([{ "range": range, "text": text }]);
        self.notify("textDocument/didChange", &json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Replaces a text, which must occur exactly once in the document.
    pub(super) fn replace(&mut self, name: &str, old: &str, new: &str) {
        let start = self.text(name).find(old).unwrap_or_else(|| panic!("no {old}"));
        self.edit(name, start, start + old.len(), new);
    }

    /// Replaces the whole text of a document.
    pub(super) fn rewrite(&mut self, name: &str, text: &str) {
        let uri = self.uri(name);
        let (version, whole) = self.texts.get_mut(&uri).unwrap();
        *version += 1;
        text.clone_into(whole);
        let document = json!({ "uri": uri, "version": *version });
        let changes = json!([{ "text": text }]);
        self.notify("textDocument/didChange", &json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Waits for the diagnostics of the current version of a document.
    pub(crate) fn diagnostics(&mut self, name: &str) -> Vec<Value> {
        let uri = self.uri(name);
        let version = self.texts[&uri].0;
        while self.published.get(&uri).is_none_or(|(diagnostics, _)| *diagnostics != Some(version)) {
            self.next();
        }
        self.published[&uri].1.as_array().unwrap().clone()
    }

    /// The diagnostics that were last published for a document, without waiting.
    pub(super) fn published(&self, name: &str) -> Option<&Value> {
        self.published.get(&self.uri(name)).map(|(_, diagnostics)| diagnostics)
    }

    /// The parameters of a request about a position in a document.
    pub(crate) fn at(&self, name: &str, needle: &str, nth: usize) -> Value {
        json!({ "textDocument": { "uri": self.uri(name) }, "position": self.position(name, needle, nth) })
    }

    /// Shuts the server down properly, and returns its exit status.
    pub(super) fn finish(mut self) -> i32 {
        self.ask("shutdown", &Value::Null);
        self.notify("exit", &Value::Null);
        self.status()
    }

    /// Waits for the server to exit.
    pub(super) fn status(mut self) -> i32 {
        drop(self.input.take());
        self.child.wait().unwrap().code().unwrap()
    }

    /// A value in which the URI of the folder is replaced by `file:///FOLDER`.
    pub(super) fn shown(&self, value: &Value) -> String {
        serde_json::to_string_pretty(value).unwrap().replace(&self.folder, "/FOLDER")
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        output.read_line(&mut line).ok().filter(|&bytes| bytes > 0)?;
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().unwrap(),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    std::io::Read::read_exact(output, &mut body).ok()?;
    Some(serde_json::from_slice(&body).unwrap())
}

/// The position of an offset in a text, in UTF-16 units.
pub(super) fn position(text: &str, offset: usize) -> Value {
    let (mut line, mut start) = (0, 0);
    let bytes = text.as_bytes();
    for at in 0..offset {
        if bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
            (line, start) = (line + 1, at + 1);
        }
    }
    json!({ "line": line, "character": text[start..offset].encode_utf16().count() })
}
