//! A version of the format other than 1.

use super::{Check, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unsupported-version",
    group: Group::Reading,
    page: include_str!("../../../../../docs/rules/unsupported-version.md"),
    check: Check::Reading,
};
