//! That no word is lost, and what a long text costs.

use proptest::collection::vec;
use proptest::prelude::*;

use super::{Piece, words};
use crate::testing::repeatable;

#[test]
fn a_long_text_costs_no_more_than_its_length() {
    let text = |word: &str| {
        (0..100_000).fold(String::from("same "), |text, at| text + word + if at % 7 == 0 { " x " } else { " " })
    };
    let (old, new) = (text("one"), text("two"));
    let pieces = words(&old, &new);
    assert!(matches!(pieces.as_slice(), [Piece::Same("same "), Piece::Old(_), Piece::New(_)]), "{}", pieces.len());
}

#[test]
fn the_end_of_a_text_is_kept() {
    let old = "Are both your laptop and router working on the 802.11g protocols?";
    let new = "The open circuit in your ignition switch is causing the electrical problem. You should get it replaced.";
    let pieces = words(old, new);
    let kept: String =
        pieces.iter().filter(|piece| !matches!(piece, Piece::Old(_))).map(|piece| text(*piece)).collect();
    assert_eq!(kept, new);
}

proptest! {
    #![proptest_config(repeatable())]

    #[test]
    fn what_is_old_or_the_same_is_the_old_text_and_what_is_new_or_the_same_the_new_one(old in written(), new in written()) {
        let pieces = words(&old, &new);
        let without = |other: fn(Piece<'_>) -> bool| {
            let kept: String = pieces.iter().filter(|piece| !other(**piece)).map(|piece| text(*piece)).collect();
            kept.split_whitespace().collect::<String>()
        };
        prop_assert_eq!(without(|piece| matches!(piece, Piece::New(_))), old.split_whitespace().collect::<String>());
        prop_assert_eq!(without(|piece| matches!(piece, Piece::Old(_))), new.split_whitespace().collect::<String>());
    }
}

/// Texts of few different words, so that much of two of them is the same.
fn written() -> impl Strategy<Value = String> {
    vec(prop::sample::select(vec!["your", "call", "number", "is", "ready", ".", ",", "we"]), 0..30)
        .prop_map(|words| words.join(" "))
}

fn text(piece: Piece<'_>) -> &str {
    match piece {
        Piece::Same(text) | Piece::Old(text) | Piece::New(text) => text,
    }
}
