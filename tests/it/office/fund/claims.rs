//! The books follow the claims: what is approved, held, released, corrected and revoked is booked with it.

use huzhu::desk::correct::{Correct, CorrectRequest};
use huzhu::desk::hold::{Hold, HoldRequest};
use huzhu::desk::pay_waiting::{PayRequest, PayWaiting};
use huzhu::desk::release::{Release, ReleaseRequest};
use huzhu::desk::review::Verdict;
use huzhu::desk::revoke::{Revoke, RevokeRequest};
use huzhu::engine::ledger::deed::Deed;
use huzhu::engine::money::Fen;

use super::world::{POOL, approved, balance, book, clean, number, open};
use crate::office::claims::world::stay;
use crate::office::databases::on_both;

#[test]
fn a_claim_is_booked_with_each_act() {
    on_both(async |base| {
        let world = open(base, 1000).await;
        let claim = approved(&world, "m1", "2026-03-01", 400).await;
        let stands = async || {
            [
                balance(base, "benefit-expense").await,
                balance(base, "benefit-payable").await,
                balance(base, "benefit-withheld").await,
            ]
        };
        assert_eq!(stands().await, [40_000, -40_000, 0]);
        let reason = "材料存疑".into();
        world.ask::<Hold>("s1", HoldRequest { claim: claim.clone(), reason }).await.unwrap();
        assert_eq!(stands().await, [40_000, 0, -40_000]);
        world.ask::<Release>("s2", ReleaseRequest { claim: claim.clone(), number: 1 }).await.unwrap();
        assert_eq!(stands().await, [40_000, -40_000, 0]);
        // Corrected, it is not approved any more; what changed of its bill is looked into first.
        let facts = stay("m1", "2026-03-01", 300);
        world.ask::<Correct>("s1", CorrectRequest { claim: claim.clone(), facts }).await.unwrap();
        assert_eq!(stands().await, [0, 0, 0]);
        world.ask::<Release>("s2", ReleaseRequest { claim: claim.clone(), number: 2 }).await.unwrap();
        world.review("s2", &claim, 2, Verdict::Approve).await.unwrap();
        assert_eq!(stands().await, [30_000, -30_000, 0]);
        world.ask::<Revoke>("s1", RevokeRequest { claim }).await.unwrap();
        assert_eq!(stands().await, [0, 0, 0]);
        assert_eq!(number(base, "select max(number) from voucher where kind = 'transfer'".into()).await, 6);
        clean(&world).await;
    });
}

#[test]
fn a_slice_shares_a_voucher_and_each_claim_has_its_posting() {
    on_both(async |base| {
        let world = open(base, 1000).await;
        let mut calls = vec![];
        for member in 1..=5 {
            let decided = world.decided(stay(&format!("m{member}"), "2026-03-01", 100)).await;
            let request = huzhu::desk::review::ReviewRequest {
                claim: decided.claim,
                decision: 1,
                verdict: Verdict::Approve,
            };
            calls.push(huzhu::desk::Call::new("s2", &world.key(), request));
        }
        let before = number(base, "select count(*) from voucher".into()).await;
        world.desk.many::<huzhu::desk::review::Review>(&world.book, calls).await.unwrap();
        assert_eq!(number(base, "select count(*) from voucher".into()).await, before + 1);
        assert_eq!(
            number(base, "select count(*) from posting where event = 'benefit-approved'".into()).await,
            5
        );
        assert_eq!(number(base, "select count(*) from entry where amount_fen = 50000".into()).await, 2);
        clean(&world).await;
    });
}

#[test]
fn a_late_claim_takes_back_what_was_booked_for_those_after_it() {
    on_both(async |base| {
        let world = open(base, 5000).await;
        approved(&world, "m1", "2026-03-05", 800).await;
        assert_eq!(balance(base, "benefit-expense").await, 80_000);
        // 700 come before: of the later one 300 are left, and it is proposed again.
        world.decided(stay("m1", "2026-03-01", 700)).await;
        assert_eq!(balance(base, "benefit-expense").await, 0);
        clean(&world).await;
    });
}

#[test]
fn a_claim_that_the_pool_cannot_pay_waits_and_nobody_overtakes() {
    on_both(async |base| {
        let world = open(base, 500).await;
        approved(&world, "m1", "2026-03-01", 400).await;
        approved(&world, "m2", "2026-03-01", 300).await;
        approved(&world, "m3", "2026-03-01", 50).await;
        let stands =
            async || (balance(base, "benefit-payable").await, balance(base, "benefit-waiting").await);
        assert_eq!(stands().await, (-40_000, -35_000));
        book(&world, Deed::Interest, 220).await.unwrap();
        let paid = world.ask::<PayWaiting>("f1", PayRequest { pool: POOL.into() }).await.unwrap();
        assert_eq!((paid.paid, paid.waits), (Fen::yuan(300), Fen::yuan(50)));
        assert_eq!(stands().await, (-70_000, -5_000));
        clean(&world).await;
    });
}
