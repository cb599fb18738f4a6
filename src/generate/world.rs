//! The world: a seed and its sizes, and everybody in it by number.

use super::claim::{Claim, Row};
use super::draw::{About, Seed};
use super::employer::{self, Employer};
use super::member::{Enrolled, Member};
use super::roster::Roster;
use super::settlements::SettlementLine;
use crate::engine::claim::{Facts, PlanCover};

/// How large a world is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Members, 1 to 10,000,000.
    pub members: u64,
    /// Rows of the settlements, dirty ones and reversals among them; at most 1,000,000,000.
    pub claims: u64,
    /// Dirty rows in each thousand, of rosters and of settlements.
    pub dirty: u64,
    /// The calendar year in which everything happens, 1990 to 2090.
    pub year: i16,
}

/// Why there is no such world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a world has 1 to 10,000,000 members, up to 1,000,000,000 claims, up to 1,000 dirty rows in a thousand, in a year from 1990 to 2090"
)]
pub struct SizesError;

impl SizesError {
    /// The sentence in Chinese.
    pub fn zh(self) -> String {
        "会员数须为1至1000万，申请数不超过10亿，问题行不超过每千行1000行，年份须为1990至2090。".to_owned()
    }
}

/// A made-up office. The same seed and sizes are the same world, byte for byte.
///
/// ```
/// use huzhu::generate::{Sizes, World};
/// let world = World::new(1, Sizes { members: 1000, claims: 5000, dirty: 10, year: 2025 })?;
/// assert_eq!(world.members().count(), 1000);
/// assert_eq!(world.member(7).name, "测试辛0000");
/// assert_eq!(world.claim(4000), world.claims().nth(4000).unwrap());
/// # Ok::<(), huzhu::generate::SizesError>(())
/// ```
#[derive(Clone, Debug)]
pub struct World {
    pub(super) seed: Seed,
    pub(super) sizes: Sizes,
    /// The number of the first member of each employer.
    pub(super) starts: Vec<u64>,
}

impl World {
    /// The world of a seed.
    ///
    /// # Errors
    /// [`SizesError`].
    pub fn new(seed: u64, sizes: Sizes) -> Result<Self, SizesError> {
        let fits = (1..=10_000_000).contains(&sizes.members)
            && sizes.claims <= 1_000_000_000
            && sizes.dirty <= 1000
            && (1990..=2090).contains(&sizes.year);
        if !fits {
            return Err(SizesError);
        }
        let seed = Seed::new(seed);
        let starts = employer::starts(&mut seed.draw(About::Employers, 0), sizes.members);
        Ok(Self { seed, sizes, starts })
    }

    /// Its sizes.
    pub fn sizes(&self) -> Sizes {
        self.sizes
    }

    /// An employer by number, from 0.
    pub fn employer(&self, number: usize) -> Employer {
        Employer::new(self, number)
    }

    /// All employers.
    pub fn employers(&self) -> impl Iterator<Item = Employer> + '_ {
        (0..self.starts.len()).map(|number| self.employer(number))
    }

    /// A member by number, from 0.
    pub fn member(&self, number: u64) -> Member {
        Member::new(self, number)
    }

    /// All members.
    pub fn members(&self) -> impl Iterator<Item = Member> + '_ {
        (0..self.sizes.members).map(|number| self.member(number))
    }

    /// How a member is enrolled.
    pub fn enrolled(&self, number: u64) -> Enrolled {
        self.member(number).enrolled
    }

    /// How all are enrolled.
    pub fn enrolments(&self) -> impl Iterator<Item = Enrolled> + '_ {
        self.members().map(|member| member.enrolled)
    }

    /// The roster of an employer, as a file.
    pub fn roster(&self, employer: usize) -> Roster {
        Roster::new(self, employer)
    }

    /// What a row of the settlements is: clean, a reversal, or dirty.
    pub fn row(&self, number: u64) -> Row {
        Row::new(self, number)
    }

    /// A claim by number, from 0; of a dirty row what it would be if it were clean.
    pub fn claim(&self, number: u64) -> Claim {
        Claim::new(self, number)
    }

    /// All claims.
    pub fn claims(&self) -> impl Iterator<Item = Claim> + '_ {
        (0..self.sizes.claims).map(|number| self.claim(number))
    }

    /// What a claim is decided from, with the member's cover: for benches that begin behind the door.
    pub fn facts(&self, number: u64) -> Facts {
        let claim = self.claim(number);
        let enrolled = self.enrolled(claim.member);
        let cover = PlanCover {
            covered: true,
            since: Some(enrolled.from),
            until: Some(enrolled.to),
            share_units: Some(enrolled.share_units),
            ..PlanCover::default()
        };
        Facts { cover: vec![cover], ..claim.facts }
    }

    /// A row of the file of settlements.
    pub fn settlement(&self, number: u64) -> SettlementLine {
        SettlementLine::new(self, number)
    }

    /// The rows of the file of settlements, to be written behind [`SETTLEMENTS_HEADER`](super::SETTLEMENTS_HEADER).
    pub fn settlements(&self) -> impl Iterator<Item = SettlementLine> + '_ {
        (0..self.sizes.claims).map(|number| self.settlement(number))
    }
}
