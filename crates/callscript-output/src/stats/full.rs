//! `--format full`: a table of outcomes for each script, and where the time of its calls goes.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ptr;

use callscript::internal::inert::{escape, words};
use callscript::internal::quantity::{Count, many};
use callscript::script::{Edge, Exit, Script};
use callscript::stats::{Figures, Stats, Step};

use super::report::{Report, StatsResult};

/// The number of most time-consuming steps to show.
const HEAVIEST: usize = 5;

/// Every script that has statistics, with an empty line between two.
pub fn full(reports: &[Report]) -> String {
    let mut guesses = Guesses::default();
    let figures = reports.iter().filter_map(|report| match &report.result {
        StatsResult::Figures(script, stats) => Some(one(script, stats, guesses.are_in(script))),
        StatsResult::Faulty(_) => None,
    });
    figures.collect::<Vec<_>>().join("\n")
}

fn one(script: &Script, stats: &Stats, is_guess: bool) -> String {
    let number = counted(stats.all.paths.as_ref());
    let paths = if number == "1" { "path" } else { "paths" };
    let mut text = format!("{}: {}\n", escape(script.id()), words(script.title()));
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{}, {number} {paths}", many(stats.nodes, "node"));
    for script in &stats.without_retries {
        let script = escape(script);
        let _ =
            writeln!(text, "the retries of `{script}` combine in too many ways: each counts as used up from the start");
    }
    let percent = if is_guess { roughly } else { percent };
    text + "\n" + &outcomes(script, stats, percent) + &heaviest(script, stats, percent) + &guesses(script)
}

/// The scripts, by their address, whose calls split somewhere though no script says how, in them or in what they run.
#[derive(Default)]
struct Guesses(HashMap<*const Script, bool>);

impl Guesses {
    /// Whether this script is one of them. What it runs is asked once for all scripts.
    fn are_in(&mut self, script: &Script) -> bool {
        let after = script.after().map(|after| after.script.as_ref());
        let [is_in, is_after] = [Some(script), after].map(|script| script.is_some_and(|script| self.lead_from(script)));
        is_in || is_after
    }

    fn lead_from(&mut self, script: &Script) -> bool {
        let mut stack = vec![(script, false)];
        while let Some((script, are_callees_known)) = stack.pop() {
            if self.0.contains_key(&ptr::from_ref(script)) {
                continue;
            }
            if are_callees_known {
                let is_guess = splits(script).even > 0 || callees(script).any(|callee| self.is_known(callee));
                self.0.insert(ptr::from_ref(script), is_guess);
            } else {
                stack.push((script, true));
                stack.extend(callees(script).map(|callee| (callee, false)));
            }
        }
        self.is_known(script)
    }

    fn is_known(&self, script: &Script) -> bool {
        self.0.get(&ptr::from_ref(script)).copied().unwrap_or_default()
    }
}

fn callees(script: &Script) -> impl Iterator<Item = &Script> {
    script.nodes().iter().filter_map(|node| match &node.exit {
        Exit::Run(run) => Some(run.script.as_ref()),
        _ => None,
    })
}

/// The nodes at which calls split.
struct Splits {
    all: usize,
    /// Those for which the script does not say how.
    even: usize,
}

fn splits(script: &Script) -> Splits {
    let ways = script.nodes().iter().map(|node| match &node.exit {
        Exit::Answers(answers) => answers.iter().map(|answer| &answer.edge).collect(),
        Exit::Decide(decide) => decide.arms.iter().chain([&decide.otherwise]).collect(),
        Exit::Action(action) => action.then.iter().map(|result| &result.edge).collect(),
        _ => Vec::new(),
    });
    let forks: Vec<Vec<&Edge>> = ways.filter(|ways| ways.len() > 1).collect();
    let even = forks.iter().filter(|ways| ways.iter().all(|edge| !edge.has_share())).count();
    Splits { all: forks.len(), even }
}

/// The number of nodes for which the script does not say how calls split.
fn guesses(script: &Script) -> String {
    match splits(script) {
        Splits { even: 0, .. } => String::new(),
        Splits { all, even } => format!(
            "\nno `share` is given at {even} of {} where calls split: an even split is assumed there\n",
            many(all, "node")
        ),
    }
}

fn outcomes(script: &Script, stats: &Stats, percent: fn(f64) -> String) -> String {
    let heads = ["", "chance", "expected", "shortest", "longest", "paths"].map(str::to_owned);
    let mut rows = vec![heads, row("all calls", Some(&stats.all), percent)];
    let outcomes = script.outcomes().iter().zip(&stats.outcomes);
    rows.extend(outcomes.map(|(outcome, figures)| row(&outcome.id, figures.as_ref(), percent)));
    table(&rows)
}

fn row(name: &str, figures: Option<&Figures>, percent: fn(f64) -> String) -> [String; 6] {
    let dash = || "-".to_owned();
    let Some(figures) = figures else {
        return [escape(name).into_owned(), dash(), dash(), dash(), dash(), "0".to_owned()];
    };
    [
        escape(name).into_owned(),
        percent(figures.chance),
        figures.expected.map_or_else(dash, minutes),
        minutes(figures.shortest),
        minutes(figures.longest),
        counted(figures.paths.as_ref()),
    ]
}

/// Aligns the first column left, the others right.
fn table(rows: &[[String; 6]]) -> String {
    let length = |cell: &String| cell.chars().count();
    let width = |column: usize| rows.iter().map(|row| length(&row[column])).max().unwrap_or_default();
    let widths: [usize; 6] = std::array::from_fn(width);
    let line = |[name, others @ ..]: &[String; 6]| {
        let mut line = format!("  {name:width$}", width = widths[0]);
        for (cell, width) in others.iter().zip(&widths[1..]) {
            let _ = write!(line, "  {cell:>width$}");
        }
        line + "\n"
    };
    rows.iter().map(line).collect()
}

/// The most time-consuming steps, each with its share of the total and how it is made up.
fn heaviest(script: &Script, stats: &Stats, percent: fn(f64) -> String) -> String {
    let (shown, others) = stats.steps.split_at(stats.steps.len().min(HEAVIEST));
    let Some(expected) = stats.all.expected.filter(|_| !shown.is_empty()) else {
        return String::new();
    };
    let name = |step: &Step| {
        let elsewhere = (step.script != script.id()).then(|| format!("{}/", step.script));
        escape(&format!("{}{}", elsewhere.unwrap_or_default(), step.node)).into_owned()
    };
    let mut rows: Vec<_> = shown.iter().map(|step| (step.share, step.expected, name(step), origin(step))).collect();
    let more = stats.other_steps;
    if others.len() + more.count > 0 {
        let sum = |part: fn(&Step) -> f64| others.iter().map(part).sum::<f64>();
        let name = many(others.len() + more.count, "other step");
        rows.push((
            sum(|step| step.share) + more.share,
            sum(|step| step.expected) + more.expected,
            name,
            String::new(),
        ));
    }
    let width = rows.iter().map(|(_, _, name, _)| name.chars().count()).max().unwrap_or_default();
    let mut text = format!("\nwhere the expected {} goes\n", minutes(expected));
    for (share, seconds, name, origin) in rows {
        let line = format!("  {:>5}  {:>6}  {name:width$}  {origin}", percent(share), minutes(seconds));
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

/// The duration of a step, and how often it is taken.
fn origin(step: &Step) -> String {
    let visits = match step.visits {
        1.0 => "once a call".to_owned(),
        visits if visits < 0.01 => "<0.01 times a call".to_owned(),
        visits => format!("{visits:.2} times a call"),
    };
    let verbatim = if step.verbatim { ", word for word" } else { "" };
    format!("{} each time, {visits}{verbatim}", minutes(step.seconds))
}

/// A duration in minutes and seconds.
fn minutes(seconds: f64) -> String {
    let seconds = seconds.round();
    format!("{:.0}:{:02.0}", (seconds / 60.0).floor(), seconds % 60.0)
}

fn percent(part: f64) -> String {
    match part * 100.0 {
        0.0 => "0%".to_owned(),
        percent if percent < 0.1 => "<0.1%".to_owned(),
        percent if percent > 99.95 => "100%".to_owned(),
        percent => format!("{percent:.1}%"),
    }
}

/// A percentage that rests on guesses: without a fraction that nobody knows.
fn roughly(part: f64) -> String {
    match part * 100.0 {
        0.0 => "0%".to_owned(),
        percent if percent < 0.5 => "<1%".to_owned(),
        percent if percent < 99.5 => format!("~{percent:.0}%"),
        percent if percent < 99.95 => ">99%".to_owned(),
        _ => "100%".to_owned(),
    }
}

/// A number of paths.
fn counted(paths: Option<&Count>) -> String {
    paths.map_or_else(|| "too many".to_owned(), Count::readable)
}
