//! The texts on boxes and arrows.

use callscript::internal::LinkKind;
use callscript::internal::drawing::{Edge, Node, NodeKind};
use callscript::internal::inert::{closed, escape, line, width};

/// A name on one line of at most `columns`.
pub(super) fn name(name: &str, columns: usize) -> String {
    line(&escape(name), columns)
}

/// Wraps a line between words into lines of about `columns`.
pub(super) fn wrap(line: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(last) if width(last) + 1 + width(word) <= columns => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    closed(lines)
}

/// The text on an edge: its label, and the conditions under which it is open.
pub(super) fn caption(edge: &Edge<'_>) -> String {
    let mut caption = match edge.kind {
        LinkKind::Decide if edge.label.is_empty() => "otherwise".to_owned(),
        LinkKind::Decide => format!("if {}", edge.label),
        LinkKind::CannotGive => "cannot give".to_owned(),
        LinkKind::Silence => "silence".to_owned(),
        LinkKind::NotUnderstood => "not understood".to_owned(),
        _ => edge.label.to_owned(),
    };
    if let Some(when) = edge.when {
        caption = format!("{caption} [if {when}]");
    }
    if edge.kind == LinkKind::Else {
        caption.push_str(", once that is used up");
    }
    caption
}

/// The kind of a node, in a word or two.
pub(super) fn kind(node: &Node<'_>) -> String {
    let name = node.outcome.or(node.callee).unwrap_or_default();
    match node.kind {
        NodeKind::Answers => "question".to_owned(),
        NodeKind::Goto => "message".to_owned(),
        NodeKind::Decide => "decision".to_owned(),
        NodeKind::Run => format!("runs {name}"),
        NodeKind::Action => format!("action {name}"),
        NodeKind::End => format!("ends: {name}"),
        NodeKind::Resume => "resume".to_owned(),
        NodeKind::None => "no way on".to_owned(),
        NodeKind::Several => "several ways on".to_owned(),
    }
}
