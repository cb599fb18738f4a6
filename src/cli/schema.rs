//! `huzhu schema`: the JSON Schema of scheme files.

use super::Outcome;
use super::console::Console;
use super::stop::Stop;
use crate::engine::chain::json_schema as chain_schema;
use crate::engine::scheme::shape::json_schema;

/// Of which files.
#[derive(Clone, Copy, clap::Args)]
#[command(after_long_help = AFTER)]
pub struct Args {
    /// Of chain files, which order several schemes
    #[arg(long)]
    chain: bool,
}

const AFTER: &str = "\
EXAMPLES
  huzhu schema > scheme.schema.json
  huzhu schema --chain > chain.schema.json
  # then, in the first line of a scheme file, for editors that know Taplo:
  #:schema ./scheme.schema.json";

/// Prints it.
pub fn run(args: Args, console: &mut Console) -> Result<Outcome, Stop> {
    let schema = if args.chain { chain_schema() } else { json_schema() };
    console.line(format!("{schema:#}"))?;
    Ok(Outcome::Fine)
}
