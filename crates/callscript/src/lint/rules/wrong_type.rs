//! A list where a map belongs, and the like.

use super::{Check, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "wrong-type",
    group: Group::Reading,
    page: include_str!("../../../../../docs/rules/wrong-type.md"),
    check: Check::Reading,
};
