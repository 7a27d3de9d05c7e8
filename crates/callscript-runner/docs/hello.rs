# use callscript::{library::Library, source::Source};
# let text = r#"
# callscript: 1
# id: hello
# title: Hello
# start: ask
# outcomes: { well: Well, ill: Ill }
# nodes: { ask: { say: How are you?, answers: { Well: { end: well }, Ill: { end: ill } } } }
# "#;
# let script = Library::from_sources(vec![Source::new("hello.yaml", text)]).check("hello")?;
# use callscript::jiff::Timestamp;
# use callscript_runner::{Session, Start};
# let now = Timestamp::UNIX_EPOCH;
# let mut session = Session::start(&script, Start::default(), now)?;
