# use callscript::{library::Library, source::Source};
# let text = r#"
# callscript: 1
# id: parcel
# title: Late parcel
# start: number
# variables:
#   number: { type: integer, label: Number of the parcel }
#   town: { type: text, optional: true }
# outcomes: { told: { label: Told where it is, kind: success, disposition: P1 }, lost: Lost }
# anytime: { Wants a person: person }
# nodes:
#   number: { say: What is the number?, collect: [number], goto: look }
#   look:
#     say: One moment.
#     action: find-parcel
#     with: [number]
#     read_only: true
#     then: { found: { goto: found, take: { town: town } }, failed: { end: lost } }
#   found: { say: 'It is in {{ town | default("no town") }}.', end: told }
#   person: { say: Please hold the line., resume: true }
# "#;
# let library = Library::from_sources(vec![Source::new("parcel.yaml", text)]);
# assert!(library.lint(&[0]).is_empty(), "{:?}", library.lint(&[0]));
# let script = library.check("parcel")?;
# use callscript::jiff::Timestamp;
# use callscript_runner::{Session, Start, Values};
# let now = Timestamp::UNIX_EPOCH;
# let mut session = Session::start(&script, Start::default(), now)?;
