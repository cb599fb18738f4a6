//! Why an employer's roster cannot enrol.

use crate::engine::contribution::reason::Reason;
use crate::engine::contribution::refusal::Grounds;
use crate::engine::money::Ratio;
use crate::engine::scheme::model::{Enrolment, Plan};

/// Members of one employer hold different numbers of share units.
pub(in super::super) fn units_differ(plan: &Plan, units: &[u16]) -> Grounds {
    let list = |by: &str| units.iter().map(ToString::to_string).collect::<Vec<_>>().join(by);
    Grounds::new(
        Reason::UnitsDiffer,
        plan.clause.as_deref(),
        [
            format!("同一单位的职工须参加相同份数，名册中有{}份。", list("份、")),
            format!(
                "all members of an employer must hold the same number of share units, not {}",
                list(" and ")
            ),
        ],
        ["请统一本单位的参加份数。".into(), "give all members of the employer the same number".into()],
    )
}

/// Too small a share of the staff: of so many staff, so many can enrol, and so many must.
pub(in super::super) fn least_participation(
    rule: &Enrolment,
    least: Ratio,
    [size, enrolled, needed]: [u32; 3],
) -> Grounds {
    let more = needed.saturating_sub(enrolled);
    Grounds::new(
        Reason::LeastParticipation,
        Some(&rule.clause),
        [
            format!("单位职工{size}人，参加比例不得低于{least}，即至少{needed}人；可参加的为{enrolled}人。"),
            format!("of {size} staff at least {least} must enrol, that is {needed}; {enrolled} can"),
        ],
        [format!("还需{more}人参加。"), format!("{more} more must enrol")],
    )
}

/// Too few members of the employer.
pub(in super::super) fn least_members(rule: &Enrolment, least: u32, enrolled: u32) -> Grounds {
    let more = least.saturating_sub(enrolled);
    Grounds::new(
        Reason::LeastMembers,
        Some(&rule.clause),
        [
            format!("单位参加人数不得少于{least}人；可参加的为{enrolled}人。"),
            format!("at least {least} members of an employer must enrol; {enrolled} can"),
        ],
        [format!("还需{more}人参加。"), format!("{more} more must enrol")],
    )
}

/// The roster contradicts itself about the size of the employer.
pub(in super::super) fn conflicting_size(rule: &Enrolment, sizes: &[u32], enrolled: u32) -> Grounds {
    let list = |by: &str| sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join(by);
    Grounds::new(
        Reason::ConflictingSize,
        Some(&rule.clause),
        [
            format!("名册填写的单位人数为{}，参加的有{enrolled}人，前后不一致。", list("、")),
            format!("the roster gives {} as the employer's size and enrols {enrolled}", list(" and ")),
        ],
        ["请核对单位职工人数。".into(), "correct the number of the employer's staff".into()],
    )
}
