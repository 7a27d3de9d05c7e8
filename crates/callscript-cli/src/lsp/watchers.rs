//! The registration of the files that the editor watches for the server.
//!
//! Must not know why they are watched.

use std::path::Path;

use callscript_project::workspace::Watched;
use serde_json::{Value, json};

use super::client_capabilities::Client;
use super::{json_rpc, uri};

/// What is watched in the folders of the editor, and in libraries elsewhere.
const GLOBS: [&str; 5] = ["**/*.yaml", "**/*.yml", "**/callscript.toml", "**/.gitignore", "**/.ignore"];

/// Created or deleted.
const APPEARS: u8 = 1 | 4;

/// The files that the editor watches.
#[derive(Debug, Default)]
pub(super) struct Watchers {
    /// What the editor watches beside [`GLOBS`]; `None` if it has not been asked.
    registered: Option<Watched>,
    /// The number of requests so far, of which each needs an id of its own.
    asked: u32,
}

impl Watchers {
    /// The messages that make the editor watch these files, too, and no others.
    pub(super) fn change(&mut self, client: Client, watched: Watched) -> Vec<String> {
        if !client.registers_watchers || self.registered.as_ref() == Some(&watched) {
            return Vec::new();
        }
        let mut messages = Vec::new();
        match &self.registered {
            None => messages.push(self.register("files", &GLOBS.map(|glob| json!({ "globPattern": glob })))),
            Some(before) if *before != Watched::default() => {
                let params = json!({ "unregisterations": [{ "id": "more", "method": METHOD }] });
                messages.push(self.ask("client/unregisterCapability", &params));
            }
            Some(_) => {}
        }
        if watched != Watched::default() {
            messages.push(self.register("more", &watchers(client, &watched)));
        }
        self.registered = Some(watched);
        messages
    }

    fn register(&mut self, id: &str, watchers: &[Value]) -> String {
        let registration = json!({ "id": id, "method": METHOD, "registerOptions": { "watchers": watchers } });
        self.ask("client/registerCapability", &json!({ "registrations": [registration] }))
    }

    fn ask(&mut self, method: &str, params: &Value) -> String {
        self.asked += 1;
        json_rpc::request(&format!("watch-{}", self.asked), method, params)
    }
}

const METHOD: &str = "workspace/didChangeWatchedFiles";

fn watchers(client: Client, watched: &Watched) -> Vec<Value> {
    let mut watchers = Vec::new();
    for folder in &watched.libraries {
        watchers
            .extend(GLOBS.iter().filter_map(|glob| Some(json!({ "globPattern": relative(client, folder, glob)? }))));
    }
    for file in &watched.files {
        watchers.extend(named(client, file).map(|pattern| json!({ "globPattern": pattern })));
    }
    for folder in &watched.folders {
        watchers.extend(named(client, folder).map(|pattern| json!({ "globPattern": pattern, "kind": APPEARS })));
    }
    watchers
}

/// The pattern of one path.
fn named(client: Client, path: &Path) -> Option<Value> {
    let name = literal(path.file_name()?.to_str()?);
    match path.parent().and_then(|folder| relative(client, folder, &name)) {
        Some(pattern) => Some(pattern),
        None => Some(json!(format!("**/{name}"))),
    }
}

/// A pattern below a folder, if the editor knows such patterns.
fn relative(client: Client, folder: &Path, pattern: &str) -> Option<Value> {
    let base = uri::of(folder).filter(|_| client.knows_relative_patterns)?;
    Some(json!({ "baseUri": base, "pattern": pattern }))
}

/// A pattern for a name. The characters of patterns cannot be escaped: any character counts in their place.
fn literal(name: &str) -> String {
    name.replace(['*', '?', '[', ']', '{', '}', '!', ',', '\\'], "?")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn what_changes_is_registered_anew() {
        let client = Client { registers_watchers: true, knows_relative_patterns: true, ..Client::default() };
        let file = |path: &str| Watched { files: BTreeSet::from([path.into()]), ..Watched::default() };
        let mut watchers = Watchers::default();
        assert_eq!(watchers.change(client, Watched::default()).len(), 1);
        assert_eq!(watchers.change(client, Watched::default()), [""; 0]);
        let messages = watchers.change(client, file("/a/legal[1].txt"));
        assert_eq!(messages.len(), 1);
        assert!(messages[0].contains(r#"{"baseUri":"file:///a","pattern":"legal?1?.txt"}"#), "{messages:?}");
        let messages = watchers.change(client, file("/a/b"));
        assert!(messages.len() == 2 && messages[0].contains("unregister"), "{messages:?}");
        assert_eq!(watchers.change(client, Watched::default()).len(), 1);
        let old = Client { knows_relative_patterns: false, ..client };
        assert!(Watchers::default().change(old, file("/a/b c"))[1].contains(r#""globPattern":"**/b c""#));
        let none = Client { registers_watchers: false, ..client };
        assert_eq!(Watchers::default().change(none, file("/a/b")), [""; 0]);
    }
}
