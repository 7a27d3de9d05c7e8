//! The checksum at the end of every line. Must not know what a line means.

/// The text before a checksum.
pub(super) const BEFORE_SUM: &[u8] = b",\"sum\":\"";
/// The text after it.
const AFTER_SUM: &[u8] = b"\"}";
/// The number of hexadecimal digits of a checksum.
const DIGITS: usize = 16;

/// The number of bytes of a line's checksum, including the text around it.
pub(super) const SEAL_LEN: usize = BEFORE_SUM.len() + DIGITS + AFTER_SUM.len();

/// The hash of all bytes of the journal so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct RunningHash(blake3::Hasher);

impl RunningHash {
    /// Makes a line of a JSON object: adds the checksum and the line end.
    pub(super) fn seal(&mut self, object: &str) -> String {
        let mut line = object.strip_suffix('}').unwrap_or(object).as_bytes().to_vec();
        line.extend_from_slice(BEFORE_SUM);
        let digits = self.digits(&line);
        let hashed = line.len();
        line.extend_from_slice(&digits);
        line.extend_from_slice(AFTER_SUM);
        line.push(b'\n');
        self.0.update(line.get(hashed..).unwrap_or_default());
        String::from_utf8(line).unwrap_or_default()
    }

    /// The JSON object of a line without its line end; `None` if the checksum is wrong.
    pub(super) fn unseal(&mut self, line: &[u8]) -> Option<String> {
        let (hashed, digits) = line.strip_suffix(AFTER_SUM)?.split_last_chunk::<DIGITS>()?;
        let object = hashed.strip_suffix(BEFORE_SUM)?;
        if self.digits(hashed) != *digits {
            return None;
        }
        self.0.update(digits).update(AFTER_SUM).update(b"\n");
        String::from_utf8([object, b"}"].concat()).ok()
    }

    /// Adds bytes to the hash, and returns the checksum.
    fn digits(&mut self, bytes: &[u8]) -> [u8; DIGITS] {
        let hex = self.0.update(bytes).finalize().to_hex();
        hex.as_bytes().first_chunk().copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_only_as_it_was_written_and_where() {
        let (mut writing, mut reading) = (RunningHash::default(), RunningHash::default());
        let lines = [writing.seal("{\"a\":1}"), writing.seal("{\"a\":1}")];
        assert_ne!(lines[0], lines[1]);
        assert_eq!(lines[0].len(), "{\"a\":1}\n".len() + SEAL_LEN - 1);
        let mut swapped = reading.clone();
        assert_eq!(swapped.unseal(lines[1].trim_end().as_bytes()), None);
        for line in &lines {
            assert_eq!(reading.unseal(line.trim_end().as_bytes()).as_deref(), Some("{\"a\":1}"));
        }
    }
}
