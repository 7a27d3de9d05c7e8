//! What the random agent needs from the test suite, and how it uses bytes.

use std::sync::Arc;

use callscript::script::Script;
use callscript::jiff::{SignedDuration, Timestamp};

use super::walker::{Try, go_anywhere, go_on};

/// The time this many seconds after the start.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::constant(1_800_000_000, 0) + SignedDuration::from_secs(seconds)
}

/// Bytes as numbers.
pub(crate) fn numbers(bytes: &[u8]) -> Vec<u16> {
    bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect()
}

/// Walks through a script, with choices from these bytes: once to the end, once with arbitrary steps.
pub(crate) fn call(script: &Arc<Script>, deeds: &[u8]) {
    let seed = deeds.iter().fold(deeds.len(), |seed, byte| (seed * 31 + usize::from(*byte)) % 65_521);
    let tries: Vec<Try> = numbers(deeds).into_iter().take(40).map(tried).collect();
    go_on(script, seed, seed.is_multiple_of(2));
    go_anywhere(script, seed, &tries);
}

fn tried(number: u16) -> Try {
    let seed = usize::from(number / 16);
    match number % 16 {
        0..8 => Try::Forward(seed),
        8 | 9 => Try::Aside(seed),
        10 => Try::Jump(seed),
        11 | 12 => Try::Back,
        13 | 14 => Try::Revise(seed, seed / 8),
        _ => match seed % 8 {
            0 => Try::HangUp,
            1..4 => Try::Refused(seed),
            4 => Try::Stub(seed / 8),
            5 => Try::Token(seed / 8),
            6 => Try::HandOver(seed / 8),
            _ if seed.is_multiple_of(3) => Try::Pause,
            _ if seed.is_multiple_of(2) => Try::TakeUp,
            _ => Try::Note,
        },
    }
}
