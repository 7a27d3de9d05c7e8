//! `callscript lsp`: a language server on standard input and output.
//!
//! A thread of its own reads incoming messages, so that the server can see cancellations and newer edits before it
//! answers a request. Everything else happens in order.
//!
//! Forbids: commands

mod actions;
mod client_capabilities;
mod code_lens;
mod completion;
mod diagnostics;
mod edits;
mod folding;
mod hover;
mod json_rpc;
mod naming;
mod navigation;
mod notifications;
mod outline;
mod parameters;
mod pause;
mod positions;
mod rename;
mod requests;
mod server;
mod uri;
mod watchers;
mod workspace_symbols;

use std::io::BufRead;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Instant;

use self::json_rpc::Message;
use self::server::Server;
use crate::console::{Console, Status};
use crate::error::Error;

/// Serves until the editor exits.
pub(crate) fn serve(console: &mut Console<'_>) -> Result<Status, Error> {
    if console.typed {
        console.note("waiting for an editor on standard input; Ctrl-C ends it\n");
    }
    let Console { input, out, .. } = console;
    let input: &mut (dyn BufRead + Send) = *input;
    let (sender, messages) = mpsc::channel();
    let in_order = thread::scope(|scope| {
        scope.spawn(move || read_all(input, &sender));
        let start = Instant::now();
        Server::new(*out, messages, &|| start.elapsed()).run()
    })?;
    Ok(if in_order { Status::Good } else { Status::Faulty })
}

/// Reads messages until the editor exits.
fn read_all(input: &mut (dyn BufRead + Send), messages: &Sender<Message>) {
    while let Ok(Some(message)) = json_rpc::read(input) {
        let is_last = matches!(&message, Message::Notification { method, .. } if method == "exit");
        if messages.send(message).is_err() || is_last {
            break;
        }
    }
}
