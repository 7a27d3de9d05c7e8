//! Code lenses: a line above each node with its position in the call and its duration.

use callscript::internal::quantity::many;
use callscript::internal::symbols::{Reach, Step};
use callscript_project::workspace::Workspace;
use lsp_types::{CodeLens, CodeLensParams, Command, Position};

use super::positions;

/// The lenses of a document.
pub(super) fn lenses(workspace: &Workspace, params: &CodeLensParams) -> Vec<CodeLens> {
    let Some(place) = positions::place(workspace, &params.text_document.uri, Position::default()) else {
        return Vec::new();
    };
    let shift = place.document.shift;
    let lenses = place.document.readable.steps().into_iter().filter_map(|step| {
        let range = positions::range(&place.document.text, shift.to_new(step.span)?);
        // A command without a name does nothing. The lens is only there to be read.
        let command = Command::new(title(&step), String::new(), None);
        Some(CodeLens { range, command: Some(command), data: None })
    });
    lenses.collect()
}

/// The position of a node in the call, and its duration.
pub(super) fn title(step: &Step) -> String {
    let ways = many(step.ways_in, "way");
    let reached = match step.reach {
        Reach::Start => "the call starts here".to_owned(),
        Reach::Steps(steps) => format!("{ways} in, {} from the start", many(steps, "step")),
        Reach::Entry => format!("{ways} in, from an entry"),
        Reach::Aside => format!("{ways} in, from an aside"),
        Reach::Never => "nothing leads here".to_owned(),
    };
    match step.whole_seconds() {
        0 => reached,
        seconds => format!("{reached} · about {seconds} s"),
    }
}
