//! The rules of the scheme for all who would enrol in the same period, as one roster.

use std::collections::{BTreeMap, BTreeSet};

use super::lookup::{Known, Whom};
use super::{Plans, Wanted};
use crate::engine::calendar::{Day, Span, days_between};
use crate::engine::claim::words::Joining;
use crate::engine::contribution::{PlanChoice, RosterLine, dues};
use crate::engine::coverage::{Spell, period_of};
use crate::engine::money::Fen;
use crate::engine::office::Refusal;
use crate::engine::scheme::model::{Edition, Lang};
use crate::engine::scheme::said::Said;
use crate::store::member::MemberFacts;

/// A request that may be carried out.
#[derive(Clone, Debug, Default)]
pub(super) struct Accepted {
    /// Plan, days and share units.
    pub plans: Vec<(String, Span, u16)>,
    /// What is due by payer.
    pub due: BTreeMap<String, Fen>,
}

/// What the rules make of each request.
pub(super) fn judge(known: &Known, wanted: &[Wanted]) -> Vec<Result<Accepted, Refusal>> {
    let mut judged: Vec<Result<Accepted, Refusal>> =
        known.whom.iter().map(|whom| whom.clone().map(|_| Accepted::default())).collect();
    let mut rounds: BTreeMap<(&str, Day), Vec<usize>> = BTreeMap::new();
    for (at, wanted) in wanted.iter().enumerate() {
        if judged[at].is_ok() {
            rounds.entry((&wanted.scheme, wanted.as_of)).or_default().push(at);
        }
    }
    for places in rounds.into_values() {
        match known.edition(&wanted[places[0]]) {
            Ok(edition) => round(known, wanted, edition, &places, &mut judged),
            Err(refusal) => places.iter().for_each(|at| judged[*at] = Err(refusal.clone())),
        }
    }
    refuse_overlaps(known, wanted, &mut judged);
    judged
}

/// One roster: those who hold plans already, and those who would enrol.
fn round(
    known: &Known,
    wanted: &[Wanted],
    edition: &Edition,
    places: &[usize],
    judged: &mut [Result<Accepted, Refusal>],
) {
    let as_of = wanted[places[0]].as_of;
    let period = period_of(edition, as_of);
    let mut roster: Vec<RosterLine> = vec![];
    let mut of_row: Vec<Option<usize>> = vec![];
    let mut seen = BTreeSet::new();
    for at in places {
        for choice in choices(known, &wanted[*at], *at) {
            let key = known.whom[*at].as_ref().map(Whom::key).unwrap_or_default();
            if !seen.insert((key.to_owned(), choice.plan.clone())) {
                judged[*at] = Err(twice());
                continue;
            }
            roster.push(line(known, (wanted, *at), edition, choice, &period));
            of_row.push(Some(*at));
        }
    }
    for holds in known.holds(&wanted[places[0]].scheme, &period) {
        let employer = known.employer_name(&holds.employer).map(str::to_owned);
        roster.push(RosterLine {
            member: holds.member.clone(),
            employer,
            holds: vec![holds.plan.clone()],
            ..RosterLine::default()
        });
        of_row.push(None);
    }
    let found = dues(edition, &roster, as_of);
    for refusal in &found.refusals {
        for at in refusal.rows.iter().filter_map(|row| of_row[*row]) {
            let said = Said::new(sentence(refusal, Lang::Zh), sentence(refusal, Lang::En));
            judged[at] =
                judged[at].clone().and(Err(Refusal::Enrolment { rule: refusal.code().into(), said }));
        }
    }
    for accepted in &found.accepted {
        let Some(at) = of_row[accepted.row] else { continue };
        let from = accepted.covered_from.unwrap_or(period.from());
        judged[at] = judged[at].clone().and_then(|mut so_far| {
            let span = Span::new(from, period.to()).map_err(|_| after_the_period(from))?;
            so_far.plans.push((accepted.plan.clone(), span, accepted.share_units));
            Ok(so_far)
        });
    }
    for due in &found.lines {
        if let Some(Ok(accepted)) = of_row[due.row].map(|at| &mut judged[at]) {
            for part in &due.amounts {
                *accepted.due.entry(part.payer.clone()).or_default() += part.amount;
            }
        }
    }
}

fn sentence(refusal: &crate::engine::contribution::Refusal, lang: Lang) -> String {
    let text = |text: &crate::engine::scheme::model::Text| text.get(lang).to_owned();
    format!("{}{}{}", text(&refusal.sentence), lang.pick("", " "), text(&refusal.remedy))
}

/// The plans of a request, one line of the roster each.
fn choices(known: &Known, wanted: &Wanted, at: usize) -> Vec<PlanChoice> {
    let choice = |(plan, share_units): (String, u16)| PlanChoice { plan, share_units };
    match &wanted.plans {
        Plans::Named(plans) if plans.is_empty() => vec![PlanChoice::only()],
        Plans::Named(plans) => plans.iter().cloned().map(choice).collect(),
        Plans::AsBefore => {
            let member = known.whom[at].as_ref().ok().and_then(|whom| known.member(whom));
            let spells = member.map(|member| member.spells(&wanted.scheme)).unwrap_or_default();
            let last = spells.iter().map(|spell| spell.span.from()).max();
            let held = spells.into_iter().filter(|spell| Some(spell.span.from()) == last);
            held.map(|spell| choice((spell.plan, spell.share_units))).collect()
        }
    }
}

fn line(
    known: &Known,
    (wanted, at): (&[Wanted], usize),
    edition: &Edition,
    choice: PlanChoice,
    period: &Span,
) -> RosterLine {
    let asked = &wanted[at];
    let whom = known.whom[at].as_ref().ok();
    let member = whom.and_then(|whom| known.member(whom));
    let employer = known.employer(asked).map(|employer| (employer.name.clone(), employer.size));
    let named = asked.employer.clone().or_else(|| member.and_then(|member| member.employer_name.clone()));
    let (employer, size) = employer.map_or((named, None), |(name, size)| (Some(name), size));
    let spells = member.map(|member| member.spells(&asked.scheme)).unwrap_or_default();
    let joining = asked.joining.or_else(|| joining(edition, &spells, &choice.plan, (asked, period)));
    let mut categories = member.map(|member| member.categories.clone()).unwrap_or_default();
    categories.extend(asked.categories.iter().cloned());
    RosterLine {
        member: whom.map(Whom::key).unwrap_or_default().to_owned(),
        name: None,
        employer,
        employer_size: asked.employer_size.or(size).or(member.and_then(|member| member.employer_size)),
        categories,
        birth: asked.birth.or_else(|| asked.document.as_ref()?.birth()).or(member.and_then(|m| m.birth)),
        sex: asked.sex.or(member.and_then(|m| m.sex)),
        service: asked.service.or(member.and_then(|m| m.service)),
        insurance: asked.insurance.or(member.and_then(|m| m.insurance)),
        joining,
        hired_on: asked.hired_on,
        enrolled_on: asked.enrolled_on,
        holds: spells
            .iter()
            .filter(|s| s.span.overlaps(period) && s.plan != choice.plan)
            .map(|s| s.plan.clone())
            .collect(),
        plans: vec![choice],
        declared: asked.declared.clone(),
    }
}

/// How the member comes in, from the cover that the office knows of; none where it knows of none.
fn joining(
    edition: &Edition,
    spells: &[Spell],
    plan: &str,
    (asked, period): (&Wanted, &Span),
) -> Option<Joining> {
    let of_plan = edition.enrolments.iter().rfind(|rule| rule.plan.as_deref() == Some(plan));
    let rule = of_plan.or_else(|| edition.enrolments.iter().find(|rule| rule.plan.is_none()))?;
    let ends = spells.iter().filter(|spell| spell.plan == plan).filter_map(|s| s.cover(rule.follows_member));
    let last = ends.map(|cover| cover.to().unwrap_or(Day::MAX)).max()?;
    let first = period.from().max(asked.enrolled_on.unwrap_or(asked.as_of));
    let gap = days_between(last, first) - 1;
    Some(if gap <= rule.renewal_grace_days { Joining::Renewal } else { Joining::Returning })
}

/// No plan is held twice on a day: neither with what stands, nor with what this slice accepts.
fn refuse_overlaps(known: &Known, wanted: &[Wanted], judged: &mut [Result<Accepted, Refusal>]) {
    let mut new: BTreeMap<(&str, &str), Vec<(String, Span)>> = BTreeMap::new();
    for (at, judged) in judged.iter_mut().enumerate() {
        let (Ok(whom), Ok(accepted)) = (&known.whom[at], &*judged) else { continue };
        let scheme = wanted[at].scheme.as_str();
        let found = accepted.plans.iter().find_map(|(plan, span, _)| {
            let with = stands(known.member(whom), scheme, (plan, span));
            let with = with.map(|with| overlap(plan, span, &with));
            let same = new
                .get(&(whom.key(), scheme))
                .is_some_and(|new| new.iter().any(|(p, s)| p == plan && s.overlaps(span)));
            with.or_else(|| same.then(twice))
        });
        match found {
            Some(refusal) => *judged = Err(refusal),
            None => {
                let plans = accepted.plans.iter().map(|(plan, span, _)| (plan.clone(), *span));
                new.entry((whom.key(), scheme)).or_default().extend(plans);
            }
        }
    }
}

/// The enrolment that a plan overlaps with.
fn stands(member: Option<&MemberFacts>, scheme: &str, (plan, span): (&str, &Span)) -> Option<String> {
    let held = member?.enrolments.iter().filter(|held| held.scheme == scheme && held.spell.plan == plan);
    let days = |held: &Spell| held.cover(false);
    held.into_iter()
        .find(|held| days(&held.spell).is_some_and(|days| days.overlaps(span)))
        .map(|held| held.id.clone())
}

fn overlap(plan: &str, span: &Span, with: &str) -> Refusal {
    Refusal::PeriodOverlaps { plan: plan.into(), from: span.from(), to: span.to(), with: with.into() }
}

fn twice() -> Refusal {
    let said = Said::new(
        "本次办理中已有同一会员参加同一计划，请删除重复的一行。",
        "The same person enrols in the same plan twice in this request; remove one of the two.",
    );
    Refusal::Enrolment { rule: "duplicate".into(), said }
}

fn after_the_period(from: Day) -> Refusal {
    let said = (
        format!("保障自{from}起算，晚于本期截止日期，请改为参加下一期。"),
        format!("Cover would begin on {from}, after the period; enrol for the next period."),
    );
    Refusal::field("enrolled_on", said)
}
