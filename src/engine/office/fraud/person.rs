//! The member and the agent: dead, left, ill before the cover began; one agent for many.

use super::Signal;
use crate::engine::calendar::Day;
use crate::engine::claim::words::{Event, Word, words};
use serde::{Deserialize, Serialize};

words! {
    /// How a member stands in the book.
    MemberState {
        Active "active" "在册",
        Left "left" "已退出",
        Dead "dead" "已身故",
        Merged "merged" "已并入其他会员",
    }
}

/// From when on many claims of one agent are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watch {
    /// More than so many members.
    pub members: u32,
    /// Within so many days.
    pub days: u16,
}

/// The member was dead or had left when the event happened. `ended` is the day of death or of leaving; claims for a death
/// itself are what they are for. A dead member without a day of death is held whatever the day.
pub fn member(state: MemberState, ended: Option<Day>, (event, day): (Event, Option<Day>)) -> Option<Signal> {
    let after = ended.zip(day).filter(|(ended, day)| day > ended);
    match state {
        MemberState::Dead
            if event != Event::Death && (ended.is_none() || day.is_none() || after.is_some()) =>
        {
            Some(Signal::Dead { on: ended, event: day })
        }
        MemberState::Left => after.map(|(on, event)| Signal::Left { on, event }),
        MemberState::Active | MemberState::Merged | MemberState::Dead => None,
    }
}

/// The illness was found before the first day of unbroken cover.
pub fn before_cover(diagnosed: Option<Day>, covered: Option<Day>) -> Option<Signal> {
    let (diagnosed, covered) = diagnosed.zip(covered)?;
    (diagnosed < covered).then_some(Signal::DiagnosisBeforeCover { diagnosed, covered })
}

/// One agent handed in claims for more members than is usual; `members` is counted by the store within the days of the
/// watch, the present claim included.
pub fn many_by_agent(members: u32, watch: Watch) -> Option<Signal> {
    (members > watch.members).then_some(Signal::ManyByAgent { members, days: watch.days })
}
