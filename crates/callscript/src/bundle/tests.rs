use std::sync::Arc;

use crate::bundle::{Bundle, BundleError};
use crate::library::Library;
use crate::lint::CheckError;
use crate::script::{Digest, Script};
use crate::source::Source;

/// Runs `callee`, and `survey` after it.
const CALLER: &str = "callscript: 1
id: caller
title: Caller
start: a
outcomes: { done: Done }
after: { run: survey }
nodes: { a: { run: callee, then: { ended: { end: done } } } }
";

/// Has an `after` of its own, which no session of `caller` runs.
const CALLEE: &str = "callscript: 1
id: callee
title: Callee
start: a
outcomes: { ended: Ended }
after: { run: alone }
nodes: { a: { say: 'Bye', end: ended } } # callscript: ignore[unused-outcome] no reason at all
";

fn leaf(id: &str) -> String {
    format!(
        "callscript: 1\nid: {id}\ntitle: T\nstart: a\noutcomes: {{ o: O }}\nnodes: {{ a: {{ say: 'Hm', end: o }} }}\n"
    )
}

fn library() -> Library {
    let texts = [CALLER.to_owned(), CALLEE.replace('\n', "\r\n"), leaf("survey"), leaf("alone"), leaf("other")];
    let sources = texts.into_iter().zip(["caller", "b/callee", "survey", "alone", "other"]);
    Library::from_sources(sources.map(|(text, name)| Source::new(format!("{name}.yaml"), text)).collect())
}

fn script() -> Arc<Script> {
    library().check("caller").unwrap_or_else(|error| panic!("{error:#?}"))
}

#[test]
fn a_bundle_makes_the_same_script() {
    let script = script();
    let bundle = Bundle::of(&script);
    let names: Vec<_> = bundle.texts.iter().map(|text| text.name.as_str()).collect();
    assert_eq!(names, ["alone.yaml", "b/callee.yaml", "caller.yaml", "survey.yaml"]);
    let again = bundle.check().unwrap();
    assert_eq!(again.digest(), script.digest());
    assert_eq!(again.reach().keys().collect::<Vec<_>>(), script.reach().keys().collect::<Vec<_>>());
    assert_eq!(Bundle::of(&again), bundle, "texts are kept byte for byte");
}

#[test]
fn a_text_over_the_default_limit_is_bundled() {
    let comments = format!("# {}\n", "x".repeat(998)).repeat(usize::try_from(Source::MAX_BYTES).unwrap() / 1000);
    let text = leaf("long") + &comments;
    let library = Library::from_sources(vec![Source::from_bytes("long.yaml", text.into_bytes(), u64::MAX)]);
    let bundle = Bundle::of(&library.check("long").unwrap());
    assert_eq!(bundle.check().unwrap().digest(), bundle.digest);
}

#[test]
fn whatever_is_changed_is_refused_by_name() {
    let bundle = Bundle::of(&script());
    let refused = |change: &dyn Fn(&mut Bundle)| {
        let mut changed = bundle.clone();
        change(&mut changed);
        assert_ne!(changed, bundle);
        changed.check().unwrap_err()
    };
    for at in 0..bundle.texts.len() {
        let name = &bundle.texts[at].name;
        let is_of = |error: BundleError| matches!(error, BundleError::ChangedText(found) if found == *name);
        // A comment counts here, though it does not in a digest.
        assert!(is_of(refused(&|bundle| bundle.texts[at].text.push_str("# more\n"))));
        assert!(is_of(refused(
            &|bundle| bundle.texts[at].text = bundle.texts[at].text.replacen("title: ", "title: X", 1)
        )));
        assert!(is_of(refused(&|bundle| bundle.texts[at].checksum = Digest([1; 32]))));
    }
    let renamed = refused(&|bundle| bundle.texts[0].name = "a\u{1b}[2J".to_owned());
    assert_eq!(renamed.to_string(), r"the text `a\u{1b}[2J` is not the one that was bundled");

    let other = Bundle::of(&library().check("other").unwrap());
    let added = refused(&|bundle| bundle.texts.extend(other.texts.clone()));
    assert!(matches!(added, BundleError::ForeignText(name) if name == "other.yaml"));
    let twice = refused(&|bundle| bundle.texts.push(bundle.texts[1].clone()));
    assert!(matches!(twice, BundleError::Faulty { source: CheckError::Faulty(_), .. }), "{twice:?}");

    for at in 0..bundle.texts.len() {
        let missing = refused(&|bundle| _ = bundle.texts.remove(at));
        assert!(matches!(missing, BundleError::Faulty { ref script, .. } if script == "caller"), "{missing:?}");
    }
    let digest = refused(&|bundle| bundle.digest = Digest([0; 32]));
    assert!(matches!(digest, BundleError::OtherDigest { found, .. } if found == bundle.digest));
    let script = refused(&|bundle| bundle.script = "callee".to_owned());
    assert!(matches!(script, BundleError::ForeignText(_)));
    for version in [0, 2, u32::MAX] {
        let error = refused(&|bundle| bundle.version = version);
        assert!(matches!(error, BundleError::UnsupportedVersion(found) if found == version));
    }
}

#[cfg(feature = "serde")]
mod json {
    use super::*;

    #[test]
    fn the_form_is_frozen() {
        let library = Library::from_sources(vec![Source::new("s.yaml", leaf("s"))]);
        let bundle = Bundle::of(&library.check("s").unwrap());
        let json = serde_json::to_string(&bundle).unwrap();
        let text = serde_json::to_string(&leaf("s")).unwrap();
        let digest = "8f4d58efddefd35375f6c3c58fc73f94f55d8a37a7c04ab848d5043a139b1ba3";
        let checksum = "598d0df98a9f046ae5fffac7777f865f4bbe06dd5f736bce6ae9427153dbf908";
        let frozen = format!(
            r#"{{"version":1,"script":"s","digest":"{digest}","texts":[{{"name":"s.yaml","text":{text},"checksum":"{checksum}"}}]}}"#
        );
        assert_eq!(json, frozen);
        let read: Bundle = serde_json::from_str(&frozen).unwrap();
        assert_eq!(read, bundle);
        assert_eq!(read.check().unwrap().digest(), bundle.digest);
    }

    #[test]
    fn a_newer_version_is_refused_by_its_version_whatever_else_it_has() {
        let newer: Bundle = serde_json::from_str(r#"{"version":2,"scripts":["s"],"files":{}}"#).unwrap();
        assert!(matches!(newer.check(), Err(BundleError::UnsupportedVersion(2))));
    }

    #[test]
    fn what_is_no_digest_is_refused() {
        let error = serde_json::from_str::<Bundle>(r#"{"version":1,"digest":"xy"}"#).unwrap_err();
        assert!(error.to_string().contains("64 hexadecimal digits"), "{error}");
    }
}
