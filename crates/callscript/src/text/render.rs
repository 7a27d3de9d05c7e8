//! A text made, from what its variables hold.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::{Piece, Print, Template};
use crate::expression::{Env, EvalError, evaluate};
use crate::value::Value;

/// What stands for a sensitive value.
pub const MASK: &str = "•••";

impl<V: Clone> Template<V> {
    /// Writes the text at the end of `out`; after a fault `out` is as it was.
    ///
    /// With `mask`, every `{{ }}` that names a sensitive variable prints `•••`; an `{% if %}` chooses by the real value.
    ///
    /// # Errors
    ///
    /// A variable that is not set, or types that do not fit.
    pub fn render(&self, env: &impl Env<V>, out: &mut String, mask: bool) -> Result<(), EvalError<V>> {
        let before = out.len();
        let Some(pieces) = self.pieces() else {
            out.push_str(self.source());
            return Ok(());
        };
        let made = self.render_all(pieces, env, out, mask);
        if made.is_err() {
            out.truncate(before);
        }
        made
    }

    fn render_all(
        &self,
        pieces: &[Piece<V>],
        env: &impl Env<V>,
        out: &mut String,
        mask: bool,
    ) -> Result<(), EvalError<V>> {
        for piece in pieces {
            match piece {
                Piece::Words(span) => out.push_str(self.slice(*span)),
                Piece::Print(print) if mask && print.expr.names(&|variable| env.is_sensitive(variable)) => {
                    out.push_str(MASK);
                }
                Piece::Print(print) => print.render(env, out)?,
                Piece::If { arms, otherwise } => {
                    let mut body = otherwise;
                    for arm in arms {
                        if arm.condition.holds(env)? {
                            body = &arm.body;
                            break;
                        }
                    }
                    self.render_all(body, env, out, mask)?;
                }
            }
        }
        Ok(())
    }
}

impl<V: Clone> Print<V> {
    fn render(&self, env: &impl Env<V>, out: &mut String) -> Result<(), EvalError<V>> {
        let Some(mut value) = evaluate(&self.expr, env)? else {
            return Ok(());
        };
        for filter in &self.filters {
            let filtered = filter.value.apply(&value);
            let wanted = filter.value.wanted();
            value = Cow::Owned(filtered.ok_or(EvalError::Mismatch { span: self.expr.span, wanted })?);
        }
        match &*value {
            Value::Text(text) => out.push_str(text),
            // To write to a `String` cannot fail.
            value => drop(write!(out, "{value}")),
        }
        Ok(())
    }
}
