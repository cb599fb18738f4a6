//! `huzhu explain`: what would be paid on one made-up claim, and why, with no file.

mod args;
mod ask;
mod claim;
mod figures;
mod told;
mod used;

use super::Outcome;
use super::console::Console;
use super::stop::Stop;
use crate::clock;
use crate::engine::adjudicate::{Adjudication, Scheme};
use crate::engine::calendar::Day;
pub use args::Args;

use ask::asked;
use claim::{claim, tell};
use told::{json, told};
use used::history;

/// Explains one claim.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    let found = args.scheme.find(&[])?;
    let scheme = found.scheme()?;
    let day = args.date.unwrap_or_else(|| day_of(&scheme, clock::today()));
    let row = match claim(args, &found.editions(), day)? {
        Ok(row) => row,
        Err(wrong) => return Ok(tell(&wrong, console)),
    };
    let earlier = match history(&args.used, &scheme, &row.facts) {
        Ok(earlier) => earlier,
        Err(wrong) => return Ok(tell(&[wrong], console)),
    };
    let answer: Adjudication = scheme.adjudicate(&row.facts, &earlier);
    let missing = asked(&answer, &scheme, console.lang());
    if args.json {
        console.text(&json(&row.facts, &answer, (&scheme, day), &missing, console.lang()))?;
    } else {
        console.text(&told(&answer, (&scheme, day), &missing, console))?;
    }
    Ok(Outcome::wrong_if(!missing.is_empty()))
}

/// Today where an edition is in force; else the last day that the newest one was, or the first that it will be.
fn day_of(scheme: &Scheme, today: Day) -> Day {
    let mut spans = scheme.editions().iter().map(|edition| edition.in_force.span);
    let newest = spans.clone().next_back();
    match newest {
        Some(newest) if !spans.any(|span| span.contains(today)) => {
            newest.to().filter(|last| *last < today).unwrap_or(newest.from())
        }
        Some(_) | None => today,
    }
}
