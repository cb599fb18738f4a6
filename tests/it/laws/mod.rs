//! Laws that every decision keeps, held against the engine by random claims.

mod answer;
mod binary;
mod canaries;
mod fund;
mod text;

use huzhu::engine::adjudicate::probe::Sampler;
use huzhu::engine::adjudicate::{Adjudication, History, Movement};
use huzhu::engine::claim::{Component, Facts};
use huzhu::engine::money::Fen;
use proptest::prelude::*;

use crate::exactness::fractions;
use crate::library::shipped;
use answer::{Totals, adds_up, funded, within_limits};
use fund::{
    Bill, bills, engine, half_a_fen_goes_up, monotone, more_never_pays_less, never_negative,
    never_over_the_limit, share_with_limit, stay, years_and_members_are_apart,
};

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn funds_keep_the_laws(bills in bills(9_000_000), more in 0_i64..2_000_000) {
        for (scheme, limit) in monotone() {
            let fund = engine(scheme);
            never_negative(&fund, &bills).map_err(TestCaseError::fail)?;
            years_and_members_are_apart(&fund, &bills).map_err(TestCaseError::fail)?;
            more_never_pays_less(&fund, bills[0], more).map_err(TestCaseError::fail)?;
            if let Some(limit) = limit {
                never_over_the_limit(&fund, &bills, limit).map_err(TestCaseError::fail)?;
            }
        }
    }

    #[test]
    fn fractions_never_pass_a_limit_and_round_half_up(
        bills in bills(50_000),
        ratio in prop::sample::select(vec![(1, 3), (2, 3), (2, 37), (5, 74), (1, 2), (7, 8), (13, 14)]),
        limit in 1_i64..100,
    ) {
        let (above, below) = ratio;
        let written = format!("{above}/{below}");
        let limited = share_with_limit(&written, limit);
        never_over_the_limit(&engine(&limited), &bills, limit * 100).map_err(TestCaseError::fail)?;
        let free = share_with_limit(&written, 1_000_000);
        half_a_fen_goes_up(&engine(&free), &bills, ratio).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn answers_to_random_claims_keep_the_laws(at in 0..=shipped().len(), seed: u64) {
        let fractions = fractions();
        let scheme = shipped().values().map(|s| &s.scheme).nth(at).unwrap_or(&fractions);
        let mut sampler = Sampler::new(scheme, seed);
        let claims: Vec<Facts> = (0..60).map(|_| sampler.claim()).collect();
        let (mut session, mut again) = (scheme.session(), scheme.session());
        let mut totals = Totals::default();
        for facts in &claims {
            let answer = session.decide(facts);
            prop_assert!(answer.decision.amount() >= Fen::ZERO);
            adds_up(&answer).map_err(TestCaseError::fail)?;
            funded(&answer, scheme).map_err(TestCaseError::fail)?;
            within_limits(&mut totals, &answer, (facts, scheme)).map_err(TestCaseError::fail)?;
            let bytes = |a: &Adjudication| serde_json::to_vec(a).expect("an answer is written");
            prop_assert_eq!(bytes(&answer), bytes(&again.decide(facts)));
        }
    }

    #[test]
    fn a_bill_adds_up_from_its_total_to_what_is_left(total in 0_i64..9_000_000, part in 0_i64..=100) {
        let (total, funds) = (Fen::new(total).unwrap(), Fen::new(total * part / 100).unwrap());
        let mut facts = stay(&Bill { member: 0, year: 2016, fen: 0 });
        let slip = huzhu::engine::claim::Settlement::new().with(Component::Total, total);
        facts.claim.settlement = slip.with(Component::FundsPaid, funds).completed();
        let answer = shipped()["cn/guizhou/provincial"].scheme.adjudicate(&facts, &[]);
        let amount = |name: &str| answer.lines.iter().find(|l| l.line == name).and_then(|l| l.amount.whole());
        let hospital = amount("hospital_paid").unwrap_or_default();
        let left = amount("left").expect("what is left is said");
        prop_assert_eq!(total, funds + hospital + answer.decision.amount() + left);
    }

    #[test]
    fn a_permuted_history_ends_in_the_same_totals(seed: u64, order in Just((0_usize..40).collect::<Vec<_>>()).prop_shuffle()) {
        let scheme = fractions();
        let mut sampler = Sampler::new(&scheme, seed);
        let mut session = scheme.session();
        let mut claims: Vec<Facts> = (0..41).map(|_| sampler.claim()).collect();
        let last = claims.pop().expect("there are claims");
        let moved: Vec<Vec<Movement>> = claims.iter().map(|facts| session.decide(facts).movements).collect();
        let in_order: Vec<Movement> = moved.concat();
        let permuted: Vec<Movement> = order.iter().flat_map(|at| moved[*at].clone()).collect();
        let first = scheme.adjudicate(&last, &in_order);
        prop_assert_eq!(&first, &scheme.adjudicate(&last, &permuted));
        prop_assert_eq!(&first.decision, &session.decide(&last).decision);
        // What is taken back leaves nothing behind.
        let undone: Vec<Movement> = in_order.iter().chain(&in_order).cloned().collect();
        let back = in_order.iter().map(Movement::negated);
        prop_assert_eq!(first, scheme.adjudicate(&last, &undone.into_iter().chain(back).collect::<Vec<_>>()));
    }

    #[test]
    fn claims_that_arrive_in_any_order_end_in_the_same_decisions(
        at in 0_usize..12,
        seed: u64,
        order in Just((0_usize..16).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let fractions = fractions();
        let scheme = shipped().values().map(|s| &s.scheme).nth(at).unwrap_or(&fractions);
        let mut sampler = Sampler::new(scheme, seed);
        let claims: Vec<Facts> = (0..16).map(|_| sampler.claim()).collect();
        let arrive = |order: &[usize]| {
            let mut history = History::new(scheme);
            for at in order {
                history.decide(u64::try_from(*at).unwrap(), claims[*at].clone());
            }
            history
        };
        let (one, other) = (arrive(&(0..16).collect::<Vec<_>>()), arrive(&order));
        prop_assert_eq!(one.totals(), other.totals());
        prop_assert_eq!(one.entries(), other.entries());
        // What is revoked leaves nothing behind, and what comes again stands as before.
        let mut again = one.clone();
        let number = u64::try_from(order[0]).unwrap();
        again.revoke(number);
        again.decide(number, claims[order[0]].clone());
        prop_assert_eq!(one.entries(), again.entries());
    }
}
