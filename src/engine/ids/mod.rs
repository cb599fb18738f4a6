//! Identity numbers of people and employers: parsed once, masked wherever they are printed.

mod account;
mod credit_code;
mod document;
mod full_width;
mod masked;
mod phone;
mod resident;
mod typed;

pub use account::{AccountError, BankAccount};
pub use credit_code::{CreditCode, CreditCodeError};
pub use document::{DocumentError, DocumentKind, IdentityDocument};
pub use full_width::full_width;
pub use masked::mask;
pub use phone::{MobilePhone, PhoneError};
pub use resident::{ResidentId, ResidentIdError, Sex};
