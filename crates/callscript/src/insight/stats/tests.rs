//! Property tests: the figures agree with an enumeration of all walks. And tests of scripts that are too large for
//! that.

mod brute;
mod large;
mod model;

use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::Config;

use super::bound::states_at_least;
use super::heaviest::Heaviest;
use super::states::Transitions;
use super::steps;
use super::summary::Summaries;
use super::walk::reached_states;
use super::{Count, Figures, of};
use crate::base::source::Source;
use crate::library::Library;
use crate::lint::CheckError;
use crate::script::Script;
use crate::testing::repeatable;
use brute::{Walk, walks};
use model::{Model, OUTCOMES, models, text};

/// The maximum number of walks to enumerate.
const MOST: usize = 1_000;

fn checked(texts: &[String]) -> Arc<Script> {
    let sources = texts.iter().enumerate().map(|(at, text)| Source::new(format!("s{at}.yaml"), text.as_str()));
    match Library::from_sources(sources.collect()).check_file(texts.len() - 1) {
        Ok(script) => script,
        Err(CheckError::Faulty(findings)) => panic!("{findings:#?}\n{}", texts.join("\n")),
        Err(error) => panic!("{error}"),
    }
}

fn float(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap())
}

/// Whether two numbers agree to 12 digits.
fn same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-12 * one.abs().max(other.abs())
}

/// The figures of these walks; `None` if there are none.
fn figures(walks: &[&Walk]) -> Option<Figures> {
    let seconds = |tenths: u32| f64::from(tenths) / 10.0;
    let chance: f64 = walks.iter().map(|walk| walk.chance).sum();
    let time: f64 = walks.iter().map(|walk| walk.chance * seconds(walk.tenths)).sum();
    Some(Figures {
        paths: Some(Count::from(walks.len())),
        chance,
        expected: (chance > 0.0).then(|| time / chance),
        shortest: seconds(walks.iter().map(|walk| walk.tenths).min()?),
        longest: seconds(walks.iter().map(|walk| walk.tenths).max()?),
    })
}

fn agree(one: Option<&Figures>, other: Option<&Figures>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return one.is_none() && other.is_none();
    };
    let exact = |figures: &Figures| (figures.paths.clone(), figures.expected.is_some());
    exact(one) == exact(other)
        && same(one.chance, other.chance)
        && same(one.expected.unwrap_or_default(), other.expected.unwrap_or_default())
        && same(one.shortest, other.shortest)
        && same(one.longest, other.longest)
}

/// The walks of the last script, followed by those of its `after`.
fn all_walks(models: &[Model]) -> Option<Vec<Walk>> {
    let last = models.len() - 1;
    let own = walks(models, last, MOST)?;
    let Some((script, outcomes)) = &models[last].after else {
        return Some(own);
    };
    let after = walks(models, *script, MOST)?;
    let followed = own.into_iter().flat_map(|walk| {
        if !outcomes.contains(&walk.outcome) {
            return vec![walk];
        }
        let both = after.iter().map(|next| Walk {
            outcome: walk.outcome,
            chance: walk.chance * next.chance,
            tenths: walk.tenths + next.tenths,
            visits: [&walk.visits[..], &next.visits].concat(),
        });
        both.collect()
    });
    let followed: Vec<_> = followed.collect();
    (followed.len() <= MOST * 10).then_some(followed)
}

proptest! {
    #![proptest_config(Config { cases: 1_000, ..repeatable() })]

    #[test]
    fn the_figures_are_those_of_every_walk(seed in any::<u64>()) {
        let models = models(seed);
        let Some(walks) = all_walks(&models) else {
            return Err(TestCaseError::reject("too many walks"));
        };
        let texts: Vec<String> = models.iter().enumerate().map(|(at, model)| text(model, at)).collect();
        let stats = of(&checked(&texts));
        let all: Vec<&Walk> = walks.iter().collect();
        prop_assert!(agree(Some(&stats.all), figures(&all).as_ref()), "{stats:#?} {:#?}\n{}", figures(&all), texts.join("\n"));
        for outcome in 0..OUTCOMES {
            let walks: Vec<&Walk> = walks.iter().filter(|walk| walk.outcome == outcome).collect();
            let expected = figures(&walks);
            prop_assert!(agree(stats.outcomes[outcome].as_ref(), expected.as_ref()), "{stats:#?} {expected:#?}\n{}", texts.join("\n"));
        }
        let whole: f64 = stats.steps.iter().map(|step| step.expected).sum();
        prop_assert!(same(whole, stats.all.expected.unwrap()), "{stats:#?}\n{}", texts.join("\n"));
        for step in &stats.steps {
            let place = (step.script[1..].parse().unwrap(), step.node[1..].parse().unwrap());
            let visits = |walk: &Walk| float(walk.visits.iter().filter(|visit| **visit == place).count());
            let visits: f64 = walks.iter().map(|walk| walk.chance * visits(walk)).sum();
            prop_assert!(same(step.visits, visits), "{step:?} {visits}\n{}", texts.join("\n"));
        }
    }
}

proptest! {
    #![proptest_config(repeatable())]

    #[test]
    fn there_are_no_fewer_states_than_is_said(seed in any::<u64>()) {
        let models = models(seed);
        let texts: Vec<String> = models.iter().enumerate().map(|(at, model)| text(model, at)).collect();
        let script = checked(&texts);
        let known = Summaries::of(&[&script]);
        for one in known.by_id.values() {
            let states = float(reached_states(Transitions { graph: &one.graph, retries: true }, OUTCOMES).len());
            prop_assert!(states_at_least(&one.graph) <= states, "{states}\n{}", texts.join("\n"));
        }
    }
}

#[test]
fn the_heaviest_steps_below_many_scripts_are_those_of_the_whole_list() {
    let head =
        |id: &str| format!("callscript: 1\nid: {id}\ntitle: T\nstart: a\noutcomes: {{ done: Done, no: No }}\nnodes:\n");
    let leaf = "  a: { say: Who?, seconds: 7, answers: { Yes: { end: done }, No: { end: no, share: 0.2 } } }\n";
    let mut texts = vec![head("leaf") + leaf];
    for at in 0..30 {
        let below = if at == 0 { "leaf".to_owned() } else { format!("s{}", at - 1) };
        // Some runs end as the script does by itself, others have shares of their own, and all run the leaf as well.
        let share = if at % 7 == 3 { ", share: 0.9" } else { "" };
        texts.push(format!(
            "{}  a: {{ say: Hello, seconds: {}, goto: b }}\n  b: {{ run: {below}, then: {{ done: c, no: {{ end: no{share} }} }} }}\n  c: {{ run: leaf, then: {{ done: {{ end: done }}, no: {{ end: no }} }} }}\n",
            head(&format!("s{at}")),
            at + 1,
        ));
    }
    let script = checked(&texts);
    let summaries = Summaries::of(&[&script]);
    let all = steps::steps(&summaries.reached(&script), None);
    let (listed, others) = Heaviest::of(&summaries).steps(&script, 0.0);
    assert_eq!(listed.len() + others.count, all.len());
    assert!(listed.len() > 10 && others.count > 10);
    let steps =
        |steps: &[super::Step]| steps.iter().map(|step| (step.script.clone(), step.node.clone())).collect::<Vec<_>>();
    assert_eq!(steps(&listed), steps(&all[..listed.len()]));
    for (one, other) in listed.iter().zip(&all) {
        assert!(same(one.expected, other.expected) && same(one.share, other.share) && same(one.visits, other.visits));
    }
    let rest: f64 = all[listed.len()..].iter().map(|step| step.expected).sum();
    assert!((others.expected - rest).abs() < 1e-9 * rest, "{} {rest}", others.expected);
}
