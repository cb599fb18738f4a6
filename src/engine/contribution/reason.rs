//! Why somebody cannot enrol, as one word each.

use crate::engine::claim::words::Word;

/// Why a member, or an employer's roster, is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Something that a rule looks at is not on the roster.
    MissingFact,
    /// The scheme is not for this member.
    NotEligible,
    /// Enrolment outside the window.
    OutsideWindow,
    /// Only an employer's roster can enrol.
    EmployerOnly,
    /// The scheme offers no such plan.
    UnknownPlan,
    /// The same member and plan a second time.
    Duplicate,
    /// Another plan that one must hold as well is missing.
    NeedsPlan,
    /// Two plans that exclude each other.
    ExcludedWith,
    /// More share units than one may hold, or none.
    ShareUnits,
    /// Members of one employer hold different numbers of share units.
    UnitsDiffer,
    /// Too small a share of the employer's staff.
    LeastParticipation,
    /// Too few members of the employer.
    LeastMembers,
    /// The roster contradicts itself about the employer's size.
    ConflictingSize,
    /// No class of contribution fits the member.
    NoContribution,
    /// Several classes of contribution fit the member.
    SeveralContributions,
    /// The member would pay less than the least share of his own.
    OwnShare,
    /// An amount beyond any that the system keeps.
    TooLarge,
}

impl Word for Reason {
    const ALL: &'static [(&'static str, Self, &'static str)] = &[
        ("missing-fact", Self::MissingFact, "信息不全"),
        ("not-eligible", Self::NotEligible, "不符合参加条件"),
        ("outside-window", Self::OutsideWindow, "不在办理期内"),
        ("employer-only", Self::EmployerOnly, "须由单位统一参加"),
        ("unknown-plan", Self::UnknownPlan, "无此计划"),
        ("duplicate", Self::Duplicate, "重复参加"),
        ("needs-plan", Self::NeedsPlan, "未参加所需的基本计划"),
        ("excluded-with", Self::ExcludedWith, "计划不能同时参加"),
        ("share-units", Self::ShareUnits, "份数不符合规定"),
        ("units-differ", Self::UnitsDiffer, "同一单位份数不一致"),
        ("least-participation", Self::LeastParticipation, "未达到最低参加比例"),
        ("least-members", Self::LeastMembers, "未达到最低参加人数"),
        ("conflicting-size", Self::ConflictingSize, "单位人数不一致"),
        ("no-contribution", Self::NoContribution, "无适用的缴费标准"),
        ("several-contributions", Self::SeveralContributions, "适用的缴费标准不唯一"),
        ("own-share", Self::OwnShare, "个人缴费低于最低额"),
        ("too-large", Self::TooLarge, "金额超过上限"),
    ];
}
