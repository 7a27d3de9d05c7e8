//! A program is killed at any moment of a call, and the call is resumed: everything that was written completely is
//! restored.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use callscript::script::Script;
use callscript_runner::journal::{self, Resumed};
use proptest::prelude::*;

use crate::journal::{Call, check_cut, check_flip, step};
use crate::random::{scripts, tries};
use crate::steps::perform;
use crate::support::repeatable;
use crate::walker::{Try, anyone, begin, choose};

pub(crate) fn at_random(script: &Arc<Script>, seed: usize, tries: Vec<Try>) -> Call {
    let earlier = Rc::new(RefCell::new(Vec::new()));
    let steps = tries.into_iter().map(|tried| {
        let earlier = Rc::clone(&earlier);
        step(move |session| {
            if let Some(step) = choose(&earlier.borrow(), session, tried, &mut anyone(seed)) {
                let _ = perform(session, &step);
            }
            earlier.borrow_mut().push(session.clone());
        })
    });
    Call::walk(begin(script, seed, &mut anyone(seed)).unwrap(), steps)
}

proptest! {
    #![proptest_config(repeatable(60))]

    #[test]
    fn a_call_is_found_again_at_every_event(texts in scripts(), seed in any::<u16>(), tries in tries()) {
        let Some(script) = texts.checked() else { return Ok(()) };
        let call = at_random(&script, seed.into(), tries);
        let mut lines: Vec<&str> = call.text.split_inclusive('\n').collect();
        let mut text = lines.remove(0).to_owned();
        for (place, line) in lines.iter().enumerate() {
            text.push_str(line);
            let Resumed { session, mut writer } = journal::read(text.as_bytes()).unwrap().resume(call.last().script()).unwrap();
            prop_assert!(session == call.sessions[place]);
            prop_assert_eq!(session.prompt(), call.sessions[place].prompt());
            prop_assert_eq!(writer.lines(&session), "");
            let next = lines.get(place + 1).map_or("", |line| line.trim_end());
            for torn in [1, next.len() / 2, next.len()].into_iter().filter(|torn| (1..=next.len()).contains(torn)) {
                let bytes = [text.as_bytes(), &next.as_bytes()[..torn]].concat();
                let recorded = journal::read(&bytes).unwrap();
                prop_assert_eq!((recorded.whole, recorded.unfinished), (text.len(), torn));
                prop_assert!(recorded.resume(call.last().script()).unwrap().session == session, "the last line was not finished");
            }
            if let Some(next) = call.sessions.get(place + 1) {
                let after = text.clone() + &writer.lines(next);
                prop_assert!(call.text.starts_with(&after), "it goes on as if nothing had been");
            }
        }
        prop_assert_eq!(text, call.text.as_str());
    }

    #[test]
    fn cuts_and_flips_anywhere(texts in scripts(), seed in any::<u16>(), tries in tries(), places in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..8_u8), 20)) {
        let Some(script) = texts.checked() else { return Ok(()) };
        let call = at_random(&script, seed.into(), tries);
        for (length, place, bit) in places {
            let length = length.index(call.text.len()) + 1;
            check_cut(&call, length);
            check_flip(&call, length, place.index(length), 1 << bit);
        }
    }

    #[test]
    fn whatever_the_bytes_nothing_breaks(bytes in prop::collection::vec(any::<u8>(), 0..200), whole in any::<bool>(), one in any::<bool>()) {
        let mut text = if one { b"{\"callscript_journal\":1".to_vec() } else { b"{\"callscript_journal\":2".to_vec() };
        text.extend(bytes);
        text.extend(whole.then_some(b'\n'));
        prop_assert!(journal::read(&text).is_err());
    }
}
