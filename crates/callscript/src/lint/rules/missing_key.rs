//! A required key that is not there.

use super::{Check, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "missing-key",
    group: Group::Reading,
    page: include_str!("../../../../../docs/rules/missing-key.md"),
    check: Check::Reading,
};
