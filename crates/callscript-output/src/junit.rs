//! Results for CI servers: XML that is valid for both Jenkins and Ant.
//!
//! Knows XML. Must not know what was tested.

use std::io;

use callscript::internal::inert;
use callscript::jiff::Timestamp;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

/// Cases that belong together.
pub(crate) struct Suite {
    /// The file that they belong to.
    pub(crate) name: String,
    /// The cases, in order.
    pub(crate) cases: Vec<Case>,
}

/// The result for one thing that was checked.
pub(crate) struct Case {
    /// What was checked.
    pub(crate) name: String,
    /// The group that it belongs to, for servers that group cases.
    pub(crate) class: String,
    /// The problem, if there is one.
    pub(crate) problem: Option<Problem>,
}

/// A problem of a case.
pub(crate) struct Problem {
    /// How much it weighs.
    pub(crate) weight: Weight,
    /// The kind of problem.
    pub(crate) kind: &'static str,
    /// A summary in one line.
    pub(crate) message: String,
    /// The full description.
    pub(crate) text: String,
}

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// Something to know of a case that passed: it is written to the output of its suite.
    Note,
    /// Nothing is wrong, but the case says less than others do.
    Skipped,
    /// Something is wrong.
    Failure,
    /// It could not be checked at all.
    Error,
}

/// The XML of all suites, which were checked at this time.
pub(crate) fn write(suites: &[Suite], at: Timestamp) -> String {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail.
    let _ = document(suites, at, &mut Writer::new_with_indent(&mut bytes, b' ', 2));
    bytes.push(b'\n');
    String::from_utf8(bytes).unwrap_or_default()
}

type Out<'b> = Writer<&'b mut Vec<u8>>;

fn document(suites: &[Suite], at: Timestamp, out: &mut Out<'_>) -> io::Result<()> {
    let at = at.strftime("%Y-%m-%dT%H:%M:%S").to_string();
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = out.create_element("testsuites");
    root.write_inner_content(|out| {
        suites.iter().enumerate().try_for_each(|(number, one)| suite(number, one, &at, out))
    })?;
    Ok(())
}

fn suite(number: usize, suite: &Suite, at: &str, out: &mut Out<'_>) -> io::Result<()> {
    let count = |weight| {
        let problems = suite.cases.iter().filter_map(|case| case.problem.as_ref());
        problems.filter(|problem| problem.weight == weight).count().to_string()
    };
    let attributes = [
        ("id", number.to_string()),
        ("name", line(&suite.name)),
        ("package", "callscript".to_owned()),
        ("timestamp", at.to_owned()),
        ("hostname", "localhost".to_owned()),
        ("tests", suite.cases.len().to_string()),
        ("failures", count(Weight::Failure)),
        ("errors", count(Weight::Error)),
        ("time", "0".to_owned()),
    ];
    let skipped = Some(count(Weight::Skipped)).filter(|skipped| skipped != "0");
    let attributes = attributes.into_iter().chain(skipped.map(|skipped| ("skipped", skipped)));
    let attributes: Vec<_> = attributes.collect();
    let element =
        out.create_element("testsuite").with_attributes(attributes.iter().map(|(key, value)| (*key, value.as_str())));
    element.write_inner_content(|out| {
        out.create_element("properties").write_empty()?;
        suite.cases.iter().try_for_each(|one| case(one, out))?;
        let notes = suite.cases.iter().filter_map(|case| case.problem.as_ref());
        let notes = notes.filter(|problem| problem.weight == Weight::Note).map(|problem| inert::lines(&problem.text));
        match notes.collect::<String>() {
            notes if notes.is_empty() => out.create_element("system-out").write_empty()?,
            notes => out.create_element("system-out").write_text_content(BytesText::new(&notes))?,
        };
        out.create_element("system-err").write_empty()?;
        Ok(())
    })?;
    Ok(())
}

fn case(case: &Case, out: &mut Out<'_>) -> io::Result<()> {
    let (name, class) = (line(&case.name), line(&case.class));
    let attributes = [("name", name.as_str()), ("classname", class.as_str()), ("time", "0")];
    let element = out.create_element("testcase").with_attributes(attributes);
    let Some(problem) = case.problem.as_ref().filter(|problem| problem.weight != Weight::Note) else {
        element.write_empty()?;
        return Ok(());
    };
    element.write_inner_content(|out| {
        let message = line(&problem.message);
        let (name, kind) = match problem.weight {
            Weight::Note | Weight::Skipped => ("skipped", None),
            Weight::Failure => ("failure", Some(("type", problem.kind))),
            Weight::Error => ("error", Some(("type", problem.kind))),
        };
        let element = out.create_element(name).with_attributes(kind).with_attribute(("message", message.as_str()));
        element.write_text_content(BytesText::new(&inert::lines(&problem.text)))?;
        Ok(())
    })?;
    Ok(())
}

/// Text on one line. XML allows every character that is not escaped.
fn line(text: &str) -> String {
    inert::escape(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_may_not_hold_is_written_otherwise() {
        let problem = Problem {
            weight: Weight::Failure,
            kind: "a&b",
            message: "<\"'>\n\u{1}".to_owned(),
            text: "]]>\n\u{ffff}".to_owned(),
        };
        let case = Case { name: "é\u{202e}".to_owned(), class: "x\u{0}".to_owned(), problem: Some(problem) };
        let text = write(&[Suite { name: "s".to_owned(), cases: vec![case] }], Timestamp::UNIX_EPOCH);
        assert!(text.contains(r#"<testcase name="é\u{202e}" classname="x\u{0}" time="0">"#), "{text}");
        assert!(text.contains(r#"type="a&amp;b" message="&lt;&quot;&apos;&gt; \u{1}">]]&gt;"#), "{text}");
        assert!(text.contains("\\u{ffff}</failure>") && text.contains(r#"timestamp="1970-01-01T00:00:00""#), "{text}");
    }
}
