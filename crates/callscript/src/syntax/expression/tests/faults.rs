//! A table of syntax errors with their hints.

use crate::syntax::expression::parse;

/// The faulty part, the message and the hint.
fn fault(text: &str) -> (&str, String, String) {
    let fault = parse(text).expect_err(text);
    let part = text.get(fault.span.range()).expect("the span lies in the text");
    (part, fault.message, fault.help.unwrap_or_default())
}

/// A text, its faulty part and the hint.
const FAULTS: &[(&str, &str, &str)] = &[
    ("plan = 'gold'", "=", "write `==` to compare"),
    ("a === b", "===", "write `==`"),
    ("a && b", "&&", "write `and`"),
    ("a || b", "||", "write `or`"),
    ("!a", "!", "write `not`"),
    ("a <> b", "<>", "write `!=`"),
    ("a ≥ b", "≥", "write `>=`"),
    ("price // 2", "//", "write `/`, and `round(…)` around it for a whole number"),
    ("a.b", ".", "a variable has no parts; a number has digits on both sides of its point"),
    ("a[0]", "a[", "a variable is one value; declare another for each part"),
    ("len(a)", "len(", "there are only `round`, `weekday`, `add_months`, `years`, `date`, `time`"),
    ("rond(a)", "rond(", "did you mean `round`?"),
    ("round(a, b)", "b", "write it like `round(price, 2)`"),
    ("weekday()", "weekday()", "write it like `weekday(visit_on)`"),
    ("\"a\" in and", "and", "it is a reserved word; text goes in quotes"),
    ("a is empty", "empty", "write `NAME is not defined`"),
    ("a is not none", "none", "write `NAME is defined`"),
    ("a is 3", "3", "write `==` to compare"),
    ("(a + b) is defined", "(a + b)", "write a name before `is`"),
    ("1 < a < 3", "<", "compare two values at a time: `18 <= age and age < 65`"),
    ("a == b not in [1]", "not", "compare two values at a time: `18 <= age and age < 65`"),
    ("a in ('x', 'y')", "(", "write `NAME in [\"one\", \"other\"]`"),
    ("a in []", "]", "name at least one value"),
    ("a in [b]", "b", "text goes in quotes: `\"b\"`"),
    ("a == True", "True", "write `true`"),
    ("a AND b", "AND", "write `and`"),
    ("a == not b", "not", "put the part with `not` in parentheses"),
    ("and", "and", "it is a reserved word; text goes in quotes"),
    ("date", "date", "write `date(\"2026-12-01\")`"),
    ("date(2026)", "2026", "write `date(\"2026-12-01\")`"),
    ("date('1.12.2026')", "'1.12.2026'", "write `date(\"2026-12-01\")`"),
    ("day > 2026-12-01", "2026-12-01", "write `date(\"2026-12-01\")`"),
    ("a == 'gold", "'", "add `'` where the text ends"),
    ("a == “gold”", "“", "write straight quotes: `\"text\"`"),
    ("(a or b", "(", "add `)` where it ends"),
    ("a or b)", ")", ""),
    ("a b", "b", "join conditions with `and` or `or`; text goes in quotes"),
    ("a +", "", "a value, a variable or a condition must follow"),
    ("", "", "a value, a variable or a condition must follow"),
    ("1 if a", "", "write `A if CONDITION else B`"),
    ("a | upper", "|", "write filters at the end of `{{ }}`, and `default` right after a name"),
    ("a | default(b)", "b", "text goes in quotes: `\"b\"`"),
    ("2,5", ",", "write a decimal point as `.`; only lists have `,`"),
    ("007", "007", "write digits alone, such as `3` or `2.5`; a name begins with a letter, and text goes in quotes"),
    ("9223372036854775808", "9223372036854775808", ""),
    (r"'\d'", r"\d", "write `\\\\` for a backslash; there are also `\\\"`, `\\'`, `\\n` and `\\t`"),
    ("{{ a }}", "{{", "`{{ }}` belongs in texts; write an expression without it"),
];

#[test]
fn faults_name_the_cure() {
    for (text, part, help) in FAULTS {
        let (found, message, cure) = fault(text);
        assert_eq!((found, cure.as_str()), (*part, *help), "{text}: {message}");
    }
}
