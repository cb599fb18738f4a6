//! Claims that follow earlier decisions: each is decided in the history, and what it changes there is told.

use std::collections::HashMap;

use super::answer::{Answer, Fate};
use super::changes::Changed;
use super::earlier::Earlier;
use super::order::{deciding_day, order};
use super::print::Printer;
use super::sum::Sum;
use super::taken_back::Part;
use crate::cli::console::Console;
use crate::cli::progress;
use crate::cli::stop::Stop;
use crate::engine::adjudicate::{Change, History, Scheme};
use crate::exchange::claims::ClaimRow;

/// Decides claims after earlier ones. All is shown as it stands in the end, when every claim is in.
pub fn follow(
    scheme: &Scheme,
    (claims, parts): (&[ClaimRow], &[Part]),
    earlier: &Earlier,
    printer: &mut Printer<'_>,
    console: &mut Console,
) -> Result<(Sum, Vec<Changed>), Stop> {
    let mut history = earlier.history(scheme);
    for (row, part) in claims.iter().zip(parts) {
        match part {
            Part::Revokes { number } => drop(history.revoke(*number)),
            // It may have been handed in before, under the same number.
            Part::TakenBack { .. } => drop(history.revoke(row.number)),
            Part::Decide | Part::TakesBack { .. } => {}
        }
    }
    let bar = progress::bar(claims.len(), console);
    for at in order(scheme, claims) {
        let row = &claims[at];
        if parts[at] == Part::Decide {
            if earlier.0.contains_key(&row.number) {
                history.correct(row.number, row.facts.clone());
            } else {
                history.decide(row.number, row.facts.clone());
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let mut sum = Sum::default();
    for (row, part) in claims.iter().zip(parts) {
        let fate = fate(row, *part, earlier, &history);
        let answer = Answer { row, date: deciding_day(scheme, &row.facts), fate };
        sum.add(&answer);
        let piece = printer.piece(&answer, console);
        printer.put(piece, console)?;
    }
    let changes = changes((claims, parts), earlier, &history);
    sum.changes(&changes);
    Ok((sum, changes))
}

fn fate(row: &ClaimRow, part: Part, earlier: &Earlier, history: &History<'_>) -> Fate {
    match part {
        Part::TakenBack { by } => Fate::TakenBack { by },
        Part::TakesBack { line } => Fate::TakesBack { line },
        Part::Revokes { number } => Fate::Revokes { number },
        Part::Decide => {
            let adjudication = Box::new(history.entries()[&row.number].adjudication.clone());
            if earlier.0.contains_key(&row.number) {
                Fate::Corrects(adjudication)
            } else {
                Fate::Decided(adjudication)
            }
        }
    }
}

/// The earlier decisions that stand otherwise now, each once: from what was handed out to what holds.
fn changes(
    (claims, parts): (&[ClaimRow], &[Part]),
    earlier: &Earlier,
    history: &History<'_>,
) -> Vec<Changed> {
    let decided = claims.iter().zip(parts).filter(|(_, part)| **part == Part::Decide);
    let corrected: HashMap<u64, &ClaimRow> = decided.map(|(row, _)| (row.number, row)).collect();
    let mut changes = Vec::new();
    for (number, past) in &earlier.0 {
        let now = history.entries().get(number);
        let before = &past.adjudication;
        // The version of the engine, which the receipt names, is no change of a decision.
        let same = now.is_some_and(|now| {
            let after = &now.adjudication;
            now.facts == past.facts
                && (&after.decision, &after.lines, &after.movements)
                    == (&before.decision, &before.lines, &before.movements)
        });
        if !same {
            let settlement_id = match corrected.get(number) {
                Some(row) => row.settlement_id.clone(),
                None => past.settlement_id.clone(),
            };
            let after = now.map(|now| now.adjudication.clone());
            changes.push(Changed {
                change: Change { number: *number, before: Some(before.clone()), after },
                facts: now.map_or_else(|| past.facts.clone(), |now| now.facts.clone()),
                settlement_id,
            });
        }
    }
    changes
}
