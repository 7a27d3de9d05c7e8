//! A `callscript.toml` that is not TOML.

use super::{Check, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "toml-syntax",
    group: Group::Reading,
    page: include_str!("../../../../../docs/rules/toml-syntax.md"),
    check: Check::Reading,
};
