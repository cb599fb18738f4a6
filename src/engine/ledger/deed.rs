//! What the finance desk books by hand, and what each deed makes of the books.

use serde::{Deserialize, Serialize};

use super::benefit::Booked;
use super::books::{Account, Books};
use super::code::Code;
use super::contribution::{Dues, receive, refund};
use super::events;
use super::posting::{Amount, Posting};
use super::refusal::BooksRefusal;
use crate::engine::claim::words::{Word, words};
use crate::engine::money::Fen;
use crate::engine::name::Name;

words! {
    /// What is done. Each is booked on a document.
    Deed {
        Receive "receive" "收到会费",
        Refund "refund" "退还会费",
        SubsidyDue "subsidy-due" "确认应收补助",
        SubsidyReceived "subsidy-received" "收到补助",
        GuaranteeReceived "guarantee-received" "收到补足款",
        ClawbackReceived "clawback-received" "收到追回款",
        Allocate "allocate" "拨入支出户",
        Transfer "transfer" "资金池间调拨",
        Interest "interest" "利息入账",
        FillReserve "fill-reserve" "提取储备金",
        DrawReserve "draw-reserve" "动用储备金",
    }
}

/// A deed to be booked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    /// What is done.
    pub deed: Deed,
    /// On which pool; the one that gives, where money is moved between two.
    pub pool: Name,
    /// How much.
    pub amount: Fen,
    /// Whose money it is: a payer of contributions, or who gives a subsidy.
    pub payer: Name,
    /// Through whom it came: an employer, or a member without one; the claim, where a member pays back.
    pub party: Name,
    /// The pool that gets it, where money is moved between two.
    pub to: Name,
    /// The document: its number or name.
    pub document: Name,
}

/// What the books say about a booking.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// What stands between the pool and the party for the payer.
    pub dues: Dues,
    /// What was booked for the claim.
    pub booked: Vec<Booked>,
}

impl Booking {
    /// The postings of the deed.
    ///
    /// # Errors
    /// [`BooksRefusal`]: no amount, no document, or more than the books have for it.
    pub fn postings(&self, known: &Known, books: &Books) -> Result<Vec<Posting>, BooksRefusal> {
        let amount = Amount::new(self.amount).ok_or(BooksRefusal::Amount)?;
        if self.document.trim().is_empty() {
            return Err(BooksRefusal::Document);
        }
        let (pool, payer) = (self.pool.as_str(), self.payer.as_str());
        let account = |code, sub: &Name| Account { pool: self.pool.clone(), code, sub: sub.clone() };
        let most =
            |most: Fen| if amount.get() > most { Err(BooksRefusal::MoreThan { most }) } else { Ok(()) };
        let with_party = |all: Vec<Posting>| all.into_iter().map(|one| one.with(&self.party)).collect();
        Ok(match self.deed {
            Deed::Receive => with_party(receive(pool, payer, known.dues, amount)),
            Deed::Refund => with_party(
                refund(pool, payer, known.dues, amount).map_err(|most| BooksRefusal::MoreThan { most })?,
            ),
            Deed::SubsidyDue => vec![events::subsidy_due(pool, payer, amount)],
            Deed::SubsidyReceived => {
                most(books.balance(&account(Code::SubsidyReceivable, &self.payer)))?;
                vec![events::subsidy_received(pool, payer, amount)]
            }
            Deed::GuaranteeReceived => {
                most(books.pool(pool).owed)?;
                vec![events::guarantee_received(pool, amount)]
            }
            Deed::ClawbackReceived => self.clawback(known, amount)?,
            Deed::Allocate => vec![events::allocated(pool, amount)],
            Deed::Transfer => {
                vec![events::transferred_out(pool, amount), events::transferred_in(&self.to, amount)]
            }
            Deed::Interest => vec![events::interest(pool, amount)],
            Deed::FillReserve => events::reserve_filled(pool, amount).into(),
            Deed::DrawReserve => events::reserve_drawn(pool, amount).into(),
        })
    }

    /// What a member pays back goes to the benefits that he owes, in their order.
    fn clawback(&self, known: &Known, amount: Amount) -> Result<Vec<Posting>, BooksRefusal> {
        let mut owed: Vec<(&Name, Fen)> = vec![];
        for one in known.booked.iter().filter(|one| one.pool == self.pool) {
            let signed = if one.debit == Code::ClawbackReceivable {
                one.amount
            } else if one.credit == Code::ClawbackReceivable {
                -one.amount
            } else {
                continue;
            };
            match owed.iter_mut().find(|(benefit, _)| **benefit == one.benefit) {
                Some((_, owed)) => *owed += signed,
                None => owed.push((&one.benefit, signed)),
            }
        }
        let most: Fen = owed.iter().map(|(_, owed)| *owed).sum();
        if amount.get() > most {
            return Err(BooksRefusal::MoreThan { most });
        }
        let mut left = amount.get();
        let part = |(benefit, owed): (&Name, Fen)| {
            let part = Amount::new(left.least(owed))?;
            left += -part.get();
            Some(events::clawback_received(&self.pool, benefit, part).about(&self.party))
        };
        Ok(owed.into_iter().filter_map(part).collect())
    }

    /// The pools that it is about.
    pub fn pools(&self) -> impl Iterator<Item = &Name> {
        let to = (self.deed == Deed::Transfer).then_some(&self.to);
        std::iter::once(&self.pool).chain(to)
    }
}
