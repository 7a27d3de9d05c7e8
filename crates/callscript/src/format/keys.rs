//! The table of keys: a row for each key.

mod edge;
mod node;
mod policy;
mod script;

use super::Key;

/// Every row of the table. Keys of the same map are in the order in which they are usually written.
pub fn keys() -> impl Iterator<Item = &'static Key> {
    [script::KEYS, node::KEYS, edge::KEYS, policy::KEYS].into_iter().flatten()
}
