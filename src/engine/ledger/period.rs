//! Periods of account: months, and after December the closing of the year; which one is booked into, and their moves.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::engine::calendar::Day;
use crate::engine::claim::words::{Word, words};
use crate::engine::scheme::said::Said;

/// A period: a month of a year, or its closing as the thirteenth. Their texts have their order: `2026-05`, `2026-13`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    year: i16,
    month: i8,
}

/// This text names no period: write a year and a month such as `2026-05`, or `2026-13` for the closing of a year.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` names no period: write a year and a month such as 2026-05, or 2026-13 for the closing of a year"
)]
pub struct PeriodError(String);

impl PeriodError {
    /// The sentence in Chinese.
    pub fn zh(&self) -> String {
        format!("“{}”不是会计期间，请填写年月，如2026-05；年终结转期写作2026-13。", self.0)
    }
}

/// The month of the closing.
const CLOSING: i8 = 13;

impl Period {
    /// The month of a day.
    pub fn of(day: Day) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    /// The closing of a year.
    pub fn closing(year: i16) -> Self {
        Self { year, month: CLOSING }
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// Is it the closing of a year?
    pub fn is_closing(self) -> bool {
        self.month == CLOSING
    }

    /// The first period of the year.
    #[must_use]
    pub fn first_of_year(self) -> Self {
        Self { month: 1, ..self }
    }

    /// The month after it; of December and of the closing, January.
    #[must_use]
    pub fn next_month(self) -> Self {
        if self.month >= 12 {
            Self { year: self.year + 1, month: 1 }
        } else {
            Self { month: self.month + 1, ..self }
        }
    }

    /// Has the period ended by a day?
    pub fn is_over(self, day: Day) -> bool {
        Self::of(day) > self
    }

    /// The day of a voucher in this period: the day itself where it lies in it, otherwise the nearest one.
    pub fn nearest(self, day: Day) -> Day {
        let month = self.month.min(12);
        let first = Day::new(self.year, month, 1).unwrap_or(day);
        if self.is_closing() { first.last_of_month() } else { day.clamp(first, first.last_of_month()) }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Period {
    type Err = PeriodError;
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let wrong = || PeriodError(text.into());
        let (year, month) = text.trim().split_once('-').ok_or_else(wrong)?;
        if year.len() != 4 || month.len() != 2 {
            return Err(wrong());
        }
        let (year, month) = (year.parse().map_err(|_| wrong())?, month.parse().map_err(|_| wrong())?);
        if (1..=CLOSING).contains(&month) && year >= 1900 { Ok(Self { year, month }) } else { Err(wrong()) }
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;
    fn try_from(text: String) -> Result<Self, PeriodError> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

words! {
    /// How a period stands.
    PeriodState {
        Open "open" "开放",
        SoftClosed "soft-closed" "预结账",
        Closed "closed" "已结账",
    }
}

/// Periods that were booked into or moved, with how they stand. What is not there is open, unless a later one is closed.
pub type Periods = BTreeMap<Period, PeriodState>;

/// How a period stands. One that nobody booked into is closed with those after it: what is closed stays as it was shown.
fn state(periods: &Periods, period: Period) -> PeriodState {
    let is_closed = |(_, state): (&Period, &PeriodState)| *state == PeriodState::Closed;
    match periods.get(&period) {
        Some(state) => *state,
        None if periods.range(period..).any(is_closed) => PeriodState::Closed,
        None => PeriodState::Open,
    }
}

/// The period that something of a day is booked into: the day's month where it is open, otherwise the next month that
/// is. The desks of the office do not book into a period that is soft-closed; only the accountant does, by naming it.
pub fn choose(periods: &Periods, day: Day) -> Period {
    let mut period = Period::of(day);
    while state(periods, period) != PeriodState::Open {
        period = period.next_month();
    }
    period
}

/// May the accountant book into a period that he names? The closing of a year is the carry-forward's alone.
///
/// # Errors
/// How it stands.
pub fn may_book(periods: &Periods, period: Period) -> Result<(), PeriodState> {
    if period.is_closing() {
        return Err(PeriodState::Closed);
    }
    match state(periods, period) {
        PeriodState::Open | PeriodState::SoftClosed => Ok(()),
        PeriodState::Closed => Err(PeriodState::Closed),
    }
}

/// Why a period does not move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum MoveError {
    /// It stands so already.
    Already {
        /// How.
        state: PeriodState,
    },
    /// It is not over yet.
    NotOver,
    /// It has not begun yet.
    NotBegun,
    /// The closing of a year is closed by carrying the year forward.
    NotCarried,
    /// An earlier period is not closed.
    EarlierOpen {
        /// Which.
        period: Period,
    },
    /// A later period is closed: reopen that one first.
    LaterClosed {
        /// Which.
        period: Period,
    },
    /// Who closed it does not reopen it.
    SamePerson,
}

impl MoveError {
    /// The sentence for the accountant.
    pub fn said(&self, period: Period) -> Said {
        match self {
            Self::Already { state } => Said::new(
                format!("会计期间{period}已是“{}”，无需办理。", state.zh()),
                format!("Period {period} is {} already; nothing is to be done.", state.word()),
            ),
            Self::NotOver => Said::new(
                format!("会计期间{period}尚未结束，请在期末之后结账；需要先停止业务记账的，请办理预结账。"),
                format!("Period {period} is not over; close it after its end, or soft-close it now."),
            ),
            Self::NotBegun => Said::new(
                format!("会计期间{period}尚未开始，请记入当前或更早的已开放期间。"),
                format!("Period {period} has not begun; book into the present one or an open one before it."),
            ),
            Self::NotCarried => Said::new(
                format!("会计期间{period}是年终结转期，请办理年终结转，结转后自动结账。"),
                format!("Period {period} is the closing of a year: carry the year forward, which closes it."),
            ),
            Self::EarlierOpen { period: earlier } => Said::new(
                format!("较早的会计期间{earlier}尚未结账，请按顺序结账。"),
                format!("The earlier period {earlier} is not closed; close periods in their order."),
            ),
            Self::LaterClosed { period: later } => Said::new(
                format!("较晚的会计期间{later}已结账，请先对其反结账。"),
                format!("The later period {later} is closed; reopen that one first."),
            ),
            Self::SamePerson => Said::new(
                format!("会计期间{period}由您本人结账，须由另一人办理反结账。"),
                format!("You closed period {period}; somebody else must reopen it."),
            ),
        }
    }
}

/// What may become of a period that is to be closed, softly or for good.
///
/// # Errors
/// [`MoveError`] says why not.
pub fn close(periods: &Periods, period: Period, soft: bool, day: Day) -> Result<PeriodState, MoveError> {
    if period.is_closing() {
        return Err(MoveError::NotCarried);
    }
    let now = state(periods, period);
    let to = if soft { PeriodState::SoftClosed } else { PeriodState::Closed };
    if now == to || now == PeriodState::Closed {
        return Err(MoveError::Already { state: now });
    }
    if !soft && !period.is_over(day) {
        return Err(MoveError::NotOver);
    }
    let earlier = periods.range(..period).find(|(_, state)| **state != PeriodState::Closed);
    match earlier.filter(|_| !soft) {
        Some((earlier, _)) => Err(MoveError::EarlierOpen { period: *earlier }),
        None => Ok(to),
    }
}

/// May a year be carried forward? Once, when it is over, its months are closed and the years before it are carried.
///
/// # Errors
/// [`MoveError`] says why not.
pub fn carry(periods: &Periods, year: i16, day: Day) -> Result<(), MoveError> {
    let period = Period::closing(year);
    if !period.is_over(day) {
        return Err(MoveError::NotOver);
    }
    let is_closed = |period: &Period| periods.get(period) == Some(&PeriodState::Closed);
    if is_closed(&period) {
        return Err(MoveError::Already { state: PeriodState::Closed });
    }
    let first = periods.keys().next().map_or(year, |first| first.year());
    let closings = (first..year).map(Period::closing);
    let mut earlier = periods.range(..period).map(|(period, _)| *period).chain(closings);
    match earlier.find(|period| !is_closed(period)) {
        Some(period) => Err(MoveError::EarlierOpen { period }),
        None => Ok(()),
    }
}

/// May a period be opened again? Only the last that is closed, and not by who closed it.
///
/// # Errors
/// [`MoveError`] says why not.
pub fn reopen(periods: &Periods, period: Period, same_person: bool) -> Result<(), MoveError> {
    if state(periods, period) == PeriodState::Open {
        return Err(MoveError::Already { state: PeriodState::Open });
    }
    let later = periods.range(period..).skip_while(|(at, _)| **at == period);
    if let Some((later, _)) = later.into_iter().find(|(_, state)| **state == PeriodState::Closed) {
        return Err(MoveError::LaterClosed { period: *later });
    }
    if same_person { Err(MoveError::SamePerson) } else { Ok(()) }
}

/// One thing that must hold before a period is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Which.
    pub what: Checked,
    /// Does it hold?
    pub holds: bool,
}

words! {
    /// What is looked at before a period is closed.
    Checked {
        Balanced "balanced" "试算平衡：借方合计等于贷方合计",
        Gapless "gapless" "凭证编号连续",
        Pools "pools" "资金池余额与科目余额一致",
        Opening "opening" "期初过渡科目已结平",
    }
}

/// The list that is gone through before a period is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist(pub Vec<Check>);

impl Checklist {
    /// Does all of it hold?
    pub fn holds(&self) -> bool {
        self.0.iter().all(|check| check.holds)
    }

    /// The sentence for the accountant: what does not hold.
    pub fn said(&self, period: Period) -> Said {
        let failing = || self.0.iter().filter(|check| !check.holds).map(|check| check.what);
        let zh: Vec<&str> = failing().map(Word::zh).collect();
        let en: Vec<&str> = failing().map(Word::word).collect();
        Said::new(
            format!("会计期间{period}不能结账，未通过：{}。请运行huzhu verify查明后更正。", zh.join("；")),
            format!(
                "Period {period} cannot be closed; what fails: {}. Run huzhu verify and mend it.",
                en.join(", ")
            ),
        )
    }
}
