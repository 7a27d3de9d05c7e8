//! A policy that does not hold on some path.

use crate::base::rule::{Group, Rule};

pub(crate) static RULE: Rule =
    Rule { name: "policy", group: Group::Policies, page: include_str!("../../../docs/rules/policy.md") };
