//! The life cycle of the server: initialization, requests, shutdown.
//!
//! Must not know the contents of responses.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use callscript::internal::inert::escape;
use callscript_project::FileError;
use callscript_project::workspace::Workspace;
use lsp_types::MessageType;
use serde_json::{Value, json};

use super::client_capabilities::Client;
use super::json_rpc::{self, Code, Failure, Message};
use super::pause::{PAUSE, Pending};
use super::watchers::Watchers;
use super::{diagnostics, notifications, requests};

/// The stages of the life cycle.
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
    /// Messages that have been received, but not handled yet.
    inbox: VecDeque<Message>,
    stage: Stage,
    client: Client,
    workspace: Workspace,
    watchers: Watchers,
    /// Whether the editor takes requests of the server.
    is_initialized: bool,
    /// What has changed since findings were published.
    pending: Pending,
    /// How much time has passed.
    clock: &'o dyn Fn() -> Duration,
    /// What could not be read beside the documents, as the editor was told last.
    told: Vec<FileError>,
}

impl<'o> Server<'o> {
    pub(super) fn new(out: &'o mut dyn Write, messages: Receiver<Message>, clock: &'o dyn Fn() -> Duration) -> Self {
        Self {
            out,
            messages,
            inbox: VecDeque::new(),
            stage: Stage::New,
            client: Client::default(),
            workspace: Workspace::default(),
            watchers: Watchers::default(),
            is_initialized: false,
            pending: Pending::default(),
            clock,
            told: Vec::new(),
        }
    }

    /// Serves until the editor exits. Returns whether it requested a shutdown first.
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

    /// The next message. While none is waiting, or after a while, publishes the findings of the documents.
    fn next(&mut self) -> io::Result<Option<Message>> {
        if self.stage == Stage::Running && self.pending.is_due((self.clock)()) {
            self.publish_findings()?;
        }
        self.inbox.extend(self.messages.try_iter());
        if let Some(message) = self.inbox.pop_front() {
            return Ok(Some(message));
        }
        if self.stage != Stage::Running {
            return Ok(self.messages.recv().ok());
        }
        // Editors often send a request right after an edit. It should not have to wait for the linter.
        match self.messages.recv_timeout(PAUSE) {
            Ok(message) => return Ok(Some(message)),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => self.publish_findings()?,
        }
        Ok(self.messages.recv().ok())
    }

    fn publish_findings(&mut self) -> io::Result<()> {
        let began = (self.clock)();
        for name in self.workspace.take_unreported() {
            let document = self.workspace.document(&name);
            if let Some(published) = document.and_then(|document| diagnostics::published(&self.workspace, document)) {
                self.publish(&json_rpc::json(&published).unwrap_or_default())?;
            }
        }
        let told = std::mem::replace(&mut self.told, self.workspace.unread().to_vec());
        for fault in self.told.clone().iter().filter(|fault| !told.contains(fault)) {
            let message = json!({ "type": MessageType::ERROR, "message": escape(&fault.to_string()) });
            self.send(&json_rpc::notification("window/showMessage", &message.to_string()))?;
        }
        self.watch()?;
        self.pending.published(began, (self.clock)());
        Ok(())
    }

    /// Asks the editor to watch what the findings depend on.
    fn watch(&mut self) -> io::Result<()> {
        if self.is_initialized {
            for message in self.watchers.change(self.client, self.workspace.watched()) {
                self.send(&message)?;
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
            (Stage::Running, _) if self.is_cancelled(id) => {
                Err(Failure::new(Code::RequestCancelled, "the request was cancelled"))
            }
            (Stage::Running, _) => requests::answer(&mut self.workspace, self.client, method, params),
        }
    }

    fn initialize(&mut self, params: &Value) -> Result<String, Failure> {
        self.client = Client::new(params.get("capabilities").unwrap_or(&Value::Null));
        self.workspace = Workspace::new(self.client.encoding);
        self.workspace.change_folders(notifications::folders(params), &[]);
        self.stage = Stage::Running;
        let info = json!({ "name": "callscript", "version": env!("CARGO_PKG_VERSION") });
        json_rpc::json(&json!({ "capabilities": requests::capabilities(self.client), "serverInfo": info }))
    }

    /// Whether the editor has already cancelled a request.
    fn is_cancelled(&self, request: &Value) -> bool {
        self.inbox.iter().any(|message| match message {
            Message::Notification { method, params } => {
                method == "$/cancelRequest" && params.get("id") == Some(request)
            }
            _ => false,
        })
    }

    /// Handles a notification. One that is invalid, or comes at the wrong time, is ignored.
    fn notification(&mut self, method: &str, params: Value) -> io::Result<()> {
        if self.stage != Stage::Running {
            return Ok(());
        }
        self.pending.changed((self.clock)());
        if method == "initialized" {
            self.is_initialized = true;
            self.watch()?;
        } else if let Some(closed) = notifications::apply(&mut self.workspace, method, params) {
            self.publish(&json!({ "uri": closed, "diagnostics": [] }).to_string())?;
        }
        Ok(())
    }

    fn publish(&mut self, diagnostics: &str) -> io::Result<()> {
        self.send(&json_rpc::notification("textDocument/publishDiagnostics", diagnostics))
    }

    fn send(&mut self, message: &str) -> io::Result<()> {
        json_rpc::write(self.out, message)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
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
        assert!(Server::new(&mut out, messages, &Duration::default).run().unwrap());
        let out = String::from_utf8(out).unwrap();
        assert!(out.contains(r#""id":2,"error":{"code":-32800,"#), "{out}");
        assert!(out.contains(r#""id":3,"result":null"#), "{out}");
        assert!(out.contains(r#""id":4,"result":null"#), "{out}");
    }

    #[test]
    fn findings_are_published_while_somebody_types_without_a_pause() {
        let (sender, messages) = mpsc::channel();
        let notify = |method: &str, params| Message::Notification { method: method.to_owned(), params };
        let initialize = json!({ "capabilities": {} });
        sender.send(Message::Request { id: json!(1), method: "initialize".to_owned(), params: initialize }).unwrap();
        let document =
            |version: i32| json!({ "uri": "untitled:1", "languageId": "yaml", "version": version, "text": "" });
        sender.send(notify("textDocument/didOpen", json!({ "textDocument": document(0) }))).unwrap();
        for version in 1..=1000 {
            let changes = json!([{ "text": format!("callscript: 1\nid: a{version}\n") }]);
            let params = json!({ "textDocument": document(version), "contentChanges": changes });
            sender.send(notify("textDocument/didChange", params)).unwrap();
        }
        sender.send(notify("exit", Value::Null)).unwrap();
        drop(sender);
        // Two milliseconds pass whenever the time is asked for, so about four with each edit.
        let now = Cell::new(0);
        let clock = || Duration::from_millis(now.replace(now.get() + 2));
        let mut out = Vec::new();
        Server::new(&mut out, messages, &clock).run().unwrap();
        let published = String::from_utf8(out).unwrap().matches("textDocument/publishDiagnostics").count();
        assert!((8..=16).contains(&published), "{published} in {} ms", now.get());
    }
}
