//! Variables, conditions, operands and assignments of a checked script. Evaluating them cannot fail.

use super::VariableId;
use crate::analysis::typed_expression::{AnyAssign, AnySlot, AnyTypedExpr, AnyWrite, Env, TypedExpr};
use crate::base::value::{Declaration, Value, ValueError};

/// A variable.
#[derive(Debug)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// The values that it may have.
    pub declaration: Declaration,
    pub(crate) slot: AnySlot,
    pub(crate) default: Option<Write>,
}

/// A value to write to a variable, or none, which clears it. The value fits the variable.
#[derive(Debug, Clone, PartialEq)]
pub struct Write(pub(crate) AnyWrite);

/// A boolean expression.
#[derive(Debug)]
pub struct Condition(pub(crate) TypedExpr<bool>);

/// An expression whose value a host gets.
#[derive(Debug)]
pub struct Operand {
    pub(crate) expr: AnyTypedExpr,
    pub(crate) sensitive: bool,
}

/// An assignment to a variable; the value fits it.
#[derive(Debug)]
pub struct Assignment {
    /// The variable to write to.
    pub target: VariableId,
    pub(crate) value: AnyAssign,
}

/// A variable of a subscript, taken into one of the caller.
#[derive(Debug)]
pub struct Take {
    /// The subscript's variable.
    pub from: VariableId,
    /// The assignment in the caller. It is evaluated in the subscript's environment.
    pub assignment: Assignment,
}

impl Variable {
    /// Its value in `env`; `None` if it is empty or not set.
    pub fn value(&self, env: &Env) -> Option<Value> {
        self.slot.value(env)
    }

    /// Whether it has a value in `env`.
    pub fn is_set(&self, env: &Env) -> bool {
        self.slot.is_set(env)
    }

    /// Whether its value may differ in these environments, of which one was made of the other: if not, it is the same.
    pub fn may_differ(&self, env: &Env, other: &Env) -> bool {
        self.slot.may_differ(env, other)
    }

    /// Parses a value that someone typed or handed in.
    ///
    /// # Errors
    ///
    /// If the value does not fit the declaration: says what would.
    pub fn read(&self, text: &str) -> Result<Write, ValueError> {
        let value = self.declaration.parse(text)?;
        self.slot.write(&value).map(Write).ok_or_else(|| self.declaration.refusal())
    }

    /// The write of its default, if it has one.
    pub fn default(&self) -> Option<Write> {
        self.default.clone()
    }

    /// The write that clears it.
    pub fn empty(&self) -> Write {
        Write(self.slot.clear())
    }
}

impl Write {
    /// The value; `None` clears the variable.
    pub fn value(&self) -> Option<Value> {
        self.0.value()
    }
}

impl Condition {
    /// Whether the condition holds in `env`. An *empty* condition does not.
    pub fn holds(&self, env: &Env) -> bool {
        self.0.holds(env)
    }
}

impl Operand {
    /// The value in `env`; `None` is *empty*.
    pub fn value(&self, env: &Env) -> Option<Value> {
        self.expr.value(env)
    }

    /// Whether it reads a sensitive variable.
    pub fn is_sensitive(&self) -> bool {
        self.sensitive
    }
}

impl Assignment {
    /// Evaluates the right-hand side in `env`.
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
