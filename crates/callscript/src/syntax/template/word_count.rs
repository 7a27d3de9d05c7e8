//! Counts the words of a template, for estimating how long they take to say.

use super::{Segment, Template};

/// A running count, which may be within a word.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    words: usize,
    /// Whether the current word was counted.
    in_word: bool,
}

impl Template {
    /// The number of words to say: sequences without white space that contain a letter or a digit. A `{{ }}` counts as
    /// one word, and an `{% if %}` as its longest branch.
    pub(crate) fn words(&self) -> usize {
        let mut count = Count::default();
        match self.segments() {
            None => count.text(self.source()),
            Some(segments) => count.segments(self, segments),
        }
        count.words
    }
}

impl Count {
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.in_word = false;
            } else if c.is_alphanumeric() {
                self.word();
            }
        }
    }

    fn segments(&mut self, template: &Template, segments: &[Segment]) {
        for segment in segments {
            match segment {
                Segment::Literal(span) => self.text(template.slice(*span)),
                Segment::Print(_) => self.word(),
                Segment::If { arms, otherwise } => {
                    let start = *self;
                    let bodies = arms.iter().map(|arm| &arm.body).chain([otherwise]);
                    for body in bodies {
                        let mut branch = start;
                        branch.segments(template, body);
                        if branch.words > self.words {
                            *self = branch;
                        }
                    }
                }
            }
        }
    }

    fn word(&mut self) {
        self.words += usize::from(!self.in_word);
        self.in_word = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_takes_time_to_say() {
        let cases = [
            ("", 0),
            ("Are any lights on?", 4),
            ("Wait — please.", 2),
            ("It's {{ name }}, {{ a }}{{ b }}.", 3),
            ("one{% if a %} two three{% elif b %} two{% else %} two three four{% endif %} five", 5),
            ("one {% if a %}two{% endif %}", 2),
            ("one {# not said #}two", 2),
        ];
        for (text, words) in cases {
            let (template, faults) = Template::parse(text);
            assert_eq!((faults, template.words()), (vec![], words), "{text}");
        }
    }
}
