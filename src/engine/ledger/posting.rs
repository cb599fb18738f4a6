//! Postings: one amount, debited to one account and credited to another of the same pool.

use serde::{Deserialize, Serialize};

use super::code::Code;
use crate::engine::claim::words::{Word, words};
use crate::engine::money::Fen;
use crate::engine::name::Name;

words! {
    /// What happened that is booked. Words are kept for ever.
    Event {
        ContributionDue "contribution-due" "应缴会费",
        ContributionReceived "contribution-received" "收到会费",
        AdvanceReceived "advance-received" "预收会费",
        AdvanceApplied "advance-applied" "预收抵缴",
        AdvanceRefunded "advance-refunded" "退还预收",
        ContributionRefunded "contribution-refunded" "退还会费",
        SubsidyDue "subsidy-due" "应收补助",
        SubsidyReceived "subsidy-received" "收到补助",
        GuaranteeDue "guarantee-due" "应收补足款",
        GuaranteeReleased "guarantee-released" "补足款核销",
        GuaranteeReceived "guarantee-received" "收到补足款",
        BenefitApproved "benefit-approved" "互助金批准",
        BenefitHeld "benefit-held" "互助金暂缓",
        BenefitReleased "benefit-released" "互助金解除暂缓",
        BenefitFunded "benefit-funded" "待付转应付",
        BenefitCut "benefit-cut" "互助金核减",
        BenefitRevoked "benefit-revoked" "互助金撤回",
        ClawedBack "clawed-back" "应追回互助金",
        ClawbackOffset "clawback-offset" "追回款抵扣",
        ClawbackReceived "clawback-received" "收到追回款",
        Allocated "allocated" "拨入支出户",
        TransferredOut "transferred-out" "调出",
        TransferredIn "transferred-in" "调入",
        Interest "interest" "利息",
        ReserveFilled "reserve-filled" "提取储备金",
        ReserveDrawn "reserve-drawn" "动用储备金",
        OpeningBalance "opening-balance" "期初余额",
        CarriedForward "carried-forward" "年终结转",
        Reversed "reversed" "冲销",
    }
}

words! {
    /// The type of a voucher: each is numbered on its own in each period.
    Kind {
        Receipt "receipt" "收",
        Payment "payment" "付",
        Transfer "transfer" "转",
    }
}

/// An amount above nought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(Fen);

impl Amount {
    /// The amount, if it is above nought.
    pub fn new(fen: Fen) -> Option<Self> {
        (fen > Fen::ZERO).then_some(Self(fen))
    }

    /// The amount.
    pub fn get(self) -> Fen {
        self.0
    }
}

/// One amount, debited and credited. It is made by the functions of [`super::events`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    pool: Name,
    event: Event,
    debit: Code,
    credit: Code,
    amount: Amount,
    sub: Name,
    object: Name,
    party: Name,
}

impl Posting {
    /// An event on a pool: an amount from the credited to the debited account.
    pub(super) fn new(pool: &str, event: Event, (debit, credit): (Code, Code), amount: Amount) -> Self {
        let empty = Name::default;
        Self {
            pool: pool.into(),
            event,
            debit,
            credit,
            amount,
            sub: empty(),
            object: empty(),
            party: empty(),
        }
    }

    /// A posting as it was stored; none where the amount is not above nought.
    pub fn stored(pool: &str, event: Event, (debit, credit): (Code, Code), amount: Fen) -> Option<Self> {
        Some(Self::new(pool, event, (debit, credit), Amount::new(amount)?))
    }

    /// The same under a payer or a benefit.
    #[must_use]
    pub fn under(mut self, sub: &str) -> Self {
        self.sub = sub.into();
        self
    }

    /// The same about a claim, an enrolment or a voucher.
    #[must_use]
    pub fn about(mut self, object: &str) -> Self {
        self.object = object.into();
        self
    }

    /// The same with whom: an employer, or a member without one.
    #[must_use]
    pub fn with(mut self, party: &str) -> Self {
        self.party = party.into();
        self
    }

    /// What takes it back: the same amount the other way round.
    #[must_use]
    pub fn reversal(&self) -> Self {
        Self { event: Event::Reversed, debit: self.credit, credit: self.debit, ..self.clone() }
    }

    /// The pool.
    pub fn pool(&self) -> &str {
        &self.pool
    }

    /// What happened.
    pub fn event(&self) -> Event {
        self.event
    }

    /// Debited.
    pub fn debit(&self) -> Code {
        self.debit
    }

    /// Credited.
    pub fn credit(&self) -> Code {
        self.credit
    }

    /// How much, above nought.
    pub fn amount(&self) -> Fen {
        self.amount.get()
    }

    /// Payer or benefit; empty for accounts without sub-accounts.
    pub fn sub(&self) -> &str {
        &self.sub
    }

    /// The claim, enrolment or voucher that it is about.
    pub fn object(&self) -> &str {
        &self.object
    }

    /// With whom.
    pub fn party(&self) -> &str {
        &self.party
    }

    /// Money came, money went, or neither.
    fn kind(&self) -> Kind {
        if self.credit.is_bank() {
            Kind::Payment
        } else if self.debit.is_bank() {
            Kind::Receipt
        } else {
            Kind::Transfer
        }
    }
}

/// Postings that go on one voucher, at least one. They balance in each pool, since each of them does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEntry {
    kind: Kind,
    postings: Vec<Posting>,
}

impl JournalEntry {
    /// The entry that some postings make; none where there are none. Where money goes it is a payment, otherwise where
    /// money comes a receipt, otherwise a transfer.
    pub fn of(postings: Vec<Posting>) -> Option<Self> {
        let kind = postings.iter().map(Posting::kind).max_by_key(|kind| match kind {
            Kind::Payment => 2,
            Kind::Receipt => 1,
            Kind::Transfer => 0,
        })?;
        Some(Self { kind, postings })
    }

    /// The type of voucher.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The postings, at least one.
    pub fn postings(&self) -> &[Posting] {
        &self.postings
    }
}
