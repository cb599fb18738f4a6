//! Random acts of the office and the fund against a model in memory: nothing is lost, and no pool is below nought.

use std::collections::BTreeMap;

use huzhu::desk::hold::{Hold, HoldRequest};
use huzhu::desk::keep_books::BookedAnswer;
use huzhu::desk::pay_waiting::{PayRequest, PayWaiting};
use huzhu::desk::release::{Release, ReleaseRequest};
use huzhu::desk::review::Verdict;
use huzhu::desk::revoke::{Revoke, RevokeRequest};
use huzhu::engine::ledger::deed::{Booking, Deed};
use huzhu::engine::money::Fen;
use huzhu::engine::name::Name;
use huzhu::engine::office::Refusal;
use huzhu::engine::office::stage::StageName;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::world::{POOL, ask, balance, book, booking, clean, number, open};
use crate::office::claims::world::{World, stay};
use crate::office::databases::{Base, on_both};

/// One act: which, on which claim or member, with how many yuan.
type Step = (u8, usize, i32);

/// What the office should say: of each claim what it is granted, what was put into the pool and what was paid in advance.
#[derive(Default)]
struct Model {
    granted: BTreeMap<Name, i64>,
    proposed: BTreeMap<Name, (u32, i64)>,
    held: BTreeMap<Name, Vec<i64>>,
    put: i64,
    /// What the employer paid in and is not owed: it is kept for him.
    advance: i64,
    /// What lies on the account that pays.
    allocated: i64,
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
        12 => {
            contribute(world, Deed::Receive, yuan).await.unwrap();
            model.advance += fen(yuan);
        }
        13 => {
            // Nobody gets back more than he paid, nor what has gone to the other account.
            let there = model.advance.min(model.put + model.advance - model.allocated);
            let refunded = contribute(world, Deed::Refund, yuan).await;
            assert_eq!(refunded.is_ok(), fen(yuan) <= there, "{yuan} of {there}: {refunded:?}");
            model.advance -= if refunded.is_ok() { fen(yuan) } else { 0 };
        }
        14 => {
            let there = model.put + model.advance - model.allocated;
            let allocated = book(world, Deed::Allocate, yuan).await;
            assert_eq!(allocated.is_ok(), fen(yuan) <= there, "{yuan} of {there}: {allocated:?}");
            model.allocated += if allocated.is_ok() { fen(yuan) } else { 0 };
        }
        _ => {
            // More than there is: refused, and nothing happened.
            let short = book(world, Deed::Allocate, 1_000_000).await;
            assert!(short.is_err());
        }
    }
}

fn fen(yuan: i32) -> i64 {
    i64::from(yuan) * 100
}

/// A contribution that nobody owes: it comes, or goes back.
async fn contribute(world: &World, deed: Deed, yuan: i32) -> Result<BookedAnswer, Refusal> {
    let booking = Booking { payer: "member".into(), party: "w1".into(), ..booking(deed, Fen::yuan(yuan)) };
    ask(world, booking, None).await
}

async fn agree(base: &Base, model: &Model) {
    let granted: i64 = model.granted.values().sum();
    assert_eq!(balance(base, "benefit-expense").await, granted);
    let mut stands = 0;
    for code in ["benefit-payable", "benefit-withheld", "benefit-waiting"] {
        stands -= balance(base, code).await;
    }
    assert_eq!(stands, granted, "nothing was paid, so all of it stands somewhere");
    assert_eq!(balance(base, "income-bank").await, model.put + model.advance - model.allocated);
    assert_eq!(balance(base, "payment-bank").await, model.allocated);
    assert_eq!(-balance(base, "contribution-advance").await, model.advance);
    // What is available is what was put in, less what claims hold of it; what they wait for takes nothing.
    let waiting = -balance(base, "benefit-waiting").await;
    let available = "select cast(coalesce(sum(posted_fen + owed_fen - held_fen), 0) as bigint) from pool";
    assert_eq!(number(base, available.into()).await, model.put - (granted - waiting));
    let below = "select count(*) from pool where posted_fen + owed_fen - held_fen < 0";
    assert_eq!(number(base, below.into()).await, 0);
    let off = "select cast(coalesce(sum(balance_fen), 0) as bigint) from balance";
    assert_eq!(number(base, off.into()).await, 0);
}

#[test]
fn whatever_is_done_the_books_are_the_model() {
    let steps = prop::collection::vec((0_u8..16, 0_usize..8, 1_i32..1500), 10..40);
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
