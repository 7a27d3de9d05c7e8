//! Suggestions for the keys of maps.

use super::{Request, Suggestion, SuggestionKind};
use crate::analysis::graph::To;
use crate::base::value::Type;
use crate::editor::symbols::Kind;
use crate::format::{Key, MapKind, Need, Step, Value};

impl<'a> Request<'a> {
    /// The keys that the map around the cursor could have, and does not have yet.
    pub(super) fn keys(&self) -> Vec<Suggestion> {
        let has_colon = self.rest().trim_start_matches(is_name).starts_with(':');
        let colon = |value| match value {
            _ if has_colon => "",
            Value::Each(_) | Value::Labels(_) | Value::List(_) | Value::Map(MapKind::Node) => ":",
            _ => ": ",
        };
        let keys = match self.value {
            Value::Map(map_kind) => map_kind.keys(),
            _ => &[],
        };
        let known = keys.iter().filter(|key| !self.has(key.name) && self.fits(key)).map(|key| Suggestion {
            insert: format!("{}{}", key.name, colon(key.value)),
            meaning: Some(key.meaning.to_owned()),
            ..Suggestion::new(SuggestionKind::Key, key.name, "")
        });
        let mut names = self.names_of_map();
        names.retain(|name| !self.has(&name.label));
        for name in &mut names {
            name.insert.push_str(colon(self.value.child(Step::Key(&name.label))));
        }
        known.chain(names).collect()
    }

    /// The rest of the cursor's line.
    fn rest(&self) -> &'a str {
        let rest = self.text.get(self.before.len()..).unwrap_or_default();
        rest.lines().next().unwrap_or_default()
    }

    /// Whether a key is allowed beside the existing keys.
    fn fits(&self, key: &Key) -> bool {
        let Value::Map(map_kind) = self.value else { return false };
        let kind = self.cursor.entries.iter().find(|entry| map_kind == MapKind::Variable && entry.key == "type");
        key.owner_present(|owner| self.has(owner))
            && !(key.need == Need::OneOf && map_kind.one_of().any(|other| self.has(other)))
            && kind.and_then(|kind| Type::from_name(kind.value)).is_none_or(|kind| key.applies_to(kind))
    }

    /// The keys of a map whose keys are names, such as the variables of `set`.
    fn names_of_map(&self) -> Vec<Suggestion> {
        match self.value {
            Value::Each(MapKind::Node) => self.missing(Kind::Node, "something leads to it"),
            Value::Each(MapKind::Variable) => self.missing(Kind::Variable, "it is named, but not declared"),
            Value::Each(MapKind::Outcome) => self.missing(Kind::Outcome, "something ends with it"),
            Value::Say => {
                let channels = self.document().channels.iter().map(|channel| channel.value.as_str());
                let channels = channels.chain(["default"]);
                channels.map(|channel| Suggestion::new(SuggestionKind::Value, channel, "")).collect()
            }
            Value::Set | Value::Take => self.variables(),
            Value::With => self.inputs(),
            Value::Each(MapKind::Branch) => self.results(),
            _ => Vec::new(),
        }
    }

    /// Names that the script uses, but does not declare.
    fn missing(&self, kind: Kind, detail: &str) -> Vec<Suggestion> {
        let document = self.document();
        let mut names: Vec<&str> = Vec::new();
        let links = self.file.graph().links().iter();
        match kind {
            Kind::Node => {
                let unknown = links.filter(|link| matches!(link.to, To::Unknown(_)));
                names.extend(unknown.filter_map(|link| Some(link.name_in(document)?.value.as_str())));
            }
            Kind::Outcome => names.extend(links.filter_map(|link| Some(link.end_in(document)?.value.as_str()))),
            _ => crate::document::mentions::visit(document, &mut |mention| names.push(mention.name)),
        }
        let start = document.start.iter().filter(|_| kind == Kind::Node).map(|start| start.value.as_str());
        names.extend(start);
        names.retain(|name| match kind {
            Kind::Node => !document.nodes.contains_key(*name),
            Kind::Outcome => !document.outcomes.contains_key(*name),
            _ => !document.variables.contains_key(*name),
        });
        names.sort_unstable();
        names.dedup();
        let kind = match kind {
            Kind::Node => SuggestionKind::Node,
            Kind::Outcome => SuggestionKind::Outcome,
            _ => SuggestionKind::Variable,
        };
        names.into_iter().map(|name| Suggestion::new(kind, name, detail)).collect()
    }

    /// The outcomes of the subscript, or the results that this action has elsewhere in the library.
    fn results(&self) -> Vec<Suggestion> {
        if let Some(callee) = self.callee() {
            let outcomes = &callee.document().outcomes;
            let ends = callee.document().ends().into_iter();
            return ends.map(|id| Suggestion::outcome(id, outcomes.get(id))).collect();
        }
        let Some(action) = self.sibling("action") else {
            return Vec::new();
        };
        let mut names: Vec<&str> = Vec::new();
        for file in self.library.files() {
            let same = file.document().actions().filter(|(_, other)| other.name.value == action);
            names.extend(same.flat_map(|(_, other)| &other.then).map(|branch| branch.name.value.as_str()));
        }
        names.push("failed");
        names.sort_unstable();
        names.dedup();
        let detail = |name: &str| if name == "failed" { "the program cannot act" } else { "" };
        names.into_iter().map(|name| Suggestion::new(SuggestionKind::Outcome, name, detail(name))).collect()
    }

    /// The inputs of the subscript, or those that this action gets elsewhere in the library.
    pub(super) fn inputs(&self) -> Vec<Suggestion> {
        if let Some(callee) = self.callee() {
            let variables = callee.document().variables.iter();
            let inputs = variables.filter(|(_, variable)| variable.declaration.as_ref().is_none_or(|d| d.input));
            return inputs.map(|(name, variable)| Suggestion::variable(name, variable)).collect();
        }
        let Some(action) = self.sibling("action") else {
            return Vec::new();
        };
        let files = self.library.files().iter();
        let same = files.flat_map(|file| file.document().actions()).filter(|(_, other)| other.name.value == action);
        let names = same.flat_map(|(_, other)| &other.with).map(|assignment| assignment.target.value.as_str());
        let mut names: Vec<&str> = names.collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter().map(|name| Suggestion::new(SuggestionKind::Variable, name, "")).collect()
    }
}

fn is_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-')
}
