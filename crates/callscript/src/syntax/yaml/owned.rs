//! What is kept of a file once it was read: its tree, with texts of its own, for those who look at it again.
//!
//! Must not know what it is kept for.

use std::borrow::Cow;

use super::reader::File;
use super::value::{Blanked, Entry, Kind, Map, Scalar, Value};

/// The tree of a file, without a borrow of its text.
#[derive(Debug)]
pub(crate) struct Tree {
    /// The whole; none if the file could not be read at all.
    pub(crate) root: Option<Value<'static>>,
    /// Nodes that were passed over, by offset.
    pub(crate) blanked: Vec<Blanked>,
}

impl File<'_> {
    /// What is kept of it.
    pub(crate) fn into_tree(self) -> Tree {
        Tree { root: self.root.map(Value::into_owned), blanked: self.blanked }
    }
}

impl Value<'_> {
    fn into_owned(self) -> Value<'static> {
        let kind = match self.kind {
            Kind::Nothing => Kind::Nothing,
            Kind::Unknown => Kind::Unknown,
            Kind::Scalar(scalar) => Kind::Scalar(scalar.into_owned()),
            Kind::List(items) => Kind::List(items.into_iter().map(Value::into_owned).collect()),
            Kind::Map(Map { entries, flow }) => {
                let owned =
                    |Entry { key, value }: Entry<'_>| Entry { key: key.into_owned(), value: value.into_owned() };
                Kind::Map(Map { entries: entries.into_iter().map(owned).collect(), flow })
            }
        };
        Value { span: self.span, kind }
    }
}

impl Scalar<'_> {
    /// The same with a text of its own.
    pub(crate) fn into_owned(self) -> Scalar<'static> {
        Scalar { text: Cow::Owned(self.text.into_owned()), style: self.style, span: self.span }
    }
}
