//! The end of a year: income and expenses are carried to the accumulated balance.

use super::books::{Account, Side};
use super::code::Code;
use super::posting::{Amount, Event, Posting};
use crate::engine::money::Fen;

/// What closes accounts of income and expense, with their balances (debits less credits). Others stay as they are.
pub fn carry_forward<'a>(balances: impl IntoIterator<Item = (&'a Account, Fen)>) -> Vec<Posting> {
    let closed = balances.into_iter().filter(|(account, _)| !account.code.stays());
    closed.filter_map(|(account, balance)| close(account, balance)).collect()
}

fn close(account: &Account, balance: Fen) -> Option<Posting> {
    let (side, amount) = if balance > Fen::ZERO { (Side::Debit, balance) } else { (Side::Credit, -balance) };
    let accounts = match side {
        Side::Debit => (Code::Accumulated, account.code),
        Side::Credit => (account.code, Code::Accumulated),
    };
    let posting = Posting::new(&account.pool, Event::CarriedForward, accounts, Amount::new(amount)?);
    Some(posting.under(&account.sub))
}
