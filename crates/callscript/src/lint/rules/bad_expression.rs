//! An expression that does not parse.

use super::{Check, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "bad-expression",
    group: Group::Data,
    page: include_str!("../../../../../docs/rules/bad-expression.md"),
    check: Check::Reading,
};
