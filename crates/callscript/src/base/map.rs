//! Maps for names, of which a script can have very many: they hash faster than those of the standard library.
//!
//! Must not know what is named.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use indexmap::IndexMap;

/// Values by key, in the order in which they were added.
pub(crate) type OrderedMap<K, V> = IndexMap<K, V, RandomState>;

/// Values by key.
pub(crate) type UnorderedMap<K, V> = HashMap<K, V, RandomState>;
