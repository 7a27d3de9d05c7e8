//! What a session can run, in one number: two sessions of one digest walk through the same words.
//!
//! Floor 1. Must not know sessions.

use callscript::script::{Digest, Script};

/// The digest of a script and of all that it can run: that of their ids and digests, by id.
pub(crate) fn digest(script: &Script) -> Digest {
    let mut hasher = blake3::Hasher::new();
    for (id, script) in script.reach() {
        hasher.update(id.as_bytes()).update(b"\n").update(&script.digest().0);
    }
    Digest(hasher.finalize().into())
}
