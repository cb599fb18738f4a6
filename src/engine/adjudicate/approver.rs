//! Who approves what a claim is granted: the step of each ladder that its amount falls on.

use serde::{Deserialize, Serialize};

use super::run::View;
use crate::engine::calendar::Day;
use crate::engine::claim::Facts;
use crate::engine::money::Fen;
use crate::engine::scheme::model::{Approval, Edition, ladders};

/// The level that approves an amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approver {
    /// The edition, by its first day.
    pub edition: Day,
    /// The id of the level.
    pub level: String,
    /// The clause.
    pub clause: String,
    /// What is granted in the benefits that the ladder looks at.
    pub amount: Fen,
    /// The level approves what is above this; none: from nought on.
    pub over: Option<Fen>,
    /// The level approves up to this, inclusive; none: without bound.
    pub up_to: Option<Fen>,
    /// So many persons give their opinion.
    pub opinions: u16,
    /// Does it hang on something that the claim does not tell? Then every level that it may be is named.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub unsure: bool,
}

/// The levels that approve what the benefits of an edition, by their numbers, grant.
pub(super) fn of(edition: &Edition, facts: &Facts, paid: &[(usize, Fen)]) -> Vec<Approver> {
    let view = View { facts, edition, plan: None, on: edition.in_force.decided_by };
    let mut found = Vec::new();
    for ladder in ladders(&edition.approvals) {
        let Some(first) = ladder.first() else { continue };
        let own = paid.iter().filter(|(number, _)| first.covers(&edition.benefits[*number].id));
        let amount: Fen = own.map(|(_, amount)| *amount).sum();
        let fits = first.when.holds(&view);
        if amount > Fen::ZERO && fits != Some(false) {
            found.extend(step(edition, &ladder, amount).map(|a| Approver { unsure: fits.is_none(), ..a }));
        }
    }
    found
}

fn step(edition: &Edition, ladder: &[&Approval], amount: Fen) -> Option<Approver> {
    let at = ladder.iter().position(|step| step.up_to.is_none_or(|up_to| amount <= up_to))?;
    let Approval { level, clause, up_to, opinions, .. } = ladder[at];
    let over = at.checked_sub(1).and_then(|below| ladder[below].up_to);
    Some(Approver {
        edition: edition.from(),
        level: level.clone(),
        clause: clause.clone(),
        amount,
        over,
        up_to: *up_to,
        opinions: *opinions,
        unsure: false,
    })
}
