//! The books follow the claims: what is granted now against what was booked, and the postings of the difference.

use std::collections::{BTreeMap, BTreeSet};

use super::code::Code;
use super::events::{self, Stands};
use super::pool::Pool;
use super::posting::{Amount, Posting};
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::shortage::Rule;

/// What one pool is to pay of one benefit of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The pool.
    pub pool: Name,
    /// The benefit.
    pub benefit: Name,
    /// How much.
    pub amount: Fen,
}

/// What was booked for a claim between two accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// The pool.
    pub pool: Name,
    /// The benefit.
    pub benefit: Name,
    /// Debited.
    pub debit: Code,
    /// Credited.
    pub credit: Code,
    /// In all.
    pub amount: Fen,
}

/// A claim whose grant or hold may have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// The claim.
    pub claim: Name,
    /// What is granted; nothing unless it is approved.
    pub granted: Vec<Share>,
    /// Is it held?
    pub held: bool,
    /// What was booked for it so far.
    pub booked: Vec<Booked>,
}

/// What happens when a pool runs short; none where its scheme does not say.
pub type Rules = BTreeMap<Name, Rule>;

/// Pools as they are while claims are gone through.
pub type Pools = BTreeMap<Name, Pool>;

/// What stands on the accounts of one claim, pool and benefit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Position {
    expense: Fen,
    payable: Fen,
    withheld: Fen,
    waiting: Fen,
    cut: Fen,
    clawback: Fen,
}

impl Position {
    fn apply(&mut self, booked: &Booked) {
        self.on(booked.debit, booked.amount);
        self.on(booked.credit, -booked.amount);
    }

    fn on(&mut self, code: Code, debit: Fen) {
        match code {
            Code::BenefitExpense => self.expense += debit,
            Code::BenefitPayable => self.payable += -debit,
            Code::BenefitWithheld => self.withheld += -debit,
            Code::BenefitWaiting => self.waiting += -debit,
            Code::BenefitCut => self.cut += -debit,
            Code::ClawbackReceivable => self.clawback += debit,
            Code::IncomeBank
            | Code::PaymentBank
            | Code::ReserveBank
            | Code::ContributionReceivable
            | Code::SubsidyReceivable
            | Code::GuaranteeReceivable
            | Code::ContributionAdvance
            | Code::Accumulated
            | Code::ReserveFund
            | Code::Opening
            | Code::ContributionIncome
            | Code::SubsidyIncome
            | Code::GuaranteeIncome
            | Code::InterestIncome
            | Code::TransferIn
            | Code::TransferOut => {}
        }
    }
}

type Key = (Name, Name);

/// What the books lack so that they say what claims are granted now. Claims come in their order; a claim that a pool
/// cannot pay follows its rule. The pools go along.
pub fn follow(claims: &[Touched], pools: &mut Pools, rules: &Rules) -> Vec<Posting> {
    let mut made = Making { pools, rules, postings: vec![] };
    for claim in claims {
        made.follow(claim);
    }
    made.release_guarantees();
    made.postings
}

struct Making<'m> {
    pools: &'m mut Pools,
    rules: &'m Rules,
    postings: Vec<Posting>,
}

impl Making<'_> {
    fn add(&mut self, posting: Posting) {
        self.pools.entry(posting.pool().into()).or_default().apply(&posting);
        self.postings.push(posting);
    }

    /// Adds what an amount above nought makes.
    fn some(&mut self, claim: &Touched, amount: Fen, event: impl FnOnce(Amount) -> Posting) {
        if let Some(amount) = Amount::new(amount) {
            self.add(event(amount).about(&claim.claim));
        }
    }

    fn follow(&mut self, claim: &Touched) {
        let mut booked: BTreeMap<Key, Position> = BTreeMap::new();
        for one in &claim.booked {
            booked.entry((one.pool.clone(), one.benefit.clone())).or_default().apply(one);
        }
        let mut granted: BTreeMap<Key, Fen> = BTreeMap::new();
        for share in &claim.granted {
            *granted.entry((share.pool.clone(), share.benefit.clone())).or_default() += share.amount;
        }
        let keys: BTreeSet<Key> = booked.keys().chain(granted.keys()).cloned().collect();
        let at = |key: &Key| {
            let position = booked.get(key).copied().unwrap_or_default();
            (position, granted.get(key).copied().unwrap_or_default())
        };
        if keys.iter().map(at).all(|(position, amount)| position.expense == amount) {
            return keys.iter().for_each(|key| self.hold_or_release(claim, key, at(key).0));
        }
        // Full negation, then new lines.
        for key in &keys {
            self.take_back(claim, key, at(key).0);
        }
        for key in &keys {
            let (position, amount) = at(key);
            let clawback = position.clawback + paid_out(&position);
            self.grant(claim, key, (amount, clawback));
        }
    }

    fn hold_or_release(&mut self, claim: &Touched, (pool, benefit): &Key, now: Position) {
        if claim.held {
            self.some(claim, now.payable, |amount| events::benefit_held(pool, benefit, amount));
        } else {
            self.some(claim, now.withheld, |amount| events::benefit_released(pool, benefit, amount));
        }
    }

    fn take_back(&mut self, claim: &Touched, (pool, benefit): &Key, now: Position) {
        for (stands, amount) in
            [(Stands::Waiting, now.waiting), (Stands::Withheld, now.withheld), (Stands::Payable, now.payable)]
        {
            self.some(claim, amount, |amount| events::benefit_revoked(pool, benefit, stands, amount));
        }
        self.some(claim, now.cut, |amount| events::cut_revoked(pool, benefit, amount));
        self.some(claim, paid_out(&now), |amount| events::clawed_back(pool, benefit, amount));
    }

    fn grant(&mut self, claim: &Touched, (pool, benefit): &Key, (amount, clawback): (Fen, Fen)) {
        let now = self.pools.get(pool).copied().unwrap_or_default();
        let missing = amount - now.available().or_zero();
        let rule = self.rules.get(pool).copied();
        let stands = if rule == Some(Rule::PayInFull) {
            self.some(claim, missing, |missing| events::guarantee_due(pool, missing));
            Stands::Payable
        } else if missing > Fen::ZERO || now.waiting > Fen::ZERO {
            Stands::Waiting
        } else {
            Stands::Payable
        };
        let stands = if stands == Stands::Payable && claim.held { Stands::Withheld } else { stands };
        self.some(claim, amount, |amount| events::benefit_approved(pool, benefit, stands, amount));
        if stands == Stands::Payable {
            let offset = amount.least(clawback);
            self.some(claim, offset, |offset| events::clawback_offset(pool, benefit, offset));
        }
    }

    /// Whoever runs a pool owes no more than it lacks.
    fn release_guarantees(&mut self) {
        let touched: BTreeSet<Name> = self.postings.iter().map(|posting| posting.pool().into()).collect();
        for id in touched {
            let pool = self.pools.get(&id).copied().unwrap_or_default();
            if let Some(amount) = Amount::new(pool.owed.least(pool.available())) {
                self.add(events::guarantee_released(&id, amount));
            }
        }
    }
}

/// What was approved and is neither waiting, held back, payable nor cut: it was paid.
fn paid_out(now: &Position) -> Fen {
    now.expense - now.waiting - now.withheld - now.payable - now.cut
}
