//! Parsers: YAML and TOML into trees, expressions and templates into ASTs.
//!
//! Floor 2. Must not know what a script means.

pub(crate) mod expression;
pub(crate) mod template;
pub(crate) mod toml;
pub(crate) mod yaml;
