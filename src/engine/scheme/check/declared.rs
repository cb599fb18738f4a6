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
}

/// Everybody is in a category: one of them is for those who are in no other.
fn categories(on: &Subject<'_>, problems: &mut Problems) {
    let defaults: Vec<&Category> = on.edition.categories.iter().filter(|c| c.default).collect();
    match (on.edition.categories.first(), defaults.as_slice()) {
        (None, _) | (_, [_]) => {}
        (Some(first), []) => {
            let message = "no category is for members who are in no other";
            problems.error(&on.at(&first.place, "id"), message, "write `default = true` in one category");
        }
        (_, [one, more @ ..]) => {
            for category in more {
                let message = format!("there is a default category already, `{}`", one.id);
                problems.error(&on.at(&category.place, "default"), message, "keep one");
            }
        }
    }
}

fn periods(on: &Subject<'_>, problems: &mut Problems) {
    let (all, in_force) = (&on.edition.periods, &on.edition.in_force.span);
    for period in all {
        let ends_within = period.span.to().is_some_and(|to| in_force.contains(to));
        if !in_force.contains(period.span.from()) || !ends_within {
            let message =
                format!("the period `{}` is not within the days that the edition is in force", period.id);
            problems.error(&on.at(&period.place, "from"), message, "put it into the edition of its days");
        }
    }
    for pair in all.windows(2) {
        let [one, next] = pair else { continue };
        let message = if one.span.overlaps(&next.span) {
            format!("the periods `{}` and `{}` overlap", one.id, next.id)
        } else if next.span.from() < one.span.from() {
            format!("the period `{}` comes before `{}`", next.id, one.id)
        } else {
            continue;
        };
        let hint = "write periods one after the other, by date";
        problems.error(&on.at(&next.place, "from"), message, hint);
    }
}

fn plans(on: &Subject<'_>, problems: &mut Problems) {
    for plan in &on.edition.plans {
        for both in plan.needs.iter().filter(|id| plan.excludes.contains(id)) {
            let message = format!("the plan `{}` both needs and excludes `{both}`", plan.id);
            problems.error(&on.at(&plan.place, "excludes"), message, "keep one of the two");
        }
        for (key, ids) in [("needs", &plan.needs), ("excludes", &plan.excludes)] {
            if ids.contains(&plan.id) {
                let message = format!("the plan `{}` names itself", plan.id);
                problems.error(&on.at(&plan.place, key), message, "take it out");
            }
        }
    }
}

/// Stages for the same people come in the order of their days.
fn waiting(on: &Subject<'_>, benefit: &Benefit, problems: &mut Problems) {
    for (at, stage) in benefit.waiting.iter().enumerate() {
        let before = benefit.waiting[..at].iter().rev().find(|s| s.when.tests == stage.when.tests);
        if let Some(before) = before.filter(|before| before.days >= stage.days) {
            let message = format!("a stage up to day {} follows one up to day {}", stage.days, before.days);
            let hint = "write the stages of a waiting time in the order of their days";
            problems.error(&on.at(&stage.place, "days"), message, hint);
        }
    }
}

fn replaced(on: &Subject<'_>, problems: &mut Problems) {
    let (edition, top) = (on.edition, &on.tree.place);
    match edition.replaces {
        Some(old) if old >= edition.from() => {
            let message = format!("the edition of {old} cannot be replaced by that of {}", edition.from());
            problems.error(&on.at(top, "replaces"), message, "name the edition before this one");
        }
        None if !edition.changed_clauses.is_empty() => {
            let message = "`changed_clauses` without an edition that they were changed from";
            problems.error(&on.at(top, "changed_clauses"), message, "add `replaces = <its first day>`");
        }
        _ => {}
    }
}
