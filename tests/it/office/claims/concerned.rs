//! Who is concerned, who stands in for whom, and who is paid: relatives, deputies, accounts, payees.

use huzhu::desk::change_staff::{ChangeStaff, StaffChange};
use huzhu::desk::confirm_payee::{ConfirmPayee, PayeeConfirmation};
use huzhu::desk::declare_relative::{Declaration, DeclareRelative};
use huzhu::desk::deputise::{Deputise, Deputyship};
use huzhu::desk::end_payee::{EndPayee, PayeeEnd};
use huzhu::desk::leave::{Departure, Leave};
use huzhu::desk::merge_members::{Merge, MergeMembers};
use huzhu::desk::name_payee::{NamePayee, Naming};
use huzhu::desk::relieve::{Relief, Relieve};
use huzhu::desk::review::{Review, ReviewRequest, Verdict};
use huzhu::desk::{Act, Call};
use huzhu::engine::calendar::Day;
use huzhu::engine::ids::{DocumentKind, IdentityDocument};
use huzhu::engine::name::Name;
use huzhu::engine::office::{AccountState, PayeeKind, Refusal, Role};
use huzhu::store::{Scope, identity, payee};

use super::world::{World, stay};
use crate::office::databases::{keys, on_both};

const NUMBER: &str = "11010519491231002X";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn code<T>(answer: Result<T, Refusal>) -> &'static str {
    answer.err().map_or("done", |refusal| refusal.code())
}

fn related(login: Option<&str>, member: &str, relation: &str, take_back: bool) -> Declaration {
    let login = login.map(Into::into);
    Declaration { login, member: member.into(), relation: relation.into(), take_back }
}

impl World {
    /// Approves a decision in the name of another, if there is one.
    async fn approve(&self, staff: &str, absent: Option<&str>, claim: &Name) -> &'static str {
        let review = ReviewRequest { claim: claim.clone(), decision: 1, verdict: Verdict::Approve };
        let call = Call::new(staff, &self.key(), review);
        let call = absent.map_or(call.clone(), |absent| call.on_behalf_of(absent));
        code(self.call::<Review>(call).await)
    }

    /// A table of requests of accounts, each with what it says.
    async fn table<A: Act>(&self, rows: impl IntoIterator<Item = (&str, A::Request, &str)>) {
        for (at, (staff, request, says)) in rows.into_iter().enumerate() {
            assert_eq!(code(self.ask::<A>(staff, request).await), says, "{} {at}", A::NAME);
        }
    }
}

#[test]
fn relatives_leave_a_claim_to_others() {
    on_both(async |base| {
        let world = World::with(base, &[]).await;
        let first = world.decided(stay("m1", "2026-03-01", 400)).await.claim;
        let second = world.decided(stay("m2", "2026-03-01", 400)).await.claim;
        world
            .table::<DeclareRelative>([
                ("s2", related(None, "m1", "配偶", false), "done"),
                ("s2", related(None, "m1", "配偶", false), "done"),
                ("s2", related(None, "m99", "配偶", false), "not-found"),
                ("s2", related(None, "m3", " ", false), "field"),
                ("s2", related(Some("s3"), "m3", "父女", false), "no-right"),
                ("s2", related(Some("s2"), "m1", "", true), "no-right"),
                ("s6", related(Some("s9"), "m3", "父女", false), "not-found"),
                ("s6", related(Some("s3"), "m3", "父女", false), "done"),
                ("s6", related(Some("s6"), "m3", "父女", false), "done"),
                ("s6", related(Some("s6"), "m3", "", true), "field"),
                ("s6", related(Some("s3"), "m3", "", true), "done"),
                ("s6", related(Some("s3"), "m3", "", true), "not-found"),
            ])
            .await;
        assert_eq!(world.approve("s2", None, &first).await, "must-recuse");
        assert_eq!(world.approve("s5", Some("s2"), &first).await, "must-recuse", "nor does a deputy");
        // What was declared for the one who is kept holds for claims of the entry that was merged into him.
        world.ask::<MergeMembers>("s1", Merge { member: "m2".into(), into: "m1".into() }).await.unwrap();
        assert_eq!(world.approve("s2", None, &second).await, "must-recuse");
        assert_eq!(world.approve("s3", None, &first).await, "done");
    });
}

#[test]
fn a_deputy_acts_during_an_absence() {
    on_both(async |base| {
        let world = World::with(base, &[]).await;
        let claim = world.decided(stay("m1", "2026-03-01", 400)).await.claim;
        assert_eq!(world.approve("s5", Some("s3"), &claim).await, "not-active", "he is nobody's deputy yet");
        let deputy = |absent: &str, deputy: &str, from: &str, to: &str| Deputyship {
            absent: absent.into(),
            deputy: deputy.into(),
            from: day(from),
            to: day(to),
        };
        world
            .table::<Deputise>([
                ("s5", deputy("s3", "s5", "2026-05-30", "2026-06-14"), "no-right"),
                ("s3", deputy("s3", "s9", "2026-05-30", "2026-06-14"), "not-found"),
                ("s3", deputy("s3", "s5", "2026-06-14", "2026-05-30"), "field"),
                ("s1", deputy("s1", "s4", "2026-05-30", "2026-06-14"), "field"),
                ("s3", deputy("s3", "s5", "2026-05-30", "2026-06-14"), "done"),
                ("s6", deputy("s2", "s5", "2026-06-02", "2026-06-14"), "done"),
            ])
            .await;
        // A deputy does not pass on what he was given for a time.
        let pass_on = deputy("s3", "s1", "2026-05-30", "2026-06-14");
        let call = Call::new("s5", &world.key(), pass_on).because("测试").on_behalf_of("s3");
        assert_eq!(code(world.call::<Deputise>(call).await), "no-right");
        let silent = Call::new("s3", &world.key(), deputy("s3", "s1", "2026-05-30", "2026-06-14"));
        assert_eq!(code(world.call::<Deputise>(silent).await), "field");
        // Ended early, it is over; said once more, it goes on.
        for (to, says) in [("2026-05-31", "not-active"), ("2026-06-01", "done")] {
            world.ask::<Deputise>("s3", deputy("s3", "s5", "2026-05-30", to)).await.unwrap();
            assert_eq!(world.approve("s5", Some("s3"), &claim).await, says, "until {to}");
        }
    });
}

#[test]
fn accounts_are_suspended_and_roles_taken_away_by_another() {
    on_both(async |base| {
        let world = World::with(base, &[]).await;
        let claim = world.decided(stay("m1", "2026-03-01", 400)).await.claim;
        let to = |login: &str, to| StaffChange { login: login.into(), to };
        world
            .table::<ChangeStaff>([
                ("s2", to("s1", AccountState::Suspended), "no-right"),
                ("s6", to("s6", AccountState::Suspended), "field"),
                ("s6", to("s9", AccountState::Suspended), "not-found"),
                ("s6", to("s2", AccountState::Suspended), "done"),
            ])
            .await;
        assert_eq!(world.approve("s2", None, &claim).await, "not-active");
        assert_eq!(world.approve("s5", Some("s2"), &claim).await, "not-active", "nor through a deputy");
        world.ask::<ChangeStaff>("s6", to("s2", AccountState::Active)).await.unwrap();
        let relief = |login: &str, role, level: Option<&str>, last: &str| Relief {
            login: login.into(),
            role,
            level: level.map(Into::into),
            last: day(last),
        };
        world
            .table::<Relieve>([
                ("s2", relief("s3", Role::Reviewer, None, "2026-05-31"), "no-right"),
                ("s6", relief("s6", Role::Administrator, None, "2026-05-31"), "field"),
                ("s6", relief("s2", Role::Finance, None, "2026-05-31"), "not-found"),
                ("s6", relief("s2", Role::Reviewer, Some("city"), "2026-05-31"), "not-found"),
                ("s6", relief("s2", Role::Reviewer, None, "2026-05-31"), "done"),
                ("s6", relief("s2", Role::Reviewer, None, "2026-05-31"), "not-found"),
            ])
            .await;
        assert_eq!(world.approve("s2", None, &claim).await, "no-right");
        assert_eq!(world.approve("s3", None, &claim).await, "done");
    });
}

#[test]
fn a_payee_is_named_by_one_and_confirmed_by_another() {
    on_both(async |base| {
        let world = World::with(base, &[]).await;
        let claim = world.decided(stay("m1", "2026-03-01", 400)).await.claim;
        let document = "insert into document (book_id, id, claim_id, content_hash, media_type, bytes, name_sealed, \
            attached_by, attached_at) values ('b1', 'd1', 'c00000001', 'h', 'image/png', 1, '', 's1', '')";
        // The reviewer s3 is the payee himself, and s5 is a second account of the person who names him.
        let person =
            identity::index_of(&keys(), &IdentityDocument::parse(DocumentKind::Resident, NUMBER).unwrap());
        let pool = base.pool(1).await;
        sqlx::query(document).execute(&pool).await.unwrap();
        sqlx::query("update staff set person = $1 where id = 's3'")
            .bind(person)
            .execute(&pool)
            .await
            .unwrap();
        pool.close().await;
        let naming = |kind: PayeeKind| Naming {
            member: "m1".into(),
            kind,
            name: "例五".into(),
            document: (DocumentKind::Resident, NUMBER.into()),
            account: "6222020000000000000".into(),
            proof: "d1".into(),
            from: None,
        };
        let good = || naming(PayeeKind::Guardian);
        world
            .table::<NamePayee>([
                ("s2", good(), "no-right"),
                ("s1", Naming { member: "m99".into(), ..good() }, "not-found"),
                ("s1", Naming { member: "m2".into(), ..good() }, "not-found"),
                ("s1", Naming { proof: "d2".into(), ..good() }, "not-found"),
                ("s1", Naming { name: " ".into(), ..good() }, "field"),
                ("s1", Naming { account: "12".into(), ..good() }, "field"),
                ("s1", Naming { document: (DocumentKind::Resident, "1".into()), ..good() }, "field"),
                ("s1", naming(PayeeKind::Heir), "field"),
            ])
            .await;
        let guardian = world.ask::<NamePayee>("s1", good()).await.unwrap().payee;
        assert_eq!(world.approve("s3", None, &claim).await, "must-recuse", "he would be paid");
        let confirm = |payee: &str| PayeeConfirmation { payee: payee.into() };
        world
            .table::<ConfirmPayee>([
                ("s1", confirm(&guardian), "no-right"),
                ("s4", confirm(&guardian), "maker-is-checker"),
                ("s2", confirm("y99999999"), "not-found"),
                ("s2", confirm(&guardian), "done"),
                ("s2", confirm(&guardian), "stale"),
            ])
            .await;
        let end = |on: &str| PayeeEnd { payee: guardian.clone(), on: day(on) };
        world
            .table::<EndPayee>([
                ("s1", end("2026-05-31"), "field"),
                ("s1", end("2026-06-30"), "done"),
                ("s1", end("2026-06-30"), "stale"),
            ])
            .await;
        let died = Departure { member: "m1".into(), on: day("2026-05-31"), died: true };
        world.ask::<Leave>("s1", died).await.unwrap();
        world.ask::<NamePayee>("s1", naming(PayeeKind::Heir)).await.unwrap();
        let store = &world.store;
        let scope = Scope::of_staff(store, "s1").await.unwrap().unwrap();
        let listed = payee::of_member(store, &scope, (&world.book, "m1")).await.unwrap();
        let listed: Vec<_> =
            listed.iter().map(|p| (&*p.kind, &*p.name, &*p.account, p.is_confirmed)).collect();
        let account = "6222020000000000000";
        assert_eq!(listed, [("guardian", "例五", account, true), ("heir", "例五", account, false)]);
        assert_eq!(base.number("select count(*) from payee where name_sealed like '%例%'").await, 0);
    });
}
