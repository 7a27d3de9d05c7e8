//! Reads and writes the messages of the protocol: JSON-RPC, with a header before each message.
//!
//! After an invalid message, reading continues with the next. Must not know what messages mean.

use std::io::{self, BufRead, Read, Write};

use serde::Serialize;
use serde_json::{Value, json};

/// The most bytes of one message: a file of the largest allowed size with every character escaped.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// The most bytes of a header line.
const MAX_HEADER: u64 = 4096;

/// A message from the editor.
#[derive(Debug, PartialEq)]
pub(super) enum Message {
    /// A request, which needs a response.
    Request { id: Value, method: String, params: Value },
    /// A notification, which needs no response.
    Notification { method: String, params: Value },
    /// A response to a request of the server.
    Response,
    /// A message that is invalid.
    Broken(Failure),
}

/// The error of a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) code: Code,
    pub(super) message: String,
}

/// The error codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    ParseError = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,
    InvalidParams = -32602,
    InternalError = -32603,
    NotInitialized = -32002,
    RequestFailed = -32803,
    RequestCancelled = -32800,
}

impl Failure {
    pub(super) fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// Reads the next message; `None` at the end of input.
pub(super) fn read(input: &mut (impl BufRead + ?Sized)) -> io::Result<Option<Message>> {
    let Some(length) = read_header(input)? else {
        return Ok(None);
    };
    let Ok(length) = length else {
        return Ok(Some(broken("a message came without its length")));
    };
    let mut body = (&mut *input).take(length);
    if length > MAX_BYTES {
        io::copy(&mut body, &mut io::sink())?;
        return Ok(Some(broken("a message is too long")));
    }
    let mut bytes = Vec::new();
    body.read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length {
        return Ok(None);
    }
    Ok(Some(serde_json::from_slice(&bytes).map_or_else(|error| broken(&error.to_string()), classify)))
}

/// Writes one message, with its header.
pub(super) fn write(out: &mut dyn Write, message: &str) -> io::Result<()> {
    write!(out, "Content-Length: {}\r\n\r\n{message}", message.len())?;
    out.flush()
}

/// Serializes a value as JSON.
pub(super) fn json(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::new(Code::InternalError, error.to_string()))
}

/// The response to a request. A result is passed as JSON text, because many are long.
pub(super) fn response(id: &Value, result: Result<String, Failure>) -> String {
    match result {
        Ok(result) => format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{result}}}"#),
        Err(Failure { code, message }) => {
            json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code as i32, "message": message } }).to_string()
        }
    }
}

/// A notification. The parameters are passed as JSON text.
pub(super) fn notification(method: &str, params: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","method":"{method}","params":{params}}}"#)
}

/// A request to the editor. The server does not wait for the response.
pub(super) fn request(id: &str, method: &str, params: &Value) -> String {
    json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }).to_string()
}

/// The length in a header; the inner error means that the header has none. `None` at the end of input.
fn read_header(input: &mut (impl BufRead + ?Sized)) -> io::Result<Option<Result<u64, ()>>> {
    let mut length = Err(());
    loop {
        let mut line = Vec::new();
        (&mut *input).take(MAX_HEADER).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        if line.trim().is_empty() {
            return Ok(Some(length));
        }
        if let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().map_err(|_| ());
        }
    }
}

fn broken(why: &str) -> Message {
    Message::Broken(Failure::new(Code::ParseError, why))
}

/// Classifies a JSON value: a request, a notification, a response, or broken.
fn classify(mut json: Value) -> Message {
    let mut take = |key: &str| json.get_mut(key).map(Value::take);
    let (id, method) = (take("id").filter(|id| !id.is_null()), take("method"));
    let params = take("params").unwrap_or_default();
    match (id, method) {
        (Some(id), Some(Value::String(method))) => Message::Request { id, method, params },
        (None, Some(Value::String(method))) => Message::Notification { method, params },
        (Some(_), None) => Message::Response,
        _ => Message::Broken(Failure::new(Code::InvalidRequest, "this is neither a request nor a response")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(text: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{text}", text.len())
    }

    fn all(mut input: &[u8]) -> Vec<Message> {
        std::iter::from_fn(|| read(&mut input).unwrap()).collect()
    }

    #[test]
    fn reading_goes_on_after_whatever_came() {
        let good = framed(r#"{"jsonrpc":"2.0","id":"a","method":"m","params":{"x":"ё"}}"#);
        let wanted = || Message::Request { id: json!("a"), method: "m".into(), params: json!({ "x": "ё" }) };
        let broken = [
            framed("{"),
            framed("[1]"),
            framed("\u{0}"),
            framed("{\"id\":1,\"method\":2}"),
            "Content-Length: x\r\n\r\n".to_owned(),
            "Content-Length: -4\r\n\r\n".to_owned(),
            "nonsense\n\n".to_owned(),
            "X: y\r\n\r\n".to_owned(),
            framed(&"[".repeat(100_000)),
        ];
        for broken in broken {
            let read = all(format!("{broken}{good}").as_bytes());
            assert!(matches!(read[0], Message::Broken(_)), "{broken}: {read:?}");
            assert_eq!(read[1..], [wanted()], "{broken}");
        }
    }

    #[test]
    fn a_message_that_is_cut_off_is_the_end() {
        let text = framed(r#"{"method":"m"}"#);
        for end in 0..text.len() {
            assert_eq!(all(&text.as_bytes()[..end]), [], "{end}");
        }
        assert_eq!(all(b"Content-Length: 99999999999999\r\n\r\nabc"), [broken("a message is too long")]);
    }

    #[test]
    fn other_headers_and_line_ends_are_taken() {
        let text = "Content-Type: application/vscode-jsonrpc; charset=utf-8\ncontent-length: 14\n\n{\"method\":\"m\"}";
        assert_eq!(all(text.as_bytes()), [Message::Notification { method: "m".into(), params: Value::Null }]);
    }

    #[test]
    fn what_is_written_is_read() {
        let mut bytes = Vec::new();
        write(&mut bytes, &request("a", "m", &json!(["ü"]))).unwrap();
        write(&mut bytes, &notification("n", "{}")).unwrap();
        write(&mut bytes, &response(&json!(3), Ok("null".into()))).unwrap();
        let expected = [
            Message::Request { id: json!("a"), method: "m".into(), params: json!(["ü"]) },
            Message::Notification { method: "n".into(), params: json!({}) },
            Message::Response,
        ];
        assert_eq!(all(&bytes), expected);
    }
}
