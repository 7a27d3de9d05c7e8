//! `callscript schema`: writes a JSON Schema.

use std::path::{Path, PathBuf};

use crate::args::Schema;
use crate::console::{Console, Status};
use crate::error::Error;
use crate::files;

/// Writes the schema.
pub(crate) fn schema(arguments: &Schema, console: &mut Console<'_>) -> Result<Status, Error> {
    let outputs: Vec<&Path> = arguments.output.iter().map(PathBuf::as_path).collect();
    files::check(&outputs, &[], console)?;
    files::write(&arguments.of.text(), arguments.output.as_deref(), console)?;
    Ok(Status::Good)
}
