//! Reads bytes as texts of scripts separated by NUL; after the last NUL come the steps of a call. Input without a NUL
//! is a single script.
//!
//! Reading and linting the scripts never panics; calls of scripts without errors keep the contract.

#![no_main]

#[path = "../../../callscript-runner/tests/suite"]
mod suite {
    pub(crate) mod bound;
    pub(crate) mod shadow;
    pub(crate) mod steps;
    #[path = "../../../callscript-cli/fuzz/fuzz_targets/support.rs"]
    pub(crate) mod support;
    pub(crate) mod walker;
}

use std::sync::Arc;

use callscript::diagnostic::Severity;
use callscript::library::{File, Library};
use callscript::source::Source;
use libfuzzer_sys::fuzz_target;

use self::suite::support::call;

fuzz_target!(|bytes: &[u8]| {
    let mut parts: Vec<&[u8]> = bytes.split(|byte| *byte == 0).collect();
    let deeds = if parts.len() > 1 { parts.pop() } else { None };
    let texts = parts.iter().take(4).map(|bytes| String::from_utf8_lossy(bytes));
    let files =
        (0..).zip(texts).map(|(at, text): (u32, _)| Arc::new(File::read(Source::new(format!("{at}.yaml"), text))));
    let library = Library::new(files.collect());
    let findings = library.lint();
    let is_faulty = findings.iter().any(|finding| finding.severity == Severity::Error);
    match library.check_file(0) {
        Ok(script) => call(&script, deeds.unwrap_or(bytes)),
        Err(_) => assert!(is_faulty, "refused without an error"),
    }
});
