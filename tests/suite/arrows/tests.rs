//! Tests on made-up crates: every kind of forbidden arrow is found, and allowed arrows are not.

use super::check;
use super::floors::Crate;
use super::modules::Sources;

const HOUSE: &[Crate] = &[
    Crate { name: "core", uses: &[], floors: &[(1, &["low"]), (2, &["middle"]), (3, &["high", "other"])] },
    Crate { name: "the-host", uses: &["core"], floors: &[(1, &["room"])] },
];

/// The files of the made-up core crate. Each test supplies `low/deep.rs`.
const CORE: &[(&str, &str)] = &[
    ("crates/core/src/lib.rs", "pub use low::Low; mod low; mod middle; mod high; mod other;"),
    ("crates/core/src/low.rs", "pub mod deep; pub mod beside; pub struct Low;"),
    ("crates/core/src/low/beside.rs", "pub struct Beside;"),
    ("crates/core/src/middle.rs", "pub mod part; use part::Part as Renamed;"),
    ("crates/core/src/middle/part.rs", "pub struct Part; pub enum Kind { One }"),
    ("crates/core/src/high/mod.rs", "pub use inner::High; mod inner; pub fn high() {}"),
    ("crates/core/src/high/inner.rs", "pub struct High;"),
    ("crates/core/src/other.rs", "pub struct Other;"),
];

fn found(files: &[(&str, &str)]) -> Vec<String> {
    let files = CORE.iter().chain(files);
    let sources: Sources = files.map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    check(HOUSE, &sources)
}

fn found_in_deep(text: &str) -> Vec<String> {
    found(&[("crates/core/src/low/deep.rs", text)])
}

/// Asserts that the code has an arrow up from `low` to `high`, and that the message has its line.
#[track_caller]
fn leads_up(text: &str) {
    let found = found_in_deep(text);
    let line = text.lines().position(|line| line.contains("/*here*/")).map_or(1, |line| line + 1);
    let begin = format!("crates/core/src/low/deep.rs:{line}: `");
    let up = found.iter().find(|found| found.starts_with(&begin) && found.contains("leads up"));
    let up = up.unwrap_or_else(|| panic!("{text}: {found:?}"));
    assert!(up.contains("room `low` (floor 1)") && up.contains("room `high` (floor 3)"), "{up}");
}

#[track_caller]
fn is_allowed(text: &str) {
    assert_eq!(found_in_deep(text), [""; 0], "{text}");
}

#[test]
fn every_way_to_write_a_path_up_is_found() {
    for text in [
        "use crate::high::High;",
        "use crate::{low::Low, high::{self, High as Seen}};",
        "use crate::high as h; fn f() { h::high() }",
        "use crate::high::*;",
        "use super::super::high::High;",
        "use super::super::super::high::High;",
        "use self::super::super::high;",
        "pub(crate) use crate::high::High;",
        "pub use crate::high::High;",
        "fn f() { crate::high::high() }",
        "fn f() {\n use crate::high; /*here*/\n}",
        "fn f() { use super::super as up; up::high::high() }",
        "fn f(_: &[Option<crate::high::High>]) {}",
        "fn f() { match 1 { crate::high::ONE => {} _ => {} } }",
        "fn f() { let crate::high::High = f(); }",
        "impl crate::high::High {}",
        "impl<T: crate::high::Trait> Clone for Low<T> where T: Sized {}",
        "fn f() { <crate::high::High as Clone>::clone(&f()) }",
        "fn f() {\n println!(\"{}\",\n crate::high::high()); /*here*/\n}",
        "fn f() { vec![(1, [super::super::high::High])] }",
        "macro_rules! m { ($a:expr) => { $crate::high::high($a) } }",
        "macro_rules! m { () => { use crate::{low, high::High}; } }",
        "#[derive(crate::high::Derived)] struct S;",
        "#[serde(with = \"crate::high\")] struct S;",
        "mod inner { use super::super::super::high::High; }",
        "mod inner { mod inmost { fn f() { crate::high::high() } } }",
        "#[cfg(not(test))] use crate::high::High;",
    ] {
        leads_up(text);
    }
}

#[test]
fn names_that_stand_for_others_are_followed() {
    let beside = "pub(crate) use crate::high::High as Passed;";
    for deep in [
        "use super::beside::Passed;",
        "use super::beside::*; fn f() { Passed::new() }",
        "fn f() { super::beside::Passed::new() }",
        "use super::beside as b; fn f() { b::Passed::new() }",
    ] {
        let found =
            found(&[("crates/core/src/low/beside.rs", beside), ("crates/core/src/low/deep.rs", deep)]).join("\n");
        for (file, path) in [("low/beside.rs:1", "crate::high::High"), ("low/deep.rs:1", "Passed")] {
            assert!(found.contains(&format!("crates/core/src/{file}: `")) && found.contains(path), "{deep}: {found}");
        }
        assert!(found.contains("in room `low` re-exports room `high`"), "{found}");
    }
    // Through the crate root, which may re-export anything.
    let front = ("crates/core/src/lib.rs", "pub use high::High; mod low; mod middle; mod high; mod other;");
    let found = found(&[front, ("crates/core/src/low/deep.rs", "use crate::High;")]);
    assert!(found[0].contains("from room `low` (floor 1) to room `high` (floor 3)"), "{found:?}");
}

#[test]
fn what_does_not_lead_up_is_allowed() {
    for text in [
        "",
        "use super::beside::Beside; use super::Low;",
        "use super::*; fn f(_: beside::Beside) {}",
        "pub(crate) use super::beside::*;",
        "use std::high::High; fn high() { high::high() }",
        "fn high() { other::high::x(); a.high() }",
        "#[cfg(test)] mod tests { use crate::high::High; }",
        "#[cfg(test)] use crate::high::High;",
        "#[cfg(all(test, unix))] fn f() { crate::high::high() }",
        "/// [`crate::high::High`]\nfn f() {}",
        "fn f() { \"see crate::high::High\" }",
        "macro_rules! m { ($a:ident) => { $a::high::high() } }",
        "pub(in crate::low) struct S;",
    ] {
        is_allowed(text);
    }
    let down = found(&[
        ("crates/core/src/low/deep.rs", ""),
        (
            "crates/core/src/other.rs",
            "use crate::middle::part::{self, Part}; fn f() { crate::low::deep::f(); part::g() }",
        ),
    ]);
    assert_eq!(down, [""; 0]);
}

#[test]
fn rooms_of_one_floor_do_not_use_each_other() {
    let across =
        found(&[("crates/core/src/low/deep.rs", ""), ("crates/core/src/high/inner.rs", "use crate::other::Other;")]);
    assert!(across[0].contains("leads across from room `high` (floor 3) to room `other` (floor 3)"), "{across:?}");
}

#[test]
fn rooms_neither_pass_on_nor_take_all_of_each_other() {
    for (text, does) in [
        ("pub(crate) use crate::low::Low;", "room `high` re-exports room `low`"),
        ("pub use crate::low::*;", "room `high` re-exports room `low`"),
        ("use crate::low::*;", "room `high` takes all of room `low`"),
        ("fn f() { use crate::middle::part::Kind::*; }", "room `high` takes all of room `middle`"),
    ] {
        let found = found(&[("crates/core/src/low/deep.rs", ""), ("crates/core/src/high/inner.rs", text)]);
        assert!(found[0].contains(does), "{text}: {found:?}");
    }
}

#[test]
fn the_front_is_for_other_crates() {
    let front = ("crates/core/src/lib.rs", "mod low; mod middle; mod high; mod other; pub struct Front;");
    let found = found(&[front, ("crates/core/src/low/deep.rs", "use crate::Front;")]);
    assert!(found[0].contains("uses the front of its crate"), "{found:?}");
}

#[test]
fn what_is_internal_is_defined_in_a_room() {
    let front = |internal| {
        let text = format!("mod low; mod middle; mod high; mod other; pub mod internal {{ {internal} }}");
        found(&[("crates/core/src/lib.rs", text.as_str()), ("crates/core/src/low/deep.rs", "")])
    };
    assert_eq!(front("pub use crate::low::Low; pub mod deeper { pub use crate::high::high; }"), [""; 0]);
    let defined = front("pub mod deeper { pub struct Stray; }");
    assert_eq!(defined, ["core: `internal` only re-exports; define `Stray` in its room"]);
}

#[test]
fn crates_use_each_other_in_one_direction() {
    let host = |core, room| {
        found(&[
            ("crates/core/src/low/deep.rs", core),
            ("crates/the-host/src/main.rs", "mod room;"),
            ("crates/the-host/src/lib.rs", "mod room;"),
            ("crates/the-host/src/room.rs", room),
        ])
    };
    assert_eq!(host("", "use core::low::Low; fn f() { core::high::high() }"), [""; 0]);
    let back = host("fn f() { the_host::room::f() }", "");
    assert!(back[0].contains("of crate `core` uses crate `the-host`"), "{back:?}");
}

#[test]
fn what_a_module_forbids_is_found() {
    let text = "//! A part.\n//!\n//! Forbids: beside, part\n\nmod inner { fn f() { super::super::beside::f() } }";
    let found = found_in_deep(text);
    assert!(found[0].contains("leads to `beside`, which crates/core/src/low/deep.rs forbids"), "{found:?}");
    is_allowed("//! Forbids: part, high\n\nuse super::beside::Beside;");
    let unknown = found_in_deep("//! Forbids: besides");
    assert!(unknown[0].contains("no module has that name"), "{unknown:?}");
}

#[test]
fn every_file_and_room_is_known() {
    let room = found(&[
        ("crates/core/src/low/deep.rs", "mod gone;"),
        ("crates/core/src/lib.rs", "mod low; mod middle; mod high; mod other; mod new {}"),
        ("crates/core/src/lost.rs", ""),
        ("crates/third/src/lib.rs", ""),
    ]);
    let expected = [
        "crates/core/src/low/deep.rs: no file for `mod gone`",
        "crates/core/src/lost.rs: no module declares this file",
        "core: give `new` a floor in tests/suite/arrows/floors.rs",
        "give crate `third` a row in tests/suite/arrows/floors.rs",
    ];
    assert_eq!(room, expected);
}

#[test]
fn modules_are_found_where_they_are() {
    let found = found(&[
        ("crates/core/src/low/deep.rs", "#[path = \"odd/name.rs\"] mod odd; mod inline { mod file; } mod listed;"),
        ("crates/core/src/low/odd/name.rs", "mod child;"),
        ("crates/core/src/low/odd/child.rs", "use crate::high::A;"),
        ("crates/core/src/low/deep/inline/file.rs", "use crate::high::B;"),
        ("crates/core/src/low/deep/listed.rs", "use crate::high::C; #[cfg(test)] mod tests;"),
        ("crates/core/src/low/deep/listed/tests.rs", "mod more;"),
        ("crates/core/src/low/deep/listed/tests/more.rs", "use crate::high::D;"),
    ]);
    let files: Vec<_> = found.iter().map(|text| text.split(':').next().unwrap()).collect();
    let expected =
        ["odd/child.rs", "deep/inline/file.rs", "deep/listed.rs"].map(|file| format!("crates/core/src/low/{file}"));
    assert_eq!(files, expected, "{found:?}");
}

#[test]
fn large_circles_of_files_are_found() {
    let names = ["a", "b", "c", "d", "e"];
    let circle = |last| {
        let mut files =
            vec![("crates/core/src/low/deep.rs".to_owned(), "mod a; mod b; mod c; mod d; mod e;".to_owned())];
        for (name, next) in names.iter().zip(["b", "c", "d", "e", last]) {
            files.push((
                format!("crates/core/src/low/deep/{name}.rs"),
                format!("use super::{next}; use super::X; pub fn f() {{ {next}::f() }}"),
            ));
        }
        let files: Vec<_> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
        found(&files)
    };
    assert_eq!(circle("b"), [""; 0]);
    let found = circle("a");
    assert!(found[0].starts_with("5 files use each other in a circle"), "{found:?}");
    assert!(found[0].contains("deep/e.rs:1: `super::a` leads to crates/core/src/low/deep/a.rs"), "{found:?}");
}
