//! Shared by the benches.

use std::fmt::Write as _;

/// A script of `nodes` typical nodes without findings: questions, messages, conditions, forms, retries.
pub(crate) fn script(nodes: usize) -> String {
    let mut text = String::from(
        "callscript: 1\nid: large\ntitle: A large script\nstart: n0\nvariables:\n  name: { type: text, label: Name, optional: true }\n  \
         age: { type: integer, min: 0, max: 150, default: 30 }\noutcomes:\n  done: Done\n  gone: { label: Gone, kind: failure }\n\
         anytime:\n  Customer is upset: calm\nnodes:\n",
    );
    for at in 0..nodes.saturating_sub(2) {
        let (next, after) = (at + 1, (at + 7).min(nodes.saturating_sub(2)));
        let node = match at % 5 {
            0 => format!(
                "    say: Is the light number {at} of the router on, and which colour does it have?\n    answers:\n      It is green: n{next}\n      It is red, or there is none: n{after}\n"
            ),
            1 => format!(
                "    say: |\n      {{{{ name }}}}, please press the button beside it,\n      and wait until it blinks.\n    guidance: Wait with the customer.\n    goto: n{next}\n"
            ),
            2 => format!(
                "    decide:\n      - when: age >= 18 and name is defined\n        goto: n{after}\n      - goto: n{next}\n"
            ),
            3 => format!("    say: Who am I speaking to?\n    collect: [name]\n    goto: n{next}\n"),
            _ => format!(
                "    say: Does it work now?\n    answers:\n      It works: {{ end: gone }}\n      Still nothing: {{ retry: n{at}, at_most: 2, else: n{next} }}\n"
            ),
        };
        _ = write!(text, "  n{at}:\n{node}");
    }
    let last = nodes.saturating_sub(2);
    _ = write!(text, "  n{last}:\n    say: Goodbye.\n    end: done\n  calm:\n    say: I am sorry.\n    resume: true\n");
    text
}
