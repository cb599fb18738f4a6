//! Ladders of approval: their bounds ascend, the last step has none, and no benefit is on two of them.

use super::Subject;
use crate::engine::scheme::model::{Approval, ladders};
use crate::engine::scheme::problem::Problems;

pub(super) fn check(on: &Subject<'_>, problems: &mut Problems) {
    let all = &on.edition.approvals;
    let moved = |a: &Approval| ["when", "benefits"].iter().any(|key| on.is_broken_at(&a.place, key));
    if !on.mended.broken.is_empty() || all.iter().any(moved) {
        return;
    }
    for ladder in ladders(all) {
        ascend(on, &ladder, problems);
    }
    for (at, step) in all.iter().enumerate() {
        apart(on, &all[..at], step, problems);
        named(on, &all[..at], step, problems);
        signed(on, step, problems);
    }
}

/// Exactly one step fits each amount.
fn ascend(on: &Subject<'_>, ladder: &[&Approval], problems: &mut Problems) {
    for pair in ladder.windows(2) {
        let [one, next] = pair else { continue };
        if on.is_broken_at(&one.place, "up_to") || on.is_broken_at(&next.place, "up_to") {
            continue;
        }
        match (one.up_to, next.up_to) {
            (None, _) => {
                let message = (
                    format!("审批级次“{}”没有上限，后面的“{}”永远轮不到。", one.level, next.level),
                    format!(
                        "`{}` has no bound, so that `{}` after it is never reached",
                        one.level, next.level
                    ),
                );
                let hint =
                    ("除最后一级外都写up_to（审批的最高金额）。", "give every step but the last its `up_to`");
                problems.error(&on.at(&one.place, "level"), message, hint);
            }
            (Some(below), Some(above)) if above <= below => {
                let message = (
                    format!("审批级次“{}”的上限{above}元不高于前一级的{below}元。", next.level),
                    format!(
                        "`{}` approves up to {above}, which the step before does already: {below}",
                        next.level
                    ),
                );
                let hint = (
                    "各级请按金额从小到大排列，上限逐级提高。",
                    "write the steps from the least amount on, each with a higher bound",
                );
                problems.error(&on.at(&next.place, "up_to"), message, hint);
            }
            (Some(_), _) => {}
        }
    }
    if let Some((last, bound)) = ladder.last().and_then(|last| Some((last, last.up_to?))) {
        let message =
            (format!("超过{bound}元由谁审批没有写。"), format!("nobody approves what is above {bound}"));
        let hint = (
            "最后一级不写up_to；另有上级审批的，请补写一级。",
            "the last step has no `up_to`: take it out, or add the level above",
        );
        problems.error(&on.at(&last.place, "up_to"), message, hint);
    }
}

/// A benefit on two ladders would be approved twice.
fn apart(on: &Subject<'_>, above: &[Approval], step: &Approval, problems: &mut Problems) {
    let meets = |a: &&Approval| {
        let shared =
            a.benefits.is_empty() || step.benefits.is_empty() || step.benefits.iter().any(|id| a.covers(id));
        shared && !a.is_about(step)
    };
    let Some(other) = above.iter().find(meets) else { return };
    if above.iter().any(|a| a.is_about(step)) {
        return;
    }
    let (one, line) = (&step.level, on.line(&on.at(&other.place, "level")));
    let message = (
        format!("审批级次“{one}”与第{line}行的审批权限涉及同一待遇，但范围不同。"),
        format!("`{one}` shares a benefit with the ladder of line {line}, and yet is about others"),
    );
    let hint = (
        "同一待遇只能归入一套审批权限：各级的benefits请写得一致，或互不重叠。",
        "a benefit stands on one ladder: give its steps the same `benefits`, and other ladders none of them",
    );
    problems.error(&on.at(&step.place, "benefits"), message, hint);
}

/// A level is called the same wherever it stands.
fn named(on: &Subject<'_>, above: &[Approval], step: &Approval, problems: &mut Problems) {
    if above.iter().any(|a| a.level == step.level && a.label.zh != step.label.zh) {
        let message = (
            format!("审批级次“{}”有两个名称。", step.level),
            format!("the level `{}` is called two names", step.level),
        );
        let hint = ("请统一名称，或改用另一个标识。", "call it the same, or give it another id");
        problems.error(&on.at(&step.place, "label"), message, hint);
    }
}

fn signed(on: &Subject<'_>, step: &Approval, problems: &mut Problems) {
    if step.opinions == 0 {
        let message = ("签署意见的人数不能为0。", "nobody gives an opinion");
        let hint = ("请写1以上的人数，或删去opinions。", "write at least 1, or take `opinions` out");
        problems.error(&on.at(&step.place, "opinions"), message, hint);
    }
}
