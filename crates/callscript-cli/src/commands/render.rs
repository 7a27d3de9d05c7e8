//! `callscript render`: reads a script, lets `callscript-output` draw it, and writes the drawing.

use std::path::{Path, PathBuf};
use std::slice;

use callscript::internal::drawing::Drawing;
use callscript::source::Source;
use callscript_output::drawings;

use crate::args::{Direction, Picture, Render};
use crate::console::{Console, Status};
use crate::error::Error;
use crate::files;

/// Draws a script, with or without errors.
pub(crate) fn render(arguments: &Render, console: &mut Console<'_>) -> Result<Status, Error> {
    let outputs: Vec<&Path> = arguments.output.iter().map(PathBuf::as_path).collect();
    files::check(&outputs, &[], console)?;
    let mut files = console.files(Source::MAX_BYTES);
    if arguments.script == Path::new("-") {
        let bytes = console.read_input(Source::MAX_BYTES)?;
        files.put(arguments.stdin_filename.as_deref(), bytes);
    }
    let script = files.script(&arguments.script)?;
    let libraries = files.libraries(slice::from_ref(&script));
    files::check_apart(&outputs, files.read(), console)?;
    let mut status = Status::Good;
    for fault in files.unread() {
        status = console.fail(&Error::File(fault.clone()));
    }
    let findings: Vec<_> = libraries.iter().flat_map(|found| found.library.lint_files(&found.scripts)).collect();
    let mut drawing = Drawing::new(&script.file, &findings);
    if drawing.nodes.is_empty() {
        console.fail(&Error::NothingToDraw(script.file.source().name().to_owned()));
        return Ok(status.max(Status::Faulty));
    }
    if let Some(node) = &arguments.focus {
        drawing = drawing.focus(node, arguments.depth)?;
    }
    let picture = draw(&drawing, arguments, console);
    files::write(&picture, arguments.output.as_deref(), console)?;
    Ok(status)
}

fn draw(drawing: &Drawing<'_>, arguments: &Render, console: &mut Console<'_>) -> String {
    let direction = match arguments.direction {
        Direction::Down => drawings::Direction::Down,
        Direction::Right => drawings::Direction::Right,
    };
    let width = console.screen_or(arguments.output.as_deref()).width;
    match arguments.format {
        Picture::Text => drawings::text(drawing, width),
        Picture::Mermaid => {
            let flowchart = drawings::mermaid(drawing, direction);
            if let Some(why) = flowchart.is_not_drawn_because() {
                console.warn(&format!("Mermaid does not draw this with its usual settings: {why}"));
                console.help(
                    "draw a part of the script with `--focus NODE --depth N`, or raise that limit where it is shown",
                );
            }
            flowchart.text
        }
        Picture::Dot => drawings::dot(drawing, direction),
        Picture::Json => drawings::json(drawing),
    }
}
