//! The `huzhu` command.
fn main() {}
