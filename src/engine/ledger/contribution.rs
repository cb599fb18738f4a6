//! Contributions as they are booked: what a payer owes, has paid in advance, and may get back.

use super::code::Code;
use super::events;
use super::posting::{Amount, Posting};
use crate::engine::money::Fen;

/// What stands between a pool and one party for one payer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dues {
    /// Owed; negative where more was paid than is owed after a due was taken back.
    pub owed: Fen,
    /// Kept for the payer.
    pub advance: Fen,
    /// Paid so far, less what was given back.
    pub paid: Fen,
}

impl Dues {
    /// What an amount between two accounts does to it.
    pub fn apply(&mut self, debit: Code, credit: Code, amount: Fen) {
        for (code, amount) in [(debit, amount), (credit, -amount)] {
            if code == Code::ContributionReceivable {
                self.owed += amount;
            } else if code == Code::ContributionAdvance {
                self.advance += -amount;
            } else if code == Code::IncomeBank {
                self.paid += amount;
            }
        }
    }

    fn applied(mut self, postings: &[Posting]) -> Self {
        postings.iter().for_each(|one| self.apply(one.debit(), one.credit(), one.amount()));
        self
    }
}

/// What was paid for a due that was taken back is kept for the payer; nothing where it is not above nought.
pub fn keep(pool: &str, payer: &str, amount: Fen) -> Option<Posting> {
    Amount::new(amount).map(|some| events::advance_applied(pool, payer, some).reversal())
}

/// Money that came: what was kept for the payer goes first, then what came pays what is owed, and the rest is kept.
pub fn receive(pool: &str, payer: &str, dues: Dues, amount: Amount) -> Vec<Posting> {
    let mut postings = settle(pool, payer, dues);
    let owed = dues.applied(&postings).owed.or_zero();
    let for_dues = amount.get().least(owed);
    let received = Amount::new(for_dues).map(|some| events::contribution_received(pool, payer, some));
    let kept = Amount::new(amount.get() - for_dues).map(|some| events::advance_received(pool, payer, some));
    postings.extend(received.into_iter().chain(kept));
    postings
}

/// What was kept for a payer pays what he owes; what he paid for a due that was taken back is kept for him.
pub fn settle(pool: &str, payer: &str, dues: Dues) -> Vec<Posting> {
    let applied = Amount::new(dues.advance.least(dues.owed));
    let applied = applied.map(|some| events::advance_applied(pool, payer, some));
    applied.into_iter().chain(keep(pool, payer, -dues.owed)).collect()
}

/// What is given back: first what was kept for the payer, since before these books perhaps, then of what he paid.
///
/// # Errors
/// The most that may be given back.
pub fn refund(pool: &str, payer: &str, dues: Dues, amount: Amount) -> Result<Vec<Posting>, Fen> {
    let most = dues.paid.max(dues.advance).or_zero();
    if amount.get() > most {
        return Err(most);
    }
    let mut postings = settle(pool, payer, dues);
    let kept = amount.get().least(dues.applied(&postings).advance.or_zero());
    let advance = Amount::new(kept).map(|some| events::advance_refunded(pool, payer, some));
    let rest = Amount::new(amount.get() - kept);
    let contribution = rest.map(|some| events::contribution_refunded(pool, payer, some));
    postings.extend(advance.into_iter().chain(contribution));
    Ok(postings)
}
