//! The expected duration of a node, in seconds.
//!
//! Must not know graphs, rules or how figures are shown.

use rust_decimal::Decimal;

use crate::document::{Document, Node, Text};

/// Seconds per spoken word: 150 words a minute.
const SECONDS_A_WORD: Decimal = Decimal::from_parts(4, 0, 0, false, 1);

/// Seconds for asking a value and writing it down.
const SECONDS_A_VALUE: u32 = 4;

/// The expected duration of a node, in seconds. The author may give it. Otherwise it is the time for the node's words
/// on the script's first channel, at 150 words a minute, plus 4 seconds for each variable that it collects.
pub(crate) fn seconds(document: &Document, node: &Node) -> Decimal {
    node.seconds.unwrap_or_else(|| {
        let words = document.default_say(node).map_or(0, |say| words(&say.text));
        let values = Decimal::from(node.collect.len()) * Decimal::from(SECONDS_A_VALUE);
        Decimal::from(words) * SECONDS_A_WORD + values
    })
}

/// The number of words to say: sequences without white space that contain a letter or a digit.
pub(crate) fn words(text: &Text) -> usize {
    match &text.template {
        Some(template) => template.words(),
        None => text.as_str().split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::source::Source;
    use crate::document;
    use crate::syntax::yaml;

    #[test]
    fn a_step_takes_what_its_words_and_values_take_unless_the_author_says() {
        let cases = [
            ("say: One two three, four — five", "2.0"),
            ("say: 'Hi {{ name }} — there'\n    collect: [a, b]", "9.2"),
            ("say: { chat: One, default: One two three, phone: One two }", "0.8"),
            ("say: { chat: One two, kiosk: One }", "0.8"),
            ("say: One two\n    seconds: 90", "90"),
            ("tags: [quiet]", "0"),
        ];
        for (node, seconds) in cases {
            let text = format!("callscript: 1\nchannels: [phone, chat]\nnodes:\n  a:\n    {node}\n");
            let source = Source::new("a.yaml", text);
            let (document, _) = document::reader::read(&source, &mut yaml::read(&source));
            let expected: Decimal = seconds.parse().unwrap();
            assert_eq!(super::seconds(&document, &document.nodes["a"]), expected, "{node}");
        }
    }
}
