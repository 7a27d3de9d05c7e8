//! Text that is not YAML, or passes a bound.

use super::{Check, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "yaml-syntax",
    group: Group::Reading,
    page: include_str!("../../../../../docs/rules/yaml-syntax.md"),
    check: Check::Reading,
};
