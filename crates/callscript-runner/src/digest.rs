//! What a session can run, in one number: two sessions of one digest walk through the same words.

use std::collections::BTreeMap;

use callscript::script::{Digest, Exit, Script};

/// The digest of a script and of all that it can run: that of their ids and digests, by id.
pub(crate) fn digest(script: &Script) -> Digest {
    let mut found = BTreeMap::new();
    let mut waiting = vec![script];
    waiting.extend(script.after().map(|after| after.script.as_ref()));
    while let Some(script) = waiting.pop() {
        if found.insert(script.id(), script.digest()).is_some() {
            continue;
        }
        let callees = script.nodes().iter().filter_map(|node| match &node.exit {
            Exit::Run(run) => Some(run.script.as_ref()),
            _ => None,
        });
        waiting.extend(callees);
    }
    let mut hasher = blake3::Hasher::new();
    for (id, digest) in found {
        hasher.update(id.as_bytes()).update(b"\n").update(&digest.0);
    }
    Digest(hasher.finalize().into())
}
