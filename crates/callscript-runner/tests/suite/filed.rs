//! What is filed of a call: actions, subscripts, and how it ended.

use callscript_runner::journal::{self, CarryOver};
use callscript_runner::{ActionRun, CallState, Receipt, Revision, Session, Values};

use crate::support::{at, script, small, start};

const TOP: &str = "variables: { n: { type: integer }, m: { type: integer, optional: true } }\nanytime: { Wait: wait }";
const NODES: &str = "a: { say: A, collect: [n], goto: b }\n\
    b: { action: look, read_only: true, with: { n: n }, then: { ok: { goto: c, take: { m: m } }, failed: { retry: b, at_most: 3, else: c } } }\n\
    c: { say: C, answers: { Go: { end: done }, Pay: pay } }\n\
    pay: { action: pay, with: { n: n }, then: { ok: { end: done }, failed: { end: other } } }\n\
    wait: { say: Wait., answers: { Fine: { resume: true }, Over: { end: other } } }";

fn values<const N: usize>(pairs: [(&str, &str); N]) -> Values {
    Values::from(pairs)
}

fn session() -> Session {
    start(&[&small("s", TOP, NODES)], [])
}

/// `action attempt result`, with `undone` where it is.
fn brief(session: &Session) -> Vec<String> {
    let one = |action: ActionRun| {
        let undone = if action.undone { " undone" } else { "" };
        format!("{} {} {}{undone}", action.action, action.attempt, action.result.as_deref().unwrap_or("?"))
    };
    session.result().actions.into_iter().map(one).collect()
}

#[test]
fn an_action_that_an_aside_interrupts_is_asked_for_once() {
    let mut session = session();
    session.enter(values([("n", "1")]), at(1)).unwrap();
    session.aside("wait", at(2)).unwrap();
    assert_eq!(brief(&session), ["look 1 ?"]);
    session.answer("fine", at(3)).unwrap();
    session.complete("failed", Values::new(), at(4)).unwrap();
    assert_eq!(brief(&session), ["look 1 failed", "look 2 ?"]);
    session.aside("wait", at(5)).unwrap();
    session.answer("over", at(6)).unwrap();
    assert_eq!(brief(&session), ["look 1 failed", "look 2 ?"]);
    let result = session.result();
    assert_eq!((result.call.state, result.call.ended), (CallState::Ended, Some(at(6))));
    assert_eq!((result.actions[1].at, result.actions[1].seq), (at(4), 4), "no result came: when it was asked for");
}

#[test]
fn what_back_and_a_revision_leave_is_undone_and_what_they_keep_is_not() {
    let mut session = session();
    session.enter(values([("n", "1")]), at(1)).unwrap();
    session.complete("ok", values([("m", "7"), ("more", "x")]), at(2)).unwrap();
    assert_eq!(brief(&session), ["look 1 ok"]);
    session.revise(1, Revision::Enter(values([("n", "2")])), at(3)).unwrap();
    assert_eq!(brief(&session), ["look 1 ok undone", "look 2 ?"]);
    session.back(at(4)).unwrap();
    assert_eq!(brief(&session), ["look 1 ok", "look 2 ? undone"], "going back over the revision restores the result");
    session.answer("pay", at(5)).unwrap();
    session.back(at(6)).unwrap();
    assert_eq!(brief(&session), ["look 1 ok", "look 2 ? undone", "pay 1 ? undone"]);
    session.answer("pay", at(7)).unwrap();
    session.complete("failed", Values::new(), at(8)).unwrap();
    assert_eq!(brief(&session), ["look 1 ok", "look 2 ? undone", "pay 1 ? undone", "pay 2 failed"]);
    let returned = &session.result().actions[0].returned;
    let returned: Vec<_> =
        returned.iter().map(|given| (&*given.name, given.value.to_plain(), given.sensitive)).collect();
    assert_eq!(returned, [("m", "7".into(), false), ("more", "x".into(), true)]);
    let again = Session::replay(session.script(), session.events().to_vec()).unwrap();
    assert_eq!(again.result(), session.result());
}

#[test]
fn an_action_stands_while_the_aside_that_interrupts_it_keeps_its_result() {
    let mut session = session();
    session.enter(values([("n", "1")]), at(1)).unwrap();
    session.aside("wait", at(2)).unwrap();
    session.answer("fine", at(3)).unwrap();
    session.complete("ok", Values::new(), at(4)).unwrap();
    session.back(at(5)).unwrap();
    assert_eq!(brief(&session), ["look 1 ok undone"], "back in the aside");
    session.answer("fine", at(6)).unwrap();
    session.back(at(7)).unwrap();
    assert_eq!(brief(&session), ["look 1 ok undone", "look 2 ?"], "in the aside, and the host still works on it");
    assert_eq!(session.complete_with_token(6, "ok", Values::new(), at(8)), Ok(Receipt::Kept));
    session.answer("fine", at(9)).unwrap();
    assert_eq!(brief(&session), ["look 1 ok undone", "look 2 ok"]);
}

#[test]
fn an_action_that_a_revision_asked_for_anew_is_undone_with_it() {
    let nodes = "a: { action: look, read_only: true, then: { ok: b } }\nb: { say: B, end: done }\n\
        x: { say: X, answers: { Resume: { resume: true }, Leave: y } }\ny: { say: Y, answers: { On: { end: done } } }";
    let mut session = start(&[&small("s", "anytime: { Aside: x }", nodes)], []);
    session.aside("aside", at(1)).unwrap();
    session.answer("resume", at(2)).unwrap();
    session.complete("ok", Values::new(), at(3)).unwrap();
    session.back(at(4)).unwrap();
    session.answer("leave", at(5)).unwrap();
    session.revise(2, Revision::answer("resume"), at(6)).unwrap();
    assert_eq!(brief(&session), ["look 1 ok undone", "look 2 ?"]);
    session.back(at(7)).unwrap();
    assert_eq!(brief(&session), ["look 1 ok undone", "look 2 ? undone"]);
}

#[test]
fn a_call_that_is_carried_over_says_from_where() {
    let mut session = session();
    let mut writer = journal::Writer::new();
    let mut text = writer.lines(&session);
    session.enter(values([("n", "1")]), at(1)).unwrap();
    text.push_str(&writer.lines(&session));
    let changed = script(&[&small("s", TOP, &NODES.replace("say: C", "say: See"))]);
    let carried = journal::read(text.as_bytes()).unwrap().carry_over(&changed, &CarryOver::default()).unwrap();
    let from = Some(session.result().call.digest);
    assert_eq!(session.result().call.carried_over_from, None);
    assert_eq!(carried.session.result().call.carried_over_from, from);
    let resumed = journal::read(carried.text.as_bytes()).unwrap().resume(&changed).unwrap();
    assert_eq!(resumed.session.transcript().call.carried_over_from, from);
}

#[test]
fn a_subscript_keeps_its_last_values_whatever_drops_it() {
    let outer = small(
        "s",
        "anytime: { Stop: stop }",
        "a: { run: t, then: { fine: b } }\nb: { run: t, then: { fine: { end: done } } }\nstop: { say: Stop., end: other }",
    );
    let inner = "callscript: 1\nid: t\ntitle: T\nstart: x\noutcomes: { fine: F }\nvariables: { word: { type: text } }\n\
        nodes: { x: { say: X, collect: [word], goto: y }, y: { say: Y, answers: { Go: { end: fine } } } }\n";
    let mut session = start(&[&outer, inner], []);
    let runs = |session: &Session| {
        let runs = session.result().subscripts.into_iter();
        let brief = runs.map(|run| {
            let word = run.variables[0].value.as_ref().map(ToString::to_string);
            format!("{} {} {}", run.node, run.outcome.unwrap_or_default(), word.unwrap_or_default())
        });
        brief.collect::<Vec<_>>()
    };
    assert_eq!(runs(&session), ["a  "]);
    session.enter(values([("word", "one")]), at(1)).unwrap();
    session.answer("go", at(2)).unwrap();
    assert_eq!(runs(&session), ["a fine one", "b  "]);
    session.enter(values([("word", "two")]), at(3)).unwrap();
    session.aside("stop", at(4)).unwrap();
    assert_eq!(runs(&session), ["a fine one", "b  two"]);
    session.back(at(5)).unwrap();
    session.back(at(6)).unwrap();
    assert_eq!(runs(&session), ["a fine one", "b  "], "what was undone is not filed");
    session.hang_up(None, at(7)).unwrap();
    let call = session.result().call;
    assert_eq!((call.state, call.hung_up_because, call.ended), (CallState::HungUp, None, Some(at(7))));
    assert_eq!(runs(&session), ["a fine one", "b  "]);
}

#[test]
fn the_calls_before_a_restart_are_filed_with_it() {
    let mut first = session();
    first.enter(values([("n", "1")]), at(1)).unwrap();
    first.complete("ok", Values::new(), at(2)).unwrap();
    first.hang_up(Some("restarted"), at(3)).unwrap();
    let second = session();
    let result = second.result().with_restarted([first.result()]);
    assert_eq!(result.restarted[0].call.hung_up_because.as_deref(), Some("restarted"));
    assert!(result.restarted[0].actions[0].undone && !first.result().actions[0].undone);
    let told = second.transcript().with_restarted([first.transcript()]).to_markdown();
    let order =
        ["- Call: 1 of 2", "**Action** `look`: `ok`", "**Hung up:** restarted", "- Call: 2 of 2", "**Not finished:**"];
    let places: Vec<_> = order.iter().map(|part| told.find(part).unwrap_or_else(|| panic!("{part}: {told}"))).collect();
    assert!(places.is_sorted(), "{told}");
}

#[test]
fn what_comes_late_is_filed_beside_what_counts() {
    let mut session = session();
    session.enter(values([("n", "1")]), at(1)).unwrap();
    let token = session.position();
    session.complete("failed", Values::new(), at(2)).unwrap();
    session.complete("ok", Values::new(), at(3)).unwrap();
    session.complete_with_token(token, "ok", values([("m", "7")]), at(4)).unwrap();
    session.answer("pay", at(5)).unwrap();
    let pay = session.position();
    session.hang_up(None, at(6)).unwrap();
    assert_eq!(brief(&session), ["look 1 failed", "look 1 ok", "look 2 ok", "pay 1 ?"]);
    session.complete_with_token(pay, "ok", Values::new(), at(7)).unwrap();
    assert_eq!(brief(&session), ["look 1 failed", "look 1 ok", "look 2 ok", "pay 1 ok"]);
    let result = session.result();
    assert_eq!(result.actions.iter().map(|action| action.late).collect::<Vec<_>>(), [false, true, false, true]);
    assert_eq!(result.actions[1].returned[0].value.to_plain(), "7");
    assert_eq!(
        (result.actions[3].at, result.actions[3].seq, result.call.seconds.to_string().as_str()),
        (at(7), pay, "6")
    );
    let told = session.transcript().to_markdown();
    for line in ["- At 0:04, `b`: `look`: `ok`, too late\n", "- At 0:07, `pay`: `pay`: `ok`, too late\n"] {
        assert!(told.contains(line), "{told}");
    }
}

#[test]
fn a_result_that_an_aside_kept_is_late_once_the_call_cannot_come_back() {
    let mut session = session();
    session.enter(values([("n", "1")]), at(1)).unwrap();
    let token = session.position();
    session.aside("wait", at(2)).unwrap();
    session.complete_with_token(token, "ok", Values::new(), at(3)).unwrap();
    let late = |session: &Session| session.result().actions.iter().map(|action| action.late).collect::<Vec<_>>();
    assert_eq!((brief(&session), late(&session)), (vec!["look 1 ok".to_owned()], vec![false]));
    let mut back = session.clone();
    back.answer("fine", at(4)).unwrap();
    assert_eq!((brief(&back), late(&back)), (vec!["look 1 ok".to_owned()], vec![false]));
    session.answer("over", at(4)).unwrap();
    assert_eq!((brief(&session), late(&session)), (vec!["look 1 ok".to_owned()], vec![true]));
}

#[test]
fn pauses_and_hand_overs_are_filed_and_do_not_count() {
    let top = "channels: [phone, chat]\nanytime: { Wait: wait }";
    let nodes = "a: { say: { phone: A, chat: B }, answers: { Go: { end: done }, Stop: { end: other } } }\nwait: { say: W, resume: true }";
    let mut session = start(&[&small("s", top, nodes)], []);
    session.pause(at(10)).unwrap();
    assert!(session.transcript().to_markdown().contains("**Not finished:** the call is paused here."));
    session.take_up(at(70)).unwrap();
    session.hand_over(Some("chat"), Some("the night shift"), Some("calls *back*"), at(75)).unwrap();
    session.answer("go", at(80)).unwrap();
    let call = session.result().call;
    assert_eq!([call.seconds, call.paused_seconds].map(|seconds| seconds.to_string()), ["20", "60"]);
    assert_eq!(
        (call.channel.as_str(), call.handovers[0].channel.as_deref(), call.is_paused),
        ("phone", Some("chat"), false)
    );
    assert_eq!(session.result().path[0].seconds.to_string(), "20");
    let told = session.transcript().to_markdown();
    let handed = "**Handed over:** to the night shift in the channel `chat`: calls \\*back\\*\n\n**Paused:** for 60 s, which are not counted.\n";
    assert!(told.contains(handed) && told.contains("At 0:00, for 20 s."), "{told}");
}
