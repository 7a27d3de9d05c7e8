//! Adds a scalar to the tree: its place, its style and its text.
//!
//! Knows the parser's events. Must not know what a script means, nor how an error is explained to the author.

use std::borrow::Cow;
use std::ops::Range;
use std::ptr;

use granit_parser::ScalarStyle;

use super::super::place;
use super::super::state::Cause;
use super::super::value::{Kind, MAX_SCALAR, Scalar, Style, Value};
use super::Builder;
use crate::base::source::Span;

impl<'s> Builder<'s, '_> {
    /// Adds a scalar, or an empty value.
    pub(super) fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        range: Range<usize>,
        tagged: bool,
    ) -> Result<(), (Cause, usize)> {
        self.count(range.start)?;
        if text.len() > MAX_SCALAR {
            return Err((Cause::TooLong, range.start));
        }
        let style = style_of(style);
        if style == Style::Plain && range.is_empty() {
            let at = place::empty_value(self.text, self.state.parsed_end, range.start);
            self.advance(at..at);
            // A tagged empty value was already reported; the tag may have been meant as the value, so it is unknown.
            let kind = if tagged { Kind::Unknown } else { Kind::Nothing };
            self.add(Value { span: Span::new(at, at), kind });
            return Ok(());
        }
        let place = match style {
            Style::Literal | Style::Folded => place::block_scalar(self.text, self.state.parsed_end, range.clone()),
            _ => range.clone(),
        };
        let span = Span::new(place.start, place.end);
        match style {
            Style::Literal | Style::Folded => self.check_tab_below(range.end)?,
            _ if matches!(text, Cow::Owned(_)) => self.check_text(&range, style)?,
            _ => {}
        }
        if self.state.stack.is_empty() {
            self.check_tab_of_root(place.start)?;
        }
        self.advance(range.start..place.end);
        self.state.last_scalar = span;
        let text = self.borrow_or_own(text, place.start + usize::from(style != Style::Plain));
        self.add(Value { span, kind: Kind::Scalar(Scalar { text, style, span }) });
        Ok(())
    }

    /// The text of a scalar; borrowed if the file has the same text at `start`.
    fn borrow_or_own(&self, text: Cow<'_, str>, start: usize) -> Cow<'s, str> {
        match text {
            Cow::Owned(text) => Cow::Owned(text),
            Cow::Borrowed(text) => match self.original.get(start..start + text.len()) {
                Some(same) if ptr::eq(same, text) || same == text => Cow::Borrowed(same),
                _ => Cow::Owned(text.to_owned()),
            },
        }
    }
}

fn style_of(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::SingleQuoted => Style::Single,
        ScalarStyle::DoubleQuoted => Style::Double,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
        ScalarStyle::Plain => Style::Plain,
    }
}
