//! Texts become trees: YAML and TOML, expressions, and texts with `{{ }}`.
//!
//! Floor 2. Must not know what a script means.

pub mod expression;
pub mod template;
pub(crate) mod toml;
pub(crate) mod yaml;
