//! Reading policies.
//!
//! They have the same form in a script and in a `callscript.toml`. Must not know how policies are checked.

use rust_decimal::Decimal;

use super::context::Context;
use super::value::{TextKind, name};
use crate::base::names;
use crate::base::rule::reading;
use crate::base::source::{Name, Span, Spanned};
use crate::document::policy::{By, Demand, Measure, Policy, Selector};
use crate::format::{MapKind, Need};
use crate::syntax::yaml::{Entry, Kind, Map, Value};

/// The most policies: checking one means traversing every script that it applies to.
const MAX_POLICIES: usize = 200;

/// The most names in one list: each is compared with every node.
const MAX_NAMES: usize = 200;

/// The keys of one policy.
#[derive(Default)]
struct Parts {
    before: Option<Selector>,
    ends: Vec<Name>,
    pass: Option<Name>,
    limit: Option<(Measure, Spanned<Decimal>)>,
    verbatim: Option<Selector>,
    file: Option<Name>,
    scripts: Option<Vec<Name>>,
    why: Option<String>,
}

impl Context<'_> {
    /// Reads a map from names to policies. Policies with a finding are left out of the result.
    pub(super) fn policies(&mut self, value: &Value<'_>, map_kind: MapKind) -> Vec<Policy> {
        let Some(map) = self.map(value, "`policies`") else {
            return Vec::new();
        };
        let mut policies = Vec::new();
        for entry in self.unique_entries(map, "the policy") {
            if policies.len() == MAX_POLICIES {
                let message = format!("there are more than {MAX_POLICIES} policies");
                self.bad_value(entry.key.span, message, "write fewer policies, or split the library");
                break;
            }
            policies.extend(self.policy(entry, map_kind));
        }
        policies
    }

    fn policy(&mut self, entry: &Entry<'_>, map_kind: MapKind) -> Option<Policy> {
        let id = name(&entry.key);
        let before = self.findings.len();
        if !names::is_kebab(&id.value) {
            self.bad_id(&id, "policy");
        }
        let map = self.map(&entry.value, &format!("the policy `{}`", id.value))?;
        let mut parts = Parts::default();
        self.read_keys(map, map_kind.names(), map_kind.description(), |cx, entry| cx.policy_key(entry, &mut parts));
        let demand = self.only_demand(id.span, map_kind, map)?;
        self.check_companions(id.span, map_kind, map, demand);
        if self.findings.len() > before {
            return None;
        }
        let demand = match (demand, parts.before, parts.pass, parts.limit, parts.verbatim, parts.file) {
            ("before", Some(target), Some(pass), ..) => Demand::Before { target, pass },
            ("ends", _, Some(pass), ..) => Demand::Ends { outcomes: parts.ends, pass },
            ("verbatim", .., Some(nodes), Some(file)) => Demand::Verbatim { nodes, file },
            (_, _, _, Some((measure, most)), ..) => Demand::AtMost { measure, most: most.value },
            _ => return None,
        };
        Some(Policy { name: id, demand, scripts: parts.scripts, why: parts.why })
    }

    fn policy_key(&mut self, entry: &Entry<'_>, parts: &mut Parts) {
        let value = &entry.value;
        let what = format!("`{}`", entry.key.text);
        match &*entry.key.text {
            "before" => {
                parts.before = self.selector(value, MapKind::Before);
            }
            "verbatim" => parts.verbatim = self.selector(value, MapKind::Verbatim),
            "ends" => parts.ends = self.one_or_more(value, &what, "the outcome"),
            "pass" => parts.pass = self.name(value, &what),
            "file" => parts.file = self.text_file(value),
            "why" => parts.why = self.text(value, &what, TextKind::Plain).map(|text| text.as_str().to_owned()),
            "scripts" => parts.scripts = Some(self.one_or_more(value, &what, "the script")),
            key => parts.limit = self.limit(value, &what, key),
        }
    }

    /// Reads a selection of nodes: a map with one key.
    fn selector(&mut self, value: &Value<'_>, map_kind: MapKind) -> Option<Selector> {
        let what = map_kind.description();
        let map = self.map(value, what)?;
        let mut selectors = Vec::new();
        self.read_map(map_kind, map, |cx, entry| {
            let value = &entry.value;
            let by = match &*entry.key.text {
                "tag" => By::Tag,
                "node" => By::Node,
                "action" => By::Action,
                "outcome" => By::Outcome,
                _ => return selectors.extend(cx.sensitive(value)),
            };
            let names = cx.one_or_more(value, &format!("`{}`", entry.key.text), by.what());
            selectors.push(Selector { by, names });
        });
        let second = map.entries.iter().filter(|entry| map_kind.key(&entry.key.text).is_some()).nth(1);
        if let Some(second) = second {
            let help = "write a policy for each";
            self.bad_value(second.key.span, format!("{what} names nodes in two ways"), help);
        } else if map.entries.is_empty() {
            self.bad_value(
                value.span,
                format!("{what} names no nodes"),
                format!("use one of: {}", map_kind.names().join(", ")),
            );
        }
        selectors.pop()
    }

    /// Reads `collects`, whose only possible value is `sensitive`.
    fn sensitive(&mut self, value: &Value<'_>) -> Option<Selector> {
        let what = self.name(value, "`collects`")?;
        if what.value != "sensitive" {
            let message = format!("`collects` is `{}`", what.value);
            self.bad_value(
                what.span,
                message,
                "it can only be `sensitive`, which means forms with a sensitive variable",
            );
            return None;
        }
        Some(Selector { by: By::Sensitive, names: Vec::new() })
    }

    /// Reads a name, or a list of names. `item` is what messages call one of them.
    fn one_or_more(&mut self, value: &Value<'_>, what: &str, item: &str) -> Vec<Name> {
        match &value.kind {
            Kind::List(items) if items.is_empty() => {
                self.bad_value(value.span, format!("{what} is empty"), "name at least one, or remove the key");
                Vec::new()
            }
            Kind::List(items) if items.len() > MAX_NAMES => {
                self.bad_value(
                    value.span,
                    format!("{what} has more than {MAX_NAMES} names"),
                    "name nodes by a tag instead",
                );
                Vec::new()
            }
            Kind::List(_) => self.names(value, what, item),
            _ => self.name(value, what).into_iter().collect(),
        }
    }

    /// Reads the name of a file in or below the library's folder.
    fn text_file(&mut self, value: &Value<'_>) -> Option<Name> {
        let file = self.scalar(value, "`file`", "the name of a file").map(name)?;
        let parts = || file.value.split('/');
        if file.value.contains('\\') || parts().any(|part| matches!(part, "" | "." | "..")) {
            let message = format!("`{}` is not a file of the library", file.value);
            let help = "name a file in or below the folder of `callscript.toml`, such as `legal/notice.txt`";
            self.bad_value(file.span, message, help);
            return None;
        }
        Some(file)
    }

    fn limit(&mut self, value: &Value<'_>, what: &str, key: &str) -> Option<(Measure, Spanned<Decimal>)> {
        let (measure, most) = match key {
            "max_seconds" => (Measure::Seconds, self.number::<Decimal>(value, what, "a number")?),
            _ => (Measure::Questions, self.number::<i64>(value, what, "a whole number")?.into()),
        };
        if most < Decimal::ZERO {
            self.bad_value(value.span, format!("{what} is {most}"), "it must be 0 or more");
            return None;
        }
        Some((measure, Spanned::new(most, value.span)))
    }

    /// The key of the policy's demand; `None`, with a finding, unless there is exactly one.
    fn only_demand<'m>(&mut self, policy: Span, map_kind: MapKind, map: &'m Map<'_>) -> Option<&'m str> {
        let is_demand = |key: &str| map_kind.key(key).is_some_and(|key| key.need == Need::OneOf);
        let mut demands = map.entries.iter().filter(|entry| is_demand(&entry.key.text));
        let Some(first) = demands.next() else {
            let message = "the policy demands nothing".to_owned();
            self.report(
                self.finding(&reading::MISSING_KEY, policy, message)
                    .help(format!("add one of: {}", map_kind.one_of().collect::<Vec<_>>().join(", "))),
            );
            return None;
        };
        if let Some(second) = demands.find(|entry| entry.key.text != first.key.text) {
            let message = format!(
                "a policy makes one demand, and this one makes two: `{}` and `{}`",
                first.key.text, second.key.text
            );
            self.bad_value(second.key.span, message, "make two policies of it");
            return None;
        }
        Some(&first.key.text)
    }

    /// Reports keys that belong to another demand, and keys that this demand lacks.
    fn check_companions(&mut self, policy: Span, map_kind: MapKind, map: &Map<'_>, demand: &str) {
        for key in map_kind.keys().iter().filter(|key| !key.belongs_to.is_empty()) {
            let entry = map.entries.iter().find(|entry| entry.key.text == key.name);
            match entry {
                None if key.belongs_to.contains(&demand) => {
                    self.missing(policy, key.name, &format!("a policy with `{demand}`"));
                }
                Some(entry) if !key.belongs_to.contains(&demand) => {
                    let owners: Vec<_> = key.belongs_to.iter().map(|owner| format!("`{owner}`")).collect();
                    let message =
                        format!("`{}` belongs to {}, and this policy has `{demand}`", key.name, owners.join(" and "));
                    self.report(
                        self.finding(&reading::UNKNOWN_KEY, entry.key.span, message).help("remove one of the two"),
                    );
                }
                _ => {}
            }
        }
    }
}
