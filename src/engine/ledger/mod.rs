//! The books of the fund: accounts, postings that balance because they are pairs, events, pools, periods, charts.
//!
//! ```text
//! event ─▶ Posting (debit, credit, one amount, one pool) ─▶ JournalEntry ─▶ Books::post ─▶ lines with balances
//! ```
//!
//! A [`JournalEntry`] is made of pairs, so that one that does not balance cannot be written down. [`Books`] are what was
//! read of the accounts; posting gives the lines to be added, or says which pool or account has too little.

pub mod benefit;
mod books;
mod carry;
pub mod chart;
mod code;
pub mod contributed;
pub mod contribution;
pub mod deed;
pub mod events;
#[cfg(test)]
mod laws;
pub mod opening;
pub mod period;
mod pool;
mod posting;
mod refusal;
pub mod reserve;
mod trial;
mod voucher;
pub mod waiting;

pub use books::{Account, Balance, Books, Line, Side};
pub use carry::carry_forward;
pub use code::{Class, Code};
pub use period::{Period, PeriodError, PeriodState};
pub use pool::Pool;
pub use posting::{Amount, Event, JournalEntry, Kind, Posting};
pub use refusal::{BooksRefusal, Short};
pub use trial::{Totals, TrialBalance, TrialRow};
pub use voucher::{VoucherError, VoucherNumber};
