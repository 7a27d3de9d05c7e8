//! Small libraries, generated from a sequence of bytes.

use std::fmt::Write as _;

use crate::base::source::Source;

/// A source of choices, one byte each. Once it is exhausted, it always chooses the first option.
#[derive(Debug, Clone)]
pub(super) struct Tape(std::vec::IntoIter<u8>);

impl Tape {
    pub(super) fn new(bytes: Vec<u8>) -> Self {
        Self(bytes.into_iter())
    }

    pub(super) fn below(&mut self, number: usize) -> usize {
        usize::from(self.0.next().unwrap_or_default()) % number
    }

    /// True once in `number` times on average.
    fn once_in(&mut self, number: usize) -> bool {
        self.below(number) == number - 1
    }
}

/// Scripts, each of which runs only later ones.
#[derive(Debug, Clone)]
pub(super) struct Model {
    pub(super) scripts: Vec<Script>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Script {
    pub(super) nodes: Vec<Node>,
    pub(super) entries: Vec<usize>,
    pub(super) asides: Vec<Way>,
    /// A later script, which runs after the outcome `a`.
    pub(super) after: Option<usize>,
}

#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "they are what a policy asks of a node, each by itself")]
pub(super) struct Node {
    pub(super) says: bool,
    pub(super) x: bool,
    pub(super) t: bool,
    pub(super) silenced: bool,
    pub(super) seconds: u32,
    /// The way out for those who cannot give the value that the node collects, if it collects one.
    pub(super) cannot_give: Option<Way>,
    pub(super) exit: Exit,
}

#[derive(Debug, Clone)]
pub(super) enum Exit {
    Answers(Vec<Way>),
    Decide(Vec<Way>),
    /// A later script, and the ways on after its outcomes `a` and `b`.
    Run(usize, [Way; 2]),
    End(usize),
}

#[derive(Debug, Clone)]
pub(super) enum Way {
    Node(usize),
    End(usize),
    Retry(usize, Option<Box<Way>>),
}

const OUTCOMES: [&str; 2] = ["a", "b"];

impl Default for Node {
    fn default() -> Self {
        Self { says: false, x: false, t: false, silenced: false, seconds: 0, cannot_give: None, exit: Exit::End(0) }
    }
}

impl Node {
    pub(super) fn prompts(&self) -> bool {
        self.says || self.cannot_give.is_some() || matches!(self.exit, Exit::Answers(_))
    }

    pub(super) fn questions(&self) -> u32 {
        u32::from(matches!(self.exit, Exit::Answers(_)))
    }
}

impl Model {
    pub(super) fn new(mut tape: Tape) -> Self {
        let count = 1 + tape.below(3);
        Self { scripts: (0..count).map(|at| script(&mut tape, at, count)).collect() }
    }

    pub(super) fn all(&self) -> Vec<usize> {
        (0..self.scripts.len()).collect()
    }

    pub(super) fn sources(&self) -> Vec<Source> {
        let scripts = self.scripts.iter().enumerate();
        scripts.map(|(at, script)| Source::new(format!("s{at}.yaml"), script.yaml(at))).collect()
    }

    pub(super) fn text(&self) -> String {
        self.scripts.iter().enumerate().map(|(at, script)| script.yaml(at)).collect()
    }
}

/// A random script. Every node can be reached from the first, and leads only to later ones, except by retries.
fn script(tape: &mut Tape, at: usize, count: usize) -> Script {
    let nodes = 2 + tape.below(4);
    let mut ways: Vec<Vec<Way>> = vec![Vec::new(); nodes];
    let mut askers = vec![0];
    for node in 1..nodes {
        let parent = askers[tape.below(askers.len())];
        ways[parent].push(Way::Node(node));
        if tape.below(3) > 0 {
            askers.push(node);
        }
    }
    let nodes = ways.into_iter().enumerate().map(|(node, mut own)| {
        let runs = at + 1 < count && own.is_empty() && tape.once_in(2);
        let exit = if runs {
            Exit::Run(at + 1 + tape.below(count - at - 1), [way(tape, node, nodes), way(tape, node, nodes)])
        } else if own.is_empty() && tape.once_in(2) {
            Exit::End(tape.below(2))
        } else {
            own.extend((0..=tape.below(2)).map(|_| way(tape, node, nodes)));
            if tape.once_in(3) { Exit::Decide(own) } else { Exit::Answers(own) }
        };
        let cannot_give = tape.once_in(6).then(|| way(tape, node, nodes));
        Node {
            says: tape.once_in(2),
            x: tape.once_in(4),
            t: tape.once_in(3),
            silenced: tape.once_in(8),
            seconds: u32::try_from(tape.below(50)).unwrap(),
            cannot_give,
            exit,
        }
    });
    let nodes: Vec<Node> = nodes.collect();
    Script {
        entries: if tape.once_in(4) { vec![tape.below(nodes.len())] } else { vec![] },
        asides: if tape.once_in(3) { vec![aside(tape, nodes.len())] } else { vec![] },
        after: (at + 1 < count && tape.once_in(4)).then_some(count - 1),
        nodes,
    }
}

fn aside(tape: &mut Tape, nodes: usize) -> Way {
    if tape.once_in(3) { Way::End(tape.below(2)) } else { Way::Node(tape.below(nodes)) }
}

fn way(tape: &mut Tape, node: usize, nodes: usize) -> Way {
    match tape.below(6) {
        0..3 if node + 1 < nodes => Way::Node(node + 1 + tape.below(nodes - node - 1)),
        // Node 0 reaches all others, so a retry to it leads back.
        3 => Way::Retry(if tape.once_in(2) { 0 } else { node }, Some(Box::new(Way::End(tape.below(2))))),
        _ => Way::End(tape.below(2)),
    }
}

impl Script {
    fn yaml(&self, at: usize) -> String {
        let mut text = format!(
            "callscript: 1\nid: s{at}\ntitle: Model\nstart: s{at}n0\noutcomes: {{ a: A, b: B }}\nvariables: {{ v: {{ type: text, optional: true }} }}\n"
        );
        if let Some(callee) = self.after {
            writeln!(text, "after: {{ run: s{callee}, for: [a] }}").unwrap();
        }
        for (number, entry) in self.entries.iter().enumerate() {
            writeln!(text, "entries: {{ Entry {number}: s{at}n{entry} }}").unwrap();
        }
        for (number, aside) in self.asides.iter().enumerate() {
            writeln!(text, "anytime: {{ Aside {number}: {} }}", aside.yaml(at, "")).unwrap();
        }
        text.push_str("nodes:\n");
        for (number, node) in self.nodes.iter().enumerate() {
            let comment = if node.silenced { " # callscript: ignore[policy] for a reason" } else { "" };
            writeln!(text, "  s{at}n{number}:{comment}").unwrap();
            node.yaml(at, &mut text);
        }
        text
    }
}

impl Node {
    fn yaml(&self, at: usize, text: &mut String) {
        let tags: Vec<&str> =
            [("x", self.x), ("t", self.t)].iter().filter(|(_, has)| *has).map(|(tag, _)| *tag).collect();
        writeln!(text, "    tags: [{}]\n    seconds: {}", tags.join(", "), self.seconds).unwrap();
        if self.says {
            text.push_str("    say: Words\n");
        }
        if let Some(way) = &self.cannot_give {
            writeln!(text, "    collect: [v]\n    cannot_give: {}", way.yaml(at, "")).unwrap();
        }
        match &self.exit {
            Exit::End(outcome) => writeln!(text, "    end: {}", OUTCOMES[*outcome]).unwrap(),
            Exit::Answers(ways) => {
                text.push_str("    answers:\n");
                for (number, way) in ways.iter().enumerate() {
                    writeln!(text, "      Answer {number}: {}", way.yaml(at, "")).unwrap();
                }
            }
            Exit::Decide(ways) => {
                text.push_str("    decide:\n");
                for (number, way) in ways.iter().enumerate() {
                    let when = if number + 1 < ways.len() { ", when: v is defined" } else { "" };
                    writeln!(text, "      - {}", way.yaml(at, when)).unwrap();
                }
            }
            Exit::Run(callee, ways) => {
                writeln!(text, "    run: s{callee}\n    then:").unwrap();
                for (outcome, way) in OUTCOMES.iter().zip(ways) {
                    writeln!(text, "      {outcome}: {}", way.yaml(at, "")).unwrap();
                }
            }
        }
    }
}

impl Way {
    fn yaml(&self, at: usize, when: &str) -> String {
        match self {
            Self::Node(node) => format!("{{ goto: s{at}n{node}{when} }}"),
            Self::End(outcome) => format!("{{ end: {}{when} }}", OUTCOMES[*outcome]),
            Self::Retry(node, otherwise) => {
                let otherwise = otherwise.as_ref().map_or(String::new(), |way| format!(", else: {}", way.yaml(at, "")));
                format!("{{ retry: s{at}n{node}, at_most: 1{otherwise}{when} }}")
            }
        }
    }
}
