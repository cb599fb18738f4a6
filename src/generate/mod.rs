//! MAKES UP: an office out of a seed — employers, members, rosters, settlements — for tests, benches and demonstrations.
//!
//! Nothing is kept that grows with the number of claims: each claim is made from its number alone, so that millions
//! stream, and any of them can be asked for by itself. No number is a float. No person or employer exists: names are
//! such as 测试甲0001, and no region has the code that all identity numbers begin with.

mod amounts;
mod claim;
mod dirt;
mod draw;
mod employer;
mod member;
mod numbers;
mod roster;
mod season;
mod settlements;
#[cfg(test)]
mod tests;
mod world;

pub use claim::{Claim, Row};
pub use dirt::{Dirt, RosterDirt};
pub use employer::Employer;
pub use member::{Enrolled, Member};
pub use roster::{EMPLOYERS_HEADER, ROSTER_HEADER, Roster};
pub use settlements::{SETTLEMENTS_HEADER, SettlementLine};
pub use world::{Sizes, SizesError, World};
