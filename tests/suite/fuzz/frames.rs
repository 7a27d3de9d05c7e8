//! The messages of an editor, each with a header that says how long it is.

use serde_json::Value;

/// The messages in these bytes, with `root` in place of `ROOT`: as they are if they have headers, else one a line.
pub(super) fn sent(bytes: &[u8], root: &str) -> Vec<u8> {
    let has_headers = bytes.windows(14).any(|window| window.eq_ignore_ascii_case(b"content-length"));
    let bytes =
        if has_headers { bytes.to_vec() } else { bytes.split(|byte| *byte == b'\n').flat_map(framed).collect() };
    // Other folders of this machine are none of its business.
    let within = replaced(&replaced(&bytes, b"file:", b"else:"), b"..", b"__");
    let bytes = replaced(&within, b"ROOT", root.as_bytes());
    framed_again(&bytes).unwrap_or(bytes)
}

/// Panics if these are not messages of a server.
pub(super) fn check(mut rest: &[u8]) {
    while !rest.is_empty() {
        let end = rest.windows(4).position(|window| window == b"\r\n\r\n").expect("a header");
        let header = std::str::from_utf8(&rest[..end]).expect("a header in ASCII");
        let length: usize = header.strip_prefix("Content-Length: ").expect("a length").parse().expect("a number");
        let body: Value = serde_json::from_slice(&rest[end + 4..end + 4 + length]).expect("a message");
        assert!(body.is_object(), "{body}");
        rest = &rest[end + 4 + length..];
    }
}

fn framed(body: &[u8]) -> Vec<u8> {
    [format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat()
}

/// The same messages, with lengths that are right after words were replaced; `None` if they were not all right before.
fn framed_again(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut starts: Vec<usize> = Vec::new();
    for at in 0..bytes.len() {
        if bytes[at..].starts_with(b"Content-Length: ") {
            starts.push(at);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    let mut again = Vec::new();
    for (start, end) in starts.iter().copied().zip(ends) {
        let message = &bytes[start..end];
        let body = message.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
        again.extend(framed(&message[body..]));
    }
    (!again.is_empty()).then_some(again)
}

fn replaced(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(old.len()).position(|window| window == old) {
        text.extend([&rest[..at], new].concat());
        rest = &rest[at + old.len()..];
    }
    text.extend(rest);
    text
}
