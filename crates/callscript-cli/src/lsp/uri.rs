//! Converts between URIs and file paths.
//!
//! Must not know documents.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use callscript_project::workspace::Opened;
use lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

/// The characters to escape in a path: all except those that are always allowed in a URI.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The characters to escape in a URI that the editor did not escape properly.
const IN_ADDRESS: &AsciiSet = &IN_PATH
    .remove(b':')
    .remove(b'%')
    .remove(b'?')
    .remove(b'#')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// The schemes of texts that were never saved.
const UNSAVED: [&str; 2] = ["untitled", "inmemory"];

/// What a document is, by its URI and language. Only files, and YAML that was never saved, may be scripts: whatever else
/// has an address is another view of something, such as `git:` of an old revision.
pub(super) fn opened(uri: &Uri, language: &str) -> Opened {
    if let Some(path) = path(uri) {
        return Opened::File(path);
    }
    let (scheme, rest) = uri.as_str().split_once(':').unwrap_or_default();
    let is_unsaved = UNSAVED.iter().any(|unsaved| scheme.eq_ignore_ascii_case(unsaved));
    // Some editors give a text without a file the address of no file.
    let is_nameless = scheme.eq_ignore_ascii_case("file") && rest.trim_matches('/').is_empty();
    if (is_unsaved || is_nameless) && language.to_ascii_lowercase().contains("yaml") {
        Opened::Unsaved
    } else {
        Opened::Shown
    }
}

/// The path that a URI refers to; `None` if it does not refer to a file, such as `untitled:Untitled-1`.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    let (scheme, rest) = uri.as_str().split_once(':')?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let path = rest.strip_prefix("localhost").unwrap_or(rest);
    if !path.starts_with('/') || path.len() == 1 {
        return None;
    }
    let path = percent_decode_str(path).decode_utf8().ok()?;
    // On Windows, `/C:/scripts` is the path `C:/scripts`.
    let drive = path.get(1..).filter(|path| cfg!(windows) && path.get(1..2) == Some(":"));
    Some(PathBuf::from(drive.unwrap_or(&path)))
}

/// The folder that a URI refers to, without links if it is there.
pub(super) fn folder(uri: &Uri) -> Option<PathBuf> {
    let path = path(uri)?;
    Some(std::fs::canonicalize(&path).unwrap_or(path))
}

/// The URI of a file.
pub(super) fn of(path: &Path) -> Option<Uri> {
    let path = path.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    Uri::from_str(&format!("file://{slash}{}", utf8_percent_encode(&path, IN_PATH))).ok()
}

/// Escapes the characters in all URIs of a message that its sender should have escaped.
pub(super) fn escape_addresses(message: &mut Value) {
    match message {
        Value::Array(items) => items.iter_mut().for_each(escape_addresses),
        Value::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Value::String(uri) if key == "uri" => {
                        if Uri::from_str(uri).is_err() {
                            *uri = escaped(uri);
                        }
                    }
                    _ => escape_addresses(value),
                }
            }
        }
        _ => {}
    }
}

fn escaped(uri: &str) -> String {
    let mut parts = uri.split('%');
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_escape = part.get(..2).is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        whole.push_str(if is_escape { "%" } else { "%25" });
        whole.push_str(part);
    }
    utf8_percent_encode(&whole, IN_ADDRESS).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(uri: &str) -> Option<PathBuf> {
        let mut message = serde_json::json!({ "textDocument": { "uri": uri } });
        escape_addresses(&mut message);
        path(&Uri::from_str(message["textDocument"]["uri"].as_str().unwrap()).unwrap())
    }

    #[test]
    fn addresses_mean_files_however_they_are_escaped() {
        let cases = [
            ("file:///a/b.yaml", Some("/a/b.yaml")),
            ("file:///a%20b/%D1%91.yaml", Some("/a b/ё.yaml")),
            ("file:///a b/ё.yaml", Some("/a b/ё.yaml")),
            ("file:///a[1]/100%.yaml", Some("/a[1]/100%.yaml")),
            ("file://localhost/a.yaml", Some("/a.yaml")),
            ("file://elsewhere/a.yaml", None),
            ("file:///%ff.yaml", None),
            ("FILE:///a.yaml", Some("/a.yaml")),
            ("file:/a.yaml", Some("/a.yaml")),
            ("file:a.yaml", None),
            ("file://", None),
            ("file:///", None),
            ("untitled:Untitled-1", None),
            ("git:/a/b.yaml?{\"ref\":\"x\"}", None),
        ];
        for (uri, path) in cases {
            assert_eq!(read(uri), path.map(PathBuf::from), "{uri}");
        }
    }

    #[test]
    fn only_files_and_unsaved_yaml_may_be_scripts() {
        let file = |path: &str| Opened::File(PathBuf::from(path));
        for (uri, language, opened) in [
            ("file:///a/b.yaml", "plaintext", file("/a/b.yaml")),
            ("untitled:Untitled-1", "yaml", Opened::Unsaved),
            ("untitled:/a/b.yaml", "dockercompose-YAML", Opened::Unsaved),
            ("untitled:Untitled-1", "plaintext", Opened::Shown),
            ("inmemory://model/1", "yaml", Opened::Unsaved),
            ("file://", "yaml", Opened::Unsaved),
            ("git:/a/b.yaml?ref", "yaml", Opened::Shown),
            ("vscode-notebook-cell:/a/b.ipynb#W0", "yaml", Opened::Shown),
            ("output:tasks", "yaml", Opened::Shown),
            ("file://elsewhere/a.yaml", "yaml", Opened::Shown),
            ("nothing", "yaml", Opened::Shown),
        ] {
            assert_eq!(super::opened(&Uri::from_str(uri).unwrap(), language), opened, "{uri}");
        }
    }

    #[test]
    fn the_address_of_a_file_leads_back_to_it() {
        for file in ["/a/b.yaml", "/a b/ё [1] #2 100% ?.yaml", "/\u{1f642}/'\"<>.yaml"] {
            assert_eq!(path(&of(Path::new(file)).unwrap()), Some(PathBuf::from(file)), "{file}");
        }
        assert_eq!(of(Path::new("/a b.yaml")).unwrap().as_str(), "file:///a%20b.yaml");
    }
}
