//! Numbers as people read them: how many of what.
//!
//! Must not know what is counted.

pub use super::count::Count;

/// So many of them: `1 node`, `2 nodes`.
pub fn many(number: usize, what: &str) -> String {
    format!("{number} {}", plural(number, what))
}

/// The word that goes with a number.
pub fn plural(number: usize, what: &str) -> String {
    if number == 1 { what.to_owned() } else { format!("{what}s") }
}

/// A number with a comma before each three digits.
pub fn grouped(number: &impl ToString) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_many() {
        assert_eq!([0, 1, 2].map(|number| many(number, "node")), ["0 nodes", "1 node", "2 nodes"]);
    }
}
