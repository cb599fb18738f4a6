//! Contributions and enrolment: who pays what, who may join, when cover begins.

use super::{Keyed, Place, Text, When};
use crate::engine::calendar::Day;
use crate::engine::claim::words::Joining;
use crate::engine::money::{Fen, Ratio};

/// What a contribution is charged for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// Each member, each period of the scheme.
    Member,
    /// Each share unit.
    ShareUnit,
    /// Each month of the period that the member is covered, begun months counting whole.
    Month,
    /// Each member, half for who joins after the middle of the period.
    HalfYear,
}

/// What one payer owes for one contribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The payer.
    pub payer: String,
    /// The amount.
    pub amount: Fen,
}

/// A contribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// The clause.
    pub clause: String,
    /// The plan it buys, where the scheme offers several.
    pub plan: Option<String>,
    /// For whom; exactly one contribution of a plan fits a member.
    pub when: When,
    /// What it is charged for.
    pub per: Per,
    /// The whole of it.
    pub total: Fen,
    /// Who pays how much of it; adds up to the whole.
    pub from: Vec<Due>,
    /// The least that the member must bear himself.
    pub smallest_own_share: Option<Fen>,
    /// A payer who matches what another one pays, in this ratio (1:1 is 100 %). `from` states the amounts
    /// that result for a plain member; where a half year leaves odd fen, the two still keep the ratio.
    pub matching: Option<(String, String, Ratio)>,
    /// A payer whose share is a gift for so many members only; who comes later pays it himself.
    pub gift: Option<(String, u32)>,
    /// Where it stands in the file.
    pub place: Place,
}

/// When cover begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begins {
    /// With the period.
    PeriodStart,
    /// The day after enrolment.
    NextDay,
    /// On the first of the next month.
    NextMonth,
}

/// Who joins after the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateHire {
    /// At most so many days after being hired.
    pub within_days: i32,
    /// When cover begins.
    pub begins: Begins,
}

/// Who may enrol in a plan, and when cover begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// The clause.
    pub clause: String,
    /// The plan, where the scheme offers several.
    pub plan: Option<String>,
    /// Is it by employer's roster only?
    pub by_employer: bool,
    /// First and last day on which one may enrol, inclusive.
    pub window: Option<(Day, Day)>,
    /// Who may.
    pub who: When,
    /// Least share of the employer's staff that must enrol, by keys.
    pub least_participation: Option<Keyed<Ratio>>,
    /// Least number of members of one employer.
    pub least_members: Option<u32>,
    /// When cover begins.
    pub begins: Begins,
    /// Who is hired later.
    pub late_hires: Option<LateHire>,
    /// Days that somebody of `waiting_for` waits before cover begins; either these or months.
    pub waiting_days: Option<i32>,
    /// Calendar months that somebody of `waiting_for` waits before cover begins.
    pub waiting_months: Option<u8>,
    /// Who waits; everybody but renewals when the scheme does not say.
    pub waiting_for: Vec<Joining>,
    /// A gap of at most so many days still counts as unbroken cover.
    pub renewal_grace_days: i32,
    /// Does cover follow the member to a new employer and into retirement?
    pub follows_member: bool,
    /// May a member leave in the middle of a period and be refunded?
    pub refundable: bool,
    /// Which of `begins`, grace, following and refund the file spells out, be it what holds anyway.
    pub stated: Vec<&'static str>,
    /// Where it stands in the file.
    pub place: Place,
}
