//! The variables of the tests, of every type and with every sort of domain.

/// A variable: its declaration, the values that it can have, and constants to compare it with. The tests represent
/// every value by an integer; only equality and order matter.
pub(super) struct Variable {
    pub(super) name: &'static str,
    pub(super) declared: &'static str,
    pub(super) values: &'static [Option<i32>],
    pub(super) constants: &'static [(&'static str, i32)],
}

const NONE: Option<i32> = None;

pub(super) const VARIABLES: &[Variable] = &[
    Variable {
        name: "flag",
        declared: "type: boolean",
        values: &[Some(0), Some(1)],
        constants: &[("true", 1), ("false", 0)],
    },
    Variable {
        name: "maybe",
        declared: "type: boolean, optional: true",
        values: &[Some(0), Some(1), NONE],
        constants: &[("false", 0), ("true", 1)],
    },
    Variable {
        name: "age",
        declared: "type: integer, min: 0, max: 4",
        values: &[Some(0), Some(10), Some(20), Some(30), Some(40)],
        constants: &[("0", 0), ("2", 20), ("3", 30), ("9", 90), ("1.5", 15)],
    },
    Variable {
        name: "score",
        declared: "type: integer, min: 1, max: 2, optional: true",
        values: &[Some(10), Some(20), NONE],
        constants: &[("1", 10), ("2", 20)],
    },
    Variable {
        name: "price",
        declared: "type: number, min: 0.95, max: 1.3, decimals: 1",
        values: &[Some(100), Some(110), Some(120), Some(130)],
        constants: &[("1.0", 100), ("1.1", 110), ("1.15", 115), ("1", 100), ("1.3", 130)],
    },
    Variable {
        name: "plan",
        declared: "type: choice, choices: [basic, silver, gold]",
        values: &[Some(0), Some(1), Some(2)],
        constants: &[("\"basic\"", 0), ("\"gold\"", 2)],
    },
    Variable {
        name: "level",
        declared: "type: choice, choices: { low: Low one, high: High one }, optional: true",
        values: &[Some(0), Some(1), NONE],
        constants: &[("\"low\"", 0), ("\"high\"", 1)],
    },
    Variable {
        name: "word",
        declared: "type: text",
        values: &[Some(1), Some(2), Some(3), Some(4)],
        constants: &[("\"one\"", 1), ("\"two\"", 2)],
    },
    Variable {
        name: "code",
        declared: "type: text, pattern: '[ab]', optional: true",
        values: &[Some(1), Some(2), NONE],
        constants: &[("\"a\"", 1), ("\"c\"", 3)],
    },
    Variable {
        name: "mail",
        declared: "type: email, optional: true",
        values: &[Some(1), Some(2), NONE],
        constants: &[("\"ada@example.org\"", 1)],
    },
    Variable {
        name: "day",
        declared: "type: date, min: 2026-12-01, max: 2026-12-03",
        values: &[Some(1), Some(2), Some(3)],
        constants: &[("date(\"2026-12-01\")", 1), ("date(\"2026-12-02\")", 2), ("date(\"2026-12-24\")", 24)],
    },
    Variable {
        name: "hour",
        declared: "type: time, min: '23:58'",
        values: &[Some(58), Some(59)],
        constants: &[("time(\"23:58\")", 58), ("time(\"23:59\")", 59)],
    },
];

/// The YAML of the declarations, one a line.
pub(super) fn declarations() -> String {
    let declared = |variable: &Variable| format!("  {}: {{ {}, input: true }}", variable.name, variable.declared);
    VARIABLES.iter().map(declared).collect::<Vec<_>>().join("\n") + "\n"
}
