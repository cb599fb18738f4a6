//! `huzhu schema`: the JSON Schema of scheme files.

use super::Outcome;
use super::console::Console;
use super::stop::Stop;
use crate::engine::scheme::shape::json_schema;

/// Nothing to choose.
#[derive(Clone, Copy, clap::Args)]
#[command(after_long_help = AFTER)]
pub struct Args {}

const AFTER: &str = "\
EXAMPLES
  huzhu schema > scheme.schema.json
  # then, in the first line of a scheme file, for editors that know Taplo:
  #:schema ./scheme.schema.json";

/// Prints it.
pub fn run(_: Args, console: &mut Console) -> Result<Outcome, Stop> {
    console.line(format!("{:#}", json_schema()))?;
    Ok(Outcome::Fine)
}
