//! The life of the server: it is initialized, answers, and is shut down.
//!
//! Must not know what an answer says.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use callscript_project::workspace::Workspace;
use lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    FileChangeType,
};
use serde_json::{Value, json};

use super::client_capabilities::Client;
use super::json_rpc::{self, Code, Failure, Message};
use super::parameters::parsed;
use super::{diagnostics, positions, requests, uri};

/// How long nothing must come in before what is wrong is looked for.
const PAUSE: Duration = Duration::from_millis(8);

/// How far the server is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    New,
    Running,
    ShutDown,
}

/// A server for one editor.
pub(super) struct Server<'o> {
    out: &'o mut dyn Write,
    messages: Receiver<Message>,
    /// What has come in, and is still to be done.
    inbox: VecDeque<Message>,
    stage: Stage,
    client: Client,
    workspace: Workspace,
}

impl<'o> Server<'o> {
    pub(super) fn new(out: &'o mut dyn Write, messages: Receiver<Message>) -> Self {
        let (client, workspace) = (Client::default(), Workspace::default());
        Self { out, messages, inbox: VecDeque::new(), stage: Stage::New, client, workspace }
    }

    /// Serves until the editor says that it is done, or is gone. Tells whether it shut the server down first.
    pub(super) fn run(mut self) -> io::Result<bool> {
        while let Some(message) = self.next()? {
            match message {
                Message::Request { id, method, params } => {
                    let result = self.request(&id, &method, params);
                    self.send(&json_rpc::response(&id, result))?;
                }
                Message::Notification { method, .. } if method == "exit" => break,
                Message::Notification { method, params } => self.notification(&method, params)?,
                Message::Response => {}
                Message::Broken(failure) => self.send(&json_rpc::response(&Value::Null, Err(failure)))?,
            }
        }
        Ok(self.stage == Stage::ShutDown)
    }

    /// The next message. What is wrong with the documents is told once nothing else is to be done.
    fn next(&mut self) -> io::Result<Option<Message>> {
        self.inbox.extend(self.messages.try_iter());
        if let Some(message) = self.inbox.pop_front() {
            return Ok(Some(message));
        }
        if self.stage != Stage::Running {
            return Ok(self.messages.recv().ok());
        }
        // What is typed is often asked about at once, and that should not have to wait.
        match self.messages.recv_timeout(PAUSE) {
            Ok(message) => return Ok(Some(message)),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => self.tell()?,
        }
        Ok(self.messages.recv().ok())
    }

    fn tell(&mut self) -> io::Result<()> {
        for name in self.workspace.take_unreported() {
            let document = self.workspace.document(&name);
            if let Some(published) = document.and_then(|document| diagnostics::published(&self.workspace, document)) {
                self.publish(&json_rpc::json(&published).unwrap_or_default())?;
            }
        }
        Ok(())
    }

    fn request(&mut self, id: &Value, method: &str, params: Value) -> Result<String, Failure> {
        match (self.stage, method) {
            (Stage::New, "initialize") => self.initialize(&params),
            (Stage::New, _) => Err(Failure::new(Code::NotInitialized, "the first request must be `initialize`")),
            (Stage::ShutDown, _) => Err(Failure::new(Code::InvalidRequest, "the server has been shut down")),
            (Stage::Running, "initialize") => {
                Err(Failure::new(Code::InvalidRequest, "the server is already initialized"))
            }
            (Stage::Running, "shutdown") => {
                self.stage = Stage::ShutDown;
                Ok("null".to_owned())
            }
            (Stage::Running, _) if self.is_taken_back(id) => {
                Err(Failure::new(Code::RequestCancelled, "the request was cancelled"))
            }
            (Stage::Running, _) => requests::answer(&mut self.workspace, self.client, method, params),
        }
    }

    fn initialize(&mut self, params: &Value) -> Result<String, Failure> {
        self.client = Client::new(params.get("capabilities").unwrap_or(&Value::Null));
        self.workspace = Workspace::new(self.client.encoding);
        self.stage = Stage::Running;
        let info = json!({ "name": "callscript", "version": env!("CARGO_PKG_VERSION") });
        json_rpc::json(&json!({ "capabilities": requests::capabilities(self.client), "serverInfo": info }))
    }

    /// Whether the editor has taken a request back already.
    fn is_taken_back(&self, request: &Value) -> bool {
        self.inbox.iter().any(|message| match message {
            Message::Notification { method, params } => {
                method == "$/cancelRequest" && params.get("id") == Some(request)
            }
            _ => false,
        })
    }

    /// Takes in what has happened. One that cannot be understood, or came at the wrong time, is passed over.
    fn notification(&mut self, method: &str, params: Value) -> io::Result<()> {
        if self.stage != Stage::Running {
            return Ok(());
        }
        match method {
            "initialized" if self.client.registers_watchers => {
                self.send(&json_rpc::request("watch", "client/registerCapability", &watchers()))?;
            }
            "textDocument/didOpen" => self.opened(params),
            "textDocument/didChange" => self.changed(params),
            "textDocument/didClose" => self.closed(params)?,
            // An editor that watches no files tells of what it writes itself.
            "textDocument/didSave" if !self.client.registers_watchers => self.workspace.reload(),
            "workspace/didChangeWatchedFiles" => self.watched(params),
            _ => {}
        }
        Ok(())
    }

    fn opened(&mut self, params: Value) {
        if let Ok(DidOpenTextDocumentParams { text_document }) = parsed(params) {
            let (uri, version) = (text_document.uri, text_document.version);
            self.workspace.open(uri.as_str(), uri::path(&uri), version, text_document.text);
        }
    }

    fn changed(&mut self, params: Value) {
        if let Ok(DidChangeTextDocumentParams { text_document, content_changes }) = parsed(params) {
            let changes = positions::changes(content_changes);
            self.workspace.change(text_document.uri.as_str(), text_document.version, &changes);
        }
    }

    fn closed(&mut self, params: Value) -> io::Result<()> {
        if let Ok(DidCloseTextDocumentParams { text_document }) = parsed(params) {
            self.workspace.close(text_document.uri.as_str());
            self.publish(&json!({ "uri": text_document.uri, "diagnostics": [] }).to_string())?;
        }
        Ok(())
    }

    /// What is on disk has changed: unless it is open, so that its document counts.
    fn watched(&mut self, params: Value) {
        if let Ok(DidChangeWatchedFilesParams { changes }) = parsed(params) {
            let is_open = |change: &lsp_types::FileEvent| {
                change.typ == FileChangeType::CHANGED && self.workspace.document(change.uri.as_str()).is_some()
            };
            if !changes.iter().all(is_open) {
                self.workspace.reload();
            }
        }
    }

    fn publish(&mut self, diagnostics: &str) -> io::Result<()> {
        self.send(&json_rpc::notification("textDocument/publishDiagnostics", diagnostics))
    }

    fn send(&mut self, message: &str) -> io::Result<()> {
        json_rpc::write(self.out, message)
    }
}

/// What the editor shall watch.
fn watchers() -> Value {
    let watchers = ["**/*.yaml", "**/*.yml", "**/callscript.toml"].map(|glob| json!({ "globPattern": glob }));
    let options = json!({ "watchers": watchers });
    let method = "workspace/didChangeWatchedFiles";
    json!({ "registrations": [{ "id": "files", "method": method, "registerOptions": options }] })
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_request_that_is_taken_back_before_its_turn_is_not_answered() {
        let (sender, messages) = mpsc::channel();
        let request =
            |id: i32, method: &str, params| Message::Request { id: json!(id), method: method.to_owned(), params };
        let at = json!({ "textDocument": { "uri": "file:///x" }, "position": { "line": 0, "character": 0 } });
        let cancel = Message::Notification { method: "$/cancelRequest".to_owned(), params: json!({ "id": 2 }) };
        for message in [
            request(1, "initialize", json!({ "capabilities": {} })),
            request(2, "textDocument/hover", at.clone()),
            request(3, "textDocument/hover", at),
            cancel,
            request(4, "shutdown", Value::Null),
        ] {
            sender.send(message).unwrap();
        }
        drop(sender);
        let mut out = Vec::new();
        assert!(Server::new(&mut out, messages).run().unwrap());
        let out = String::from_utf8(out).unwrap();
        assert!(out.contains(r#""id":2,"error":{"code":-32800,"#), "{out}");
        assert!(out.contains(r#""id":3,"result":null"#), "{out}");
        assert!(out.contains(r#""id":4,"result":null"#), "{out}");
    }
}
