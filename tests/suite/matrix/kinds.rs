//! What a path can lead to.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;

use super::rows::usual;

/// What is put at the path.
pub(super) const PUT: [&str; 11] = [
    "nothing",
    "a file",
    "a dangling link",
    "a loop of links",
    "a link to a file elsewhere",
    "a folder",
    "a pipe",
    "a link to a pipe",
    "a socket",
    "a link to /dev/zero",
    "a link to /dev/full",
];

/// Other paths.
pub(super) const OTHER: [&str; 11] = [
    "/dev/null",
    "/dev/zero",
    "/dev/full",
    "the script",
    "a name in no folder",
    "a name in a file",
    "a name with a line break",
    "a name with an escape sequence",
    "a name that is not UTF-8",
    "a long name",
    "a long path",
];

/// Puts something at the path of a row.
pub(super) fn put(what: &str, path: &Path, name: &str) {
    let pipe = |path: &Path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    match what {
        "nothing" => {}
        "a file" => fs::write(path, usual(name)).unwrap(),
        "a dangling link" => symlink("nowhere", path).unwrap(),
        "a loop of links" => symlink(path.file_name().unwrap(), path).unwrap(),
        "a link to a file elsewhere" => {
            let elsewhere = path
                .ancestors()
                .find(|folder| folder.ends_with("here"))
                .unwrap()
                .with_file_name("elsewhere")
                .join("odd");
            fs::write(&elsewhere, usual(name)).unwrap();
            symlink(elsewhere, path).unwrap();
        }
        "a folder" => fs::create_dir(path).unwrap(),
        "a pipe" => pipe(path),
        "a link to a pipe" => {
            pipe(&path.with_file_name("the-pipe"));
            symlink("the-pipe", path).unwrap();
        }
        "a socket" => drop(UnixListener::bind(path).unwrap()),
        "a link to /dev/zero" => symlink("/dev/zero", path).unwrap(),
        "a link to /dev/full" => symlink("/dev/full", path).unwrap(),
        other => panic!("nobody knows {other}"),
    }
}

/// The path of a kind that is no matter of what is put there.
pub(super) fn other(what: &str, name: &str) -> OsString {
    let ending = name.strip_prefix("odd").unwrap_or(name);
    match what {
        "the script" => "a.yaml".into(),
        "a name in no folder" => format!("nowhere/{name}").into(),
        "a name in a file" => format!("a.yaml/{name}").into(),
        "a name with a line break" => format!("odd\nerror: no{ending}").into(),
        "a name with an escape sequence" => format!("odd\u{1b}[31m\u{202e}{ending}").into(),
        "a name that is not UTF-8" => OsString::from_vec([b"odd\xff", ending.as_bytes()].concat()),
        "a long name" => format!("{}{ending}", "o".repeat(300)).into(),
        "a long path" => format!("{}{name}", "odd/".repeat(2000)).into(),
        device => device.into(),
    }
}
