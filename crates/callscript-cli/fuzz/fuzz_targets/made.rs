//! Reads bytes as the numbers for a random library and the steps of its calls; nearly all libraries can be walked.

#![no_main]

#[path = "../../../callscript-runner/tests/suite"]
mod suite {
    pub(crate) mod bound;
    pub(crate) mod generate;
    pub(crate) mod shadow;
    pub(crate) mod steps;
    #[path = "../../../callscript-cli/fuzz/fuzz_targets/support.rs"]
    pub(crate) mod support;
    pub(crate) mod walker;
}

use libfuzzer_sys::fuzz_target;

use self::suite::generate::make;
use self::suite::support::{call, numbers};

fuzz_target!(|bytes: &[u8]| {
    let (deeds, made) = bytes.split_at(bytes.len().min(64));
    if let Some(script) = make(&numbers(made), 15).checked() {
        call(&script, deeds);
    }
});
