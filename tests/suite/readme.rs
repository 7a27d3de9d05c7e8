//! The README shows what the program does: its script, the findings of the broken one, and the call are run here.

use std::fs;

use crate::support::{Place, repository};

/// The fenced blocks of the README, by what stands behind the fence.
fn blocks(language: &str) -> Vec<String> {
    let readme = fs::read_to_string(repository("README.md")).unwrap();
    let fence = format!("```{language}\n");
    let blocks = readme.split(&fence).skip(1).map(|block| block.split("```\n").next().unwrap().to_owned());
    blocks.collect()
}

#[test]
fn the_script_is_clean_and_its_call_goes_as_shown() {
    let place = Place::new();
    place.write("parcel.yaml", &blocks("yaml")[0]);
    assert_eq!(place.run(["lint", "--deny-warnings", "parcel.yaml"]).status, 0);
    let run = place.run_with(["run", "parcel.yaml"], b"Ada\n/aside 1\n1\n2\n");
    assert_eq!((run.status, run.out.trim_end()), (0, blocks("text")[1].trim_end()));
}

#[test]
fn the_broken_script_has_the_findings_that_are_shown() {
    let script = &blocks("yaml")[0];
    let broken =
        script.replace("nobody has it: refund", "nobody has it: refnd").replace("its way: { end: found }", "its way:");
    let place = Place::new();
    place.write("parcel.yaml", broken);
    let run = place.run(["lint", "parcel.yaml"]);
    assert_eq!((run.status, run.out + &run.err), (1, blocks("text")[0].clone()));
}
