//! No file call of the command line goes past the seam, or a test could not fail it.

use crate::crates::sources;
use crate::support::repository;

/// What may not be used elsewhere.
const PAST_THE_SEAM: [&str; 15] = [
    "fs::",
    "File::open",
    "File::create",
    "OpenOptions",
    "tempfile::",
    "read_whole(",
    "read_start(",
    "open_file(",
    ".exists()",
    ".is_dir()",
    ".is_file()",
    ".is_symlink()",
    "canonicalize(",
    ".read_link()",
    ".read_dir()",
];

/// The seam's own functions, and what is known of a file that was looked at through it.
const OWN: [&str; 11] = [
    "disk.read_whole(",
    "disk.read_start(",
    "disk.open_file(",
    "disk.canonicalize(",
    "os::unix::fs::MetadataExt",
    "std::fs::File::from(stream?)",
    "found.is_dir()",
    "found.is_file()",
    "other.is_file()",
    "stream.is_file()",
    "?.is_dir()",
];

/// Files that may use some of them, and why.
const MAY: [(&str, &[&str], &str); 3] = [
    ("signals.rs", &["fs::"], "in its own thread, when the program ends, and to read what is ignored"),
    ("lsp/uri.rs", &["fs::", "canonicalize("], "it writes nothing"),
    ("commands/diff/versions.rs", &[".is_dir()", ".is_file()"], "it writes nothing"),
];

#[test]
fn every_file_call_goes_through_the_seam() {
    let source = "crates/callscript-cli/src/";
    for (path, text) in sources(source.trim_end_matches('/')) {
        let name = path.strip_prefix(source).unwrap();
        if repository(&path).extension().is_none_or(|ending| ending != "rs")
            || name == "disk.rs"
            || name.starts_with("disk/")
        {
            continue;
        }
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        let may: Vec<&str> = MAY.iter().filter(|(of, ..)| *of == name).flat_map(|(_, may, _)| *may).copied().collect();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for past in PAST_THE_SEAM.into_iter().filter(|past| !may.contains(past)) {
                let line = OWN.iter().fold(line.to_owned(), |line, own| line.replace(own, ""));
                assert!(!line.contains(past), "{path} goes past the seam: {line}");
            }
        }
    }
}
