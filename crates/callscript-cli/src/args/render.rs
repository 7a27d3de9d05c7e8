//! The arguments of `callscript render`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Draw a call script, with its faulty places marked
///
/// The exit status is 0 if something was drawn, 1 if the file has nothing to draw, and 2 if it could not be read or has no
/// such node.
#[derive(Debug, Args)]
pub(crate) struct Render {
    /// The script, or `-` for standard input
    #[arg(value_name = "SCRIPT")]
    pub(crate) script: PathBuf,
    /// The format of the drawing
    #[arg(long, value_enum, default_value_t = Picture::Text)]
    pub(crate) format: Picture,
    /// Write the drawing to this file, whole or not at all
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Which way a diagram runs
    #[arg(long, value_enum, default_value_t = Direction::Down)]
    pub(crate) direction: Direction,
    /// Draw only this node and what is near it
    #[arg(long, value_name = "NODE")]
    pub(crate) focus: Option<String>,
    /// How many steps from that node, forwards or backwards
    #[arg(long, value_name = "N", requires = "focus", default_value_t = 1)]
    pub(crate) depth: usize,
    /// The file name to use for standard input
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<PathBuf>,
}

/// What a script is drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Picture {
    /// A tree for the terminal
    Text,
    /// A flowchart for Mermaid
    Mermaid,
    /// A graph for Graphviz
    Dot,
    /// For programs
    Json,
}

/// Which way a diagram runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Direction {
    /// From top to bottom
    Down,
    /// From left to right
    Right,
}
