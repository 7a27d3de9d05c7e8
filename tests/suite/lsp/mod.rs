//! `callscript lsp`, used over its streams as an editor does.

mod client;
mod features;
mod life;
mod random;
mod renaming;
mod sync;
