//! Amounts, ratios and rounding: the only arithmetic that money has here.

mod exact;
mod fen;
mod figures;
mod grouped;
mod ratio;
mod rounding;
mod split;
mod words;

pub use exact::Exact;
pub(crate) use exact::lcm;
pub use fen::{Fen, MoneyError};
pub use grouped::{Grouped, grouped};
pub use ratio::{Ratio, RatioError};
pub use rounding::{Rounding, RoundingMode};
pub use split::{Share, split};
pub use words::WordsError;
