//! Random calls are recorded as scenarios: each scenario passes and takes the same path.

use callscript_runner::scenario::{RecordError, RecordedScenario, perform, record};
use proptest::prelude::*;

use crate::random::{libraries, scripts, tries};
use crate::steps::{offered, perform as step};
use crate::support::{at, repeatable};
use crate::walker::{Try, anyone, begin, choose};

proptest! {
    #![proptest_config(repeatable(160))]

    #[test]
    fn a_call_that_is_over_is_told_as_a_scenario(texts in scripts(), seed in any::<u16>(), tries in tries()) {
        let Some(script) = texts.checked() else { return Ok(()) };
        let seed = usize::from(seed);
        let mut give = anyone(seed);
        let Some(mut session) = begin(&script, seed, &mut give) else { return Ok(()) };
        for tried in tries {
            if let Some(next) = choose(&[], &session, tried, &mut give).filter(|_| !matches!(tried, Try::Refused(_))) {
                // A revision or `back` may be refused.
                let _ = step(&mut session, &next);
            }
        }
        for count in 0..200 {
            let next = offered(&session, &mut anyone(seed + count)).into_iter().next();
            if let Some(next) = next {
                step(&mut session, &next).expect("is offered");
            }
        }
        match record(&session, "it") {
            Ok(RecordedScenario { scenario, .. }) => {
                let again = perform(&script, &scenario, at(0));
                prop_assert_eq!(again.failure, None);
                let path = |session: &callscript_runner::Session| {
                    let path = session.result().path.into_iter();
                    path.map(|visit| (visit.script, visit.node)).collect::<Vec<_>>()
                };
                prop_assert_eq!(path(&again.session.unwrap()), path(&session));
            }
            Err(RecordError::Unfinished) => prop_assert!(!session.is_over()),
            // The path may depend on a sensitive value, which must not be recorded.
            Err(RecordError::Sensitive) => {}
            Err(error) => prop_assert!(false, "{error}: {:#?}", session.events()),
        }
    }

    #[test]
    fn without_secrets_every_call_can_be_told(texts in libraries(0), seed in any::<u16>(), tries in tries()) {
        let Some(script) = texts.checked() else { return Ok(()) };
        let mut give = anyone(seed.into());
        let Some(mut session) = begin(&script, seed.into(), &mut give) else { return Ok(()) };
        for tried in tries {
            if let Some(next) = choose(&[], &session, tried, &mut give).filter(|_| !matches!(tried, Try::Refused(_))) {
                let _ = step(&mut session, &next);
            }
        }
        if !session.is_over() {
            session.hang_up(None, at(1)).expect("goes on");
        }
        prop_assert!(record(&session, "it").is_ok(), "{:#?}", session.events());
    }
}
