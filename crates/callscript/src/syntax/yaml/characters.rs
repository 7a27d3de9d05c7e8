//! Faults of a file before YAML parsing: it is not text, or it has invisible control characters.
//!
//! Knows bytes and characters. Must not know YAML's grammar.

use crate::base::rule::reading;
use std::borrow::Cow;

use super::value::{Fault, MAX_FAULTS};
use crate::base::source::{Source, Span, Unreadable};

/// Why the file cannot be read as text, if it cannot.
pub(crate) fn unreadable(source: &Source) -> Option<Fault> {
    let (message, help, at) = match source.unreadable()? {
        Unreadable::TooLarge(bound) => (
            format!("this file is larger than {}", size(bound)),
            "split it into several scripts that run one another, or raise the bound with `--max-size`",
            0,
        ),
        Unreadable::Utf16 => (
            "this file is saved as UTF-16 or UTF-32, not as UTF-8".to_owned(),
            "save it again with the encoding UTF-8; most editors offer it under \"save as\"",
            0,
        ),
        Unreadable::Binary(at) => (
            "this file is not text: it holds a zero byte".to_owned(),
            "check that it is a script, and save it as plain text in UTF-8",
            at,
        ),
        Unreadable::NotUtf8(at) => (
            "the character here is not UTF-8".to_owned(),
            "save the file again with the encoding UTF-8; most editors offer it under \"save as\"",
            at,
        ),
    };
    Some(Fault::new(&reading::YAML_SYNTAX, message, Some(help.to_owned()), Span::new(at, at)))
}

/// The text with each byte of a control character replaced by a space, and a fault for each run of them.
pub(super) fn blank_controls(text: &str) -> (Cow<'_, str>, Vec<Fault>) {
    let mut faults = Vec::new();
    if !may_have_controls(text.as_bytes()) {
        return (Cow::Borrowed(text), faults);
    }
    let mut clean = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_control) {
        let (before, from) = rest.split_at(start);
        let run = from.len() - from.trim_start_matches(is_control).len();
        let (controls, after) = from.split_at(run);
        let offset = text.len() - from.len();
        if faults.len() < MAX_FAULTS {
            faults.push(control_fault(controls, Span::new(offset, offset + run)));
        }
        clean.push_str(before);
        clean.extend(std::iter::repeat_n(' ', run));
        rest = after;
    }
    if faults.is_empty() {
        return (Cow::Borrowed(text), faults);
    }
    clean.push_str(rest);
    (Cow::Owned(clean), faults)
}

/// Whether `character` is not printable in YAML 1.2, or a Unicode noncharacter (U+FFFE, U+FFFF).
pub(super) fn is_control(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' | '\u{85}' => false,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => true,
        other => matches!(u32::from(other) & 0xffff, 0xfffe | 0xffff) && u32::from(other) < 0x1_0000,
    }
}

/// Whether there may be control characters; false positives are possible. The loops have no early exit, so that the
/// compiler can vectorize them.
fn may_have_controls(bytes: &[u8]) -> bool {
    let single = |byte: u8| (byte < 0x20 && byte != b'\t' && byte != b'\n' && byte != b'\r') || byte == 0x7f;
    let pair = |byte: u8, next: u8| (byte == 0xc2 && next < 0xa0) || (byte == 0xef && next == 0xbf);
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    bytes.iter().fold(false, |found, &byte| found | single(byte))
        || pairs.fold(false, |found, (&byte, &next)| found | pair(byte, next))
}

fn control_fault(run: &str, span: Span) -> Fault {
    let code = run.chars().next().map_or(0, u32::from);
    let message = match run.chars().count() {
        1 => format!("an invisible control character (U+{code:04X})"),
        count => format!("{count} invisible control characters (the first is U+{code:04X})"),
    };
    let help = "delete it, or type the words again; such characters come with copied text";
    Fault::new(&reading::YAML_SYNTAX, message, Some(help.to_owned()), span)
}

fn size(bytes: u64) -> String {
    match bytes {
        _ if bytes >= 1 << 20 && bytes.is_multiple_of(1 << 20) => format!("{} MiB", bytes >> 20),
        _ => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_become_spaces_and_each_run_is_one_fault() {
        let (text, faults) = blank_controls("a\u{7}\u{8}b\u{85}\u{a0}é\u{9f}\u{fffe}\tc");
        assert_eq!(text, "a  b\u{85}\u{a0}é     \tc");
        let spans: Vec<_> = faults.iter().map(|fault| fault.span.range()).collect();
        assert_eq!(spans, [1..3, 10..15]);
        assert_eq!(faults[0].message, "2 invisible control characters (the first is U+0007)");
    }

    #[test]
    fn clean_text_is_borrowed() {
        let (text, faults) = blank_controls("\u{feff}a: \"\u{a9} \u{ff01}\"\r\n");
        assert!(matches!(text, Cow::Borrowed(_)) && faults.is_empty());
    }

    #[test]
    fn unreadable_files_say_what_to_do() {
        let fault = |bytes: &[u8], max| unreadable(&Source::from_bytes("a", bytes.to_vec(), max));
        assert_eq!(fault(b"a: b", 9), None);
        assert_eq!(fault(b"a: b", 3).unwrap().message, "this file is larger than 3 bytes");
        assert!(fault(b"\xff\xfea\0", 9).unwrap().message.contains("UTF-16"));
        assert_eq!(fault(b"ab\0", 9).unwrap().span, Span::new(2, 2));
        assert_eq!(fault(b"ab\xff", 9).unwrap().span, Span::new(2, 2));
    }
}
