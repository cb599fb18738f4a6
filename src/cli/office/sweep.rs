//! `huzhu sweep`: forgets what is kept no longer.

use super::super::Outcome;
use super::super::console::Console;
use super::super::stop::Stop;
use super::open::At;
use super::waited;
use crate::desk::sweep::{Sweep, SweepRequest};

/// Where, and as whom.
#[derive(clap::Args)]
#[command(after_long_help = AFTER)]
pub struct Args {
    #[command(flatten)]
    at: At,
}

const AFTER: &str = "\
EXAMPLES
  huzhu sweep --as admin

The answer to a request is kept under its key for 400 days, so that the same key does nothing twice. What is older is forgotten;
the database itself refuses to forget anything younger. Whoever opens an office forgets some of it in passing, once a day and
in small steps; this command forgets all of it at once.

EXIT CODES
  0  done    2  refused, or the database failed: call it again";

/// So many are forgotten while the book is held.
const SLICE: u32 = 5_000;

/// Carries it out.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    let rows = waited(async {
        let office = args.at.open().await?;
        let mut rows = 0;
        loop {
            let swept = office.anew::<Sweep>(&args.at, SweepRequest { most: SLICE }).await??.rows;
            rows += swept;
            if swept < u64::from(SLICE) {
                break;
            }
        }
        office.close().await;
        Ok(rows)
    })?;
    console.line(console.lang().pick(
        format!("已清理超过400天的请求记录{rows}条。"),
        format!("{rows} answers older than 400 days were forgotten"),
    ))?;
    Ok(Outcome::Fine)
}
