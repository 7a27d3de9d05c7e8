//! The time of an event, as the host says it.

use callscript::jiff::tz::Offset;
use callscript_runner::Moment;

use crate::support::{at, small, start};

#[test]
fn an_event_keeps_the_time_and_the_offset_of_the_host() {
    let text = small("one", "", "a: { say: A, answers: { Go: b } }\nb: { say: B, end: done }");
    let mut session = start(&[&text], []);
    let berlin = Offset::from_hours(1).expect("an offset").to_time_zone();
    let told = at(5).to_zoned_datetime(berlin);
    session.answer("go", &told).expect("open");
    let last = session.events().last().expect("one").at;
    assert_eq!((last.timestamp(), last.offset().seconds()), (at(5), 3600));
}

#[test]
fn a_time_before_the_last_event_counts_as_the_last_event_s() {
    let text = small("one", "", "a: { say: A, answers: { Go: b } }\nb: { say: B, end: done }");
    let mut session = start(&[&text], []);
    session.note("late", at(10)).expect("open");
    session.answer("go", at(4)).expect("open");
    session.back(at(12)).expect("open");
    let times: Vec<Moment> = session.events().iter().map(|event| event.at).collect();
    assert_eq!(times, [at(0), at(10), at(10), at(12)].map(Moment::from));
}
