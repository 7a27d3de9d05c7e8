//! The command line of callscript.

fn main() {}
