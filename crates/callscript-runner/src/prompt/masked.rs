//! `Debug` of prompts, in which what may be sensitive is masked.

use std::fmt;

use callscript::internal::MASK;

use super::{ActionValue, AnswerChoice, AsideChoice, Prompt, Unanswered};

/// Texts that may hold a sensitive value are masked.
impl fmt::Debug for Prompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |text: &Option<String>, sensitive| text.as_deref().map(|text| mask(text, sensitive).to_owned());
        f.debug_struct("Prompt")
            .field("script", &self.script)
            .field("node", &self.node)
            .field("say", &text(&self.say, self.say_is_sensitive))
            .field("verbatim", &self.verbatim)
            .field("say_is_sensitive", &self.say_is_sensitive)
            .field("guidance", &text(&self.guidance, self.guidance_is_sensitive))
            .field("guidance_is_sensitive", &self.guidance_is_sensitive)
            .field("asides", &self.asides)
            .field("unanswered", &self.unanswered)
            .field("kind", &self.kind)
            .finish()
    }
}

/// Words that may hold a sensitive value are masked.
impl fmt::Debug for Unanswered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unanswered")
            .field("wait", &self.wait)
            .field("not_understood", &self.not_understood)
            .field("say", &self.say.as_deref().map(|say| mask(say, self.say_is_sensitive).to_owned()))
            .field("say_is_sensitive", &self.say_is_sensitive)
            .finish()
    }
}

/// The value is masked if it is sensitive.
impl fmt::Debug for ActionValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ActionValue")
            .field("name", &self.name)
            .field("value", &mask(&self.value.to_plain(), self.sensitive))
            .field("sensitive", &self.sensitive)
            .finish()
    }
}

/// The label is masked if it is sensitive.
impl fmt::Debug for AnswerChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnswerChoice")
            .field("id", &self.id)
            .field("label", &mask(&self.label, self.sensitive))
            .field("sensitive", &self.sensitive)
            .field("open", &self.open)
            .field("fields", &self.fields)
            .finish()
    }
}

/// The label is masked if it is sensitive.
impl fmt::Debug for AsideChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsideChoice")
            .field("id", &self.id)
            .field("label", &mask(&self.label, self.sensitive))
            .field("sensitive", &self.sensitive)
            .finish()
    }
}

fn mask(text: &str, sensitive: bool) -> &str {
    if sensitive { MASK } else { text }
}
