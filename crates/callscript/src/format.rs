//! The format of a script as a table: the keys that each kind of map may have, the kind of each key's value, and the
//! keys that it depends on.
//!
//! The reader, completion, the JSON Schema, the normal form of `diff` and the tables of the format's page are all
//! driven by [`keys()`]. Must not know source texts, spans, or what a script means.

mod key;
mod keys;
mod lookup;
mod map_kind;
mod value;

pub use key::{Key, Need};
pub use keys::keys;
pub use map_kind::MapKind;
pub use value::{Name, Number, Step, Value};
