//! The same claims, corrections and revocations in any order end in the same totals and the same payments.

use std::collections::BTreeMap;

use huzhu::desk::correct::{Correct, CorrectRequest};
use huzhu::desk::revoke::{Revoke, RevokeRequest};
use huzhu::engine::money::Exact;
use huzhu::engine::office::stage::StageName;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sqlx::Row as _;

use super::world::{World, stay};
use crate::office::databases::{Base, on_both, on_sqlite};

/// A claim, and what becomes of it after it was decided: other figures, or taken back.
#[derive(Clone, Copy, Debug)]
struct Plan {
    member: u8,
    day: u8,
    yuan: i32,
    then: Option<Then>,
}

#[derive(Clone, Copy, Debug)]
enum Then {
    Correct(i32),
    Revoke,
}

/// Totals that are not nought, and what each day's claim is granted.
type End = (BTreeMap<String, String>, BTreeMap<String, i64>);

/// Carries the plans out in an order of halves: first halves hand in and decide, second ones correct or revoke.
async fn carry_out(base: &Base, plans: &[Plan], order: &[usize]) -> End {
    let world = World::open(base).await;
    let mut ids = BTreeMap::new();
    for at in order {
        let plan = plans[*at];
        let (member, day) = (format!("m{}", plan.member), format!("2026-03-{:02}", plan.day));
        match (ids.get(at).cloned(), plan.then) {
            (None, _) => {
                ids.insert(*at, world.decided(stay(&member, &day, plan.yuan)).await.claim);
            }
            (Some(claim), Some(Then::Correct(yuan))) => {
                let facts = stay(&member, &day, yuan);
                world.ask::<Correct>("s1", CorrectRequest { claim, facts }).await.unwrap();
            }
            (Some(claim), Some(Then::Revoke)) => {
                let revoked = world.ask::<Revoke>("s1", RevokeRequest { claim }).await.unwrap();
                assert_eq!(revoked.stage, StageName::Revoked);
            }
            (Some(_), None) => {}
        }
    }
    end(base).await
}

async fn end(base: &Base) -> End {
    let pool = base.pool(1).await;
    let mut totals: BTreeMap<String, Exact> = BTreeMap::new();
    let sql = "select total, scope, owner_id, stretch, window_id, before_by from movement";
    for row in sqlx::query(sql).fetch_all(&pool).await.unwrap() {
        let part = |at: usize| row.get::<String, _>(at);
        let (_, by): (Exact, Exact) = serde_json::from_str(&part(5)).unwrap();
        let name = (0..5).map(part).collect::<Vec<_>>().join(" ");
        let total = totals.entry(name).or_insert(Exact::ZERO);
        *total = total.plus(by);
    }
    totals.retain(|_, total| !total.is_zero());
    let totals = totals.into_iter().map(|(name, total)| (name, format!("{total:?}"))).collect();
    let sql = "select c.member_id || ' ' || c.event_day, c.paid_fen, coalesce(cast(sum(d.change_fen) as bigint), 0) \
        from claim c left join decision d on d.book_id = c.book_id and d.claim_id = c.id \
        group by c.member_id, c.event_day, c.paid_fen, c.id";
    let mut paid = BTreeMap::new();
    for row in sqlx::query(sql).fetch_all(&pool).await.unwrap() {
        let (fen, net) = (row.get::<i64, _>(1), row.get::<i64, _>(2));
        assert_eq!(fen, net, "all changes of a claim add up to what it is granted");
        paid.insert(row.get::<String, _>(0), fen);
    }
    pool.close().await;
    (totals, paid)
}

fn plans() -> impl Strategy<Value = Vec<Plan>> {
    let then = prop_oneof![
        2 => Just(None),
        1 => (0_i32..1200).prop_map(|yuan| Some(Then::Correct(yuan))),
        1 => Just(Some(Then::Revoke)),
    ];
    let one = (1_u8..3, 1_i32..900, then);
    prop::collection::vec(one, 2..6).prop_map(|all| {
        let of = |((member, yuan, then), day)| Plan { member, day, yuan, then };
        all.into_iter().zip(1..).map(of).collect()
    })
}

/// Plans with two orders of their halves.
fn orders() -> impl Strategy<Value = (Vec<Plan>, Vec<usize>, Vec<usize>)> {
    plans().prop_flat_map(|plans| {
        let halves: Vec<usize> = (0..plans.len()).chain(0..plans.len()).collect();
        (Just(plans), Just(halves.clone()).prop_shuffle(), Just(halves).prop_shuffle())
    })
}

#[test]
fn the_order_does_not_matter() {
    let seeds = Config { cases: 12, failure_persistence: None, ..Config::default() };
    let rng = proptest::test_runner::TestRng::deterministic_rng(seeds.rng_algorithm);
    TestRunner::new_with_rng(seeds, rng)
        .run(&orders(), |(plans, one, other)| {
            let (first, second) = (std::cell::RefCell::new(None), std::cell::RefCell::new(None));
            on_sqlite(async |base| *first.borrow_mut() = Some(carry_out(base, &plans, &one).await));
            on_sqlite(async |base| *second.borrow_mut() = Some(carry_out(base, &plans, &other).await));
            prop_assert_eq!(first.into_inner(), second.into_inner());
            Ok(())
        })
        .unwrap();
}

#[test]
fn fixed_orders_end_alike_on_both_databases() {
    let plans = [
        Plan { member: 1, day: 1, yuan: 700, then: Some(Then::Revoke) },
        Plan { member: 1, day: 2, yuan: 600, then: Some(Then::Correct(200)) },
        Plan { member: 1, day: 3, yuan: 500, then: None },
        Plan { member: 2, day: 4, yuan: 1200, then: Some(Then::Correct(900)) },
        Plan { member: 1, day: 5, yuan: 900, then: None },
    ];
    let orders = [
        [0, 1, 2, 3, 4, 0, 1, 2, 3, 4],
        [4, 3, 2, 1, 0, 4, 3, 2, 1, 0],
        [2, 0, 0, 4, 1, 1, 3, 3, 2, 4],
        [0, 0, 4, 4, 1, 3, 1, 2, 3, 2],
    ];
    let ends = std::cell::RefCell::new(vec![]);
    for order in orders {
        on_both(async |base| {
            let end = carry_out(base, &plans, &order).await;
            ends.borrow_mut().push(end);
        });
    }
    let ends = ends.into_inner();
    assert!(ends.iter().all(|end| *end == ends[0]), "{ends:#?}");
    let paid: Vec<i64> = ends[0].1.values().copied().collect();
    assert_eq!(paid, [0, 20_000, 50_000, 30_000, 90_000]);
}
