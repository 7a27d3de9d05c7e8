//! What a checked script reads and writes: its variables, conditions, and values in the making. None of it can fail.

use super::VariableId;
use crate::analysis::typed_expression::{AnyAssign, AnySlot, AnyTypedExpr, AnyWrite, Env, TypedExpr};
use crate::base::value::{Declaration, Value, ValueError};

/// A variable.
#[derive(Debug)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// What it may hold.
    pub declaration: Declaration,
    pub(crate) slot: AnySlot,
    pub(crate) default: Option<Write>,
}

/// A value that fits its variable, or nothing, which empties it.
#[derive(Debug, Clone, PartialEq)]
pub struct Write(pub(crate) AnyWrite);

/// What holds or does not.
#[derive(Debug)]
pub struct Condition(pub(crate) TypedExpr<bool>);

/// A value in the making, for a host.
#[derive(Debug)]
pub struct Operand {
    pub(crate) expr: AnyTypedExpr,
    pub(crate) sensitive: bool,
}

/// A value in the making, for a variable that it fits.
#[derive(Debug)]
pub struct Assignment {
    /// The variable.
    pub target: VariableId,
    pub(crate) value: AnyAssign,
}

/// A value that is taken over from a subscript.
#[derive(Debug)]
pub struct Take {
    /// The subscript's variable.
    pub from: VariableId,
    /// What is made of it here.
    pub assignment: Assignment,
}

impl Variable {
    /// Its value; none if it is empty or not set.
    pub fn value(&self, env: &Env) -> Option<Value> {
        self.slot.value(env)
    }

    /// Whether it holds a value.
    pub fn is_set(&self, env: &Env) -> bool {
        self.slot.is_set(env)
    }

    /// The value that someone typed or handed in, for this variable.
    ///
    /// # Errors
    ///
    /// What is wanted instead.
    pub fn read(&self, text: &str) -> Result<Write, ValueError> {
        let value = self.declaration.parse(text)?;
        self.slot.write(&value).map(Write).ok_or_else(|| self.declaration.refusal())
    }

    /// Its default.
    pub fn default(&self) -> Option<Write> {
        self.default.clone()
    }

    /// Nothing, for this variable.
    pub fn empty(&self) -> Write {
        Write(self.slot.clear())
    }
}

impl Write {
    /// The value; none empties the variable.
    pub fn value(&self) -> Option<Value> {
        self.0.value()
    }
}

impl Condition {
    /// Whether it holds.
    pub fn holds(&self, env: &Env) -> bool {
        self.0.holds(env)
    }
}

impl Operand {
    /// The value; none is *empty*.
    pub fn value(&self, env: &Env) -> Option<Value> {
        self.expr.value(env)
    }

    /// Whether it depends on a sensitive variable.
    pub fn is_sensitive(&self) -> bool {
        self.sensitive
    }
}

impl Assignment {
    /// The value, made of what is held where it comes from.
    pub fn eval(&self, env: &Env) -> Write {
        Write(self.value.eval(env))
    }
}

impl Env {
    /// Writes a value to its variable.
    pub fn write(&mut self, write: Write) {
        self.apply(write.0);
    }
}
