//! Random acts of the office and the fund against a model in memory: nothing is lost, and no pool is below nought.

use std::collections::BTreeMap;

use huzhu::desk::hold::{Hold, HoldRequest};
use huzhu::desk::pay_waiting::{PayRequest, PayWaiting};
use huzhu::desk::release::{Release, ReleaseRequest};
use huzhu::desk::review::Verdict;
use huzhu::desk::revoke::{Revoke, RevokeRequest};
use huzhu::engine::ledger::deed::Deed;
use huzhu::engine::name::Name;
use huzhu::engine::office::stage::StageName;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::world::{POOL, balance, book, clean, number, open};
use crate::office::claims::world::{World, stay};
use crate::office::databases::{Base, on_both};

/// One act: which, on which claim or member, with how many yuan.
type Step = (u8, usize, i32);

/// What the office should say: of each claim what it is granted, and what was put into the pool.
#[derive(Default)]
struct Model {
    granted: BTreeMap<Name, i64>,
    proposed: BTreeMap<Name, (u32, i64)>,
    held: BTreeMap<Name, Vec<i64>>,
    put: i64,
}

async fn step(world: &World, model: &mut Model, (which, at, yuan): Step) {
    let of = |map: &BTreeMap<Name, i64>| {
        (!map.is_empty()).then(|| map.keys().nth(at % map.len()).cloned()).flatten()
    };
    match which {
        0..=3 => {
            // Each member has a year's limit of 1000 yuan; members of their own keep the model plain.
            let member = format!("m{}", model.granted.len() + model.proposed.len() + 1);
            let decided = world.decided(stay(&member, "2026-03-01", yuan)).await;
            let granted = i64::from(yuan.min(1000)) * 100;
            assert_eq!(decided.amount.get(), granted);
            model.proposed.insert(decided.claim, (decided.decision, granted));
        }
        4..=6 => {
            let Some((claim, (decision, granted))) = model.proposed.pop_first() else { return };
            let reviewed = world.review("s2", &claim, decision, Verdict::Approve).await.unwrap();
            assert_eq!(reviewed.stage, StageName::Approved);
            model.granted.insert(claim, granted);
        }
        7 => {
            let Some(claim) = of(&model.granted).filter(|claim| model.granted[claim] > 0) else { return };
            let held =
                world.ask::<Hold>("s1", HoldRequest { claim: claim.clone(), reason: "存疑".into() }).await;
            model.held.entry(claim).or_default().push(held.unwrap().number);
        }
        8 => {
            let Some((claim, mut holds)) = model.held.pop_first() else { return };
            let number = holds.pop().unwrap();
            world.ask::<Release>("s2", ReleaseRequest { claim: claim.clone(), number }).await.unwrap();
            if !holds.is_empty() {
                model.held.insert(claim, holds);
            }
        }
        9 => {
            let Some(claim) = of(&model.granted).filter(|claim| model.granted[claim] > 0) else { return };
            world.ask::<Revoke>("s1", RevokeRequest { claim: claim.clone() }).await.unwrap();
            model.granted.insert(claim, 0);
        }
        10 => {
            book(world, Deed::Interest, yuan).await.unwrap();
            model.put += i64::from(yuan) * 100;
        }
        11 if model.put > 0 => {
            world.ask::<PayWaiting>("f1", PayRequest { pool: POOL.into() }).await.unwrap();
        }
        _ => {
            // More than there is: refused, and nothing happened.
            let short = book(world, Deed::Allocate, 1_000_000).await;
            assert!(short.is_err());
        }
    }
}

async fn agree(base: &Base, model: &Model) {
    let granted: i64 = model.granted.values().sum();
    assert_eq!(balance(base, "benefit-expense").await, granted);
    let mut stands = 0;
    for code in ["benefit-payable", "benefit-withheld", "benefit-waiting"] {
        stands -= balance(base, code).await;
    }
    assert_eq!(stands, granted, "nothing was paid, so all of it stands somewhere");
    assert_eq!(balance(base, "income-bank").await, model.put);
    let below = "select count(*) from pool where posted_fen + owed_fen - held_fen < 0";
    assert_eq!(number(base, below.into()).await, 0);
    let off = "select cast(coalesce(sum(balance_fen), 0) as bigint) from balance";
    assert_eq!(number(base, off.into()).await, 0);
}

#[test]
fn whatever_is_done_the_books_are_the_model() {
    let steps = prop::collection::vec((0_u8..13, 0_usize..8, 1_i32..1500), 10..40);
    let mut runner = TestRunner::new(Config { cases: 4, failure_persistence: None, ..Config::default() });
    let run = runner.run(&steps, |steps| {
        on_both(async |base| {
            let world = open(base, 0).await;
            let mut model = Model::default();
            for one in &steps {
                step(&world, &mut model, *one).await;
                agree(base, &model).await;
            }
            clean(&world).await;
        });
        Ok(())
    });
    run.unwrap();
}
