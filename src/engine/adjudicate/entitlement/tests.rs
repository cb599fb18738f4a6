//! What is said to be left is what the largest claim is paid, and no more.

use super::*;
use crate::engine::adjudicate::LineKind;
use crate::engine::claim::words::{Event, Joining, Setting, Severity};
use crate::engine::claim::{Component, PlanCover};
use crate::engine::scheme::problem::Problems;
use crate::engine::scheme::read::{ListFiles, read};

const MUTUAL: &str = include_str!("../../../service/demo/mutual.toml");
const CRITICAL: &str = include_str!("../../../service/demo/critical.toml");
const LIMITS: &str = include_str!("../../../../tests/schemes/shapes/limits/2020-01-01.toml");

fn scheme(text: &str) -> Scheme {
    let edition = read(text, &ListFiles::new(), &mut Problems::default()).expect("it reads");
    Scheme::new(vec![edition]).expect("it compiles")
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// Member m, covered since a day for the first time.
fn member(since: &str, plan: &str) -> Facts {
    let mut facts = Facts::default();
    facts.person.member = "m".into();
    facts.cover.push(PlanCover {
        plan: plan.into(),
        covered: true,
        since: Some(day(since)),
        joining: Some(Joining::First),
        share_units: Some(2),
        ..PlanCover::default()
    });
    facts
}

/// A claim of somebody on a day.
fn claim(of: &Facts, on: &str, setting: Setting, yuan: i32) -> Facts {
    let mut facts = on_day(of.clone(), day(on));
    facts.claim.event = Some(Event::Treatment);
    facts.claim.setting = Some(setting);
    facts.claim.settlement.set(Component::SelfPay, Fen::yuan(yuan));
    facts
}

fn of<'e>(found: &'e [Entitlement], benefit: &str) -> &'e Entitlement {
    found.iter().find(|one| one.benefit == benefit).expect("the benefit is there")
}

/// What a claim is paid of a benefit.
fn paid(session: &mut Session<'_>, facts: &Facts, benefit: &str) -> Fen {
    let lines = session.decide(facts).lines;
    let of = lines.iter().filter(|line| line.benefit == benefit && line.kind == LineKind::Pays);
    of.map(|line| line.amount.whole().expect("whole fen")).sum()
}

#[test]
fn the_largest_claim_is_paid_exactly_what_is_left() {
    let scheme = scheme(MUTUAL);
    let who = member("2026-01-01", "");
    let (mut session, mut history) = (scheme.session(), vec![]);
    // (claimed before, left of the stays' limit after it, still to reach 30,000)
    for (on, yuan, left, to_reach) in [
        ("2026-03-01", 0, "40000.00", "30000.00"),
        ("2026-03-02", 1_500, "40000.00", "28500.00"),
        ("2026-04-01", 20_000, "30250.00", "8500.00"),
        ("2026-05-01", 31_000, "11700.00", "0.00"),
    ] {
        history.extend(session.decide(&claim(&who, on, Setting::Inpatient, yuan)).movements);
        let found = entitlements(&scheme, &on_day(who.clone(), day("2026-06-01")), &history);
        let stay = of(&found, "inpatient");
        assert_eq!(
            (stay.left.unwrap().to_string().as_str(), &stay.standing),
            (left, &Standing::Open),
            "{yuan}"
        );
        let reached = of(&found, "hardship").bounds[0].rows[0].left;
        assert_eq!(reached.to_string(), to_reach);
        let largest = claim(&who, "2026-06-01", Setting::Inpatient, 1_000_000);
        let mut after = scheme.session();
        after.bring(&history);
        assert_eq!(paid(&mut after, &largest, "inpatient"), stay.left.unwrap());
        assert_eq!(paid(&mut after, &largest, "inpatient"), Fen::ZERO, "and nothing after it");
    }
    // The hardship aid was paid once: it is used up, and the next year all of it begins anew.
    let found = entitlements(&scheme, &on_day(who.clone(), day("2026-06-01")), &history);
    let aid = of(&found, "hardship");
    assert_eq!(
        (&aid.standing, aid.left, aid.times.as_ref().unwrap().left),
        (&Standing::UsedUp, Some(Fen::ZERO), 0)
    );
    let next = entitlements(&scheme, &on_day(who, day("2027-06-01")), &history);
    assert_eq!(
        (of(&next, "inpatient").left, of(&next, "hardship").left),
        (Some(Fen::yuan(40_000)), Some(Fen::yuan(2_000)))
    );
}

#[test]
fn what_a_deductible_took_and_what_is_still_to_be_borne() {
    let scheme = scheme(MUTUAL);
    let who = member("2026-01-01", "");
    let decided = scheme.adjudicate(&claim(&who, "2026-03-01", Setting::Inpatient, 1_500), &[]);
    let found = entitlements(&scheme, &on_day(who, day("2026-06-01")), &decided.movements);
    let bounds: Vec<(&str, String, String)> = of(&found, "inpatient")
        .bounds
        .iter()
        .map(|bound| (bound.kind, bound.used.to_string(), bound.rows[0].left.to_string()))
        .collect();
    let wanted = [("deductible", "1500.00", "500.00"), ("limit", "0.00", "40000.00")];
    assert_eq!(bounds, wanted.map(|(kind, used, left)| (kind, used.to_owned(), left.to_owned())));
}

#[test]
fn who_waits_is_told_until_when_and_the_next_day_is_paid() {
    let (scheme, who) = (scheme(MUTUAL), member("2026-05-20", ""));
    let on = |on: &str| entitlements(&scheme, &on_day(who.clone(), day(on)), &[]);
    let waiting = on("2026-05-25");
    let Standing::Waiting { until, pay, clause } = &of(&waiting, "inpatient").standing else {
        panic!("{waiting:?}");
    };
    assert_eq!((until.to_string().as_str(), *pay, clause.as_str()), ("2026-06-18", Ratio::ZERO, "4"));
    assert_eq!(of(&waiting, "inpatient").left, Some(Fen::ZERO));
    for (day, fen) in [("2026-06-18", Fen::ZERO), ("2026-06-19", Fen::yuan(40_000))] {
        assert_eq!(of(&on(day), "inpatient").left, Some(fen));
        let paid = paid(&mut scheme.session(), &claim(&who, day, Setting::Inpatient, 1_000_000), "inpatient");
        assert_eq!(paid, fen, "{day}");
    }
    // Of this benefit nobody waits.
    assert_eq!(of(&waiting, "outpatient").standing, Standing::Open);
}

#[test]
fn who_is_not_covered_receives_nothing() {
    let scheme = scheme(MUTUAL);
    let mut who = member("2026-01-01", "");
    who.cover[0].covered = false;
    let found = entitlements(&scheme, &on_day(who, day("2026-06-01")), &[]);
    assert!(
        found.iter().all(|one| one.standing == Standing::NotCovered && one.left == Some(Fen::ZERO)),
        "{found:?}"
    );
}

#[test]
fn a_lump_sum_is_by_share_units_and_once_in_a_lifetime() {
    let (scheme, who) = (scheme(CRITICAL), member("2026-01-01", "illness"));
    let on = on_day(who.clone(), day("2026-06-01"));
    assert_eq!(of(&entitlements(&scheme, &on, &[]), "illness").left, Some(Fen::yuan(40_000)));
    let mut ill = on.clone();
    ill.claim.event = Some(Event::Diagnosis);
    ill.claim.severity = Some(Severity::Severe);
    ill.claim.diagnoses = vec!["C50.9".parse().unwrap()];
    let decided = scheme.adjudicate(&ill, &[]);
    assert_eq!(decided.decision.amount(), Fen::yuan(40_000));
    let after = entitlements(&scheme, &on, &decided.movements);
    assert_eq!(
        (&of(&after, "illness").standing, of(&after, "illness").left),
        (&Standing::UsedUp, Some(Fen::ZERO))
    );
}

#[test]
fn no_claim_of_any_size_is_paid_more_than_is_left() {
    for text in [MUTUAL, LIMITS] {
        let scheme = scheme(text);
        let who = member("2020-01-01", "");
        let mut history = vec![];
        for (number, yuan) in [700, 12_000, 3_333, 90_000, 250_000].into_iter().enumerate() {
            let on = format!("2026-0{}-15", number + 1);
            for setting in [Setting::Inpatient, Setting::Outpatient, Setting::SpecialOutpatient] {
                let mut session = scheme.session();
                session.bring(&history);
                let facts = claim(&who, &on, setting, yuan);
                let found = entitlements(&scheme, &on_day(who.clone(), day(&on)), &history);
                let decided = session.decide(&facts);
                for one in found.iter().filter_map(|one| Some((one, one.left?))) {
                    let lines = decided.lines.iter();
                    let of =
                        lines.filter(|line| line.benefit == one.0.benefit && line.kind == LineKind::Pays);
                    let paid: Fen = of.filter_map(|line| line.amount.whole()).sum();
                    assert!(paid <= one.1, "{} {on} {yuan}: {paid} > {}", one.0.benefit, one.1);
                }
                history.extend(decided.movements);
            }
        }
    }
}
