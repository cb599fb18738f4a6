//! A pool's four figures, and what each posting does to them.

use serde::Serialize;

use super::code::Code;
use super::posting::Posting;
use crate::engine::money::Fen;

/// What a pool has, is owed, must keep, and could not pay yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pool {
    /// In its income and its payment account.
    pub posted: Fen,
    /// Owed to it by whoever runs it, under `pay-in-full`.
    pub owed: Fen,
    /// Kept for approved claims, paid or held back, and for who paid in advance.
    pub held: Fen,
    /// Approved, and not paid for want of money.
    pub waiting: Fen,
}

impl Pool {
    /// What may be granted. Never below nought in books.
    pub fn available(&self) -> Fen {
        self.posted + self.owed - self.held
    }

    /// What a posting does to it.
    pub fn apply(&mut self, posting: &Posting) {
        let amount = posting.amount();
        self.on(posting.debit(), amount);
        self.on(posting.credit(), -amount);
    }

    /// What a debit does, or, negative, a credit.
    fn on(&mut self, code: Code, debit: Fen) {
        match code {
            Code::IncomeBank | Code::PaymentBank => self.posted += debit,
            Code::GuaranteeReceivable => self.owed += debit,
            Code::BenefitPayable | Code::BenefitWithheld | Code::ContributionAdvance => self.held += -debit,
            Code::BenefitWaiting => self.waiting += -debit,
            Code::ReserveBank
            | Code::ContributionReceivable
            | Code::SubsidyReceivable
            | Code::ClawbackReceivable
            | Code::Accumulated
            | Code::ReserveFund
            | Code::Opening
            | Code::ContributionIncome
            | Code::SubsidyIncome
            | Code::GuaranteeIncome
            | Code::InterestIncome
            | Code::TransferIn
            | Code::BenefitExpense
            | Code::BenefitCut
            | Code::TransferOut => {}
        }
    }

    /// The figures that balances of accounts make, each a debit or, negative, a credit.
    pub fn of(balances: impl IntoIterator<Item = (Code, Fen)>) -> Self {
        let mut pool = Self::default();
        for (code, balance) in balances {
            pool.on(code, balance);
        }
        pool
    }
}
