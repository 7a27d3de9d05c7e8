//! A graph for Graphviz.

use std::fmt::Write;

use callscript::internal::drawing::{Drawing, NodeKind};
use callscript::internal::inert::line;

use super::diagram::{Diagram, Figure, Shape};
use super::direction::Direction;
use super::labels::wrap;

/// The maximum width of the title, in columns.
const TITLE: usize = 120;

/// The width at which spoken text is wrapped, in columns.
const WRAP: usize = 32;

/// Draws a script in the DOT language of Graphviz.
pub fn dot(drawing: &Drawing<'_>, direction: Direction) -> String {
    let diagram = Diagram::new(drawing);
    let direction = match direction {
        Direction::Down => "TB",
        Direction::Right => "LR",
    };
    let title = drawing.title.or(drawing.script).unwrap_or_default();
    let mut page = String::from("digraph {\n");
    let title = label(&[line(title, TITLE)]);
    push(&mut page, &format!("graph [rankdir={direction}, label={title}, labelloc=t, fontname=\"sans-serif\"];"));
    push(&mut page, "node [fontname=\"sans-serif\", fontsize=11];");
    push(&mut page, "edge [fontname=\"sans-serif\", fontsize=10];");
    for figure in &diagram.figures {
        let mut lines = figure.lines.clone();
        lines.extend(wrap(&figure.words, WRAP));
        push(&mut page, &format!("{} [label={}, {}];", figure.name, label(&lines), look(figure)));
    }
    for arrow in &diagram.arrows {
        let mut marks = Vec::new();
        if !arrow.lines.is_empty() {
            marks.push(format!("label={}", label(&arrow.lines)));
        }
        if arrow.dashed {
            marks.push("style=dashed".to_owned());
        }
        let marks = if marks.is_empty() { String::new() } else { format!(" [{}]", marks.join(", ")) };
        push(&mut page, &format!("{} -> {}{marks};", arrow.from, arrow.to));
    }
    page.push_str("}\n");
    page
}

fn look(figure: &Figure) -> String {
    let (shape, rounded) = match figure.shape {
        Shape::Node(NodeKind::Answers) => ("diamond", false),
        Shape::Node(NodeKind::Decide) => ("hexagon", false),
        Shape::Node(NodeKind::Action) => ("component", false),
        Shape::Node(NodeKind::Run) => ("box3d", false),
        Shape::Node(NodeKind::End | NodeKind::Resume) | Shape::Final => ("box", true),
        Shape::Node(NodeKind::Goto | NodeKind::None | NodeKind::Several) | Shape::Missing => ("box", false),
        Shape::Root => ("oval", false),
    };
    let mut styles = Vec::new();
    if rounded {
        styles.push("rounded");
    }
    if figure.faulty {
        styles.push("filled");
    }
    let style = if styles.is_empty() { String::new() } else { format!(", style=\"{}\"", styles.join(",")) };
    let colours = if figure.faulty {
        ", fillcolor=\"#fde8e8\", color=\"#b91c1c\", fontcolor=\"#7f1d1d\", penwidth=2"
    } else {
        ""
    };
    format!("shape={shape}{style}{colours}")
}

fn push(page: &mut String, line: &str) {
    page.push_str("    ");
    page.push_str(line);
    page.push('\n');
}

/// A quoted label. Escapes what Graphviz would read as an escape sequence or an HTML entity.
fn label(lines: &[String]) -> String {
    let mut label = String::from("\"");
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            label.push_str("\\n");
        }
        for character in line.chars() {
            // Writing to a string cannot fail.
            let _ = match character {
                '"' | '\\' => write!(label, "\\{character}"),
                '&' => write!(label, "&amp;"),
                _ => write!(label, "{character}"),
            };
        }
    }
    label.push('"');
    label
}
