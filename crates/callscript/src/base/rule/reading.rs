//! The rules that readers check while they read a file.
//!
//! Must not know when a rule is violated.

use super::{Group, Rule};

/// An expression that does not parse.
pub(crate) static BAD_EXPRESSION: Rule =
    Rule { name: "bad-expression", group: Group::Data, page: include_str!("../../../docs/rules/bad-expression.md") };

/// A text whose `{{ }}` or `{% %}` does not parse.
pub(crate) static BAD_TEXT: Rule =
    Rule { name: "bad-text", group: Group::Data, page: include_str!("../../../docs/rules/bad-text.md") };

/// A value of the right type that is not allowed.
pub(crate) static BAD_VALUE: Rule =
    Rule { name: "bad-value", group: Group::Reading, page: include_str!("../../../docs/rules/bad-value.md") };

/// A key given twice in one map.
pub(crate) static DUPLICATE_KEY: Rule =
    Rule { name: "duplicate-key", group: Group::Reading, page: include_str!("../../../docs/rules/duplicate-key.md") };

/// A missing required key.
pub(crate) static MISSING_KEY: Rule =
    Rule { name: "missing-key", group: Group::Reading, page: include_str!("../../../docs/rules/missing-key.md") };

/// A node or edge with more than one way on.
pub(crate) static SEVERAL_EXITS: Rule =
    Rule { name: "several-exits", group: Group::Graph, page: include_str!("../../../docs/rules/several-exits.md") };

/// A `callscript.toml` that is not TOML.
pub(crate) static TOML_SYNTAX: Rule =
    Rule { name: "toml-syntax", group: Group::Reading, page: include_str!("../../../docs/rules/toml-syntax.md") };

/// A key that the format does not have at this place.
pub(crate) static UNKNOWN_KEY: Rule =
    Rule { name: "unknown-key", group: Group::Reading, page: include_str!("../../../docs/rules/unknown-key.md") };

/// A version of the format that is not supported.
pub(crate) static UNSUPPORTED_VERSION: Rule = Rule {
    name: "unsupported-version",
    group: Group::Reading,
    page: include_str!("../../../docs/rules/unsupported-version.md"),
};

/// A value of the wrong type, such as a list instead of a map.
pub(crate) static WRONG_TYPE: Rule =
    Rule { name: "wrong-type", group: Group::Reading, page: include_str!("../../../docs/rules/wrong-type.md") };

/// A feature of YAML that scripts may not use.
pub(crate) static YAML_FEATURE: Rule =
    Rule { name: "yaml-feature", group: Group::Reading, page: include_str!("../../../docs/rules/yaml-feature.md") };

/// Text that is not YAML, or exceeds a limit.
pub(crate) static YAML_SYNTAX: Rule =
    Rule { name: "yaml-syntax", group: Group::Reading, page: include_str!("../../../docs/rules/yaml-syntax.md") };
