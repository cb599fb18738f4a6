//! Limits that a household, an employer or everybody shares hold across members, in whatever order claims are handed in,
//! decided, corrected, sent back and revoked.

use std::cell::RefCell;
use std::collections::BTreeMap;

use huzhu::desk::Call;
use huzhu::desk::add_employer::{AddEmployer, EmployerAddition};
use huzhu::desk::correct::{Correct, CorrectRequest};
use huzhu::desk::decide::{Decide, DecideRequest};
use huzhu::desk::join_household::{JoinHousehold, Joining};
use huzhu::desk::merge_members::{Merge, MergeMembers};
use huzhu::desk::review::Verdict;
use huzhu::desk::revoke::{Revoke, RevokeRequest};
use huzhu::desk::submit::Submit;
use huzhu::desk::transfer::{Move, Transfer};
use huzhu::engine::money::Fen;
use huzhu::engine::name::Name;
use huzhu::engine::office::stage::StageName;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRng, TestRunner};
use sqlx::Row as _;

use super::limits::{at_once, decide};
use super::world::{World, desk, request, stay};
use crate::office::databases::{Base, on_both, on_sqlite};

const LIMIT: i64 = 100_000;

/// The windows that are shared, each with who shares it: members 1 to 5.
const WINDOWS: [(&str, [&str; 5]); 3] = [
    ("household.year", ["f1", "f1", "f1", "f2", "f3"]),
    ("employer.year", ["w1", "w1", "w2", "w2", "w1"]),
    ("pool.year", ["", "", "", "", ""]),
];

/// An office whose yearly limit runs along a window, with members 1 to 3 in one household, and two employers.
async fn office(base: &Base, window: &str) -> World {
    let world = World::with(base, &[("member.year", window)]).await;
    let household = |members: &[&str], with: Option<&str>| Joining {
        members: members.iter().map(|member| (*member).into()).collect(),
        with: with.map(Into::into),
    };
    for joining in [household(&["m1", "m2"], None), household(&["m3"], Some("m1"))] {
        world.ask::<JoinHousehold>("s1", joining).await.unwrap();
    }
    for alone in ["m4", "m5"] {
        world.ask::<JoinHousehold>("s1", household(&[alone], None)).await.unwrap();
    }
    for name in ["w1", "w2"] {
        let employer = EmployerAddition { name: name.into(), credit_code: None, size: None };
        world.ask::<AddEmployer>("s1", employer).await.unwrap();
    }
    for (member, employer) in WINDOWS[1].1.iter().zip(1..).map(|(employer, at)| (format!("m{at}"), *employer))
    {
        let to = Move { member, employer: employer.into(), on: "2020-01-02".parse().unwrap() };
        world.ask::<Transfer>("s1", to).await.unwrap();
    }
    world
}

/// A claim of a day of its own, and what becomes of it after it was decided.
#[derive(Clone, Copy, Debug)]
struct Plan {
    member: usize,
    yuan: i32,
    then: Option<Then>,
}

#[derive(Clone, Copy, Debug)]
enum Then {
    /// Other figures, on another day.
    Correct(i32, u8),
    Revoke,
    /// A reviewer denies it.
    Deny,
    /// Sent back and decided again.
    SendBack,
}

/// Of each plan its day at the end, and what it is worth without any limit; none where it is taken back.
fn standing(plans: &[Plan]) -> BTreeMap<(u8, usize), (usize, i64)> {
    let mut days = BTreeMap::new();
    for (at, plan) in plans.iter().enumerate() {
        let own = u8::try_from(at * 3 + 1).unwrap();
        let (day, yuan) = match plan.then {
            Some(Then::Correct(yuan, shift)) => (own + shift, yuan),
            Some(Then::Revoke | Then::Deny) => continue,
            Some(Then::SendBack) | None => (own, plan.yuan),
        };
        days.insert((day, at), (plan.member, i64::from(yuan) * 100));
    }
    days
}

/// What each claim must be granted: each takes what those before it left of the owner's limit.
fn expected(plans: &[Plan], owners: &[&str; 5]) -> BTreeMap<usize, i64> {
    let mut used: BTreeMap<&str, i64> = BTreeMap::new();
    let mut granted: BTreeMap<usize, i64> = (0..plans.len()).map(|at| (at, 0)).collect();
    for ((_, at), (member, fen)) in standing(plans) {
        let used = used.entry(owners[member]).or_default();
        let paid = fen.min(LIMIT - *used);
        *used += paid;
        granted.insert(at, paid);
    }
    granted
}

fn first_facts(at: usize, plan: &Plan) -> huzhu::engine::claim::Facts {
    stay(&format!("m{}", plan.member + 1), &format!("2026-03-{:02}", at * 3 + 1), plan.yuan)
}

/// Carries plans out in an order of halves: first halves hand in and decide, as many as follow each other in one slice;
/// second ones do what becomes of them. What each claim is granted in the end.
async fn carry_out(base: &Base, window: &str, (plans, order): (&[Plan], &[usize])) -> BTreeMap<usize, i64> {
    let world = office(base, window).await;
    let mut ids: BTreeMap<usize, Name> = BTreeMap::new();
    let mut rest = order;
    while let Some(at) = rest.first() {
        let mut slice: Vec<usize> = vec![];
        for at in rest.iter().take(3) {
            if ids.contains_key(at) || slice.contains(at) {
                break;
            }
            slice.push(*at);
        }
        if slice.is_empty() {
            then(&world, (*at, &plans[*at]), &ids[at]).await;
        } else {
            ids.extend(handed_in(&world, plans, &slice).await);
        }
        rest = &rest[slice.len().max(1)..];
    }
    granted(base, &ids).await
}

/// Hands in and decides in one slice.
async fn handed_in(world: &World, plans: &[Plan], slice: &[usize]) -> Vec<(usize, Name)> {
    let calls = slice.iter().map(|at| Call::new("s1", &world.key(), request(first_facts(*at, &plans[*at]))));
    let replies = world.desk.many::<Submit>(&world.book, calls.collect()).await.unwrap();
    let ids: Vec<Name> = replies.into_iter().map(|reply| reply.answer.unwrap().claim).collect();
    let calls = ids.iter().map(|id| Call::new("s1", &world.key(), DecideRequest { claim: id.clone() }));
    for reply in world.desk.many::<Decide>(&world.book, calls.collect()).await.unwrap() {
        reply.answer.unwrap();
    }
    slice.iter().copied().zip(ids).collect()
}

/// What becomes of a claim.
async fn then(world: &World, (at, plan): (usize, &Plan), claim: &Name) {
    let claim = claim.clone();
    match plan.then {
        None => {}
        Some(Then::Correct(yuan, shift)) => {
            let day = format!("2026-03-{:02}", at * 3 + 1 + usize::from(shift));
            let facts = stay(&format!("m{}", plan.member + 1), &day, yuan);
            world.ask::<Correct>("s1", CorrectRequest { claim, facts }).await.unwrap();
        }
        Some(Then::Revoke) => {
            world.ask::<Revoke>("s1", RevokeRequest { claim }).await.unwrap();
        }
        Some(Then::Deny) => reviewed(world, &claim, Verdict::Deny).await,
        Some(Then::SendBack) => {
            reviewed(world, &claim, Verdict::SendBack).await;
            world.decide(&claim).await;
        }
    }
}

/// Reviews the decision that stands, whatever its number.
async fn reviewed(world: &World, claim: &str, verdict: Verdict) {
    for number in 1.. {
        match world.review("s2", claim, number, verdict).await {
            Ok(_) => return,
            Err(refusal) => assert_eq!(refusal.code(), "stale", "decision {number} of {claim}"),
        }
    }
}

async fn granted(base: &Base, ids: &BTreeMap<usize, Name>) -> BTreeMap<usize, i64> {
    let pool = base.pool(1).await;
    let sql = "select c.id, c.paid_fen, coalesce(cast(sum(d.change_fen) as bigint), 0) from claim c \
        left join decision d on d.book_id = c.book_id and d.claim_id = c.id group by c.id, c.paid_fen";
    let mut paid = BTreeMap::new();
    for row in sqlx::query(sql).fetch_all(&pool).await.unwrap() {
        let (id, fen, net) = (row.get::<String, _>(0), row.get::<i64, _>(1), row.get::<i64, _>(2));
        assert_eq!(fen, net, "all changes of {id} add up to what it is granted");
        paid.insert(id, fen);
    }
    pool.close().await;
    ids.iter().map(|(at, id)| (*at, paid[&**id])).collect()
}

fn plans() -> impl Strategy<Value = Vec<Plan>> {
    let then = prop_oneof![
        3 => Just(None),
        2 => (0_i32..1200, 0_u8..3).prop_map(|(yuan, shift)| Some(Then::Correct(yuan, shift))),
        1 => Just(Some(Then::Revoke)),
        1 => Just(Some(Then::Deny)),
        1 => Just(Some(Then::SendBack)),
    ];
    let plan = (0_usize..5, 1_i32..900, then);
    prop::collection::vec(plan.prop_map(|(member, yuan, then)| Plan { member, yuan, then }), 4..8)
}

fn orders() -> impl Strategy<Value = (Vec<Plan>, Vec<usize>)> {
    plans().prop_flat_map(|plans| {
        let halves: Vec<usize> = (0..plans.len()).chain(0..plans.len()).collect();
        (Just(plans), Just(halves).prop_shuffle())
    })
}

#[test]
fn a_shared_limit_does_not_depend_on_the_order() {
    for (window, owners) in WINDOWS {
        let seeds = Config { cases: 10, failure_persistence: None, ..Config::default() };
        let rng = TestRng::deterministic_rng(seeds.rng_algorithm);
        TestRunner::new_with_rng(seeds, rng)
            .run(&orders(), |(plans, order)| {
                let end = RefCell::new(BTreeMap::new());
                on_sqlite(async |base| *end.borrow_mut() = carry_out(base, window, (&plans, &order)).await);
                prop_assert_eq!(end.into_inner(), expected(&plans, &owners), "{}", window);
                Ok(())
            })
            .unwrap();
    }
}

#[test]
fn shared_limits_hold_on_both_databases() {
    let plan = |member, yuan, then| Plan { member, yuan, then };
    let plans = [
        plan(0, 700, Some(Then::Revoke)),
        plan(1, 600, Some(Then::Correct(200, 2))),
        plan(2, 500, Some(Then::SendBack)),
        plan(3, 800, Some(Then::Deny)),
        plan(0, 900, None),
        plan(4, 900, Some(Then::Correct(300, 0))),
        plan(3, 650, None),
    ];
    let orders = [
        [0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6],
        [6, 5, 4, 3, 2, 1, 0, 6, 5, 4, 3, 2, 1, 0],
        [3, 0, 0, 6, 1, 4, 4, 1, 2, 3, 5, 2, 6, 5],
    ];
    for (window, owners) in WINDOWS {
        let expected = expected(&plans, &owners);
        for order in orders {
            on_both(async |base| {
                assert_eq!(carry_out(base, window, (&plans, &order)).await, expected, "{window} {order:?}");
            });
        }
    }
}

#[test]
fn claims_of_several_members_on_one_shared_slot() {
    for (window, _) in WINDOWS {
        on_both(async |base| {
            let world = office(base, window).await;
            let desks = [world.desk.clone(), desk(&base.store().await)];
            let mut claims = vec![];
            for at in 0..12 {
                // Members 1 and 2 share each of the windows.
                let facts = stay(&format!("m{}", at % 2 + 1), &format!("2026-03-{:02}", at + 1), 600);
                claims.push(world.submit(facts).await.claim);
            }
            at_once(&claims, |at, claim| decide(desks[at % 2].clone(), world.book.clone(), claim)).await;
            let granted = "select cast(sum(paid_fen) as bigint) from claim";
            assert_eq!(base.number(granted).await, LIMIT, "{window}");
            assert_eq!(base.number("select cast(sum(change_fen) as bigint) from decision").await, LIMIT);
        });
    }
}

#[test]
fn who_joins_a_household_shares_from_then_on() {
    on_both(async |base| {
        let world = World::with(base, &[("member.year", "household.year")]).await;
        let join = |members: &[&str], with: Option<&str>| Joining {
            members: members.iter().map(|member| (*member).into()).collect(),
            with: with.map(Into::into),
        };
        let homeless = world.decided(stay("m4", "2026-03-01", 700)).await;
        assert_eq!(homeless.stage, StageName::Pending, "whose household is not known waits");
        for alone in ["m1", "m2", "m3"] {
            world.ask::<JoinHousehold>("s1", join(&[alone], None)).await.unwrap();
        }
        let first = world.decided(stay("m1", "2026-03-01", 700)).await;
        let other = world.decided(stay("m2", "2026-03-02", 700)).await;
        assert_eq!((first.amount, other.amount), (Fen::yuan(700), Fen::yuan(700)));
        world.ask::<JoinHousehold>("s1", join(&["m2"], Some("m1"))).await.unwrap();
        let shared = world.decided(stay("m2", "2026-03-03", 700)).await;
        assert_eq!((shared.amount, shared.replayed), (Fen::yuan(300), 0), "700 of the household are used");
        // A late claim of the one takes from the other; what was decided before they joined stands as it was.
        let late = world.decided(stay("m1", "2026-02-01", 200)).await;
        assert_eq!(
            (late.amount, late.replayed),
            (Fen::yuan(200), 2),
            "his own next one and the one they share"
        );
        let paid = "select cast(sum(paid_fen) as bigint) from claim";
        assert_eq!(base.number(paid).await, 70_000 + 70_000 + 20_000 + 10_000);
        // A member of another entry is of his household once the two are one.
        world.ask::<MergeMembers>("s1", Merge { member: "m3".into(), into: "m1".into() }).await.unwrap();
        assert_eq!(world.decided(stay("m1", "2026-03-04", 700)).await.amount, Fen::ZERO);
        // Alone again, he has a limit of his own.
        world.ask::<JoinHousehold>("s1", join(&["m2"], None)).await.unwrap();
        assert_eq!(world.decided(stay("m2", "2026-03-05", 700)).await.amount, Fen::yuan(700));
        let refused = [join(&["m9", "m9"], None), join(&[], None), join(&["m3"], None), join(&["m99"], None)];
        let mut codes = vec![];
        for joining in refused {
            codes.push(world.ask::<JoinHousehold>("s1", joining).await.unwrap_err().code());
        }
        assert_eq!(codes, ["stale", "field", "member-not-active", "not-found"]);
    });
}
