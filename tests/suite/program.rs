//! Starts the program itself. Only tests of its streams do that: journals of killed calls, and `lsp`.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use crate::support::{Place, repository};

/// A command that runs the program in a fixed environment.
pub(crate) fn command<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_callscript"));
    command.args(arguments).env_remove("NO_COLOR").env("TERM", "xterm");
    command
}

#[test]
fn a_closed_pipe_is_quiet_and_keeps_the_status() {
    let place = Place::of("tests/render/clean.yaml");
    place.copy(&repository("tests/fix/slips.yaml"));
    for (name, status) in [("clean.yaml", 0), ("slips.yaml", 1)] {
        let mut child = command(["lint", "--format", "json", name])
            .current_dir(place.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(status), "{name}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    }
}

/// The other tests perform commands in process. The program must give the same output with the streams and folder of a
/// real process.
#[test]
fn the_program_does_what_is_performed_in_process() {
    let place = Place::of("tests/sessions/values");
    place.copy(&repository("tests/fix/slips.yaml"));
    let typed = fs::read(place.path().join("lines.txt")).unwrap();
    for (arguments, input) in [
        (&["lint"][..], &b""[..]),
        (&["lint", "script.yaml", "--format", "json"], b""),
        (&["lint", "gone.yaml", "slips.yaml", "--format", "concise"], b""),
        (&["lint", "-", "--stdin-filename", "slips.yaml"], b"callscript: 1\n"),
        (&["lint", "--nonsense"], b""),
        (&["run", "script.yaml"], &typed),
        (&["stats", "script.yaml"], b""),
        (&["diff", "slips.yaml", "script.yaml", "--exit-code"], b""),
        (&["explain"], b""),
        (&["--version"], b""),
    ] {
        let mut child = command(arguments)
            .current_dir(place.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The program may exit before it has read all input.
        let _ = child.stdin.take().unwrap().write_all(input);
        let output = child.wait_with_output().unwrap();
        let performed = place.run_with(arguments, input);
        assert_eq!(output.status.code(), Some(performed.status.into()), "{arguments:?}");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), performed.out, "{arguments:?}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), performed.err, "{arguments:?}");
    }
}
