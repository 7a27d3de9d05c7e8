//! See `input` in `tests/suite/fuzz/targets.rs`.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| callscript_fuzz::call("input", bytes));
