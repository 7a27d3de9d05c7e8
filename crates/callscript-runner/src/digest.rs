//! A digest of all scripts that a session can run. Equal digests mean identical scripts.
//!
//! Floor 1. Must not know sessions.

use callscript::script::{Digest, Script};

/// The digest of a script and of every script that it can run: a hash of their ids and digests, ordered by id.
pub(crate) fn digest(script: &Script) -> Digest {
    let mut hasher = blake3::Hasher::new();
    for (id, script) in script.reach() {
        hasher.update(id.as_bytes()).update(b"\n").update(&script.digest().0);
    }
    Digest(hasher.finalize().into())
}
