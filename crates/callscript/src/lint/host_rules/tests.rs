use crate::base::diagnostic::Severity;
use crate::base::rule::{Group, Rule};
use crate::base::source::{Source, Span};
use crate::document::config::Config;
use crate::library::{HostRule, Library};
use crate::lint::RuleError;
use crate::model::{Exit, Finding, ScriptModel};

/// Warns of each node that says `blame`.
static BLAME: Rule =
    Rule { name: "acme-blame", group: Group::Suspicious, page: "# acme-blame\n\nWords that blame. They hurt.\n" };
/// Every end is an error.
static END: Rule = Rule { name: "acme-end", group: Group::Policies, page: "# acme-end\n\nAn end.\n" };

fn blame(script: &ScriptModel<'_>) -> Vec<Finding> {
    let blaming = script.nodes().flat_map(|node| node.say().map(move |(_, text)| (node, text)));
    let blaming = blaming.filter(|(_, text)| text.as_str().contains("blame"));
    blaming.map(|(node, text)| Finding::at(text.span(), "this blames").node(node.id()).help("do not")).collect()
}

fn ends(script: &ScriptModel<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for node in script.nodes() {
        if let Exit::End(outcome) = node.exit() {
            let finding = Finding::at(outcome.span, format!("`{}` ends here", outcome.value));
            found.push(finding.node(node.id()).related(node.span(), "the node"));
        }
    }
    found
}

const SCRIPT: &str = "callscript: 1
id: s
title: S
start: a
outcomes: { done: Done, lost: Lost }
nodes:
  a: { say: I blame you., goto: b }
  b: { say: Bye., end: done }
";

fn rules() -> [HostRule; 2] {
    [HostRule::new(&END, ends), HostRule::new(&BLAME, blame)]
}

/// The findings as people would note them: level, rule, place, words.
fn lint(text: &str, config: &str) -> Vec<String> {
    let library = Library::from_sources(vec![Source::new("s.yaml", text)])
        .with_config(Config::read(Source::new("callscript.toml", config)))
        .with_rules(rules())
        .unwrap();
    let shown = library.lint().into_iter().map(|finding| {
        let place = finding.span.unwrap();
        let source =
            if *finding.file == *"s.yaml" { library.files()[0].source() } else { library.config().unwrap().source() };
        let at = &source.text()[place.range()];
        let help = finding.help.map_or(String::new(), |help| format!(" ({help})"));
        format!("{} {} `{at}` {}{help}", finding.severity.as_str(), finding.rule.name, finding.message)
    });
    shown.collect()
}

#[test]
fn findings_of_hosts_stand_among_ours_in_their_order() {
    assert_eq!(
        lint(SCRIPT, ""),
        [
            "warning unused-outcome `lost` nothing ends with `lost` (end a call with it, or remove it)",
            "warning acme-blame `I blame you.` this blames (do not)",
            "error acme-end `done` `done` ends here",
        ]
    );
    let library = Library::from_sources(vec![Source::new("s.yaml", SCRIPT)]).with_rules(rules()).unwrap();
    let [_, blame, end] = &library.lint()[..] else { panic!("three") };
    assert_eq!((blame.script.as_deref(), blame.node.as_deref()), (Some("s"), Some("a")));
    assert_eq!((end.node.as_deref(), end.related[0].message.as_str()), (Some("b"), "the node"));
    assert!(library.check("s").is_ok(), "a rule of a host's own never keeps a script from being run");
    assert_eq!(library.lint_files(&[]), [], "only what is reported on is checked");
    assert!(library.rules().is_sorted_by_key(|rule| rule.name == "acme-end" || rule.name == "acme-blame"));
}

#[test]
fn a_configuration_sets_their_levels() {
    let rules = |config| lint(&SCRIPT.replace(", lost: Lost", ""), config);
    assert_eq!(rules("[rules]\nacme-blame = \"off\"\nacme-end = \"off\"\n"), [""; 0]);
    let found = rules("[rules]\nacme-blame = \"error\"\nacme-end = \"warning\"\n");
    assert!(found[0].starts_with("error acme-blame") && found[1].starts_with("warning acme-end"), "{found:?}");
}

#[test]
fn their_names_are_known_in_a_configuration() {
    let first = |config: &str| lint(SCRIPT, config).swap_remove(0);
    let near = first("[rules]\nacme-blam = \"of\"\n");
    assert_eq!(near, "error unknown-key `acme-blam` there is no rule `acme-blam` (did you mean `acme-blame`?)");
    let level = first("[rules]\nacme-blame = \"of\"\n");
    assert_eq!(level, "error bad-value `\"of\"` `of` is not a level (did you mean `off`?)");
    let without =
        Library::default().with_config(Config::read(Source::new("c", "[rules]\nacme-blame = \"of\"\n"))).lint();
    assert_eq!(without.len(), 1);
    assert_eq!(without[0].message, "there is no rule `acme-blame`");
}

#[test]
fn comments_silence_them_and_are_reported_if_they_silence_nothing() {
    let with = |comment: &str| {
        let text =
            SCRIPT.replace(", lost: Lost", "").replace("goto: b }", &format!("goto: b }} # callscript: {comment}"));
        let mut found = lint(&text, "");
        found.retain(|finding| !finding.contains("acme-end `"));
        found
    };
    assert_eq!(with("ignore[acme-blame] they asked for it"), [""; 0]);
    let unused = with("ignore[acme-blame, acme-end] they asked for it");
    let help = "remove it, or move it to the line of the finding or to a line of its own above it";
    let said = "this silences nothing: there is no finding of `acme-end` here";
    assert_eq!(unused, [format!("warning unused-ignore `acme-end` {said} ({help})")]);
    let misspelt = with("ignore[acme-blam] they asked for it");
    let said = "this silences nothing: there is no rule `acme-blam` (did you mean `acme-blame`?)";
    assert_eq!(misspelt[1], format!("warning unused-ignore `acme-blam` {said}"));
}

#[test]
fn what_a_host_makes_up_is_cut_to_what_is_there() {
    static ODD: Rule = Rule { name: "odd", group: Group::Suspicious, page: "Odd.\n" };
    let text = SCRIPT.replace("Bye.", "Добрый день.");
    let inside = u32::try_from(text.find('Д').unwrap()).unwrap() + 1;
    let spans = [Span::new(1 << 30, 1 << 31), Span { start: 9, end: 3 }, Span { start: inside, end: inside + 2 }];
    let odd = move |_: &ScriptModel<'_>| {
        let finding = |span| Finding::at(span, "a\u{1b}[2Jb").node("not-there").related(span, "\u{7}");
        spans.map(finding).to_vec()
    };
    let library = Library::from_sources(vec![Source::new("s.yaml", text.as_str())]);
    let library = library.with_rules([HostRule::new(&ODD, odd)]).unwrap();
    let found: Vec<_> = library.lint().into_iter().filter(|finding| finding.rule == &ODD).collect();
    assert_eq!(found.len(), 3);
    for finding in found {
        assert!(
            text.get(finding.span.unwrap().range()).is_some() && text.get(finding.related[0].span.range()).is_some()
        );
        assert_eq!(
            (finding.message.as_str(), finding.node, finding.severity),
            (r"a\u{1b}[2Jb", None, Severity::Warning)
        );
    }
}

#[test]
fn scripts_that_cannot_be_parsed_are_not_theirs() {
    let always = |script: &ScriptModel<'_>| vec![Finding::at(Span::default(), format!("{}", script.is_complete()))];
    let lint = |text: &str| {
        let library = Library::from_sources(vec![Source::new("s.yaml", text)]);
        let library = library.with_rules([HostRule::new(&BLAME, always)]).unwrap();
        let found = library.lint().into_iter().filter(|finding| finding.rule == &BLAME);
        found.map(|finding| finding.message).collect::<Vec<_>>()
    };
    assert_eq!(lint(SCRIPT), ["true"]);
    assert_eq!(lint(&SCRIPT.replace("goto: b", "gto: b")), ["false"]);
    assert_eq!(lint("- 1\n"), [""; 0]);
    assert_eq!(lint(&SCRIPT.replace("callscript: 1", "callscript: 2")), [""; 0]);
}

#[test]
fn a_rule_that_could_be_taken_for_another_is_refused() {
    let refused = |name: &'static str, group, page: &'static str| {
        let rule: &'static Rule = Box::leak(Box::new(Rule { name, group, page }));
        let library = Library::default().with_rules(rules()).unwrap();
        library.with_rules([HostRule::new(rule, |_| Vec::new())]).map(|_| ()).unwrap_err()
    };
    let page = "# Page\n\nA page.\n";
    for name in ["", "Acme", "acme_blame", "acme blame", "-a"] {
        assert_eq!(refused(name, Group::Suspicious, page), RuleError::BadName(name.to_owned()));
    }
    assert_eq!(refused("long-say", Group::Suspicious, page), RuleError::Taken("long-say".to_owned()));
    assert_eq!(refused("acme-end", Group::Suspicious, page), RuleError::Twice("acme-end".to_owned()));
    for group in [Group::Reading, Group::Graph, Group::Data] {
        assert_eq!(refused("acme-new", group, page), RuleError::BadGroup("acme-new".to_owned()));
    }
    assert_eq!(refused("acme-new", Group::Policies, "# Page\n"), RuleError::EmptyPage("acme-new".to_owned()));
}
