//! A node or edge with more than one way on.

use super::{Check, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "several-exits",
    group: Group::Graph,
    page: include_str!("../../../../../docs/rules/several-exits.md"),
    check: Check::Reading,
};
