//! Writes a model as YAML.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::model::{After, Callee, Exit, Model, OUTCOMES, Place, To, VARIABLES, Way};

impl Model {
    pub(super) fn yaml(&self) -> String {
        let mut text = "callscript: 1\nid: model\ntitle: Model\nstart: n0\nvariables:\n".to_owned();
        for variable in 0..VARIABLES {
            let given = ["", "", "", ", optional: true", ", default: true"][variable];
            writeln!(text, "  v{variable}: {{ type: boolean{given} }}").unwrap();
        }
        text += "outcomes: { done: Done, other: Other }\n";
        if let Some(entry) = self.entry {
            writeln!(text, "entries: {{ Late: n{entry} }}").unwrap();
        }
        text += if self.asides.is_empty() { "" } else { "anytime:\n" };
        for (at, aside) in self.asides.iter().enumerate() {
            writeln!(text, "{}", labelled_yaml(2, at, aside, Place::Aside)).unwrap();
        }
        let After { outcome, when, with } = &self.after;
        let with = with.map_or_else(String::new, |with| format!("v{with}"));
        writeln!(
            text,
            "after:\n  run: callee\n  when: {}\n  with: {{ {} }}",
            condition(when),
            with.replace('v', "given: v")
        )
        .unwrap();
        if let Some(outcome) = outcome {
            writeln!(text, "  for: [{}]", OUTCOMES[*outcome]).unwrap();
        }
        text += "  take: { v3: w0 }\nnodes:\n";
        for (at, node) in self.nodes.iter().enumerate() {
            writeln!(
                text,
                "  n{at}:\n    say: Words{}\n    guidance: Words{}",
                prints(&node.says),
                prints(&node.guides)
            )
            .unwrap();
            if !node.collect.is_empty() {
                writeln!(text, "    collect: [{}]", names("v", &node.collect)).unwrap();
            }
            if let Some(way) = &node.cannot_give {
                writeln!(text, "    cannot_give: {{ {} }}", way.yaml(Place::CannotGive)).unwrap();
            }
            writeln!(text, "    set: {}", assignments(&node.set)).unwrap();
            node.exit.write(&mut text);
        }
        text
    }
}

impl Exit {
    fn write(&self, text: &mut String) {
        let mut then = |ways: &[Way], names: &[&str], place| {
            *text += "    then:\n";
            for (way, name) in ways.iter().zip(names) {
                writeln!(text, "      {name}: {{ {} }}", way.yaml(place)).unwrap();
            }
        };
        match self {
            Self::Run(_, ways) => then(ways, &OUTCOMES, Place::Outcome),
            Self::Action(_, ways) => then(ways, &["ok", "failed"], Place::Result),
            _ => {}
        }
        match self {
            Self::Answers(answers) => {
                *text += "    answers:\n";
                for (at, answer) in answers.iter().enumerate() {
                    writeln!(text, "{}", labelled_yaml(6, at, answer, Place::Answer)).unwrap();
                }
            }
            Self::Decide(arms) => {
                *text += "    decide:\n";
                for (at, arm) in arms.iter().enumerate() {
                    let place = if at + 1 < arms.len() { Place::Arm } else { Place::LastArm };
                    writeln!(text, "      - {{ {} }}", arm.yaml(place)).unwrap();
                }
            }
            Self::Run(with, _) => {
                let with = with.map_or_else(String::new, |with| format!("given: v{with}"));
                writeln!(text, "    run: callee\n    with: {{ {with} }}").unwrap();
            }
            Self::Action(with, _) => writeln!(text, "    action: act\n    with: [{}]", names("v", with)).unwrap(),
            Self::Goto(node) => writeln!(text, "    goto: n{node}").unwrap(),
            Self::End(outcome) => writeln!(text, "    end: {}", OUTCOMES[*outcome]).unwrap(),
            Self::Resume => *text += "    resume: true\n",
        }
    }
}

impl Way {
    fn yaml(&self, place: Place) -> String {
        let to = self.to(place).map(|to| match to {
            To::Node(node) => format!("goto: n{node}"),
            To::End(outcome) => format!("end: {}", OUTCOMES[outcome]),
            To::Resume => "resume: true".to_owned(),
        });
        let mut text = match (self.retry(place), to) {
            (Some(node), Some(to)) => format!("retry: n{node}, at_most: 1, else: {{ {to} }}"),
            (Some(node), None) => format!("retry: n{node}, at_most: 1"),
            (None, to) => to.unwrap(),
        };
        if matches!(place, Place::Answer | Place::Aside | Place::Arm) {
            write!(text, ", when: {}", condition(&self.when)).unwrap();
        }
        if place == Place::Answer && !self.collect.is_empty() {
            write!(text, ", collect: [{}]", names("v", &self.collect)).unwrap();
        }
        if matches!(place, Place::Outcome | Place::Result) && !self.take.is_empty() {
            let from = if place == Place::Outcome { "w" } else { "key_" };
            let take: Vec<String> =
                self.take.iter().map(|(target, source)| format!("v{target}: {from}{source}")).collect();
            write!(text, ", take: {{ {} }}", take.join(", ")).unwrap();
        }
        text + &format!(", set: {}", assignments(&self.set))
    }
}

impl Callee {
    pub(super) fn yaml(&self) -> String {
        let set = |set: &[usize]| {
            let set: BTreeSet<usize> = set.iter().copied().collect();
            let set: Vec<String> = set.into_iter().map(|variable| format!("w{variable}: true")).collect();
            format!("set: {{ {} }}", set.join(", "))
        };
        let end =
            |(outcome, writes): &(usize, Vec<usize>)| format!("{{ end: {}, {} }}", OUTCOMES[*outcome], set(writes));
        let mut text = "callscript: 1\nid: callee\ntitle: Callee\nstart: a\nvariables:\n  given: { type: boolean, input: true, default: true }\n".to_owned();
        (0..3).for_each(|variable| writeln!(text, "  w{variable}: {{ type: boolean }}").unwrap());
        text += "outcomes: { done: Done, other: Other }\n";
        if let Some((outcome, writes)) = &self.aside {
            let to = outcome.map_or_else(|| "goto: b".to_owned(), |outcome| format!("end: {}", OUTCOMES[outcome]));
            writeln!(text, "anytime: {{ Aside: {{ {to}, {} }} }}", set(writes)).unwrap();
        }
        text += "nodes:\n  a:\n    say: Words\n";
        if !self.collect.is_empty() {
            writeln!(text, "    collect: [{}]", names("w", &self.collect)).unwrap();
        }
        if let Some(writes) = &self.cannot_give {
            writeln!(text, "    cannot_give: {{ goto: b, {} }}", set(writes)).unwrap();
        }
        writeln!(
            text,
            "    answers:\n      Short: {}\n      Long: {{ goto: b, {} }}",
            end(&self.short),
            set(&self.long)
        )
        .unwrap();
        writeln!(text, "  b:\n    say: Words\n    {}\n    answers:", set(&self.second)).unwrap();
        writeln!(
            text,
            "      One: {}\n      Two: {}\n      Again: {{ retry: a, at_most: 1 }}",
            end(&self.ends[0]),
            end(&self.ends[1])
        )
        .unwrap();
        text
    }
}

fn labelled_yaml(indent: usize, at: usize, (reads, way): &(Vec<usize>, Way), place: Place) -> String {
    let label = if reads.is_empty() { format!("Way {at}") } else { format!("'Way {at}{}'", prints(reads)) };
    format!("{:indent$}{label}: {{ id: w{at}, {} }}", "", way.yaml(place))
}

fn prints(variables: &[usize]) -> String {
    let prints: Vec<_> = variables.iter().map(|variable| format!(" {{{{ v{variable} }}}}")).collect();
    prints.concat()
}

fn names(prefix: &str, variables: &[usize]) -> String {
    let names: Vec<_> = variables.iter().map(|variable| format!("{prefix}{variable}")).collect();
    names.join(", ")
}

fn condition(variables: &[usize]) -> String {
    if variables.is_empty() { "true".to_owned() } else { names("v", variables).replace(", ", " and ") }
}

fn assignments(set: &[(usize, Option<usize>)]) -> String {
    let set = set.iter().map(|(target, source)| match source {
        Some(source) => format!("v{target}: v{source}"),
        None => format!("v{target}: true"),
    });
    format!("{{ {} }}", set.collect::<Vec<_>>().join(", "))
}
