//! The books of the fund: their state read in one statement, and what is booked written with one statement a table.

mod dues;
mod open;
mod pages;
mod party;
mod party_period;
mod period;
mod read;
mod reserve;
mod verify;
mod write;

pub use dues::{OfParty, Reversible, dues, of_imports, parties, reversible, waiting};
pub use open::{Granted, Opened, open};
pub use pages::{LedgerRow, ledger_of};
pub use party::{ContributedRow, OwnRow, contributed, contributions_of};
pub use period::{Moved, PeriodRow, closer, is_gapless, move_period, moved_up_to, periods};
pub use read::{
    BenefitRow, EventRow, LineRow, PoolRow, PostingRow, VoucherRow, benefits, events_of_day, pools, postings,
    totals, voucher, vouchers,
};
pub use reserve::of_years;
pub use verify::{CHECKS, Check, Found, Place, paid_benefits, run};
pub use write::{Draft, write};
