//! A text whose `{{ }}` or `{% %}` does not parse.

use super::{Check, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "bad-text",
    group: Group::Data,
    page: include_str!("../../../../../docs/rules/bad-text.md"),
    check: Check::Reading,
};
