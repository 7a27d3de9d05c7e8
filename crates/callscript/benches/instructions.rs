//! Counts the instructions for linting a script, and for draining the parser's events over the same bytes.
//!
//! valgrind counts them, so the figures do not depend on how busy the machine is. Each job runs in its own process, in
//! one thread. The instructions of a process that only reads the file are subtracted from both.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the figures are what this is for")]

mod support;

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::{env, fs};

use callscript::library::{File, Library};
use callscript::source::Source;

/// The allocator of the command line, for both jobs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The argument with which this program starts itself to run one job.
const MEASURE: &str = "--measure";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [measure, work, file] if measure == MEASURE => perform(work, Path::new(file)),
        // `cargo bench` passes `--bench`; `cargo test` does not, and then there is nothing to do.
        arguments if arguments.iter().any(|argument| argument == "--bench") => compare(),
        _ => Ok(()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the job whose instructions are counted.
fn perform(work: &str, file: &Path) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    match work {
        "drain" => {
            let events = granit_parser::Parser::new_from_str(&text);
            black_box(events.map(|event| usize::from(event.is_ok())).sum::<usize>());
        }
        "lint" => {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
            pool.build_global().map_err(|error| error.to_string())?;
            let library = Library::new(vec![Arc::new(File::read(Source::new("large.yaml", text)))]);
            let findings = library.lint();
            if !findings.is_empty() {
                return Err(format!("the script is not clean: {}", findings[0].message));
            }
        }
        _ => {}
    }
    Ok(())
}

/// Prints the figures for two scripts.
fn compare() -> Result<(), String> {
    if let Err(error) = Command::new("valgrind").arg("--version").output() {
        println!("not measured: `valgrind`, which counts instructions, cannot be run ({error})");
        return Ok(());
    }
    for (what, text) in [("questions alone", questions(10_000)), ("every kind of node", support::script(26_000))] {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("instructions.yaml");
        fs::write(&file, &text).map_err(|error| format!("{}: {error}", file.display()))?;
        let started = count("start", &file)?;
        let (drained, linted) = (count("drain", &file)? - started, count("lint", &file)? - started);
        let (kilobytes, percent) = (text.len() / 1000, linted * 100 / drained);
        println!(
            "{what}, {kilobytes} kB: {} million instructions to drain, {} million to lint, {}.{:02} times as many",
            drained / 1_000_000,
            linted / 1_000_000,
            percent / 100,
            percent % 100,
        );
    }
    Ok(())
}

/// The number of instructions that the job `work` takes in a process of this program.
fn count(work: &str, file: &Path) -> Result<u64, String> {
    let this = env::current_exe().map_err(|error| error.to_string())?;
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(this)
        .args([MEASURE, work])
        .arg(file)
        .output()
        .map_err(|error| format!("valgrind: {error}"))?;
    let report = String::from_utf8_lossy(&run.stderr);
    let collected = report.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok());
    collected.filter(|_| run.status.success()).ok_or_else(|| format!("valgrind failed:\n{report}"))
}

/// A script without findings: `nodes` questions, each with three lines of text and three answers.
fn questions(nodes: usize) -> String {
    let mut text = String::from(
        "callscript: 1\nid: large\ntitle: A large script\nstart: n0\noutcomes:\n  done: Done\n  gone: { label: Gone, kind: failure }\nnodes:\n",
    );
    for at in 0..nodes {
        let (next, after) = (at + 1, (at + 7).min(nodes));
        _ = write!(
            text,
            "  n{at}:\n    say: |\n      Please look at the front of the router, where there is a row of small lights.\n      \
             Light number {at} is the one that tells us whether the line is up.\n      \
             Which colour does it have, and does it blink?\n    answers:\n      \
             It is green and does not blink: n{next}\n      It is red, or it blinks: n{after}\n      \
             There is no light at all: sorry\n"
        );
    }
    _ = write!(text, "  n{nodes}:\n    say: Goodbye.\n    end: done\n  sorry:\n    say: I am sorry.\n    end: gone\n");
    text
}
