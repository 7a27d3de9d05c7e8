//! The table: a row for each key.

mod edge;
mod node;
mod policy;
mod script;

use super::Key;

/// Every key, in the order in which the maps have them.
pub fn keys() -> impl Iterator<Item = &'static Key> {
    [script::KEYS, node::KEYS, edge::KEYS, policy::KEYS].into_iter().flatten()
}
