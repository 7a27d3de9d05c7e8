//! Texts and expressions, with the variables that they read, and what is assigned to variables.

use crate::base::source::{Name, Source, Span, Spanned};
use crate::document::mentions::{Locator, MentionPlace};
use crate::document::{self, Operand};
use crate::syntax::yaml::Scalar;

/// A text that people read or hear.
#[derive(Debug, Clone, Copy)]
pub struct Text<'s> {
    source: &'s Source,
    ast: &'s document::Text,
}

/// An expression: a condition, or a value that is computed.
#[derive(Debug, Clone, Copy)]
pub struct Expression<'s> {
    source: &'s Source,
    ast: &'s document::Expression,
}

/// A value that is assigned to a variable, or given to a subscript or an action.
#[derive(Debug, Clone, Copy)]
pub struct Assignment<'s> {
    source: &'s Source,
    ast: &'s document::Assignment,
}

/// The value of an [`Assignment`].
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Given<'s> {
    /// A text, in quotes.
    Text(&'s Name),
    /// An expression.
    Expression(Expression<'s>),
    /// The word `empty`: no value.
    Empty,
}

/// A value that is taken from a subscript, or from what the host returned.
#[derive(Debug, Clone, Copy)]
pub struct Take<'s>(&'s document::Take);

impl<'s> Text<'s> {
    pub(super) fn new(source: &'s Source, ast: &'s document::Text) -> Self {
        Self { source, ast }
    }

    /// The text without the quotes and escapes of YAML; `{{ }}` is left as written.
    pub fn as_str(&self) -> &'s str {
        self.ast.as_str()
    }

    /// Its place, with its quotes.
    pub fn span(&self) -> Span {
        self.ast.span()
    }

    /// Every mention of a variable in it, with its place.
    pub fn reads(&self) -> Vec<Name> {
        let mut names = Vec::new();
        self.ast.template.iter().for_each(|template| template.visit(&mut |name| names.push(name)));
        located(self.source, &self.ast.scalar, names)
    }
}

impl<'s> Expression<'s> {
    pub(super) fn new(source: &'s Source, ast: &'s document::Expression) -> Self {
        Self { source, ast }
    }

    /// The expression as it is written.
    pub fn as_str(&self) -> &'s str {
        self.ast.as_str()
    }

    /// Its place.
    pub fn span(&self) -> Span {
        self.ast.scalar.span
    }

    /// Every mention of a variable in it, with its place.
    pub fn reads(&self) -> Vec<Name> {
        let names = self.ast.expr.iter().flat_map(|expr| expr.variables()).collect();
        located(self.source, &self.ast.scalar, names)
    }
}

impl<'s> Assignment<'s> {
    pub(super) fn all(
        source: &'s Source,
        assignments: &'s [document::Assignment],
    ) -> impl Iterator<Item = Self> + use<'s> {
        assignments.iter().map(move |ast| Self { source, ast })
    }

    /// The variable, or the input of the subscript or action.
    pub fn target(&self) -> &'s Name {
        &self.ast.target
    }

    /// The value.
    pub fn value(&self) -> Given<'s> {
        match &self.ast.value {
            Operand::Text(text) => Given::Text(text),
            Operand::Expression(expression) => Given::Expression(Expression::new(self.source, expression)),
            Operand::Empty(_) => Given::Empty,
        }
    }
}

impl<'s> Take<'s> {
    pub(super) fn new(take: &'s document::Take) -> Self {
        Self(take)
    }

    /// The variable of this script.
    pub fn target(&self) -> &'s Name {
        &self.0.target
    }

    /// The variable of the subscript, or the key of what the host returned.
    pub fn from(&self) -> &'s Name {
        &self.0.from
    }
}

/// The names in a scalar, with their places in the file.
fn located(source: &Source, scalar: &Scalar<'static>, names: Vec<&Name>) -> Vec<Name> {
    let mut locator = Locator::new(source);
    let mut place = |name: &Name| locator.span(&MentionPlace::Within(scalar, name.span));
    names.into_iter().map(|name| Spanned::new(name.value.clone(), place(name))).collect()
}
