//! Bundles: a script and all that it needs, as texts. By one a host stores a version of a script, and makes the same script
//! of it again.
//!
//! Must not know where a host keeps it.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::inert::escape;
use crate::base::source::Source;
use crate::library::Library;
use crate::lint::CheckError;
use crate::script::{Digest, Exit, Script};

/// The texts of a script and of all that it can run: one version of it, as plain data for a file or a database.
///
/// ```
/// # use callscript::{Bundle, library::Library, source::Source};
/// # let text = "
/// # callscript: 1
/// # id: hello
/// # title: Hello
/// # start: hello
/// # outcomes: { done: Said hello }
/// # nodes: { hello: { say: 'Hello, and goodbye.', end: done } }
/// # ";
/// # let script = Library::from_sources(vec![Source::new("hello.yaml", text)]).check("hello")?;
/// let mut bundle = Bundle::of(&script);
/// assert_eq!((bundle.script.as_str(), bundle.texts[0].name.as_str()), ("hello", "hello.yaml"));
/// // The same script, though the files on disk may have changed long since.
/// assert_eq!(bundle.check()?.digest(), script.digest());
///
/// bundle.texts[0].text = text.replace("Hello, and", "Hi, and");
/// let error = bundle.check().unwrap_err();
/// assert_eq!(error.to_string(), "the text `hello.yaml` is not the one that was bundled");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// With the feature `serde` it is read and written as `{"version": 1, "script": "hello", "digest": "…", "texts": [{"name":
/// "hello.yaml", "text": "…", "checksum": "…"}]}`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Bundle {
    /// The version of this form: [`Bundle::VERSION`].
    pub version: u32,
    /// The id of the script.
    #[cfg_attr(feature = "serde", serde(default))]
    pub script: String,
    /// The digest of everything that a session of it can run: its [`Script::digest`].
    #[cfg_attr(feature = "serde", serde(default = "no_digest"))]
    pub digest: Digest,
    /// The texts, ordered by the ids of their scripts.
    #[cfg_attr(feature = "serde", serde(default))]
    pub texts: Vec<BundledText>,
}

/// A text in a [`Bundle`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct BundledText {
    /// The name of its file.
    pub name: String,
    /// The text, byte for byte.
    pub text: String,
    /// A hash of name and text. It shows damage; it is no signature.
    pub checksum: Digest,
}

/// Why a bundle is refused.
///
/// ```
/// # use callscript::{Bundle, BundleError, script::Digest};
/// let newer = Bundle { version: 2, script: "hello".into(), digest: Digest([0; 32]), texts: Vec::new() };
/// assert!(matches!(newer.check(), Err(BundleError::UnsupportedVersion(2))));
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BundleError {
    /// Another program made it, most likely a newer one.
    #[error("the bundle has version {found}, and this program reads version {known}", found = .0, known = Bundle::VERSION)]
    UnsupportedVersion(u32),
    /// The text of this name, or its name, was changed.
    #[error("the text `{}` is not the one that was bundled", escape(.0))]
    ChangedText(String),
    /// The text of this name belongs to no script that is needed.
    #[error("the text `{}` does not belong to the bundle", escape(.0))]
    ForeignText(String),
    /// The script that the texts make has another digest.
    #[error("the bundle is of a script with the digest {stored}, and its texts make one with {found}")]
    OtherDigest {
        /// The digest in the bundle.
        stored: Digest,
        /// The digest of what the texts make.
        found: Digest,
    },
    /// A text is missing, or the checks of this program find errors that those of an older one did not.
    #[error("the bundle of the script `{}` cannot be run", escape(script))]
    Faulty {
        /// The id of the script.
        script: String,
        /// The errors.
        source: CheckError,
    },
}

impl Bundle {
    /// The version that this program reads and writes.
    pub const VERSION: u32 = 1;

    /// The bundle of a script.
    pub fn of(script: &Script) -> Self {
        let texts = needed(script).into_values().map(|script| BundledText::of(script.source()));
        Self { version: Self::VERSION, script: script.id().to_owned(), digest: script.digest(), texts: texts.collect() }
    }

    /// The script: the same as the one that was bundled, with the same digest.
    ///
    /// # Errors
    ///
    /// If the bundle has another version, if a text was changed, added or removed, or if the script has errors.
    pub fn check(&self) -> Result<Arc<Script>, BundleError> {
        if self.version != Self::VERSION {
            return Err(BundleError::UnsupportedVersion(self.version));
        }
        if let Some(changed) = self.texts.iter().find(|text| !text.is_whole()) {
            return Err(BundleError::ChangedText(changed.name.clone()));
        }
        let library = Library::from_sources(self.texts.iter().map(BundledText::source).collect());
        let script = library
            .check(&self.script)
            .map_err(|source| BundleError::Faulty { script: self.script.clone(), source })?;
        let needed = needed(&script);
        if let Some(foreign) = library.files().iter().find(|file| file.id().is_none_or(|id| !needed.contains_key(id))) {
            return Err(BundleError::ForeignText(foreign.source().name().to_owned()));
        }
        let (stored, found) = (self.digest, script.digest());
        if stored == found { Ok(script) } else { Err(BundleError::OtherDigest { stored, found }) }
    }
}

impl BundledText {
    fn of(source: &Source) -> Self {
        let (name, text) = (source.name().to_owned(), source.text().to_owned());
        Self { checksum: checksum(&name, &text), name, text }
    }

    fn is_whole(&self) -> bool {
        self.checksum == checksum(&self.name, &self.text)
    }

    /// The text as a file. It was read once, so its size is no reason to refuse it.
    fn source(&self) -> Source {
        Source::from_bytes(self.name.as_str(), self.text.clone().into_bytes(), u64::MAX)
    }
}

/// The script and every script that is checked with it: more than a session of it can run, since a subscript's `after` is
/// checked, and never run.
fn needed(script: &Script) -> BTreeMap<&str, &Script> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![script];
    while let Some(script) = waiting.pop() {
        if found.insert(script.id(), script).is_none() {
            let runs = script.nodes().iter().filter_map(|node| match &node.exit {
                Exit::Run(run) => Some(run.script.as_ref()),
                _ => None,
            });
            waiting.extend(runs.chain(script.after().map(|after| after.script.as_ref())));
        }
    }
    found
}

fn checksum(name: &str, text: &str) -> Digest {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(name.len() as u64).to_le_bytes()).update(name.as_bytes()).update(text.as_bytes());
    Digest(hasher.finalize().into())
}

/// The digest of nothing. A bundle of a newer version may lack what this one has; its version is what refuses it.
#[cfg(feature = "serde")]
fn no_digest() -> Digest {
    Digest([0; 32])
}
