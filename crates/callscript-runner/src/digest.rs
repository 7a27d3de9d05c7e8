//! The digest of all scripts that a session can run, for each version of journals, results and transcripts.
//!
//! Floor 1. Must not know sessions.

use std::borrow::Cow;

use callscript::script::{Digest, Script};

/// The digest that journals, results and transcripts of this version contain. In version 1 it is a hash of texts, so
/// that even a comment changes it.
pub(crate) fn of_version(version: u64, script: &Script) -> Digest {
    if version == 1 { of_texts(script) } else { script.digest() }
}

/// A hash of the ids of a script and of every script that it can run, and of the hashes of their texts, ordered by id.
fn of_texts(script: &Script) -> Digest {
    let mut hasher = blake3::Hasher::new();
    for (id, script) in script.reach() {
        hasher.update(id.as_bytes()).update(b"\n").update(of_text(script.source().text()).as_bytes());
    }
    Digest(hasher.finalize().into())
}

/// The hash of a text, without byte order mark and with LF for every line end.
fn of_text(text: &str) -> blake3::Hash {
    let text = text.trim_start_matches('\u{feff}');
    let unix = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    };
    blake3::hash(unix.as_bytes())
}
