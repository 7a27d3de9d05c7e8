//! Digests: hashes that tell whether a script, or one that it runs, has changed.
//!
//! What is hashed is the YAML tree: keys, values, which of them are quoted, and their order. Comments, blank lines,
//! indentation and the kind of quotes do not count. Journals contain digests, so the encoding must never change.

#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use super::Script;
use crate::base::source::Source;
use crate::syntax::yaml::{self, Kind, Scalar, Style, Value};

/// A BLAKE3 hash of a script, or of a script and all that it runs.
///
/// It is written in hexadecimal, also by serde (feature `serde`):
///
/// ```
/// # use callscript::script::Digest;
/// let digest = Digest([0x0a; 32]);
/// assert_eq!(digest.to_string(), "0a".repeat(32));
/// assert_eq!("0a".repeat(32).parse(), Ok(digest));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A text that is no digest.
///
/// ```
/// # use callscript::script::Digest;
/// let error = "0a0a".parse::<Digest>().unwrap_err();
/// assert_eq!(error.to_string(), "a digest has 64 hexadecimal digits");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a digest has 64 hexadecimal digits")]
pub struct DigestError;

impl FromStr for Digest {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Self, DigestError> {
        blake3::Hash::from_hex(text).map(|hash| Self(hash.into())).map_err(|_| DigestError)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Digest {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Digest {
    /// The hash of these digests by id, in this order.
    pub(crate) fn of_all<'s>(digests: impl IntoIterator<Item = (&'s str, Self)>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for (id, digest) in digests {
            hasher.update(id.as_bytes()).update(b"\n").update(&digest.0);
        }
        Self(hasher.finalize().into())
    }
}

impl Script {
    /// The digest of everything that a session of this script can run: of the digests of all scripts that it reaches,
    /// by id. Comments, blank lines and indentation do not count.
    pub fn digest(&self) -> Digest {
        // What `callscript.toml` shares with the outermost script belongs here, once it shares something.
        Digest::of_all(self.reach().into_iter().map(|(id, script)| (id, script.text_digest())))
    }

    /// The digest of its own text. Comments, blank lines and indentation do not count.
    pub fn text_digest(&self) -> Digest {
        *self.text_digest.get_or_init(|| of_text(&self.source))
    }

    /// The source that it was read from.
    pub fn source(&self) -> &Source {
        &self.source
    }
}

fn of_text(source: &Source) -> Digest {
    let mut bytes = Vec::with_capacity(source.text().len());
    if let Some(root) = yaml::read(source).root {
        encode(&root, &mut bytes);
    }
    Digest(blake3::hash(&bytes).into())
}

/// Appends a value: a letter for its kind, the length, and its parts. Two different trees never have the same encoding.
fn encode(value: &Value<'_>, bytes: &mut Vec<u8>) {
    match &value.kind {
        // A checked script has no unknown values.
        Kind::Nothing | Kind::Unknown => bytes.push(b'n'),
        Kind::Scalar(scalar) => encode_scalar(scalar, bytes),
        Kind::List(items) => {
            encode_length(b'l', items.len(), bytes);
            for item in items {
                encode(item, bytes);
            }
        }
        Kind::Map(map) => {
            encode_length(b'm', map.entries.len(), bytes);
            for entry in &map.entries {
                encode_scalar(&entry.key, bytes);
                encode(&entry.value, bytes);
            }
        }
    }
}

fn encode_scalar(scalar: &Scalar<'_>, bytes: &mut Vec<u8>) {
    let kind = if scalar.style == Style::Plain { b'p' } else { b'q' };
    encode_length(kind, scalar.text.len(), bytes);
    bytes.extend_from_slice(scalar.text.as_bytes());
}

fn encode_length(kind: u8, length: usize, bytes: &mut Vec<u8>) {
    bytes.push(kind);
    bytes.extend_from_slice(&(length as u64).to_le_bytes());
}
