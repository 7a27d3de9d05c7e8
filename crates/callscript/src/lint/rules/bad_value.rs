//! A value of the right type that is not allowed.

use super::{Check, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "bad-value",
    group: Group::Reading,
    page: include_str!("../../../../../docs/rules/bad-value.md"),
    check: Check::Reading,
};
