//! The functions that fuzz targets call. They are those of the test suite, which calls them with few mutations.

#[path = "../../../../tests/suite/fuzz/frames.rs"]
mod frames;
#[path = "../../../../tests/suite/fuzz/journals.rs"]
mod journals;
#[path = "../../../../tests/suite/fuzz/room.rs"]
mod room;
#[path = "../../../../tests/suite/fuzz/targets.rs"]
mod targets;

/// Calls the target with this name.
pub fn call(name: &str, bytes: &[u8]) {
    let (_, target) = targets::TARGETS.iter().find(|(known, _)| *known == name).expect("a target with this name");
    target(bytes);
}
