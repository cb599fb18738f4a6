//! Claims that wait for money: what becomes of them when there is some, by the rule of the scheme.

use super::events;
use super::pool::Pool;
use super::posting::{Amount, Posting};
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::shortage::{Rule, share_out};

/// A claim's benefit that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The claim.
    pub claim: Name,
    /// The benefit.
    pub benefit: Name,
    /// How much of it waits.
    pub amount: Fen,
    /// Is the claim held? Then its money is set aside and held back.
    pub held: bool,
}

/// Shares out what a pool has among those that wait, in their order. A notice that says nothing is read as a queue.
pub fn pay_waiting(id: &str, pool: Pool, rule: Option<Rule>, waiting: &[Waiting]) -> Vec<Posting> {
    let amounts: Vec<Fen> = waiting.iter().map(|one| one.amount).collect();
    let available = pool.available();
    let parts = share_out(Some(rule.unwrap_or(Rule::Queue)), available, &amounts).unwrap_or_default();
    let now: Fen = parts.iter().map(|part| part.now).sum();
    let mut postings = vec![];
    if let Some(missing) = Amount::new(now - available) {
        postings.push(events::guarantee_due(id, missing));
    }
    for (one, part) in waiting.iter().zip(parts) {
        let funded = Amount::new(part.now).map(|now| events::benefit_funded(id, &one.benefit, one.held, now));
        let cut = Amount::new(part.cut).map(|cut| events::benefit_cut(id, &one.benefit, cut));
        postings.extend(funded.into_iter().chain(cut).map(|posting| posting.about(&one.claim)));
    }
    postings
}
