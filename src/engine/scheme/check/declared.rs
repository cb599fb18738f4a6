//! What is declared: categories, periods, plans, waiting stages, the edition before.

use super::Subject;
use crate::engine::scheme::model::{Benefit, Category};
use crate::engine::scheme::problem::Problems;

pub(super) fn check(on: &Subject<'_>, problems: &mut Problems) {
    categories(on, problems);
    periods(on, problems);
    plans(on, problems);
    on.edition.benefits.iter().for_each(|benefit| waiting(on, benefit, problems));
    replaced(on, problems);
    unused_lists(on, problems);
}

/// A list that no condition looks at decides nothing.
fn unused_lists(on: &Subject<'_>, problems: &mut Problems) {
    if !on.mended.broken.is_empty() {
        return;
    }
    let used = on.tree.anywhere("disease");
    for list in on.tree.list("list") {
        let Some(id) = list.get("id").filter(|_| !on.is_broken(&list.reach())) else { continue };
        if let Some(name) = id.text().filter(|name| !used.iter().any(|word| word.text() == Some(name))) {
            let message = (
                format!("病种目录“{name}”没有被任何条件引用。"),
                format!("no condition looks at the list `{name}`"),
            );
            let hint = (
                format!("请在条件中写 disease = \"{name}\"，或删去该目录。"),
                format!("write a condition disease = \"{name}\", or take the list out"),
            );
            problems.warn(&id.place, message, hint);
        }
    }
}

/// Everybody is in a category: one of them is for those who are in no other.
fn categories(on: &Subject<'_>, problems: &mut Problems) {
    let defaults: Vec<&Category> = on.edition.categories.iter().filter(|c| c.default).collect();
    match (on.edition.categories.first(), defaults.as_slice()) {
        (None, _) | (_, [_]) => {}
        (Some(first), []) => {
            let message = (
                "没有指定不属于其他类别的职工归入哪一类。",
                "no category is for members who are in no other",
            );
            let hint = ("请在其中一类写 default = true。", "write `default = true` in one category");
            problems.error(&on.at(&first.place, "id"), message, hint);
        }
        (_, [one, more @ ..]) => {
            for category in more {
                let message = (
                    format!("已有默认类别“{}”，默认类别只能有一个。", one.id),
                    format!("there is a default category already, `{}`", one.id),
                );
                let hint = ("请只保留一处 default = true。", "keep one");
                problems.error(&on.at(&category.place, "default"), message, hint);
            }
        }
    }
}

fn periods(on: &Subject<'_>, problems: &mut Problems) {
    let (all, in_force) = (&on.edition.periods, &on.edition.in_force.span);
    for period in all {
        let ends_within = period.span.to().is_some_and(|to| in_force.contains(to));
        if !in_force.contains(period.span.from()) || !ends_within {
            let message = (
                format!("保障期“{}”超出了本版本的施行期间。", period.id),
                format!("the period `{}` is not within the days that the edition is in force", period.id),
            );
            let hint = (
                "请更正保障期的日期，或把它写到施行期间与之相符的版本中。",
                "put it into the edition of its days",
            );
            problems.error(&on.at(&period.place, "from"), message, hint);
        }
    }
    for pair in all.windows(2) {
        let [one, next] = pair else { continue };
        let message = if one.span.overlaps(&next.span) {
            (
                format!("保障期“{}”与“{}”重叠。", one.id, next.id),
                format!("the periods `{}` and `{}` overlap", one.id, next.id),
            )
        } else if next.span.from() < one.span.from() {
            (
                format!("保障期“{}”早于前面的“{}”。", next.id, one.id),
                format!("the period `{}` comes before `{}`", next.id, one.id),
            )
        } else {
            continue;
        };
        let hint = ("各保障期请按日期先后排列，互不重叠。", "write periods one after the other, by date");
        problems.error(&on.at(&next.place, "from"), message, hint);
    }
}

fn plans(on: &Subject<'_>, problems: &mut Problems) {
    for plan in &on.edition.plans {
        for both in plan.needs.iter().filter(|id| plan.excludes.contains(id)) {
            let message = (
                format!("保障计划“{}”既要求又排斥“{both}”。", plan.id),
                format!("the plan `{}` both needs and excludes `{both}`", plan.id),
            );
            let hint = ("needs与excludes中只保留一处。", "keep one of the two");
            problems.error(&on.at(&plan.place, "excludes"), message, hint);
        }
        for (key, ids) in [("needs", &plan.needs), ("excludes", &plan.excludes)] {
            if ids.contains(&plan.id) {
                let message = (
                    format!("保障计划“{}”引用了自身。", plan.id),
                    format!("the plan `{}` names itself", plan.id),
                );
                problems.error(&on.at(&plan.place, key), message, ("请删去。", "take it out"));
            }
        }
    }
}

/// Stages for the same people come in the order of their days.
fn waiting(on: &Subject<'_>, benefit: &Benefit, problems: &mut Problems) {
    for (at, stage) in benefit.waiting.iter().enumerate() {
        let before = benefit.waiting[..at].iter().rev().find(|s| s.when.tests == stage.when.tests);
        if let Some(before) = before.filter(|before| before.days >= stage.days) {
            let (days, earlier) = (stage.days, before.days);
            let message = (
                format!("等待期截至第{days}天的一段，写在截至第{earlier}天的一段之后。"),
                format!("a stage up to day {days} follows one up to day {earlier}"),
            );
            let hint = (
                "等待期各段请按天数从少到多排列。",
                "write the stages of a waiting time in the order of their days",
            );
            problems.error(&on.at(&stage.place, "days"), message, hint);
        }
    }
}

fn replaced(on: &Subject<'_>, problems: &mut Problems) {
    let (edition, top) = (on.edition, &on.tree.place);
    match edition.replaces {
        Some(_) if on.is_broken_at(top, "in_force") => {}
        Some(old) if old >= edition.from() => {
            let message = (
                format!("{}起施行的版本不能替代{old}起施行的版本。", edition.from()),
                format!("the edition of {old} cannot be replaced by that of {}", edition.from()),
            );
            let hint = ("请写上一个版本的施行日期。", "name the edition before this one, by its first day");
            problems.error(&on.at(top, "replaces"), message, hint);
        }
        None if !edition.changed_clauses.is_empty() => {
            let message = (
                "写了changed_clauses（修改的条文），却没有写替代哪个版本。",
                "`changed_clauses` without an edition that they were changed from",
            );
            let hint = (
                "请补写 replaces = 上一版本的施行日期，例如 replaces = 2025-01-01。",
                "add `replaces = <its first day>`, for example replaces = 2025-01-01",
            );
            problems.error(&on.at(top, "changed_clauses"), message, hint);
        }
        _ => {}
    }
}
