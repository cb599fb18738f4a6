//! Business events: one function each, which says what is debited and what is credited.

use super::code::Code;
use super::posting::{Amount, Event, Posting};

/// A payer owes a contribution.
pub fn contribution_due(pool: &str, payer: &str, amount: Amount) -> Posting {
    let accounts = (Code::ContributionReceivable, Code::ContributionIncome);
    Posting::new(pool, Event::ContributionDue, accounts, amount).under(payer)
}

/// A payer paid what he owed. Contributions come into the income account only (收支两条线).
pub fn contribution_received(pool: &str, payer: &str, amount: Amount) -> Posting {
    let accounts = (Code::IncomeBank, Code::ContributionReceivable);
    Posting::new(pool, Event::ContributionReceived, accounts, amount).under(payer)
}

/// A payer paid more than he owes: it is kept for him.
pub fn advance_received(pool: &str, payer: &str, amount: Amount) -> Posting {
    let accounts = (Code::IncomeBank, Code::ContributionAdvance);
    Posting::new(pool, Event::AdvanceReceived, accounts, amount).under(payer)
}

/// What was kept for a payer pays what he owes.
pub fn advance_applied(pool: &str, payer: &str, amount: Amount) -> Posting {
    let accounts = (Code::ContributionAdvance, Code::ContributionReceivable);
    Posting::new(pool, Event::AdvanceApplied, accounts, amount).under(payer)
}

/// What was kept for a payer is given back.
pub fn advance_refunded(pool: &str, payer: &str, amount: Amount) -> Posting {
    let accounts = (Code::ContributionAdvance, Code::IncomeBank);
    Posting::new(pool, Event::AdvanceRefunded, accounts, amount).under(payer)
}

/// A contribution that was paid is given back.
pub fn contribution_refunded(pool: &str, payer: &str, amount: Amount) -> Posting {
    let accounts = (Code::ContributionIncome, Code::IncomeBank);
    Posting::new(pool, Event::ContributionRefunded, accounts, amount).under(payer)
}

/// A union or a government owes a subsidy.
pub fn subsidy_due(pool: &str, giver: &str, amount: Amount) -> Posting {
    let accounts = (Code::SubsidyReceivable, Code::SubsidyIncome);
    Posting::new(pool, Event::SubsidyDue, accounts, amount).under(giver)
}

/// It came.
pub fn subsidy_received(pool: &str, giver: &str, amount: Amount) -> Posting {
    let accounts = (Code::IncomeBank, Code::SubsidyReceivable);
    Posting::new(pool, Event::SubsidyReceived, accounts, amount).under(giver)
}

/// Whoever runs the pool owes what it lacks (`pay-in-full`).
pub fn guarantee_due(pool: &str, amount: Amount) -> Posting {
    let accounts = (Code::GuaranteeReceivable, Code::GuaranteeIncome);
    Posting::new(pool, Event::GuaranteeDue, accounts, amount)
}

/// The pool has enough again without it.
pub fn guarantee_released(pool: &str, amount: Amount) -> Posting {
    let accounts = (Code::GuaranteeIncome, Code::GuaranteeReceivable);
    Posting::new(pool, Event::GuaranteeReleased, accounts, amount)
}

/// It came.
pub fn guarantee_received(pool: &str, amount: Amount) -> Posting {
    let accounts = (Code::IncomeBank, Code::GuaranteeReceivable);
    Posting::new(pool, Event::GuaranteeReceived, accounts, amount)
}

/// Where the money of an approved benefit stands until it is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// To be paid.
    Payable,
    /// Held back while somebody looks into the claim.
    Withheld,
    /// The pool does not have it yet.
    Waiting,
}

impl Stands {
    /// The account.
    pub fn code(self) -> Code {
        match self {
            Self::Payable => Code::BenefitPayable,
            Self::Withheld => Code::BenefitWithheld,
            Self::Waiting => Code::BenefitWaiting,
        }
    }
}

/// A benefit was approved.
pub fn benefit_approved(pool: &str, benefit: &str, stands: Stands, amount: Amount) -> Posting {
    let accounts = (Code::BenefitExpense, stands.code());
    Posting::new(pool, Event::BenefitApproved, accounts, amount).under(benefit)
}

/// The claim is held: its benefit is not paid for the time being.
pub fn benefit_held(pool: &str, benefit: &str, amount: Amount) -> Posting {
    let accounts = (Code::BenefitPayable, Code::BenefitWithheld);
    Posting::new(pool, Event::BenefitHeld, accounts, amount).under(benefit)
}

/// The hold ended.
pub fn benefit_released(pool: &str, benefit: &str, amount: Amount) -> Posting {
    let accounts = (Code::BenefitWithheld, Code::BenefitPayable);
    Posting::new(pool, Event::BenefitReleased, accounts, amount).under(benefit)
}

/// What waited has its money now: it is payable, or held back.
pub fn benefit_funded(pool: &str, benefit: &str, held: bool, amount: Amount) -> Posting {
    let stands = if held { Stands::Withheld } else { Stands::Payable };
    Posting::new(pool, Event::BenefitFunded, (Code::BenefitWaiting, stands.code()), amount).under(benefit)
}

/// What waited is not owed any more (`pro-rata`).
pub fn benefit_cut(pool: &str, benefit: &str, amount: Amount) -> Posting {
    let accounts = (Code::BenefitWaiting, Code::BenefitCut);
    Posting::new(pool, Event::BenefitCut, accounts, amount).under(benefit)
}

/// An approval was taken back before it was paid.
pub fn benefit_revoked(pool: &str, benefit: &str, from: Stands, amount: Amount) -> Posting {
    let accounts = (from.code(), Code::BenefitExpense);
    Posting::new(pool, Event::BenefitRevoked, accounts, amount).under(benefit)
}

/// An approval was taken back of which a part had been cut.
pub fn cut_revoked(pool: &str, benefit: &str, amount: Amount) -> Posting {
    let accounts = (Code::BenefitCut, Code::BenefitExpense);
    Posting::new(pool, Event::BenefitRevoked, accounts, amount).under(benefit)
}

/// An approval was taken back after it was paid: the member owes it.
pub fn clawed_back(pool: &str, benefit: &str, amount: Amount) -> Posting {
    let accounts = (Code::ClawbackReceivable, Code::BenefitExpense);
    Posting::new(pool, Event::ClawedBack, accounts, amount).under(benefit)
}

/// What a member owes is kept back from what the same claim is granted now.
pub fn clawback_offset(pool: &str, benefit: &str, amount: Amount) -> Posting {
    let accounts = (Code::BenefitPayable, Code::ClawbackReceivable);
    Posting::new(pool, Event::ClawbackOffset, accounts, amount).under(benefit)
}

/// A member paid back.
pub fn clawback_received(pool: &str, benefit: &str, amount: Amount) -> Posting {
    let accounts = (Code::IncomeBank, Code::ClawbackReceivable);
    Posting::new(pool, Event::ClawbackReceived, accounts, amount).under(benefit)
}

/// Money goes from the income to the payment account, by an approved document: the only bridge between the two.
pub fn allocated(pool: &str, amount: Amount) -> Posting {
    Posting::new(pool, Event::Allocated, (Code::PaymentBank, Code::IncomeBank), amount)
}

/// Money goes to another pool, by a document.
pub fn transferred_out(pool: &str, amount: Amount) -> Posting {
    Posting::new(pool, Event::TransferredOut, (Code::TransferOut, Code::PaymentBank), amount)
}

/// Money comes from another pool, by a document.
pub fn transferred_in(pool: &str, amount: Amount) -> Posting {
    Posting::new(pool, Event::TransferredIn, (Code::IncomeBank, Code::TransferIn), amount)
}

/// The bank paid interest.
pub fn interest(pool: &str, amount: Amount) -> Posting {
    Posting::new(pool, Event::Interest, (Code::IncomeBank, Code::InterestIncome), amount)
}

/// Money is put into the reserve.
pub fn reserve_filled(pool: &str, amount: Amount) -> [Posting; 2] {
    [(Code::ReserveBank, Code::IncomeBank), (Code::Accumulated, Code::ReserveFund)]
        .map(|accounts| Posting::new(pool, Event::ReserveFilled, accounts, amount))
}

/// Money is taken out of the reserve.
pub fn reserve_drawn(pool: &str, amount: Amount) -> [Posting; 2] {
    [(Code::PaymentBank, Code::ReserveBank), (Code::ReserveFund, Code::Accumulated)]
        .map(|accounts| Posting::new(pool, Event::ReserveDrawn, accounts, amount))
}
