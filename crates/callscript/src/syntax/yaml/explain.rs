//! Explains syntax errors to an author who does not know YAML, and finds where they begin.
//!
//! Knows every error of the parser. Must not know nodes.

mod brackets;
mod expressions;
mod lines;
mod quotes;

use crate::base::rule::reading;
use std::ops::Range;

use granit_parser::ErrorKind as E;

use super::line::{line_at, slice};
use super::open;
use super::state::{Cause, Stop};
use super::value::Fault;
use crate::base::edit::Fix;
use crate::base::source::Span;

/// An explained syntax error.
pub(super) struct SyntaxError {
    /// The offset of the quote, bracket or line that the error is in; 0 if the error concerns the whole file.
    pub(super) start: usize,
    pub(super) fault: Fault,
}

/// Explains why the parsing of `text` stopped.
pub(super) fn explain(text: &str, stop: &Stop) -> SyntaxError {
    let open = open::scan(text, stop.parsed_end.min(stop.at)..stop.at);
    let context = ErrorContext { text, stop, bracket: stop.bracket.or(open.bracket), quote: open.quote };
    let explanation = match &stop.cause {
        Cause::TooDeep | Cause::Syntax(E::RecursionLimitExceeded) => {
            context.too_large("maps and lists are nested more than 64 levels deep here")
        }
        Cause::Outdented { open } => context.outdented(*open),
        Cause::Tab => context.tab_at(stop.at),
        Cause::TooLong => context.too_large("this text is longer than 1 MiB"),
        Cause::TooMany => context.too_large("this file holds more than 1,000,000 values"),
        Cause::Syntax(kind) => {
            let special = context.expression().or_else(|| context.template());
            special.or_else(|| context.syntax_error(kind)).unwrap_or_else(|| context.unrecognized())
        }
    };
    let start = match stop.cause {
        // The error concerns the whole file, not the node in which the limit was reached.
        Cause::TooMany => 0,
        _ => context.bracket.map_or(explanation.start, |bracket| bracket.min(explanation.start)),
    };
    let span = Span::new(explanation.span.start.min(text.len()), explanation.span.end.min(text.len()));
    let fault = Fault {
        fix: explanation.fix,
        ..Fault::new(&reading::YAML_SYNTAX, explanation.message, Some(explanation.help), span)
    };
    SyntaxError { start, fault }
}

/// The text around the place where the parser stopped.
struct ErrorContext<'t> {
    text: &'t str,
    stop: &'t Stop,
    /// The offset of the outermost bracket that is open at that place.
    bracket: Option<usize>,
    /// The last quoted text between the last parsed token and that place, which the parser has not reported.
    quote: Option<Range<usize>>,
}

/// The parts of a fault, and where the error begins.
struct Explanation {
    start: usize,
    span: Range<usize>,
    message: String,
    help: String,
    fix: Option<Fix>,
}

impl ErrorContext<'_> {
    /// Explains an error of the parser, if it can tell what is wrong.
    fn syntax_error(&self, kind: &E) -> Option<Explanation> {
        let at = self.stop.at;
        match kind {
            E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => Some(self.unclosed_quote(at)),
            E::InvalidQuotedScalarIndent | E::TabInIndentation => Some(self.unclosed_quote(self.quote.clone()?.start)),
            E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => self.after_quote(),
            E::UnclosedFlowCollection { .. } | E::MismatchedFlowCollectionEnd { .. } => Some(self.unclosed_bracket(at)),
            E::MisplacedFlowCollectionEnd => Some(self.closing_bracket()),
            E::MappingValueNotAllowed => Some(self.long_key().unwrap_or_else(|| self.second_colon())),
            E::SimpleKeyExpected | E::InvalidSimpleKey => Some(self.no_colon(at)),
            E::ExpectedBlockMappingKey | E::ExpectedBlockSequenceEntry => Some(self.unexpected_token()),
            E::BlockSequenceEntryNotAllowed => Some(self.list_on_line()),
            E::TabInBlockIndentation | E::TabNotAllowed | E::TabInPlainScalar | E::TabAtBlockScalarStart | E::InvalidBlockEntryWhitespace => Some(self.tab()),
            E::UnexpectedCharacter { .. } | E::MissingAnchorOrAliasName => self.first_character(),
            E::InvalidBlockScalarHeader | E::ZeroBlockScalarIndent => Some(self.block_header()),
            E::CommentInterceptedScalar => self.comment_in_label(at).or_else(|| Some(self.explanation(at, "a comment cuts this text, which continues on the next line", "move the comment to a line of its own above the text, or put the text in quotes if the `#` belongs to it"))),
            E::CommentNotSeparated => Some(self.explanation(at, "a `#` follows without a space", "put a space before it if a comment begins here, or put the whole text in quotes")),
            E::UnknownQuotedScalarEscape | E::InvalidQuotedScalarHexEscape | E::InvalidLowSurrogateHexEscape | E::InvalidLowSurrogate | E::MissingLowSurrogate | E::UnpairedLowSurrogate | E::InvalidUnicodeEscape => Some(self.backslash()),
            E::BomInsideDocument => Some(self.explanation(at, "there is an invisible character (a byte order mark) inside the file", "delete it; it appears when files are joined or text is copied")),
            E::InvalidBlockScalarIndent | E::InvalidIndentation => Some(self.indentation(at)),
            _ if self.bracket.is_some() => Some(self.long_key().unwrap_or_else(|| self.in_brackets())),
            _ if self.has_directive() => Some(self.explanation(at, "a line that begins with `%` cannot be read", "remove it; a script needs no such line")),
            _ => self.first_character(),
        }
    }

    /// An explanation for the text from `at` to the end of its line.
    fn explanation(&self, at: usize, message: impl Into<String>, help: impl Into<String>) -> Explanation {
        let line = line_at(self.text, at);
        let length = slice(self.text, at..line.end).trim_end().len();
        Explanation { start: at, span: at..at + length, message: message.into(), help: help.into(), fix: None }
    }

    /// A limit was exceeded.
    fn too_large(&self, message: &str) -> Explanation {
        self.explanation(
            self.stop.at,
            message,
            "a readable script stays below that; split it, or check the brackets, quotes and indentation",
        )
    }

    /// The explanation for any other error.
    fn unrecognized(&self) -> Explanation {
        self.explanation(
            self.stop.at,
            "this line cannot be read",
            "check its quotes, brackets and indentation, and those of the line above",
        )
    }
}
