//! What one step of a session costs.
fn main() {}
