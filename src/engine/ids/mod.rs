//! Identity numbers of people and employers: parsed once, masked wherever they are printed.

mod credit_code;
mod full_width;
mod resident;

pub use credit_code::{CreditCode, CreditCodeError};
pub use full_width::full_width;
pub use resident::{ResidentId, ResidentIdError, Sex};
