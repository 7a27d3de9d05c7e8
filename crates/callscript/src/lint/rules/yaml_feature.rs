//! Parts of YAML that scripts do without.

use super::{Check, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "yaml-feature",
    group: Group::Reading,
    page: include_str!("../../../../../docs/rules/yaml-feature.md"),
    check: Check::Reading,
};
