//! Reads what the program wrote as other programs do.

use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, Options, parse_document};

/// The markup of this program's own that Markdown has no sign for.
const OWN_HTML: [&str; 4] = ["<ins>", "</ins>", "<del>", "</del>"];

/// A page of Markdown, as a reader with the additions of GitHub takes it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// The nodes of the page as nested names; words and code next to each other are `words`.
    pub(super) shape: String,
    /// All words, with single spaces.
    pub(super) words: String,
}

pub(super) fn markdown(text: &str) -> Page {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    options.extension.math_dollars = true;
    options.extension.math_code = true;
    options.extension.shortcodes = true;
    options.parse.relaxed_autolinks = true;
    let arena = Arena::new();
    let root = parse_document(&arena, text, &options);
    let mut words = String::new();
    let shape = shape(root, &mut words);
    Page { shape, words: one_line(&words) }
}

fn shape(node: Node<'_>, words: &mut String) -> String {
    let name = match &node.data().value {
        NodeValue::Text(text) => return said(text, words),
        NodeValue::Code(code) => return said(&code.literal, words),
        NodeValue::SoftBreak | NodeValue::LineBreak => return said(" ", words),
        NodeValue::HtmlInline(html) if OWN_HTML.contains(&html.as_str()) => return said("", words),
        value => format!("{value:?}"),
    };
    let mut children: Vec<String> = node.children().map(|child| shape(child, words)).collect();
    words.push(' ');
    // Words that follow each other, and paragraphs in a quote, are no markup, however many there are.
    children.dedup_by(|next, one| next == one && (one == "words" || one.starts_with("Paragraph")));
    // Where each node stands in the text is of no interest, but HTML is.
    let name = if name.starts_with("Html") { &name } else { name.split(['(', ' ']).next().unwrap_or_default() };
    if children.is_empty() { name.to_owned() } else { format!("{name}[{}]", children.join(" ")) }
}

fn said(text: &str, words: &mut String) -> String {
    words.push_str(text);
    "words".to_owned()
}

/// A text with single spaces in place of all white space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The names of the elements of an XML document, in order.
pub(super) fn xml(text: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(text).unwrap();
    let nodes = document.descendants().inspect(|node| {
        harmless(node.text().unwrap_or_default());
        node.attributes().for_each(|attribute| harmless(attribute.value()));
        assert!(!node.is_comment() && !node.is_pi(), "{text}");
    });
    nodes.filter(roxmltree::Node::is_element).map(|node| node.tag_name().name().to_owned()).collect()
}

/// Panics if a terminal would do something else than to show a text.
///
/// It knows by itself what may be shown: an isolate or an embedding must be closed on its line.
pub(super) fn harmless(text: &str) {
    for line in text.split('\n') {
        let mut open = Vec::new();
        for character in line.chars() {
            match character {
                '\u{202a}' | '\u{202b}' => open.push('\u{202c}'),
                '\u{2066}'..='\u{2068}' => open.push('\u{2069}'),
                '\u{202c}' | '\u{2069}' => assert_eq!(open.pop(), Some(character), "{line:?}"),
                '\u{202d}' | '\u{202e}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{200b}' | '\u{e0041}' => {
                    panic!("{character:?} in {line:?}")
                }
                '\t' => {}
                _ => assert!(!character.is_control(), "{character:?} in {line:?}"),
            }
        }
        assert!(open.is_empty(), "{line:?}");
    }
}
