//! The template parser. It finds all errors.
//!
//! After a faulty tag it resumes after the tag's end, or at the next tag. The expression parser reads the content of
//! tags.

use super::faults::{KNOWN, in_statement, too_deep, unclosed, unknown_statement};
use super::filter::read_filters;
use super::{Arm, MAX_FAULTS, Print, Segment};
use crate::base::source::Span;
use crate::base::value::Value;
use crate::syntax::expression::{Expr, ExprKind, MAX_DEPTH, Parser, SyntaxError, Token};

/// Parses a template.
pub(super) fn read(text: &str) -> (Vec<Segment>, Vec<SyntaxError>) {
    let mut reader = Reader { text, at: 0, segments: Vec::new(), open: Vec::new(), faults: Vec::new(), lost: false };
    while let Some(open) = next_tag(text, reader.at) {
        if reader.faults.len() >= MAX_FAULTS {
            break;
        }
        reader.words(open);
        if let Err(fault) = reader.tag(open) {
            reader.recover(open, fault);
        }
    }
    reader.finish()
}

/// An `{% if %}` that is not closed yet.
struct Open {
    span: Span,
    arms: Vec<Arm>,
    /// The condition of the current branch; `None` after `else`.
    condition: Option<Expr>,
    /// The segments before the `{% if %}`.
    outer: Vec<Segment>,
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// The segments of the innermost open branch.
    segments: Vec<Segment>,
    open: Vec<Open>,
    faults: Vec<SyntaxError>,
    /// Whether there was an unknown tag. Then a missing `if` or `endif` is not reported.
    lost: bool,
}

impl Reader<'_> {
    fn words(&mut self, end: usize) {
        if end > self.at {
            self.segments.push(Segment::Literal(Span::new(self.at, end)));
        }
        self.at = end;
    }

    fn tag(&mut self, open: usize) -> Result<(), SyntaxError> {
        let kind = self.text.get(open..open + 2).unwrap_or_default();
        if self.text.get(open + 2..).is_some_and(|rest| rest.starts_with('-')) {
            self.lost |= kind == "{%";
            let span = Span::new(open, open + 3);
            return Err(SyntaxError::new(span, format!("`{kind}-` is not allowed here"))
                .help(format!("write `{kind}` and a space; spaces and line breaks stay as they are"))
                .instead(span, kind));
        }
        match kind {
            "{{" => self.print(open),
            "{%" => self.statement(open),
            _ => self.comment(open),
        }
    }

    fn print(&mut self, open: usize) -> Result<(), SyntaxError> {
        let mut parser = Parser::new(self.text, open + 2)?;
        if parser.token == Token::Sign("}}") {
            return Err(SyntaxError::new(
                Span::new(open, parser.span.range().end),
                "there is nothing between `{{` and `}}`",
            )
            .help("name a variable, or leave it out"));
        }
        let expr = parser.expression()?;
        let filters = read_filters(&mut parser, &expr, self.text)?;
        self.close(&parser, "}}")?;
        let span = Span::new(open, self.at);
        self.segments.push(Segment::Print(Print { span, expr, filters }));
        Ok(())
    }

    fn statement(&mut self, open: usize) -> Result<(), SyntaxError> {
        // Until its name is known, the tag counts as unknown.
        let was_lost = std::mem::replace(&mut self.lost, true);
        let mut parser = Parser::new(self.text, open + 2)?;
        let name = parser.span;
        let word = match parser.token {
            Token::Word(word @ ("if" | "elif" | "else" | "endif")) => word,
            Token::Word(word) if was_lost && word.starts_with("end") => {
                self.skip(open);
                return Ok(());
            }
            Token::Word(word) => return Err(unknown_statement(word, name)),
            _ => return Err(SyntaxError::new(name, "`{%` needs a word here").help(KNOWN)),
        };
        self.lost = was_lost;
        let takes_condition = matches!(word, "if" | "elif");
        let mut condition = None;
        let read = parser.advance().and_then(|()| {
            let expr = takes_condition.then(|| parser.expression()).transpose()?;
            self.close(&parser, "%}")?;
            condition = expr;
            Ok(())
        });
        let read = read.map_err(|fault| in_statement(word, self.text, fault));
        // A branch with a faulty condition is kept, so that the tags after it match.
        let placed = self.branch(word, Span::new(open, name.range().end), condition);
        read.and(placed)
    }

    fn branch(&mut self, word: &str, span: Span, condition: Option<Expr>) -> Result<(), SyntaxError> {
        let condition = || condition.unwrap_or(Expr { span, kind: ExprKind::Literal(Value::Boolean(false)) });
        if word == "if" {
            let outer = std::mem::take(&mut self.segments);
            self.open.push(Open { span, arms: Vec::new(), condition: Some(condition()), outer });
            return if self.open.len() > MAX_DEPTH { Err(too_deep(span)) } else { Ok(()) };
        }
        let Some(open) = self.open.last_mut() else {
            if self.lost {
                return Ok(());
            }
            return Err(SyntaxError::new(span, format!("this `{word}` has no `if`"))
                .help("write `{% if CONDITION %}` before it"));
        };
        let body = std::mem::take(&mut self.segments);
        let after_else = open.condition.is_none();
        if let Some(condition) = open.condition.take() {
            open.arms.push(Arm { condition, body });
        } else {
            self.segments = body;
        }
        match word {
            "endif" => {
                let otherwise = std::mem::take(&mut self.segments);
                if let Some(Open { arms, outer, .. }) = self.open.pop() {
                    self.segments = outer;
                    self.segments.push(Segment::If { arms, otherwise });
                }
                Ok(())
            }
            _ if after_else && !self.lost => {
                Err(SyntaxError::new(span, format!("this `{word}` comes after the `else`"))
                    .help("`else` comes last, and once"))
            }
            "elif" => {
                open.condition = Some(condition());
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn comment(&mut self, open: usize) -> Result<(), SyntaxError> {
        let body = self.text.get(open + 2..).unwrap_or_default();
        let Some(end) = body.find("#}") else {
            self.at = self.text.len();
            return Err(unclosed(open, "{#", "#}"));
        };
        self.at = open + 2 + end + 2;
        Ok(())
    }

    /// Skips the end of a tag, or fails if it is not next.
    fn close(&mut self, parser: &Parser<'_>, close: &'static str) -> Result<(), SyntaxError> {
        if parser.token != Token::Sign(close) {
            return Err(parser.unexpected());
        }
        self.at = parser.span.range().end;
        Ok(())
    }

    /// Skips a faulty tag and reports its error. If the tag is not closed, reports that instead.
    fn recover(&mut self, open: usize, fault: SyntaxError) {
        let (opening, closing) = match self.text.get(open..open + 2) {
            Some("{{") => ("{{", "}}"),
            Some("{%") => ("{%", "%}"),
            _ => ("{#", "#}"),
        };
        if self.at > open {
            self.faults.push(fault);
            return;
        }
        let next = next_tag(self.text, open + 2).unwrap_or(self.text.len());
        let inside = self.text.get(open + 2..next).unwrap_or_default();
        if let Some(end) = inside.find(closing) {
            self.at = open + 2 + end + closing.len();
            self.faults.push(fault);
        } else {
            self.at = next;
            self.faults.push(unclosed(open, opening, closing));
        }
    }

    /// Skips a tag without an error.
    fn skip(&mut self, open: usize) {
        let rest = self.text.get(open..).unwrap_or_default();
        self.at = rest.find("%}").map_or(self.text.len(), |end| open + end + 2);
    }

    fn finish(mut self) -> (Vec<Segment>, Vec<SyntaxError>) {
        self.words(self.text.len());
        let all_known = self.faults.len() < MAX_FAULTS && !self.lost;
        while let Some(open) = self.open.pop() {
            if all_known {
                self.faults.push(
                    SyntaxError::new(open.span, "this `if` has no `endif`").help("write `{% endif %}` where it ends"),
                );
            }
            let mut segments = std::mem::replace(&mut self.segments, open.outer);
            let mut arms = open.arms;
            if let Some(condition) = open.condition {
                arms.push(Arm { condition, body: std::mem::take(&mut segments) });
            }
            self.segments.push(Segment::If { arms, otherwise: segments });
        }
        self.faults.sort_by_key(|fault| fault.span);
        self.faults.truncate(MAX_FAULTS);
        self.segments.shrink_to_fit();
        (self.segments, self.faults)
    }
}

/// The start of the next `{{`, `{%` or `{#`.
fn next_tag(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let rest = bytes.get(from..)?;
    let found = rest.windows(2).position(|pair| matches!(pair, [b'{', b'{' | b'%' | b'#']))?;
    Some(from + found)
}
