//! `callscript schema`: writes the JSON Schema of the format.

use std::path::{Path, PathBuf};

use crate::args::Schema;
use crate::console::{Console, Status};
use crate::error::Error;
use crate::files;

/// Writes the schema.
pub(crate) fn schema(arguments: &Schema, console: &mut Console<'_>) -> Result<Status, Error> {
    let outputs: Vec<&Path> = arguments.output.iter().map(PathBuf::as_path).collect();
    files::check(&outputs, &[], console)?;
    files::write(&callscript_output::schema(), arguments.output.as_deref(), console)?;
    Ok(Status::Good)
}
