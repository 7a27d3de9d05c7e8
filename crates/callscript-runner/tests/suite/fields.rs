//! Fields: every fault of a form at once, and what is typed for one is checked as the session does.

use std::fmt::Debug;

use callscript::value::{Declaration, Pattern, Type, Value};
use callscript_runner::{Field, FieldError, PromptKind, Session, Start, StartError, StepError, Values, ValuesError};
use proptest::prelude::*;

use crate::random::{libraries, tries};
use crate::steps::{NOTHING, perform};
use crate::support::{at, repeatable, script, small, start};
use crate::walker::{Try, anyone, begin, choose};

const TOP: &str = "variables:
  name: { type: text, label: Customer's name, input: true }
  age: { type: integer, min: 18, max: 120, label: Age }
  pin: { type: text, pattern: '[0-9]{4}', sensitive: true }
  plan: { type: choice, choices: [basic, gold], default: basic }
  price: { type: number, min: 0, decimals: 2, optional: true }
  ticket: { type: text }";
const NODES: &str = "a: { collect: [age, pin, plan, price], goto: b }
b: { action: book, with: [name, age, pin, plan, price], then: { ok: { goto: c, take: { ticket: number, age: years } } } }
c: { say: '{{ ticket }}{{ age }}', end: done }";

fn text() -> String {
    small("s", TOP, NODES)
}

fn session() -> Session {
    start(&[&text()], [("name", "Ada")])
}

fn faults<T: Debug>(refused: Result<T, StepError>) -> ValuesError {
    let Err(StepError::Values(faults)) = refused else { panic!("{refused:?}") };
    faults
}

/// The name, the kind of fault and what was given, for each fault.
fn brief(faults: &ValuesError) -> Vec<String> {
    let brief = |fault: &FieldError| match fault {
        FieldError::NotAsked { name, .. } => format!("{name}: not asked"),
        FieldError::Missing { field } => format!("{}: missing", field.name),
        FieldError::Refused { field, given, .. } => format!("{}: refused {given:?}", field.name),
        other => panic!("no test knows {other:?}"),
    };
    faults.fields().iter().map(brief).collect()
}

#[test]
fn every_fault_of_a_form_is_told_at_once() {
    let mut session = session();
    let before = session.clone();
    let values = [("age", "7"), ("pin", "12"), ("plan", "silver"), ("nme", "Ada"), ("extra", "x")];
    let refused = faults(session.enter(Values::from(values), at(1)));
    assert_eq!(
        brief(&refused),
        [
            "extra: not asked",
            "nme: not asked",
            "age: refused Some(\"7\")",
            "pin: refused None",
            "plan: refused Some(\"silver\")"
        ]
    );
    let field = refused.fields()[2].field().unwrap();
    assert_eq!(
        (field.label.as_str(), &field.min, &field.max),
        ("Age", &Some(Value::Integer(18)), &Some(Value::Integer(120)))
    );
    assert!(session == before);
    assert_eq!(brief(&faults(session.enter(Values::new(), at(1)))), ["age: missing", "pin: missing"]);
    let message = faults(session.enter(Values::from([("age", "x")]), at(1))).to_string();
    assert_eq!(message, "`age` must be a whole number from 18 to 120; `pin` is required: text that matches `[0-9]{4}`");
}

#[test]
fn every_fault_of_a_start_a_jump_and_a_result_is_told_at_once() {
    let inputs = Values::from([("age", "36"), ("naem", "Ada")]);
    let refused = Session::start(&script(&[&text()]), Start { inputs, ..Start::default() }, at(0)).unwrap_err();
    let StartError::Values(refused) = refused else { panic!("{refused}") };
    assert_eq!(brief(&refused), ["age: not asked", "naem: not asked", "name: missing"]);

    let mut session = session();
    let refused = faults(session.jump("c", "no time", Values::from([("age", "old"), ("years", "3")]), at(1)));
    assert_eq!(brief(&refused), ["age: refused Some(\"old\")", "years: not asked", "ticket: missing"]);
    let refused = session.jump("c", "no time", Values::from([("age", "36")]), at(1)).unwrap_err();
    assert_eq!(refused.to_string(), "to go on from `c`, `ticket` must be known");

    session.enter(Values::from([("age", "36"), ("pin", "1234")]), at(1)).unwrap();
    let refused = faults(session.complete("ok", Values::from([("years", "old")]), at(2)));
    assert_eq!(brief(&refused), ["number: missing", "years: refused Some(\"old\")"]);
}

#[test]
fn a_field_has_its_bounds_and_checks_what_is_typed() {
    let session = session();
    let PromptKind::Form { fields, .. } = &session.prompt().kind else { panic!("a form") };
    let [age, pin, plan, price] = &fields[..] else { panic!("four fields") };
    assert_eq!(age.check(" 36 "), Ok(Some(Value::Integer(36))));
    assert_eq!(age.check("7").unwrap_err().to_string(), "`age` must be a whole number from 18 to 120");
    assert_eq!(age.check(" ").unwrap_err(), age.missing());
    assert_eq!(pin.pattern.as_ref().map(Pattern::as_str), Some("[0-9]{4}"));
    assert!(matches!(pin.check("12").unwrap_err(), FieldError::Refused { given: None, .. }));
    assert_eq!(plan.check("").unwrap().map(|value| value.to_plain()).as_deref(), Some("basic"));
    assert_eq!(plan.choices.len(), 2);
    assert_eq!((price.decimals, price.check("")), (Some(2), Ok(None)));
    assert_eq!(price.check("1.005").unwrap().map(|value| value.to_plain()).as_deref(), Some("1.01"));
    assert!(price.check("-1").is_err());
}

#[test]
fn what_can_be_read_in_two_ways_is_refused_with_both_but_for_a_sensitive_field() {
    let day = Declaration::new(Type::Date);
    let open = Field::new("day", &day, None);
    assert_eq!(open.read("tomorrow", at(0)).unwrap().map(|value| value.to_plain()).as_deref(), Some("2027-01-16"));
    let refused = open.read("3/4/2026", at(0)).unwrap_err();
    let said = "`day` can mean Wednesday, March 4, 2026 or Friday, April 3, 2026: it must be clear which";
    assert_eq!(refused.to_string(), said);
    let field = Field::new("day", &Declaration { sensitive: true, ..day }, None);
    let refused = field.read("3/4/2026", at(0)).unwrap_err();
    assert_eq!(refused.to_string(), "`day` can be read in two ways: it must be clear which");
    assert!(!format!("{refused:?}").contains("2026-0"), "{refused:?}");
    let readings = field.readings("3/4/2026", at(0)).unwrap().map(|value| value.to_plain());
    assert_eq!(readings, ["2026-03-04", "2026-04-03"]);
}

#[test]
fn what_is_offered_for_a_sensitive_field_is_not_printed() {
    let declaration = Declaration { sensitive: true, ..Declaration::new(Type::Text) };
    let field = Field::new("pin", &declaration, Some(Value::text("4711")));
    assert!(!format!("{field:?}").contains("4711"));
    let open = Field::new("pin", &Declaration::new(Type::Text), Some(Value::text("4711")));
    assert!(format!("{open:?}").contains("4711"));
    let FieldError::Refused { error, .. } = open.check("\u{7}").unwrap_err() else { panic!("it is refused") };
    let refused = open.refuse("4712", error);
    assert!(matches!(&refused, FieldError::Refused { given: Some(given), .. } if given == "4712"));
    assert!(!format!("{refused:?} {refused}").contains("4712"), "a host that wants it has to take it out");
}

/// Texts that some fields accept and others do not.
fn texts() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] = &[
        "",
        " ",
        "7",
        "-3",
        "1.25",
        "1e9",
        "yes",
        "TRUE",
        "gold",
        "2026-12-01",
        "14:30",
        "a@b.example",
        "112",
        NOTHING,
    ];
    prop_oneof![4 => prop::sample::select(KNOWN).prop_map(str::to_owned), 1 => ".{0,8}"]
}

proptest! {
    #![proptest_config(repeatable(120))]

    /// A form refuses exactly the values that their fields refuse, with the same errors.
    #[test]
    fn a_field_is_checked_as_the_session_does(
        library in libraries(15), seed in any::<u16>(), tries in tries(), typed in prop::collection::vec(texts(), 6),
    ) {
        let Some(script) = library.checked() else { return Ok(()) };
        let mut give = anyone(seed.into());
        let Some(mut session) = begin(&script, seed.into(), &mut give) else { return Ok(()) };
        for tried in tries {
            if let PromptKind::Form { fields, .. } = &session.prompt().kind {
                let text = |at: usize| typed[at % typed.len()].as_str();
                let values: Values = fields.iter().enumerate().map(|(at, field)| (field.name.clone(), text(at))).collect();
                let checked = fields.iter().enumerate().filter_map(|(at, field)| field.check(text(at)).err());
                let expected: Vec<String> = checked.map(|error| error.to_string()).collect();
                let told = match session.clone().enter(values, at(1_000)) {
                    Ok(()) => Vec::new(),
                    Err(error) => faults::<()>(Err(error)).fields().iter().map(ToString::to_string).collect(),
                };
                prop_assert_eq!(told, expected);
            }
            let step = choose(&[], &session, tried, &mut give).filter(|_| !matches!(tried, Try::Refused(_)));
            step.map(|step| perform(&mut session, &step));
        }
    }
}
