//! Patterns that are beyond the budget of their library. Every other bad value is found by the reader.

use crate::base::diagnostic::Diagnostic;
use crate::base::rule::reading;
use crate::base::value::Pattern;
use crate::library::Linked;
use crate::lint::subject::Subject;

pub(super) fn check(subject: &Subject<'_>, linked: &Linked<'_>) -> Vec<Diagnostic> {
    let large = subject.document.patterns().filter(|(_, pattern)| linked.index.is_large(pattern));
    let findings = large.map(|(variable, _)| {
        let message = format!("with its pattern, those of the library take over {} MiB", Pattern::BUDGET >> 20);
        subject.finding(&reading::BAD_VALUE, variable.span, message).help(Pattern::HELP_TO_SHRINK)
    });
    findings.collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use crate::base::diagnostic::Diagnostic;
    use crate::base::source::Source;
    use crate::library::Library;
    use crate::lint::CheckError;

    /// Scripts that each declare 20 large patterns, which end with a number from `first` on.
    fn library(firsts: [usize; 2]) -> Library {
        let text = |(at, first): (usize, usize)| {
            let mut text =
                format!("callscript: 1\nid: s{at}\ntitle: T\nstart: a\noutcomes: {{ done: Done }}\nvariables:\n");
            for number in first..first + 20 {
                let pattern = format!(r"'[\pL\d]{{20}}{number}'");
                writeln!(text, "  v{number}: {{ type: text, pattern: {pattern}, optional: true, input: true }}")
                    .unwrap();
            }
            text + "nodes:\n  a: { say: Hello, end: done }\n"
        };
        let texts = firsts.into_iter().enumerate().map(text);
        Library::from_sources(texts.enumerate().map(|(at, text)| Source::new(format!("s{at}.yaml"), text)).collect())
    }

    #[test]
    fn a_library_has_one_budget_for_its_patterns() {
        let all = library([100, 200]);
        let findings: Vec<Diagnostic> =
            all.lint().into_iter().filter(|finding| finding.rule.name == "bad-value").collect();
        assert!((5..15).contains(&findings.len()), "{findings:#?}");
        assert!(findings.iter().all(|finding| &*finding.file == "s1.yaml" && finding.message.contains("over 32 MiB")));
        assert!(all.check("s0").is_ok());
        assert!(matches!(all.check("s1"), Err(CheckError::Faulty(errors)) if errors.len() == findings.len()));
    }

    #[test]
    fn equal_patterns_of_a_library_count_once() {
        assert!(library([100, 100]).check_files(&[0, 1]).iter().all(Result::is_ok));
    }
}
