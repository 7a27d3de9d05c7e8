//! What every reader must stand, whatever bytes it is given: one function for each reader in `targets`.
//!
//! The fuzz targets in `crates/callscript-cli/fuzz` call these functions with what libFuzzer makes up. Here each is called
//! with its seeds, and with mutations of them that are the same in every run.
#![expect(clippy::expect_used, reason = "what fails here is to stop the target")]
#![expect(clippy::print_stderr, reason = "what failed is shown beside the panic")]

mod frames;
mod journals;
mod mutate;
mod room;
mod seeds;
mod targets;

use std::path::Path;
use std::{env, fs};

use self::mutate::Mutator;
use self::targets::TARGETS;

/// How many mutations of its seeds each target gets. `CALLSCRIPT_MUTATIONS=10000` asks for more. `CALLSCRIPT_SEEDS=FOLDER`
/// writes the seeds to folders there instead.
const MUTATIONS: usize = 150;

/// Calls one target with its seeds and with mutations of them.
fn pass(name: &str) {
    let (_, target) = TARGETS.iter().find(|(known, _)| *known == name).unwrap();
    let seeds = seeds::of(name);
    assert!(seeds.len() >= 4, "{name} has seeds");
    if let Ok(folder) = env::var("CALLSCRIPT_SEEDS") {
        return write(&seeds, &Path::new(&folder).join(name));
    }
    // The shortest are the quickest, and as odd as the others.
    let mut shortest: Vec<&[u8]> = seeds.iter().map(Vec::as_slice).filter(|seed| seed.len() < 4000).collect();
    shortest.sort_by_key(|seed| seed.len());
    let number = env::var("CALLSCRIPT_MUTATIONS").ok().and_then(|number| number.parse().ok()).unwrap_or(MUTATIONS);
    let mut mutator = Mutator::new(name);
    for at in 0..number {
        let seed = shortest[at % shortest.len()];
        let bytes = if at < shortest.len() { seed.to_vec() } else { mutator.mutate(seed, &shortest) };
        // What fails is printed with the panic.
        let shown = Shown(&bytes);
        target(&bytes);
        drop(shown);
    }
}

/// Writes seeds to files of their own, as libFuzzer reads them.
fn write(seeds: &[Vec<u8>], folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    for (number, seed) in seeds.iter().enumerate() {
        fs::write(folder.join(format!("seed-{number}")), seed).unwrap();
    }
}

/// Prints bytes if a panic drops it.
struct Shown<'b>(&'b [u8]);

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("with these bytes: {:?}", String::from_utf8_lossy(self.0));
        }
    }
}

macro_rules! passes {
    ($($name:ident),+) => {
        $(#[test]
        fn $name() {
            pass(stringify!($name));
        })+

        #[test]
        fn every_target_has_a_pass_and_a_program() {
            let names: Vec<_> = TARGETS.iter().map(|(name, _)| *name).collect();
            assert_eq!(names, [$(stringify!($name)),+]);
            let folder = crate::support::repository("crates/callscript-cli/fuzz/fuzz_targets");
            for name in names {
                let text = fs::read_to_string(folder.join(format!("{name}.rs"))).unwrap();
                assert!(text.contains(&format!("call(\"{name}\", bytes)")), "{name}: {text}");
            }
        }
    };
}

passes!(script, library, expression, template, scenario, config, input, journal, lsp, fix);
