//! The format of a script, written down once: which keys a map may have, what stands behind each, and what it belongs with.
//!
//! The reader, completion, the JSON Schema, the normal form of `diff` and the tables of the format's page follow [`keys()`]. Must
//! not know texts, places in files, or what a script means.

mod key;
mod keys;
mod lookup;
mod place;
mod value;

pub use key::{Key, Need};
pub use keys::keys;
pub use place::Place;
pub use value::{Name, Number, Step, Value};
