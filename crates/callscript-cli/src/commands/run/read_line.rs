//! Asks for one line and reads it, of any content and bounded length.

use std::io::{BufRead, Read};

use super::{show, slash_command};
use crate::console::Console;
use crate::error::Error;

/// The most bytes of a line.
const MAX_BYTES: u64 = 1 << 20;

/// Asks for a line until a valid one is read; `None` at the end of input.
pub(super) fn ask(question: &str, sensitive: bool, console: &mut Console<'_>) -> Result<Option<String>, Error> {
    loop {
        show::question(question, sensitive, console)?;
        match read(console.input)? {
            None => {
                writeln!(console.out)?;
                return Ok(None);
            }
            Some(Ok(line)) => {
                let is_command = matches!(slash_command::parse(&line), Some(Ok(_)));
                show::echo(&line, sensitive && !is_command, console)?;
                return Ok(Some(line));
            }
            Some(Err(reason)) => console.fault(&reason),
        }
    }
}

/// Reads a line without its line break; `None` at the end of input. The inner error is the reason why a line is
/// invalid: it is too long, or not UTF-8.
fn read(input: &mut dyn BufRead) -> Result<Option<Result<String, String>>, Error> {
    let mut bytes = Vec::new();
    input.take(MAX_BYTES).read_until(b'\n', &mut bytes).map_err(Error::Input)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if !bytes.ends_with(b"\n") && bytes.len() as u64 == MAX_BYTES {
        input.skip_until(b'\n').map_err(Error::Input)?;
        return Ok(Some(Err("the line is too long".to_owned())));
    }
    let text = String::from_utf8(bytes).map_err(|_| "the line is not UTF-8".to_owned());
    Ok(Some(text.map(|text| text.trim_end_matches(['\n', '\r']).to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_or_refused() {
        let long = "x".repeat(2 << 20);
        let text = format!("one\r\n\n{long}\ntwo");
        let mut bytes = text.into_bytes();
        bytes.extend_from_slice(b"\n\xff\nend");
        let mut input = bytes.as_slice();
        let mut next = || read(&mut input).unwrap();
        assert_eq!(next(), Some(Ok("one".to_owned())));
        assert_eq!(next(), Some(Ok(String::new())));
        assert_eq!(next(), Some(Err("the line is too long".to_owned())));
        assert_eq!(next(), Some(Ok("two".to_owned())));
        assert_eq!(next(), Some(Err("the line is not UTF-8".to_owned())));
        assert_eq!(next(), Some(Ok("end".to_owned())));
        assert_eq!(next(), None);
    }
}
