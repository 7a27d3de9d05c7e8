//! `callscript lsp`, used over its streams as an editor does.

pub(crate) mod client;
mod features;
mod life;
mod random;
mod renaming;
mod sync;
