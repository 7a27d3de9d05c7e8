//! What property tests share.

use proptest::test_runner::{Config, RngSeed};

/// The same cases in every run, and no files kept of those that fail; `PROPTEST_CASES` says how many.
pub(crate) fn repeatable() -> Config {
    Config { rng_seed: RngSeed::Fixed(0), failure_persistence: None, ..Config::default() }
}
