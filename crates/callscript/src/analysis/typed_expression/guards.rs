//! An index of conditions by the values that they need: among many conditions like `plan == "gold"`, those that may hold
//! are looked up and not tried one after the other.
//!
//! Must not know what the conditions decide.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use super::TypedExpr;
use super::environment::{AnySlot, Env, Slot};
use super::kind::{Kind, dispatch, enum_over_kinds};
use super::operations::{AnyTest, BooleanOp, Test};
use crate::syntax::expression::Comparison;

/// The maximum number of conditions on a variable that are tried without the index.
const FEW: usize = 4;

/// An index of conditions, which are numbered in order.
#[derive(Debug, Default)]
pub(crate) struct Guards {
    /// The variables that the facts are about.
    slots: BTreeSet<AnySlot>,
    /// By fact, the conditions that may hold because of it.
    by_fact: BTreeMap<AnyFact, Vec<usize>>,
    /// The conditions that are not in the index.
    others: Vec<usize>,
}

/// That a variable has this value.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fact<T: Kind> {
    slot: Slot<T>,
    value: T,
}

enum_over_kinds! {
    /// That a variable of some kind has a certain value.
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    AnyFact(Fact)
}

impl Guards {
    /// Indexes conditions; `None` always holds.
    pub(crate) fn of<'c>(conditions: impl IntoIterator<Item = Option<&'c TypedExpr<bool>>>) -> Self {
        let needed: Vec<_> = conditions.into_iter().map(|condition| needed(condition?)).collect();
        let mut counts: BTreeMap<AnySlot, usize> = BTreeMap::new();
        for fact in needed.iter().flatten().flatten() {
            *counts.entry(fact.slot()).or_default() += 1;
        }
        counts.retain(|_, count| *count > FEW);
        let mut guards = Self::default();
        for (at, needed) in needed.into_iter().enumerate() {
            match needed.filter(|facts| facts.iter().all(|fact| counts.contains_key(&fact.slot()))) {
                Some(facts) => facts.into_iter().for_each(|fact| guards.by_fact.entry(fact).or_default().push(at)),
                None => guards.others.push(at),
            }
        }
        guards.slots = counts.into_keys().collect();
        guards
    }

    /// The conditions that may hold, in order. All others do not.
    pub(crate) fn candidates(&self, env: &Env) -> impl Iterator<Item = usize> {
        let found = self.slots.iter().filter_map(|slot| self.by_fact.get(&AnyFact::of(*slot, env)?));
        let found: BTreeSet<usize> = found.flatten().copied().collect();
        let (mut found, mut others) = (found.into_iter().peekable(), self.others.iter().copied().peekable());
        iter::from_fn(move || match (found.peek(), others.peek()) {
            (Some(next), Some(other)) if other < next => others.next(),
            (Some(_), _) => found.next(),
            (None, _) => others.next(),
        })
    }
}

impl<T: Kind> Fact<T> {
    fn of(slot: Slot<T>, env: &Env) -> Option<Self> {
        env.get(slot).map(|value| Self { slot, value: value.clone() })
    }
}

impl AnyFact {
    /// The value that a variable has; `None` if it has none.
    fn of(slot: AnySlot, env: &Env) -> Option<Self> {
        Some(dispatch!(AnySlot, slot, slot => Fact::of(slot, env)?.into()))
    }

    fn slot(&self) -> AnySlot {
        dispatch!(Self, self, fact => fact.slot.into())
    }
}

/// Facts of which a condition needs at least one to hold; `None` if none are known.
fn needed(condition: &TypedExpr<bool>) -> Option<Vec<AnyFact>> {
    let TypedExpr::Operation(operation) = condition else { return None };
    match &**operation {
        BooleanOp::Test(test) => dispatch!(AnyTest, test, test => test.needed()),
        BooleanOp::And(parts) => parts.iter().find_map(needed),
        BooleanOp::Or(parts) => {
            let parts = parts.iter().map(needed).collect::<Option<Vec<_>>>()?;
            Some(parts.into_iter().flatten().collect())
        }
        BooleanOp::Defined(_) | BooleanOp::Not(_) | BooleanOp::Contains(..) => None,
    }
}

impl<T: Kind> Test<T>
where
    AnyFact: From<Fact<T>>,
{
    fn needed(&self) -> Option<Vec<AnyFact>> {
        let fact = |slot: Slot<T>, value: &T| Fact { slot, value: value.clone() }.into();
        match self {
            Self::Compare(TypedExpr::Variable(slot), Comparison::Equal, TypedExpr::Constant(value))
            | Self::Compare(TypedExpr::Constant(value), Comparison::Equal, TypedExpr::Variable(slot)) => {
                Some(vec![fact(*slot, value)])
            }
            Self::In(TypedExpr::Variable(slot), list) => Some(list.iter().map(|value| fact(*slot, value)).collect()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::super::named::Named;
    use super::*;
    use crate::base::value::{Choice, Declaration, Type, Value};
    use crate::testing::repeatable;

    const CHOICES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

    fn named() -> Named {
        let choices = CHOICES.map(|id| Choice { id: id.into(), label: format!("the {id}").into() });
        let plan = Declaration { choices: choices.into(), ..Declaration::new(Type::Choice) };
        Named::default().with("plan", plan, None).with("age", Declaration::new(Type::Integer), None).with(
            "yes",
            Declaration::new(Type::Boolean),
            None,
        )
    }

    fn set(named: &mut Named, plan: usize, age: i64) {
        let plan = CHOICES.get(plan).map(|id| Value::Choice(Choice { id: (*id).into(), label: "other".into() }));
        named.set("plan", plan.as_ref());
        named.set("age", (age < 6).then_some(Value::Integer(age)).as_ref());
        named.set("yes", Some(&Value::Boolean(age % 2 == 0)));
    }

    fn condition() -> impl Strategy<Value = String> {
        let choice = || prop::sample::select(&CHOICES[..]);
        let leaf = prop_oneof![
            4 => choice().prop_map(|id| format!("plan == '{id}'")),
            1 => choice().prop_map(|id| format!("'{id}' == plan")),
            1 => choice().prop_map(|id| format!("plan != '{id}'")),
            1 => vec(choice(), 1..4).prop_map(|ids| format!("plan in ['{}']", ids.join("', '"))),
            1 => choice().prop_map(|id| format!("plan not in ['{id}']")),
            3 => (0..6).prop_map(|age| format!("age == {age}")),
            1 => (0..6).prop_map(|age| format!("age == {age}.0")),
            1 => (0..6).prop_map(|age| format!("age > {age}")),
            1 => Just("yes".to_owned()),
            1 => any::<bool>().prop_map(|yes| format!("yes == {yes}")),
        ];
        leaf.prop_recursive(2, 6, 3, |part| {
            prop_oneof![
                vec(part.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" and "))),
                vec(part.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" or "))),
                part.prop_map(|part| format!("(not {part})")),
            ]
        })
    }

    proptest! {
        #![proptest_config(repeatable())]

        #[test]
        fn every_condition_that_holds_is_a_candidate(
            texts in vec(prop::option::weighted(0.9, condition()), 0..40), plan in 0..7_usize, age in 0..7_i64,
        ) {
            let mut named = named();
            let conditions: Vec<_> =
                texts.iter().map(|text| text.as_ref().map(|text| named.condition(text).unwrap())).collect();
            set(&mut named, plan, age);
            let holds = |at: &usize| conditions[*at].as_ref().is_none_or(|condition| condition.holds(&named.env));
            let guards = Guards::of(conditions.iter().map(Option::as_ref));
            let candidates: Vec<usize> = guards.candidates(&named.env).collect();
            prop_assert!(candidates.is_sorted_by(|one, next| one < next), "{:?}", candidates);
            let found: Vec<usize> = candidates.into_iter().filter(holds).collect();
            let all: Vec<usize> = (0..conditions.len()).filter(holds).collect();
            prop_assert_eq!(found, all, "{:?}", texts);
        }
    }

    #[test]
    fn conditions_on_one_variable_are_looked_up() {
        let mut named = named();
        let forms: [fn(&str) -> String; 4] = [
            |id| format!("plan == '{id}'"),
            |id| format!("plan in ['{id}']"),
            |id| format!("yes and '{id}' == plan"),
            |id| format!("plan == '{id}' or plan in ['{id}'] and yes"),
        ];
        for form in forms {
            let conditions: Vec<_> = CHOICES.iter().map(|id| named.condition(&form(id)).unwrap()).collect();
            set(&mut named, 3, 0);
            let guards = Guards::of(conditions.iter().map(Some));
            assert_eq!(guards.candidates(&named.env).collect::<Vec<_>>(), [3], "{}", form("x"));
        }
    }
}
