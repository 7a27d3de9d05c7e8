//! How long a step of a call is expected to take.
//!
//! Must not know graphs, rules or how figures are shown.

use rust_decimal::Decimal;

use crate::document::{Document, Node, Text};

/// Seconds that it takes to say a word: 150 are said in a minute.
const SECONDS_A_WORD: Decimal = Decimal::from_parts(4, 0, 0, false, 1);

/// Seconds that it takes to ask for one value and write it down.
const SECONDS_A_VALUE: u32 = 4;

/// The expected handling time of a node, in seconds: what the author says, else its words on the script's first channel
/// at 150 a minute and 4 seconds for each variable that is collected.
pub(crate) fn seconds(document: &Document, node: &Node) -> Decimal {
    node.seconds.unwrap_or_else(|| {
        let words = document.default_say(node).map_or(0, |say| words(&say.text));
        let values = Decimal::from(node.collect.len()) * Decimal::from(SECONDS_A_VALUE);
        Decimal::from(words) * SECONDS_A_WORD + values
    })
}

/// How many words there are to say: runs without spaces that hold a letter or digit.
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
