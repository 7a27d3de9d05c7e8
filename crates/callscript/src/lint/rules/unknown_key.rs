//! A key that the format does not know here.

use super::{Check, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unknown-key",
    group: Group::Reading,
    page: include_str!("../../../../../docs/rules/unknown-key.md"),
    check: Check::Reading,
};
