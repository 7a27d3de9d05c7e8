//! A policy that some path violates.

use crate::base::rule::{Group, Rule};

pub(crate) static RULE: Rule =
    Rule { name: "policy", group: Group::Policies, page: include_str!("../../../docs/rules/policy.md") };
