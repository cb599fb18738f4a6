//! What one member must satisfy on his own: plan, share units, eligibility, window, contribution.

use super::applicant::Applicant;
use super::charge::{own_share_missed, parts, times};
use super::explain;
use super::refusal::Grounds;
use super::wish::{Round, Wish};
use crate::engine::claim::words::Joining;
use crate::engine::coverage::{in_window, is_new_hire};
use crate::engine::scheme::model::{Contribution, Edition, Enrolment, Key, Per};

/// Finds the rules and contributions of a wish, and everything that refuses it on its own.
pub(super) fn check<'a>(round: &Round<'a>, wish: &mut Wish<'a>) -> Vec<Grounds> {
    let edition = round.edition;
    let applicant = round.applicant(wish);
    let mut found = plan(round, wish);
    for level in levels(wish.plan) {
        let rules: Vec<_> = edition.enrolments.iter().filter(|rule| rule.plan.as_deref() == level).collect();
        wish.rules.extend(rule(&rules, &applicant, &mut found));
        let all: Vec<_> = edition.contributions.iter().filter(|c| c.plan.as_deref() == level).collect();
        wish.contributions.extend(contribution(&all, &applicant, &mut found));
    }
    found.extend(share_units(round, wish));
    for rule in &wish.rules {
        found.extend(employer(rule, wish));
        found.extend(in_time(rule, round, wish));
        found.extend(joining(rule, edition, wish));
    }
    found.extend(wish.contributions.iter().filter_map(|c| amounts(c, round, wish)));
    each_once(found)
}

/// Two rules may lack the same fact; it is asked for once.
fn each_once(found: Vec<Grounds>) -> Vec<Grounds> {
    let mut once: Vec<Grounds> = Vec::with_capacity(found.len());
    for grounds in found {
        if !once.iter().any(|g| g.reason == grounds.reason && g.sentence == grounds.sentence) {
            once.push(grounds);
        }
    }
    once
}

/// Rules of the scheme as a whole, then those of the plan.
fn levels(plan: &str) -> impl Iterator<Item = Option<&str>> {
    [None, Some(plan)].into_iter()
}

fn plan(round: &Round<'_>, wish: &Wish<'_>) -> Vec<Grounds> {
    let edition = round.edition;
    let known = if edition.plans.is_empty() { wish.plan.is_empty() } else { round.plan(wish).is_some() };
    if known { vec![] } else { vec![explain::unknown_plan(edition, wish.plan)] }
}

/// The first rule that is for the applicant. Without one the reasons of all are noted, and the first rule
/// stands, so that its other tests are not hidden. While some rule only lacks a fact, nobody is told that he is
/// not eligible under another.
fn rule<'a>(
    rules: &[&'a Enrolment],
    applicant: &Applicant<'_>,
    found: &mut Vec<Grounds>,
) -> Option<&'a Enrolment> {
    let fits = |rule: &&&Enrolment| rule.who.holds(applicant) == Some(true);
    if let Some(rule) = rules.iter().find(fits) {
        return Some(rule);
    }
    let may_hold = rules.iter().any(|rule| !applicant.missing(&rule.who).is_empty());
    for rule in rules {
        let missing = applicant.missing(&rule.who);
        found.extend(missing.iter().map(|key| explain::missing(applicant.edition, key, &rule.clause)));
        if !may_hold {
            found.push(explain::not_eligible(applicant, &rule.who, &rule.clause));
        }
    }
    rules.first().copied()
}

/// The contribution that fits the applicant: exactly one of those of a plan, if there are any.
fn contribution<'a>(
    all: &[&'a Contribution],
    applicant: &Applicant<'_>,
    found: &mut Vec<Grounds>,
) -> Option<&'a Contribution> {
    let fits = |c: &&Contribution| c.when.holds(applicant) == Some(true);
    let fit: Vec<&'a Contribution> = all.iter().copied().filter(fits).collect();
    if let [only] = fit.as_slice() {
        return Some(only);
    }
    let mut missing = Vec::new();
    for contribution in all.iter().filter(|_| fit.is_empty()) {
        for key in applicant.missing(&contribution.when) {
            missing.push(explain::missing(applicant.edition, &key, &contribution.clause));
        }
    }
    if missing.is_empty() && !all.is_empty() {
        missing.push(explain::contributions(&fit));
    }
    found.extend(missing);
    None
}

/// At most as many share units as the plan allows; without a plan, one, unless units are charged for.
fn share_units(round: &Round<'_>, wish: &Wish<'_>) -> Option<Grounds> {
    let plan = round.plan(wish);
    let by_unit = wish.contributions.iter().any(|c| c.per == Per::ShareUnit);
    let most = plan.map_or((!by_unit).then_some(1), |plan| Some(plan.most_share_units));
    let within = wish.units >= 1 && most.is_none_or(|most| wish.units <= most);
    let clause = plan.and_then(|plan| plan.clause.as_deref());
    (!within).then(|| explain::share_units(clause, most, wish.units))
}

fn employer(rule: &Enrolment, wish: &Wish<'_>) -> Option<Grounds> {
    (rule.by_employer && wish.line.employer.is_none()).then(|| explain::employer_only(rule))
}

/// Enrolment within the window, or soon after being hired; without a window, before the period ends.
fn in_time(rule: &Enrolment, round: &Round<'_>, wish: &Wish<'_>) -> Option<Grounds> {
    let before_end = round.period.to().is_none_or(|last| wish.day <= last);
    let hired_on = wish.line.hired_on;
    if before_end && (in_window(rule, wish.day) || is_new_hire(rule, wish.day, hired_on)) {
        return None;
    }
    if before_end && rule.late_hires.is_some() && hired_on.is_none() {
        return Some(explain::hired_unknown(rule, wish.day));
    }
    let window = rule.window.unwrap_or((round.period.from(), round.period.to().unwrap_or(wish.day)));
    Some(explain::outside_window(rule, window, wish.day))
}

/// Whether somebody waits must be known where there is a waiting time.
fn joining(rule: &Enrolment, edition: &Edition, wish: &Wish<'_>) -> Option<Grounds> {
    let waits = rule.waiting_days.is_some() || rule.waiting_months.is_some();
    let unknown = waits && how(rule, wish).is_none();
    unknown.then(|| explain::missing(edition, &Key::Joining, &rule.clause))
}

/// How a member comes into the cover: as the roster says, or newly hired by his day of hiring.
pub(super) fn how(rule: &Enrolment, wish: &Wish<'_>) -> Option<Joining> {
    let new = is_new_hire(rule, wish.day, wish.line.hired_on);
    wish.line.joining.or(new.then_some(Joining::NewHire))
}

/// The amounts can be worked out, and leave the member the share that he must bear.
fn amounts(contribution: &Contribution, round: &Round<'_>, wish: &Wish<'_>) -> Option<Grounds> {
    let times = times(contribution, round, wish);
    let Some(parts) = parts(contribution, times, true) else {
        return Some(explain::too_large(contribution));
    };
    let (least, own) = own_share_missed(contribution, times, &parts)?;
    Some(explain::own_share(contribution, round.edition, (least, own)))
}
