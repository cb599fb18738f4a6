//! Laws over chains: ceilings hold in every order, excluded plans never both pay, one plan is the plan alone,
//! lines add up, claims that arrive in any order end in the same.

use std::collections::BTreeMap;

use huzhu::engine::adjudicate::probe::Sampler;
use huzhu::engine::adjudicate::{Adjudication, History, Line, LineKind};
use huzhu::engine::chain::{Chain, ChainAdjudication, ChainFile, read_and_check};
use huzhu::engine::claim::words::{DateKind, Service, Severity};
use huzhu::engine::claim::{Component, Facts};
use huzhu::engine::money::{Exact, Fen};
use huzhu::engine::scheme::library::Published;
use proptest::prelude::*;

use super::{PLANS, chain_of, part, stay, text_of};
use crate::library::shipped;

/// What must stand before what: a base before the plan that takes it; compared plans side by side.
const BEFORE: [(&str, &str); 8] = [
    ("inpatient", "second"),
    ("inpatient", "employer"),
    ("second", "employer"),
    ("inpatient", "hardship"),
    ("second", "hardship"),
    ("employer", "hardship"),
    ("self-funded", "hardship"),
    ("critical-a", "critical-b"),
];

/// The chain of ten with its plans in another order, as near to the wished one as the bases allow.
fn in_order(wish: &[usize], year: i64) -> Chain {
    let text = text_of("ten").replace("60000\nalong", &format!("{year}\nalong"));
    let (start, end) = (text.find("[[plan]]").expect("plans"), text.find("[[exclude]]").expect("groups"));
    let blocks: Vec<&str> = text[start..end].split_inclusive("clause = \"1\"\n\n").collect();
    let block = |plan: &str| blocks[PLANS.iter().position(|p| *p == plan).expect("a plan")];
    let mut left: Vec<&str> = wish.iter().map(|at| PLANS[*at]).filter(|plan| *plan != "critical-b").collect();
    let mut order = String::new();
    while !left.is_empty() {
        let free = |plan: &&str| !BEFORE.iter().any(|(first, then)| then == plan && left.contains(first));
        let at = left.iter().position(free).expect("no circle");
        let plan = left.remove(at);
        order += block(plan);
        order += if plan == "critical-a" { block("critical-b") } else { "" };
    }
    chain_of(&format!("{}{order}{}", &text[..start], &text[end..]))
}

/// A claim of one of two members: amounts in yuan, what is known of it.
type Slip = (u32, i32, i32, i32, u16, u8);

fn slips() -> impl Strategy<Value = Vec<Slip>> {
    let slip = (0_u32..2, 0..40_000_i32, 0..8_000_i32, 0..4_000_i32, 0_u16..40, 0_u8..32);
    prop::collection::vec(slip, 1..9)
}

fn claim((member, self_pay, self_funded, over_limit, days, known): Slip, month: usize) -> Facts {
    let mut facts = stay(self_pay);
    facts.person.member = format!("m{member}");
    let slip = &mut facts.claim.settlement;
    slip.set(Component::SelfFunded, Fen::yuan(self_funded));
    slip.set(Component::OverLimit, Fen::yuan(over_limit));
    slip.set(Component::MemberPart, Fen::yuan(self_pay + self_funded + over_limit));
    facts.claim.days = Some(days);
    facts.claim.severity = [Some(Severity::Light), Some(Severity::Severe), None][usize::from(known % 3)];
    facts.person.service = [Some(Service::InService), Some(Service::Retired)][usize::from(known / 3 % 2)];
    if known > 28 {
        facts.claim.settlement = huzhu::engine::claim::Settlement::new();
    }
    let day = format!("{}-{:02}-10", 2020 + month / 9, month % 9 + 1);
    facts.claim.dates.set(DateKind::Discharge, day.parse().expect("a day"));
    facts
}

fn sum<'l>(lines: impl Iterator<Item = &'l Line>) -> Exact {
    lines.fold(Exact::ZERO, |sum, line| sum.plus(line.amount))
}

/// What is wrong with an answer by itself.
fn law(answer: &ChainAdjudication, facts: &Facts) -> Result<(), String> {
    let together: Fen = answer.parts.iter().map(|part| part.amount).sum();
    if together != answer.amount {
        return Err(format!("the plans pay {together}, the chain {}", answer.amount));
    }
    for part in &answer.parts {
        let lines = part.adjudication.iter().flat_map(|a| &a.lines);
        let pays = sum(lines.filter(|line| line.kind == LineKind::Pays));
        if pays != Exact::from(part.amount) {
            return Err(format!("the lines of {} pay {pays}, the plan {}", part.plan, part.amount));
        }
    }
    for (one, other) in [("allowance", "retiree"), ("critical-a", "critical-b")] {
        if part(answer, one).amount > Fen::ZERO && part(answer, other).amount > Fen::ZERO {
            return Err(format!("{one} and {other} both pay"));
        }
    }
    let bounded = ["inpatient", "second", "self-funded", "over-limit", "employer", "hardship"];
    let cost: Fen = bounded.iter().map(|plan| part(answer, plan).amount).sum();
    let bore = facts.claim.settlement.get(Component::MemberPart).unwrap_or_default();
    if cost > bore { Err(format!("{cost} is paid of {bore}")) } else { Ok(()) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ceilings_and_exclusions_hold_in_every_order(
        wish in Just((0_usize..10).collect::<Vec<_>>()).prop_shuffle(),
        year in 0_i64..80_000,
        slips in slips(),
    ) {
        let chain = in_order(&wish, year);
        let mut session = chain.session();
        let mut years: BTreeMap<(String, String), Fen> = BTreeMap::new();
        for (month, slip) in slips.into_iter().enumerate() {
            let facts = claim(slip, month);
            let answer = session.decide(&facts);
            prop_assert_eq!(law(&answer, &facts), Ok(()));
            let at = facts.claim.dates.discharge.expect("it is dated").to_string()[..4].to_owned();
            let total = years.entry((facts.person.member.clone(), at)).or_default();
            *total += answer.amount;
            prop_assert!(total.get() <= year * 100, "{} is paid in a year, the ceiling is {}", total, year);
            let added: Fen = answer.movements.iter().filter_map(|m| m.by.whole()).sum();
            prop_assert_eq!(added, answer.amount, "the ceiling counts what was paid");
        }
    }

    #[test]
    fn claims_that_arrive_in_any_order_end_in_the_same(
        slips in slips(),
        order in any::<prop::sample::Index>(),
        seed in any::<u64>(),
    ) {
        let chain = chain_of(&text_of("ten"));
        let claims: Vec<Facts> = slips.into_iter().enumerate().map(|(month, slip)| claim(slip, month)).collect();
        let arrive = |order: &[usize]| {
            let mut history = History::new(&chain);
            for at in order {
                history.decide(u64::try_from(*at).expect("small"), claims[*at].clone());
            }
            history
        };
        let straight: Vec<usize> = (0..claims.len()).collect();
        let mut permuted = straight.clone();
        permuted.sort_by_key(|at| (seed >> (at * 7 % 57)) % 11);
        permuted.rotate_left(order.index(claims.len()));
        let (one, other) = (arrive(&straight), arrive(&permuted));
        prop_assert_eq!(one.totals(), other.totals());
        prop_assert_eq!(one.entries(), other.entries());
        // Straight on, in one session, is the same again; and so is going on from the movements kept.
        let mut session = chain.session();
        let mut kept = Vec::new();
        for (at, facts) in claims.iter().enumerate() {
            let answer = session.decide(facts);
            prop_assert_eq!(&chain.adjudicate(facts, &kept), &answer);
            kept.extend(answer.all_movements());
            prop_assert_eq!(&one.entries()[&u64::try_from(at).expect("small")].adjudication, &answer);
        }
    }
}

/// A chain of one shipped scheme, with a ceiling that never bites or without.
fn alone(id: &str, bounded: bool) -> Chain {
    let shipped = &shipped()[id];
    let editions = shipped.scheme.editions().iter().cloned().zip(shipped.scheme.known().iter().cloned());
    let published = Published { editions: editions.collect(), texts: vec![] };
    let ceiling = "[[ceiling]]\nid = \"all\"\nlabel = \"上限\"\nclause = \"1\"\nplans = [\"only\"]\namount = 9999999999\nalong = \"member.life\"\n";
    let dates = shipped.scheme.editions()[0].in_force.decided_by;
    let text = format!(
        "format = \"chain/1\"\nid = \"a\"\ntitle = \"一项\"\nsource = {{ title = \"核对用\" }}\n\
         in_force = {{ from = 1990-01-01, decided_by = \"{}\" }}\n[[clause]]\nid = \"1\"\ntext = \"一项。\"\n\
         [[plan]]\nid = \"only\"\nscheme = \"{id}\"\nclause = \"1\"\n{}",
        huzhu::engine::claim::words::Word::word(dates),
        if bounded { ceiling } else { "" }
    );
    let schemes = BTreeMap::from([(id.to_owned(), published)]);
    let checked = read_and_check(&ChainFile { path: "a/1990-01-01.toml".into(), text }, &schemes);
    assert!(!checked.report.has_errors(), "{}", checked.report);
    Chain::new(checked.edition.into_iter().collect(), &schemes).expect("it compiles")
}

#[test]
fn a_chain_of_one_plan_is_the_plan_alone() {
    for (id, shipped) in shipped() {
        for bounded in [false, true] {
            let chain = alone(id, bounded);
            let (mut one, mut other) = (chain.session(), shipped.scheme.session());
            let mut sampler = Sampler::new(&shipped.scheme, 7);
            let mut compared = 0;
            for _ in 0..400 {
                let facts = sampler.claim();
                if facts.claim.dates.get(chain.editions()[0].decided_by).is_none() {
                    continue;
                }
                let (answer, alone) = (one.decide(&facts), other.decide(&facts));
                let same = answer.parts[0].adjudication.as_ref().expect("it is run");
                compared += 1;
                assert_eq!(shorn(same), shorn(&alone), "{id}");
                assert_eq!(
                    (answer.amount, answer.bill.len()),
                    (alone.decision.amount(), bill(&alone)),
                    "{id}"
                );
            }
            assert!(compared > 100, "{id}: only {compared} claims were compared");
        }
    }
}

fn bill(answer: &Adjudication) -> usize {
    answer.lines.iter().filter(|line| line.kind == LineKind::Bill).count()
}

/// An answer without what stands in the frame of a chain, or comes of its ceiling.
fn shorn(answer: &Adjudication) -> Adjudication {
    let mut answer = answer.clone();
    answer.lines.retain(|line| {
        !matches!(line.kind, LineKind::Bill | LineKind::Left) && !line.line.starts_with("chain.")
    });
    answer.receipt.facts = String::new();
    answer
}
