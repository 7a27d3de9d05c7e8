//! Classifies a file by its name or its content.
//!
//! Must not know folders, nor read any file.

use std::path::Path;

/// The name of the configuration, which marks its folder as a library.
pub const CONFIG: &str = "callscript.toml";

/// Whether a file with this content is a script: some line starts with `callscript:`.
///
/// ```
/// assert!(callscript_project::is_script(b"# Ours\ncallscript: 1\n"));
/// assert!(!callscript_project::is_script(b"version: 2\n"));
/// ```
pub fn is_script(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r'));
    lines.any(|line| line.starts_with(b"callscript:"))
}

/// Whether a file may be a script, judged by its name.
///
/// ```
/// use std::path::Path;
///
/// assert!(callscript_project::is_yaml(Path::new("team/hello.yml")));
/// assert!(!callscript_project::is_yaml(Path::new("callscript.toml")));
/// ```
pub fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
}

/// Whether a file is a scenario file, judged by its name.
///
/// ```
/// use std::path::Path;
///
/// assert!(callscript_project::is_scenarios(Path::new("team/hello.test.yaml")));
/// assert!(!callscript_project::is_scenarios(Path::new("team/hello.yaml")));
/// ```
pub fn is_scenarios(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.ends_with(".test.yaml") || name.ends_with(".test.yml"))
}
