//! Expressions and texts as a checked script carries them: typed, so that working them out cannot fail.
//!
//! A [`Formula`] comes to a value of its own type, or to nothing, which is *empty*. It is made of what was parsed by a
//! [`Compiler`], which refuses what does not fit together, so that no case is left over when it is worked out. A variable that
//! was never set is empty, too: that nobody reads one is for the checks to prove. Must not know scripts, YAML or findings.

mod arithmetic;
mod assign;
mod choices;
mod environment;
mod kind;
mod lower;
mod operations;
mod text;
mod words;

#[cfg(test)]
mod checked;
#[cfg(test)]
pub(crate) mod named;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub(crate) use assign::{AnyAssign, assign};
pub use environment::Held;
pub(crate) use environment::{AnyPut, AnySlot, Slot};
pub(crate) use kind::{AnyFormula, Kind};
pub(crate) use lower::{Compiler, Known, Names};
pub use text::Text;

/// What does not fit together, or leads nowhere: nothing that passed the checks has it.
#[derive(Debug)]
pub(crate) struct Stray;

/// What was made of something that passed the checks.
pub(crate) type Built<T> = Result<T, Stray>;

/// All that was made, in no more room than it takes: `collect` would make room for four where there is one.
pub(crate) fn all<T>(made: impl ExactSizeIterator<Item = Built<T>>) -> Built<Vec<T>> {
    let mut all = Vec::with_capacity(made.len());
    for one in made {
        all.push(one?);
    }
    Ok(all)
}

/// What comes to a `T`.
#[derive(Debug)]
pub(crate) enum Formula<T: Kind> {
    /// This.
    Fixed(T),
    /// What a variable holds.
    Variable(Slot<T>),
    /// The first, or if it is empty the second.
    Default(Box<(Formula<T>, T)>),
    /// `A if CONDITION else B`
    Conditional(Box<Conditional<T>>),
    /// What only a `T` is made by.
    Made(Box<T::Made>),
}

/// One of two.
#[derive(Debug)]
pub(crate) struct Conditional<T: Kind> {
    then: Formula<T>,
    condition: Formula<bool>,
    otherwise: Formula<T>,
}

/// What only a `T` is made by.
pub(crate) trait Make<T> {
    /// The value; none if it is made of something empty.
    fn make(&self, held: &Held) -> Option<T>;
}

impl<T: Kind> Formula<T> {
    /// What it comes to; none is *empty*.
    pub(crate) fn worth<'a>(&'a self, held: &'a Held) -> Option<Cow<'a, T>> {
        match self {
            Self::Fixed(value) => Some(Cow::Borrowed(value)),
            Self::Variable(slot) => held.get(*slot).map(Cow::Borrowed),
            Self::Default(parts) => {
                let (value, fallback) = &**parts;
                Some(value.worth(held).unwrap_or(Cow::Borrowed(fallback)))
            }
            Self::Conditional(parts) => {
                let Conditional { then, condition, otherwise } = &**parts;
                if condition.holds(held) { then.worth(held) } else { otherwise.worth(held) }
            }
            Self::Made(made) => made.make(held).map(Cow::Owned),
        }
    }

    /// A copy of what it comes to.
    pub(crate) fn value(&self, held: &Held) -> Option<T> {
        self.worth(held).map(Cow::into_owned)
    }

    fn made(made: T::Made) -> Self {
        Self::Made(Box::new(made))
    }

    fn conditional(then: Self, condition: Formula<bool>, otherwise: Self) -> Self {
        Self::Conditional(Box::new(Conditional { then, condition, otherwise }))
    }
}

impl Formula<bool> {
    /// Whether it holds, as a condition; *empty* does not.
    pub(crate) fn holds(&self, held: &Held) -> bool {
        self.value(held).unwrap_or_default()
    }
}
