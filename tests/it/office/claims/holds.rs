//! Holds by signs of fraud and by hand: they stop the approval, and another person releases them.

use huzhu::desk::Call;
use huzhu::desk::correct::{Correct, CorrectRequest};
use huzhu::desk::hold::{Hold, HoldRequest};
use huzhu::desk::release::{Release, ReleaseRequest};
use huzhu::desk::review::Verdict;
use huzhu::desk::revoke::{Revoke, RevokeRequest};
use huzhu::desk::submit::Submit;
use huzhu::engine::claim::words::DateKind;
use huzhu::engine::claim::{Component, Facts};
use huzhu::engine::money::Fen;
use huzhu::engine::office::stage::StageName;
use sqlx::Executor as _;

use super::world::{World, request, stay};
use crate::office::databases::on_both;

fn with_invoice(member: &str, day: &str, invoice: &str) -> Facts {
    let mut facts = stay(member, day, 100);
    facts.claim.invoice = Some(invoice.into());
    facts
}

#[test]
fn the_same_invoice_is_held_and_not_refused() {
    on_both(async |base| {
        let world = World::open(base).await;
        let first = world.submit(with_invoice("m1", "2026-03-01", "36060120/0012345678")).await;
        assert!(first.holds.is_empty());
        let second = world.submit(with_invoice("m2", "2026-03-01", "36060120 0012345678 A1B2C3")).await;
        assert_eq!(second.holds, ["same-invoice"]);
        // Two of one slice are seen on each other.
        let calls = ["m3", "m4"].map(|member| {
            Call::new("s1", member, request(with_invoice(member, "2026-03-01", "36060120/77")))
        });
        let replies = world.desk.many::<Submit>(&world.book, calls.to_vec()).await.unwrap();
        let holds: Vec<usize> = replies.into_iter().map(|reply| reply.answer.unwrap().holds.len()).collect();
        assert_eq!(holds, [0, 1]);

        let decided = world.decide(&second.claim).await;
        let held = world.review("s2", &second.claim, decided.decision, Verdict::Approve).await.unwrap_err();
        assert_eq!(held.code(), "held");
        let release = || ReleaseRequest { claim: second.claim.clone(), number: 1 };
        assert_eq!(world.ask::<Release>("s4", release()).await.unwrap_err().code(), "maker-is-checker");
        assert_eq!(world.ask::<Release>("s2", release()).await.unwrap().open, 0);
        assert_eq!(world.ask::<Release>("s2", release()).await.unwrap_err().code(), "not-held");
        let approved = world.review("s2", &second.claim, decided.decision, Verdict::Approve).await.unwrap();
        assert_eq!(approved.stage, StageName::Approved);
    });
}

#[test]
fn an_invoice_that_another_book_took_in_meanwhile_is_held_at_the_approval() {
    on_both(async |base| {
        let world = World::open(base).await;
        let claim = world.submit(with_invoice("m1", "2026-03-01", "36060120/0012345678")).await;
        assert!(claim.holds.is_empty(), "neither book sees the other's yet");
        let decided = world.decide(&claim.claim).await;
        let index = world.store.keys().index("invoice", "36060120-0012345678");
        let pool = base.pool(1).await;
        let sql = format!(
            "insert into seen_invoice (invoice_index, book_id, claim_id) values ('{index}', 'b2', 'c1')"
        );
        pool.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
        pool.close().await;
        let review = async || world.review("s2", &claim.claim, decided.decision, Verdict::Approve).await;
        let held = review().await.unwrap();
        assert_eq!((held.stage, held.held.len(), held.remain.len()), (StageName::Proposed, 1, 1));
        assert_eq!(held.held, ["same-invoice-elsewhere"]);
        assert_eq!(base.number("select count(*) from review").await, 0, "nobody has agreed");
        assert_eq!(review().await.unwrap_err().code(), "held");
        let release = ReleaseRequest { claim: claim.claim.clone(), number: 1 };
        world.ask::<Release>("s3", release).await.unwrap();
        assert_eq!(review().await.unwrap().stage, StageName::Approved, "it was looked into");
    });
}

#[test]
fn who_is_a_member_elsewhere_or_was_ill_before_is_held() {
    on_both(async |base| {
        let world = World::open(base).await;
        let pool = base.pool(1).await;
        let sql = "insert into identity_document (book_id, number_index, member_id, kind, number_sealed, state) \
            values ('b1', 'x', 'm1', 'resident-id', '', 'current'); \
            insert into seen_person (number_index, book_id, member_id) values ('x', 'b1', 'm1'), ('x', 'b2', 'm7')";
        pool.execute(sql).await.unwrap();
        pool.close().await;
        assert_eq!(world.submit(stay("m1", "2026-03-01", 100)).await.holds, ["covered-elsewhere"]);
        for (diagnosed, held) in [("2019-12-31", 1), ("2020-01-01", 0)] {
            let mut facts = stay("m2", "2026-03-01", 100);
            facts.claim.dates.set(DateKind::Diagnosis, diagnosed.parse().unwrap());
            let holds = world.submit(facts).await.holds;
            assert_eq!(
                (holds.len(), holds.iter().all(|code| code == "diagnosis-before-cover")),
                (held, true)
            );
        }
    });
}

#[test]
fn an_invoice_of_another_book_is_held() {
    on_both(async |base| {
        let world = World::open(base).await;
        let index = world.store.keys().index("invoice", "36060120-0012345678");
        let pool = base.pool(1).await;
        let sql = format!(
            "insert into seen_invoice (invoice_index, book_id, claim_id) values ('{index}', 'b2', 'c1')"
        );
        pool.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
        pool.close().await;
        let claim = world.submit(with_invoice("m1", "2026-03-01", "36060120/0012345678")).await;
        assert_eq!(claim.holds, ["same-invoice-elsewhere"]);
    });
}

#[test]
fn more_paid_than_the_bill_and_changed_figures_are_held() {
    on_both(async |base| {
        let world = World::open(base).await;
        let mut facts = stay("m1", "2026-03-01", 100);
        facts.claim.settlement.set(Component::Total, Fen::yuan(500));
        facts.claim.settlement.set(Component::FundsPaid, Fen::yuan(600));
        let claim = world.submit(facts.clone()).await;
        assert_eq!(claim.holds, ["bill-exceeded"]);
        world.decide(&claim.claim).await;
        facts.claim.settlement.set(Component::FundsPaid, Fen::yuan(400));
        let correct = CorrectRequest { claim: claim.claim.clone(), facts };
        assert_eq!(world.ask::<Correct>("s1", correct).await.unwrap().decision, 2);
        let codes = "select count(*) from hold where code in ('bill-exceeded', 'totals-changed') and released_at is null";
        assert_eq!(base.number(codes).await, 2);
        assert_eq!(base.number("select holds from claim").await, 2);
        // What other plans pay on the same bill counts as well.
        for (other, holds) in [(100, 0), (101, 1)] {
            let mut facts = stay("m2", "2026-03-01", 100);
            facts.claim.settlement.set(Component::Total, Fen::yuan(500));
            facts.claim.settlement.set(Component::FundsPaid, Fen::yuan(400));
            facts.layers.insert("plan-a".into(), Fen::yuan(other));
            assert_eq!(world.submit(facts).await.holds.len(), holds, "{other}");
        }
    });
}

#[test]
fn figures_that_do_not_tie_are_held() {
    on_both(async |base| {
        let world = World::open(base).await;
        let facts = |day: &str, total: i32, funds: i32, own: i32| {
            let mut facts = stay("m1", day, own);
            facts.claim.settlement.set(Component::Total, Fen::yuan(total));
            facts.claim.settlement.set(Component::FundsPaid, Fen::yuan(funds));
            facts.claim.settlement.set(Component::MemberPart, Fen::yuan(own));
            facts
        };
        assert_eq!(world.submit(facts("2026-03-01", 500, 400, 100)).await.holds.len(), 0);
        assert_eq!(world.submit(facts("2026-03-02", 500, 400, 101)).await.holds, ["figures-differ"]);
        let mut above = stay("m1", "2026-03-03", 600);
        above.claim.settlement.set(Component::Total, Fen::yuan(500));
        assert_eq!(world.submit(above).await.holds, ["figures-differ"]);
    });
}

#[test]
fn the_same_claim_without_an_invoice_is_held_when_it_comes_again() {
    on_both(async |base| {
        let world = World::open(base).await;
        let first = world.submit(stay("m1", "2026-03-01", 100)).await;
        assert_eq!(first.holds.len(), 0);
        assert_eq!(world.submit(stay("m1", "2026-03-01", 100)).await.holds, ["same-facts"]);
        let other = world.submit(stay("m2", "2026-03-01", 100)).await;
        assert_eq!(other.holds.len(), 0, "another member");
        assert_eq!(world.submit(stay("m1", "2026-03-01", 101)).await.holds.len(), 0, "other figures");
        for invoice in ["0012345678", "0012345679"] {
            let other = world.submit(with_invoice("m1", "2026-03-01", invoice)).await;
            assert_eq!(other.holds.len(), 0, "invoices tell them apart");
        }
        // Two in one slice see each other; what was revoked does not count.
        let slice = [3, 4].map(|_| Call::new("s1", &world.key(), request(stay("m3", "2026-03-01", 100))));
        let replies = world.desk.many::<Submit>(&world.book, slice.into()).await.unwrap();
        let held: Vec<usize> = replies.into_iter().map(|reply| reply.answer.unwrap().holds.len()).collect();
        assert_eq!(held, [0, 1]);
        world.ask::<Revoke>("s1", RevokeRequest { claim: other.claim }).await.unwrap();
        assert_eq!(world.submit(stay("m2", "2026-03-01", 100)).await.holds.len(), 0, "taken back");
    });
}

#[test]
fn somebody_holds_a_claim_by_hand() {
    on_both(async |base| {
        let world = World::open(base).await;
        let claim = world.submit(stay("m1", "2026-03-01", 100)).await.claim;
        let hold = |reason: &str| HoldRequest { claim: claim.clone(), reason: reason.into() };
        assert_eq!(world.ask::<Hold>("s1", hold(" ")).await.unwrap_err().code(), "field");
        assert_eq!(world.ask::<Hold>("s1", hold("材料存疑")).await.unwrap().open, 1);
        assert_eq!(world.ask::<Hold>("s2", hold("再核实")).await.unwrap().number, 2);
    });
}
