//! Rules of a host's own. The linter runs them beside its own; a library carries them.
//!
//! Must not know which rules there are: the linter has the list, and refuses a name that is taken.

use std::fmt;
use std::sync::Arc;

use crate::base::rule::Rule;
use crate::model::{Finding, ScriptModel};

type Check = dyn Fn(&ScriptModel<'_>) -> Vec<Finding> + Send + Sync;

/// A rule of a host's own, registered with [`Library::with_rules`](super::Library::with_rules).
///
/// Its findings are like those of any other rule: a `callscript.toml` sets their level, comments silence them, and they are
/// sorted and shown with the others. They never keep a script from being run, as those of policies do not.
///
/// The check gets one script at a time, of those that could be parsed; the script may have other findings
/// ([`ScriptModel::is_complete`]). It is called from any thread, once for each script and run of the linter. Whether it is
/// quick, and does not panic, is up to the host.
///
/// ```
/// use callscript::library::{HostRule, Library};
/// use callscript::model::{Finding, ScriptModel};
/// use callscript::rule::{Group, Rule};
/// use callscript::source::Source;
///
/// /// A rule has a name, which begins with that of its owner, and a page: the first sentence is its summary.
/// static BLAME: Rule = Rule {
///     name: "acme-blame",
///     group: Group::Suspicious,
///     page: "# acme-blame\n\nWords that blame the customer. They end calls early.\n",
/// };
///
/// fn blame(script: &ScriptModel<'_>) -> Vec<Finding> {
///     let blaming = script.texts().filter(|(_, text)| text.as_str().contains("your fault"));
///     let finding = |(node, text): (Option<&str>, callscript::model::Text<'_>)| {
///         let finding = Finding::at(text.span(), "this blames the customer").help("say what happens now");
///         node.map_or(finding.clone(), |node| finding.node(node))
///     };
///     blaming.map(finding).collect()
/// }
///
/// let text = "
/// callscript: 1
/// id: sorry
/// title: Sorry
/// start: sorry
/// outcomes: { done: Done }
/// nodes:
///   sorry: { say: That is your fault., end: done }
/// ";
/// let library = Library::from_sources(vec![Source::new("sorry.yaml", text)]);
/// let library = library.with_rules([HostRule::new(&BLAME, blame)])?;
/// let [finding] = &library.lint()[..] else { panic!("there is one") };
/// assert_eq!((finding.rule.name, finding.severity.as_str()), ("acme-blame", "warning"));
/// assert_eq!(finding.node.as_deref(), Some("sorry"));
/// assert!(library.check("sorry").is_ok());
/// # Ok::<(), callscript::RuleError>(())
/// ```
///
/// A rule whose name is known at run time alone is leaked, once: `Box::leak(Box::new(Rule { … }))`.
#[derive(Clone)]
pub struct HostRule {
    pub(crate) rule: &'static Rule,
    pub(crate) check: Arc<Check>,
}

impl HostRule {
    /// A rule with its check. Its group is `Suspicious`, for warnings, or `Policies`, for errors that a script can be run
    /// with.
    pub fn new(rule: &'static Rule, check: impl Fn(&ScriptModel<'_>) -> Vec<Finding> + Send + Sync + 'static) -> Self {
        Self { rule, check: Arc::new(check) }
    }

    /// Its name, group and page.
    pub fn rule(&self) -> &'static Rule {
        self.rule
    }
}

impl fmt::Debug for HostRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("HostRule").field(&self.rule).finish()
    }
}
