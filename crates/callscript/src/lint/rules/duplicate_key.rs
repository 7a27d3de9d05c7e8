//! A key given twice in one map.

use super::{Check, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "duplicate-key",
    group: Group::Reading,
    page: include_str!("../../../../../docs/rules/duplicate-key.md"),
    check: Check::Reading,
};
