//! Code actions: the fixes that an editor offers.

use callscript::internal::fixer;
use callscript::source::Span;
use callscript_project::workspace::{Place, Workspace};
use lsp_types::{CodeAction, CodeActionKind, CodeActionParams};
use similar::{DiffTag, TextDiff};

use super::client_capabilities::Client;
use super::edits::Changes;
use super::{diagnostics, positions};

/// The action that applies all safe fixes.
pub(super) const FIX_ALL: &str = "source.fixAll.callscript";

/// The fixes in a range: one for each finding, and [`FIX_ALL`] if the editor asks for that kind.
pub(super) fn actions(workspace: &Workspace, client: Client, params: &CodeActionParams) -> Vec<CodeAction> {
    let Some(place) = positions::place(workspace, &params.text_document.uri, params.range.start) else {
        return Vec::new();
    };
    let asked = |kind: &str| match &params.context.only {
        Some(only) => only.iter().any(|only| covers(only.as_str(), kind)),
        None => kind != FIX_ALL,
    };
    let mut actions = Vec::new();
    if asked(CodeActionKind::QUICKFIX.as_str()) {
        actions.extend(quick_fixes(workspace, client, place, params));
    }
    if asked(FIX_ALL) {
        actions.extend(fix_all(workspace, client, place));
    }
    actions
}

/// Whether `kind` equals the requested kind, or is below it.
fn covers(asked: &str, kind: &str) -> bool {
    kind.strip_prefix(asked).is_some_and(|rest| asked.is_empty() || rest.is_empty() || rest.starts_with('.'))
}

fn quick_fixes(workspace: &Workspace, client: Client, place: Place<'_>, params: &CodeActionParams) -> Vec<CodeAction> {
    let document = place.document;
    let wanted = params.range.start..=params.range.end;
    let fixes = fixer::offered(&document.findings).filter_map(|finding| {
        let range = positions::range(&document.text, finding.span?);
        let touches = range.start <= *wanted.end() && range.end >= *wanted.start();
        let fix = finding.fix.as_ref().filter(|_| touches)?;
        let mut changes = Changes::default();
        for edit in &fix.edits {
            if let Some(location) = workspace.location(place, place.at, edit.span) {
                changes.add(location, edit.text.clone());
            }
        }
        Some(CodeAction {
            title: capital(&fix.title),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostics::diagnostic(workspace, document, finding)]),
            edit: Some(changes.finish(client)),
            is_preferred: Some(true),
            ..CodeAction::default()
        })
    });
    fixes.collect()
}

fn fix_all(workspace: &Workspace, client: Client, place: Place<'_>) -> Option<CodeAction> {
    let fixed = fixer::fix(place.library, &[place.at], |_| true).into_iter().next()?;
    let mut changes = Changes::default();
    for (span, text) in changed_lines(place.document.text.as_str(), fixed.file.source().text()) {
        if let Some(location) = workspace.location(place, place.at, span) {
            changes.add(location, text);
        }
    }
    Some(CodeAction {
        title: "Apply all safe fixes".to_owned(),
        kind: Some(CodeActionKind::new(FIX_ALL)),
        edit: Some(changes.finish(client)),
        ..CodeAction::default()
    })
}

/// The changes of whole lines that turn `old` into `new`: the spans to replace, and their new text.
fn changed_lines(old: &str, new: &str) -> Vec<(Span, String)> {
    let diff = TextDiff::from_lines(old, new);
    let (before, after): (Vec<&str>, Vec<&str>) = (diff.iter_old_slices().collect(), diff.iter_new_slices().collect());
    let length = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
    let ops = diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal).map(|op| {
        let start = length(&before[..op.old_range().start]);
        let end = start + length(&before[op.old_range()]);
        (Span::new(start, end), after[op.new_range()].concat())
    });
    ops.collect()
}

fn capital(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_lines_make_the_new_text() {
        for (old, new) in [("a\nb\nc\n", "a\nx\ny\nc\n"), ("a\r\nb", "b"), ("", "a"), ("a\n", "a")] {
            let mut text = old.to_owned();
            for (span, words) in changed_lines(old, new).into_iter().rev() {
                text.replace_range(span.range(), &words);
            }
            assert_eq!(text, new);
        }
    }

    #[test]
    fn a_kind_covers_those_below_it() {
        for (asked, kind, covered) in [
            ("", FIX_ALL, true),
            ("source", FIX_ALL, true),
            ("source.fixAll", FIX_ALL, true),
            (FIX_ALL, FIX_ALL, true),
            ("source.fix", FIX_ALL, false),
            ("quickfix", FIX_ALL, false),
            ("source.fixAll.callscript.x", FIX_ALL, false),
        ] {
            assert_eq!(covers(asked, kind), covered, "{asked}");
        }
    }
}
