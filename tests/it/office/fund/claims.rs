//! The books follow the claims: what is approved, held, released, corrected and revoked is booked with it.

use huzhu::desk::correct::{Correct, CorrectRequest};
use huzhu::desk::hold::{Hold, HoldRequest};
use huzhu::desk::release::{Release, ReleaseRequest};
use huzhu::desk::review::Verdict;
use huzhu::desk::revoke::{Revoke, RevokeRequest};

use crate::office::claims::world::{World, stay};
use crate::office::databases::{Base, on_both};

/// A claim that was approved.
async fn approved(world: &World, member: &str, yuan: i32) -> huzhu::engine::name::Name {
    let claim = world.decided(stay(member, "2026-03-01", yuan)).await.claim;
    world.review("s2", &claim, 1, Verdict::Approve).await.unwrap();
    claim
}

/// What stands on the accounts of a code, as a debit.
async fn balance(base: &Base, code: &str) -> i64 {
    let sql = format!("select cast(coalesce(sum(balance_fen), 0) as bigint) from account where code = '{code}'");
    base.number(Box::leak(sql.into_boxed_str())).await
}

#[test]
fn a_claim_is_booked_with_each_act() {
    on_both(async |base| {
        let world = World::open(base).await;
        let claim = approved(&world, "m1", 400).await;
        // Nothing was paid in: what is approved is owed, and waits.
        assert_eq!((balance(base, "benefit-expense").await, balance(base, "benefit-waiting").await), (40_000, -40_000));
        let reason = "材料存疑".into();
        world.ask::<Hold>("s1", HoldRequest { claim: claim.clone(), reason }).await.unwrap();
        assert_eq!(balance(base, "benefit-waiting").await, -40_000);
        world.ask::<Release>("s2", ReleaseRequest { claim: claim.clone(), number: 1 }).await.unwrap();
        let facts = stay("m1", "2026-03-01", 300);
        world.ask::<Correct>("s1", CorrectRequest { claim: claim.clone(), facts }).await.unwrap();
        // Corrected, it is not approved any more.
        assert_eq!(balance(base, "benefit-expense").await, 0);
        world.review("s2", &claim, 2, Verdict::Approve).await.unwrap();
        assert_eq!(balance(base, "benefit-expense").await, 30_000);
        world.ask::<Revoke>("s1", RevokeRequest { claim }).await.unwrap();
        assert_eq!((balance(base, "benefit-expense").await, balance(base, "benefit-waiting").await), (0, 0));
        assert_eq!(base.number("select count(*) from voucher").await, 4);
        assert_eq!(base.number("select max(number) from voucher where kind = 'transfer' and period = '2026-06'").await, 4);
    });
}
