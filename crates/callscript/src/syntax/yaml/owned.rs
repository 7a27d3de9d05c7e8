//! The tree of a file with owned texts, so that it can outlive the borrow of the source.
//!
//! Must not know what the tree is used for.

use std::borrow::Cow;

use super::reader::File;
use super::value::{Blanked, Entry, Kind, Map, Scalar, Value};

/// The tree of a file, with owned texts.
#[derive(Debug)]
pub(crate) struct Tree {
    /// The root value; `None` if the file could not be recovered from its syntax errors.
    pub(crate) root: Option<Value<'static>>,
    /// The nodes skipped because of syntax errors, sorted by offset.
    pub(crate) blanked: Vec<Blanked>,
}

impl File<'_> {
    /// The tree with owned texts; comments and faults are dropped.
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
    /// The same scalar with an owned text.
    pub(crate) fn into_owned(self) -> Scalar<'static> {
        Scalar { text: Cow::Owned(self.text.into_owned()), style: self.style, span: self.span }
    }
}
