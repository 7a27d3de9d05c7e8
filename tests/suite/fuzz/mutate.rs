//! Mutations of bytes, the same in every run.

/// Pieces that readers look for.
const PIECES: &[&str] = &[
    "\n",
    "  ",
    "- ",
    ": ",
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    "{{ ",
    " }}",
    "{% if ",
    "{% endif %}",
    "|",
    ">",
    "#",
    "&a",
    "*a",
    "!!str ",
    "\t",
    "\r",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{1b}[31m",
    "ё",
    "🚆",
    "\\",
    "%",
    "null",
    "true",
    "-1",
    "0x",
    "1e999",
    "99999999999999999999",
    "2026-02-30",
    "callscript: 1",
    "id: a",
    "goto: ",
    "end: done",
    "run: a",
    "when: ",
    "after:",
    "anytime:",
    "at_most: 1",
    "default(",
    "date(\"%x\")",
    " and ",
    " or not ",
    " in [",
    " // 0",
    "\"sum\":\"\"",
    "\"event\":\"back\"",
    "\"event\":\"paused\"",
    "file:///",
];

/// A source of mutations.
pub(super) struct Mutator(u64);

impl Mutator {
    /// A mutator whose mutations depend on this name alone.
    pub(super) fn new(name: &str) -> Self {
        Self(
            name.bytes()
                .fold(0x9e37_79b9_7f4a_7c15, |seed, byte| (seed ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)),
        )
    }

    /// One to four mutations of `seed`, one after the other; `others` may be mixed in.
    pub(super) fn mutate(&mut self, seed: &[u8], others: &[&[u8]]) -> Vec<u8> {
        let mut bytes = seed.to_vec();
        for _ in 0..=self.below(4) {
            self.once(&mut bytes, others);
        }
        bytes
    }

    fn once(&mut self, bytes: &mut Vec<u8>, others: &[&[u8]]) {
        let at = self.below(bytes.len() + 1);
        let end = (at + self.below(24)).min(bytes.len());
        match self.below(8) {
            0 => drop(bytes.drain(at..end)),
            1 => bytes.extend(bytes[at..end].to_vec()),
            2 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
            3 => self.line(bytes),
            4 => bytes.truncate(at),
            5 => {
                let other = others[self.below(others.len())];
                let from = self.below(other.len() + 1);
                let to = (from + self.below(200)).min(other.len());
                drop(bytes.splice(at..at, other[from..to].iter().copied()));
            }
            _ => {
                let piece = PIECES[self.below(PIECES.len())];
                let end = if self.below(2) == 0 { at } else { end };
                drop(bytes.splice(at..end, piece.bytes()));
            }
        }
    }

    /// Removes, repeats or swaps a line.
    fn line(&mut self, bytes: &mut Vec<u8>) {
        let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        if lines.is_empty() {
            return;
        }
        let (one, other) = (self.below(lines.len()), self.below(lines.len()));
        match self.below(3) {
            0 => drop(lines.remove(one)),
            1 => lines.insert(other, lines[one].clone()),
            _ => lines.swap(one, other),
        }
        *bytes = lines.concat();
    }

    fn below(&mut self, bound: usize) -> usize {
        // xorshift64
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or_default() % bound.max(1)
    }
}
