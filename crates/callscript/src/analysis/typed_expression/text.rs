//! Texts in the making: words, what is printed between them, and branches.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::words::{Change, Said, Words};
use super::{AnyFormula, Built, Compiler, Formula, Held, Stray, all};
use crate::syntax::template::{self, Filter, MASK, Template};

/// What is said or shown, in the making: it cannot fail.
#[derive(Debug)]
pub struct Text(Made);

#[derive(Debug)]
enum Made {
    /// Words alone, as most are.
    Words(Box<str>),
    Pieces(Vec<Piece>),
}

/// One piece of a text.
#[derive(Debug)]
enum Piece {
    Words(Box<str>),
    Print {
        value: AnyFormula,
        /// It names a sensitive variable.
        sensitive: bool,
    },
    If {
        arms: Vec<Arm>,
        otherwise: Vec<Piece>,
    },
}

#[derive(Debug)]
struct Arm {
    condition: Formula<bool>,
    body: Vec<Piece>,
}

impl Text {
    /// Words alone, whatever they look like.
    pub(crate) fn plain(words: &str) -> Self {
        Self(Made::Words(words.into()))
    }

    /// The words, if these are words alone.
    pub(crate) fn as_plain(&self) -> Option<&str> {
        match &self.0 {
            Made::Words(words) => Some(words),
            Made::Pieces(_) => None,
        }
    }

    /// The text as it is now.
    ///
    /// With `masked`, every `{{ }}` that names a sensitive variable prints `•••`; an `{% if %}` chooses by the real value.
    pub fn make(&self, held: &Held, masked: bool) -> String {
        match &self.0 {
            Made::Words(words) => words.to_string(),
            Made::Pieces(pieces) => {
                let mut out = String::new();
                make(pieces, held, masked, &mut out);
                out
            }
        }
    }

    /// Whether one of its `{{ }}` names a sensitive variable, so that its value may be seen in it.
    pub fn is_sensitive(&self) -> bool {
        matches!(&self.0, Made::Pieces(pieces) if is_sensitive(pieces))
    }
}

fn is_sensitive(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| match piece {
        Piece::Words(_) => false,
        Piece::Print { sensitive, .. } => *sensitive,
        Piece::If { arms, otherwise } => arms.iter().any(|arm| is_sensitive(&arm.body)) || is_sensitive(otherwise),
    })
}

fn make(pieces: &[Piece], held: &Held, masked: bool, out: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Words(words) => out.push_str(words),
            Piece::Print { sensitive: true, .. } if masked => out.push_str(MASK),
            Piece::Print { value, .. } => value.print(held, out),
            Piece::If { arms, otherwise } => {
                let open = arms.iter().find(|arm| arm.condition.holds(held));
                make(open.map_or(otherwise, |arm| &arm.body), held, masked, out);
            }
        }
    }
}

impl Compiler<'_> {
    /// Makes a text.
    pub(crate) fn text(&self, template: &Template) -> Built<Text> {
        match template.pieces() {
            Some(pieces) => Ok(Text(Made::Pieces(self.pieces(template, pieces)?))),
            None => Ok(Text::plain(template.source())),
        }
    }

    fn pieces(&self, template: &Template, pieces: &[template::Piece]) -> Built<Vec<Piece>> {
        let piece = |piece: &template::Piece| match piece {
            template::Piece::Words(span) => Ok(Piece::Words(template.slice(*span).into())),
            template::Piece::Print(print) => self.print(print),
            template::Piece::If { arms, otherwise } => {
                let arms = arms.iter().map(|arm| {
                    let condition = self.condition(&arm.condition)?;
                    Ok(Arm { condition, body: self.pieces(template, &arm.body)? })
                });
                let arms = all(arms)?;
                Ok(Piece::If { arms, otherwise: self.pieces(template, otherwise)? })
            }
        };
        all(pieces.iter().map(piece))
    }

    fn print(&self, print: &template::Print) -> Built<Piece> {
        let mut filters = print.filters.iter();
        let value = filters.try_fold(self.formula(&print.expr)?, |value, filter| filtered(value, &filter.value))?;
        Ok(Piece::Print { value, sensitive: self.is_sensitive(&print.expr) })
    }
}

fn filtered(value: AnyFormula, filter: &Filter) -> Built<AnyFormula> {
    Ok(match filter {
        Filter::Upper => words(value)?.changed(Change::Upper).into(),
        Filter::Lower => words(value)?.changed(Change::Lower).into(),
        Filter::Title => words(value)?.changed(Change::Title).into(),
        Filter::Trim => words(value)?.changed(Change::Trim).into(),
        Filter::Date(format) => match value {
            AnyFormula::Date(date) => AnyFormula::Words(Formula::made(Said::Date(date, Arc::clone(format)))),
            _ => return Err(Stray),
        },
        Filter::Time(format) => match value {
            AnyFormula::Time(time) => AnyFormula::Words(Formula::made(Said::Time(time, Arc::clone(format)))),
            _ => return Err(Stray),
        },
        Filter::Decimals(decimals) => number(value)?.rounded(*decimals).into(),
        Filter::Plural { one, many } => {
            let (number, one, many) = (number(value)?, Arc::clone(one), Arc::clone(many));
            AnyFormula::Words(Formula::made(Said::Plural { number, one, many }))
        }
    })
}

fn words(value: AnyFormula) -> Built<Formula<Words>> {
    match value {
        AnyFormula::Words(words) => Ok(words),
        AnyFormula::Boolean(holds) => Ok(Formula::made(Said::YesNo(holds))),
        _ => Err(Stray),
    }
}

fn number(value: AnyFormula) -> Built<Formula<Decimal>> {
    match value {
        AnyFormula::Number(number) => Ok(number),
        AnyFormula::Integer(number) => Ok(number.exact()),
        _ => Err(Stray),
    }
}
