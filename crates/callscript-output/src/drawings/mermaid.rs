//! A flowchart for Mermaid.

use std::fmt::Write;

use callscript::internal::drawing::{Drawing, NodeKind};
use callscript::internal::quantity::grouped;

use super::diagram::{Diagram, Shape};
use super::direction::Direction;

/// A zero-width character that separates characters which together would be markup.
const WORD_JOINER: char = '\u{2060}';

/// The longest text, in units of UTF-16, and the most arrows that Mermaid draws. Only who shows a page can raise these
/// limits: Mermaid ignores them in a diagram.
const MOST: (usize, usize) = (50_000, 500);

/// A flowchart for Mermaid.
#[derive(Debug)]
pub struct Flowchart {
    /// Its source text.
    pub text: String,
    /// How many arrows it has.
    pub arrows: usize,
}

impl Flowchart {
    /// Why Mermaid does not draw it, with its settings as they are by default; `None` if it does.
    pub fn is_not_drawn_because(&self) -> Option<String> {
        let (length, most) = (self.text.encode_utf16().count(), MOST);
        if length > most.0 {
            let (length, most) = (grouped(&length), grouped(&most.0));
            return Some(format!("it has {length} characters, and the limit is {most} (`maxTextSize`)"));
        }
        let (arrows, most) = (grouped(&self.arrows), grouped(&most.1));
        (self.arrows > MOST.1).then(|| format!("it has {arrows} arrows, and the limit is {most} (`maxEdges`)"))
    }
}

/// Draws a script as a Mermaid flowchart.
pub fn mermaid(drawing: &Drawing<'_>, direction: Direction) -> Flowchart {
    let diagram = Diagram::new(drawing);
    let direction = match direction {
        Direction::Down => "TD",
        Direction::Right => "LR",
    };
    let mut page = format!("flowchart {direction}\n");
    for figure in &diagram.figures {
        let (open, close) = brackets(figure.shape);
        push(
            &mut page,
            &format!("{}{open}\"{}\"{close}", figure.name, label(figure.lines.iter().chain([&figure.words]))),
        );
    }
    for arrow in &diagram.arrows {
        let line = if arrow.dashed { "-.->" } else { "-->" };
        let label = if arrow.lines.is_empty() { String::new() } else { format!("|\"{}\"|", label(&arrow.lines)) };
        push(&mut page, &format!("{} {line}{label} {}", arrow.from, arrow.to));
    }
    let faulty: Vec<_> = diagram.figures.iter().filter(|figure| figure.faulty).collect();
    if !faulty.is_empty() {
        push(&mut page, "classDef faulty fill:#fde8e8,stroke:#b91c1c,stroke-width:2px,color:#7f1d1d");
    }
    for figure in faulty {
        push(&mut page, &format!("class {} faulty", figure.name));
    }
    Flowchart { text: page, arrows: diagram.arrows.len() }
}

fn brackets(shape: Shape) -> (&'static str, &'static str) {
    match shape {
        Shape::Node(NodeKind::Answers) => ("{", "}"),
        Shape::Node(NodeKind::Decide) => ("{{", "}}"),
        Shape::Node(NodeKind::Action) => ("[[", "]]"),
        Shape::Node(NodeKind::Run) => ("[/", "/]"),
        Shape::Node(NodeKind::End) | Shape::Final => ("([", "])"),
        Shape::Node(NodeKind::Resume) => ("(", ")"),
        Shape::Node(NodeKind::Goto | NodeKind::None | NodeKind::Several) | Shape::Missing => ("[", "]"),
        Shape::Root => ("((", "))"),
    }
}

fn push(page: &mut String, line: &str) {
    page.push_str("    ");
    page.push_str(line);
    page.push('\n');
}

fn label<'l>(lines: impl IntoIterator<Item = &'l String>) -> String {
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).map(|line| escape(line)).collect();
    lines.join("<br/>")
}

/// Escapes text so that it is shown literally: Mermaid reads HTML, Markdown, icons and its own syntax even within
/// quotes, so every character that is not known to be harmless is written by its code.
fn escape(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    let mut before = ' ';
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        let plain = match character {
            ' ' | ',' | ';' | '?' | '!' | '\'' | '(' | '{' | '}' | '/' => true,
            // After a digit these would begin a numbered list, and inside a word a `.` may make a link.
            ')' => !before.is_ascii_digit(),
            '.' => !before.is_ascii_digit() && characters.peek().is_none_or(|&next| next == ' '),
            // Inside a word it may begin an icon, or be part of a URL.
            ':' => characters.peek() == Some(&' '),
            '-' => before.is_alphanumeric(),
            _ => character.is_ascii_alphanumeric() || !character.is_ascii(),
        };
        // Wherever a line has `direction LR`, Mermaid takes the whole line for that.
        let plain = plain && !(character.is_whitespace() && escaped.ends_with("direction"));
        // Mermaid searches the decoded text again: for formulas, breaks of lines, icons, and its own character codes.
        if matches!((before, character), ('$', '$') | ('\\', 'n') | (':', 'f') | ('ﬂ', '°') | ('¶', 'ß')) {
            escaped.push(WORD_JOINER);
        }
        if plain {
            escaped.push(character);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(escaped, "#{};", u32::from(character));
        }
        before = character;
    }
    escaped
}
