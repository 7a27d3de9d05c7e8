//! Numbers for people: with their noun, or with separators.
//!
//! Must not know what is counted.

pub use super::count::Count;

/// A number with its noun: `1 node`, `2 nodes`.
pub fn many(number: usize, what: &str) -> String {
    format!("{number} {}", plural(number, what))
}

/// A noun, in the plural unless the number is 1.
pub fn plural(number: usize, what: &str) -> String {
    if number == 1 { what.to_owned() } else { format!("{what}s") }
}

/// A number with a comma before each group of three digits.
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
