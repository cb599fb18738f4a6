//! Tables of an edition: of all claims that can meet one, each fits exactly one row.

use super::Subject;
use super::complete::{Flaw, flaws};
use crate::engine::scheme::model::{
    Approval, Benefit, Bound, Bounded, Contribution, Key, Keyed, Kind, Line, Place, Test, When, ladders,
};
use crate::engine::scheme::problem::Problems;
use crate::engine::scheme::said::Said;

/// Rows that must tell claims or members apart.
struct Table<'a> {
    rows: Vec<(&'a When, Place)>,
    place: Place,
    /// Conditions that everybody passes who comes to the table.
    within: Vec<&'a When>,
    /// Must a row fit everybody?
    complete: bool,
}

pub(super) fn check(on: &Subject<'_>, problems: &mut Problems) {
    for benefit in &on.edition.benefits {
        of_benefit(on, benefit, problems);
    }
    for enrolment in &on.edition.enrolments {
        if let Some(table) = &enrolment.least_participation {
            keyed(on, table, &[&enrolment.who], problems);
        }
    }
    contributions(on, problems);
    enrolments(on, problems);
    approvals(on, problems);
}

fn of_benefit(on: &Subject<'_>, benefit: &Benefit, problems: &mut Problems) {
    let units = share_units(on, benefit.plan.as_deref());
    let within = [&benefit.when, &units];
    if let Some(funding) = &benefit.funding {
        keyed(on, funding, &within, problems);
    }
    for line in &benefit.lines {
        of_line(on, line, &[&benefit.when, &units, &line.when], problems);
    }
}

fn of_line(on: &Subject<'_>, line: &Line, within: &[&When], problems: &mut Problems) {
    match &line.kind {
        Kind::Amount(amount) => keyed(on, &amount.amount, within, problems),
        Kind::Portion(portion) => keyed(on, &portion.ratio, within, problems),
        Kind::Bands(bands) => keyed(on, &bands.bands, within, problems),
        Kind::Count(count) => keyed(on, &count.each, within, problems),
        Kind::Bound(Bounded { bound: Bound::Amount(table), .. }) => keyed(on, table, within, problems),
        Kind::Bound(Bounded { bound: Bound::Line(_), .. })
        | Kind::Measure(_)
        | Kind::Sum(_)
        | Kind::Proportion(_)
        | Kind::Extreme(_)
        | Kind::Result(_)
        | Kind::SoFar { .. }
        | Kind::Round { .. } => {}
    }
}

fn keyed<T>(on: &Subject<'_>, table: &Keyed<T>, within: &[&When], problems: &mut Problems) {
    let rows = table.rows.iter().map(|row| (&row.when, row.place.clone())).collect();
    let table = Table { rows, place: table.place.clone(), within: within.to_vec(), complete: true };
    if !on.is_broken(&table.place) {
        walk(on, &table, problems);
    }
}

/// Exactly one contribution of a plan fits each member who may enrol in it.
fn contributions(on: &Subject<'_>, problems: &mut Problems) {
    let all = &on.edition.contributions;
    for (at, first) in all.iter().enumerate() {
        if all[..at].iter().any(|c| c.plan == first.plan) {
            continue;
        }
        let same: Vec<&Contribution> = all.iter().filter(|c| c.plan == first.plan).collect();
        let who = on.edition.enrolments.iter().filter(|e| e.plan == first.plan).map(|e| &e.who);
        let who: Vec<&When> = who.collect();
        let units = share_units(on, first.plan.as_deref());
        let mut within = vec![&units];
        // Several enrolments of one plan have conditions of which any may hold: they narrow nothing down.
        within.extend(who.first().filter(|_| who.len() == 1));
        let rows = same.iter().map(|c| (&c.when, on.at(&c.place, "id"))).collect();
        let table = Table { rows, place: on.at(&first.place, "id"), within, complete: true };
        if !same.iter().any(|c| on.is_broken_at(&c.place, "when") || on.is_broken_at(&c.place, "plan")) {
            walk(on, &table, problems);
        }
    }
}

/// At most one enrolment of a plan fits anybody; whom none fits may not join.
fn enrolments(on: &Subject<'_>, problems: &mut Problems) {
    let all = &on.edition.enrolments;
    for (at, first) in all.iter().enumerate() {
        if all[..at].iter().any(|e| e.plan == first.plan) {
            continue;
        }
        let same: Vec<_> = all.iter().filter(|e| e.plan == first.plan).collect();
        let rows = same.iter().map(|e| (&e.who, e.place.clone())).collect();
        let table = Table { rows, place: first.place.clone(), within: vec![], complete: false };
        if !same.iter().any(|e| on.is_broken_at(&e.place, "who") || on.is_broken_at(&e.place, "plan")) {
            walk(on, &table, problems);
        }
    }
}

/// Exactly one ladder fits each claim that the benefits grant something.
fn approvals(on: &Subject<'_>, problems: &mut Problems) {
    let all = &on.edition.approvals;
    let ladders = ladders(all);
    for (at, first) in all.iter().enumerate() {
        if all[..at].iter().any(|a| a.is_about(first)) {
            continue;
        }
        let own: Vec<&Approval> =
            ladders.iter().filter_map(|l| l.first()).copied().filter(|a| a.is_about(first)).collect();
        // Of several benefits, or of all, no one condition holds for every claim.
        let only = first.benefits.first().filter(|_| first.benefits.len() == 1);
        let within = only.and_then(|id| on.edition.benefit(id)).map(|benefit| &benefit.when);
        let rows = own.iter().map(|a| (&a.when, on.at(&a.place, "level"))).collect();
        let place = on.at(&first.place, "level");
        let table = Table { rows, place, within: within.into_iter().collect(), complete: true };
        let broken =
            |a: &Approval| on.is_broken_at(&a.place, "when") || on.is_broken_at(&a.place, "benefits");
        if !all.iter().any(broken) {
            walk(on, &table, problems);
        }
    }
}

/// How many share units one can hold: of the plan, or of the plan that allows the most.
fn share_units(on: &Subject<'_>, plan: Option<&str>) -> When {
    let plans = on.edition.plans.iter().filter(|p| plan.is_none_or(|id| p.id == id));
    let most = plans.map(|p| i32::from(p.most_share_units)).max();
    let test = |most: i32| (Key::ShareUnits, Test::Ranges(vec![(1, Some(most))]));
    When { tests: most.map(test).into_iter().collect(), place: 0..0 }
}

fn walk(on: &Subject<'_>, table: &Table<'_>, problems: &mut Problems) {
    let rows: Vec<&When> = table.rows.iter().map(|(when, _)| *when).collect();
    for flaw in flaws(&rows, &table.within, on.known) {
        match flaw {
            Flaw::Hole(_) if !table.complete => {}
            Flaw::Hole(at) => {
                let zh = if at.is_empty() { "任何情形".into() } else { at.clone() };
                let en = if at.is_empty() { "anything".into() } else { at };
                let message = (format!("表中没有适用于“{zh}”的行。"), format!("no row fits {en}"));
                let hint = ("请补写一行，或放宽某一行的条件。", "add a row for it, or widen one");
                problems.error(&table.place, message, hint);
            }
            Flaw::Twice(a, b, at) => {
                let (one, other) = (&table.rows[a].1, &table.rows[b].1);
                problems.error(other, twice(&at, (on.line(one), on.line(other))), one_must_fit());
            }
            Flaw::TooLarge => {
                let message = (
                    "表中条件的组合太多，无法逐一检查。",
                    "the table has more combinations than can be checked",
                );
                let hint = (
                    "请拆成几行计算，每行少用几个条件。",
                    "split it into several lines, each with fewer keys",
                );
                problems.error(&table.place, message, hint);
            }
        }
    }
    lists_apart(on, table, problems);
}

/// Two rows that fit the same, by their lines in the file.
fn twice(at: &str, (one, other): (usize, usize)) -> Said {
    let (zh, en) = match at {
        "" => ("任何情形", "anything"),
        at => (at, at),
    };
    if one == other {
        return Said::new(
            format!("“{zh}”同时适用两行（都在第{one}行）。"),
            format!("two rows fit {en}: both on line {one}"),
        );
    }
    Said::new(
        format!("“{zh}”同时适用第{one}行和第{other}行。"),
        format!("two rows fit {en}: lines {one} and {other}"),
    )
}

fn one_must_fit() -> Said {
    Said::new(
        "请收窄其中一行的条件，使每种情形只适用一行。",
        "narrow one of the two, so that exactly one fits",
    )
}

/// A diagnosis on the lists of two rows makes the order of the diagnoses decide.
fn lists_apart(on: &Subject<'_>, table: &Table<'_>, problems: &mut Problems) {
    let words = |when: &When| match when.of(&Key::Disease) {
        Some(Test::Words(words)) => words.clone(),
        _ => vec![],
    };
    for (at, (one, _)) in table.rows.iter().enumerate() {
        for (other, place) in &table.rows[at + 1..] {
            let common = words(one).iter().find_map(|a| words(other).iter().find_map(|b| common(on, a, b)));
            if let Some(message) = common {
                problems.warn(place, message, ("请从其中一份目录中删去。", "take it off one of the lists"));
            }
        }
    }
}

fn common(on: &Subject<'_>, one: &str, other: &str) -> Option<Said> {
    let list = |id: &str| on.edition.lists.iter().find(|list| list.id == id);
    let code = list(one)?.codes.overlaps(&list(other)?.codes).filter(|_| one != other)?;
    Some(Said::new(
        format!("{code}同时列在“{one}”和“{other}”两份目录中，无法确定适用哪一行。"),
        format!("{code} is on both lists, `{one}` and `{other}`: which row fits is open"),
    ))
}
