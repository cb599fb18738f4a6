//! Who hands a claim in, and in whose name the account is: many claims of one agent, and strange accounts, are held.

use huzhu::desk::change_account::{AccountNaming, ChangeAccount};
use huzhu::desk::confirm_account::{AccountConfirmation, ConfirmAccount};
use huzhu::desk::confirm_payee::{ConfirmPayee, PayeeConfirmation};
use huzhu::desk::hand_in::{HandIn, HandInRequest};
use huzhu::desk::name_payee::{NamePayee, Naming};
use huzhu::desk::review::Verdict;
use huzhu::desk::revoke::{Revoke, RevokeRequest};
use huzhu::desk::set_policy::{SetPolicy, Setting};
use huzhu::desk::submit::{NewRequest, Submit, Submitted};
use huzhu::desk::{Agent, Call};
use huzhu::engine::ids::{DocumentKind, IdentityDocument};
use huzhu::engine::office::{AgentRelation, PayeeKind, Policy};
use huzhu::store::seal::Place;
use huzhu::store::{Scope, account, identity};
use sqlx::AssertSqlSafe;

use super::world::{World, request, stay};
use crate::office::databases::{Base, keys, on_both};

const NUMBER: &str = "11010519491231002X";
const OTHER: &str = "34052419800101001X";

fn brought(member: &str, number: &str) -> NewRequest {
    let document = (DocumentKind::Resident, number.to_owned());
    let agent = Some(Agent { relation: AgentRelation::Child, document });
    NewRequest { agent, ..request(stay(member, "2026-03-01", 100)) }
}

fn index(number: &str) -> String {
    identity::index_of(&keys(), &IdentityDocument::parse(DocumentKind::Resident, number).unwrap())
}

async fn put(base: &Base, sql: String) {
    let pool = base.pool(1).await;
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&pool).await.unwrap();
    pool.close().await;
}

impl World {
    async fn set(&self, policy: Policy, value: u32) -> Result<Setting, &'static str> {
        let setting = Setting { policy, value };
        self.ask::<SetPolicy>("s6", setting).await.map_err(|refusal| refusal.code())
    }

    async fn brings(&self, member: &str, number: &str) -> Submitted {
        let request = brought(member, number);
        let request = NewRequest { facts: self.once(request.facts), ..request };
        self.ask::<Submit>("s1", request).await.unwrap()
    }
}

#[test]
fn many_claims_of_one_agent_are_held() {
    on_both(async |base| {
        let world = World::with(base, &[]).await;
        assert_eq!(world.set(Policy::AgentMembers, 0).await, Err("field"));
        world.set(Policy::AgentMembers, 2).await.unwrap();
        let first = world.brings("m1", NUMBER).await.claim;
        for (member, number) in [("m1", NUMBER), ("m2", NUMBER), ("m3", OTHER)] {
            assert!(world.brings(member, number).await.holds.is_empty(), "{member} {number}");
        }
        assert_eq!(world.brings("m3", NUMBER).await.holds, ["many-by-agent"]);
        let detail = "select count(*) from hold where detail like '%\"members\":3,\"days\":30%'";
        assert_eq!(base.number(detail).await, 1);
        assert_eq!(base.number("select count(*) from agent where relation = 'child'").await, 5);

        // A draft does not count before it is handed in, and is looked at then.
        let draft = NewRequest { draft: true, ..brought("m4", OTHER) };
        let draft = world.ask::<Submit>("s1", draft).await.unwrap().claim;
        assert!(world.brings("m5", OTHER).await.holds.is_empty());
        let handed_in = world.ask::<HandIn>("s1", HandInRequest { claim: draft }).await.unwrap();
        assert_eq!(handed_in.holds, ["many-by-agent"]);

        // What was taken back does not count, nor what came before the days of the watch.
        put(base, "delete from agent where agent_index not in (select agent_index from agent where claim_id = 'c00000001')".into()).await;
        world.ask::<Revoke>("s1", RevokeRequest { claim: first }).await.unwrap();
        put(base, "update agent set came_on = '2026-05-02' where claim_id = 'c00000005'".into()).await;
        assert_eq!(world.brings("m6", NUMBER).await.holds, ["many-by-agent"], "m1, m2, m3 and m6");
        put(base, "update agent set came_on = '2026-05-01'".into()).await;
        assert!(world.brings("m7", NUMBER).await.holds.is_empty());
    });
}

#[test]
fn the_claims_of_one_slice_are_seen_on_each_other() {
    on_both(async |base| {
        let world = World::with(base, &[]).await;
        world.set(Policy::AgentMembers, 2).await.unwrap();
        let members = ["m1", "m2", "m2", "m3"];
        let calls = members.iter().zip(["a", "b", "c", "d"]);
        let brought = |member: &str| {
            let request = brought(member, NUMBER);
            NewRequest { facts: world.once(request.facts), ..request }
        };
        let calls = calls.map(|(member, key)| Call::new("s1", key, brought(member))).collect();
        let replies = world.desk.many::<Submit>(&world.book, calls).await.unwrap();
        let holds: Vec<usize> = replies.into_iter().map(|reply| reply.answer.unwrap().holds.len()).collect();
        assert_eq!(holds, [0, 0, 0, 1]);
    });
}

#[test]
fn an_agent_is_another_person_and_does_not_review() {
    on_both(async |base| {
        let world = World::with(base, &[]).await;
        let wrong = world.ask::<Submit>("s1", brought("m1", "123")).await.unwrap_err();
        assert_eq!(wrong.code(), "field");
        let (own, other) = (index(NUMBER), index(OTHER));
        let sql = format!(
            "insert into identity_document (book_id, number_index, member_id, kind, number_sealed, state) \
             values ('b1', '{own}', 'm1', 'resident-id', '', 'current'); \
             update staff set person = '{other}' where id = 's2'"
        );
        put(base, sql).await;
        let himself = world.ask::<Submit>("s1", brought("m1", NUMBER)).await.unwrap_err();
        assert_eq!(himself.code(), "field");
        assert!(world.brings("m2", NUMBER).await.holds.is_empty());
        let claim = world.brings("m3", OTHER).await.claim;
        world.decide(&claim).await;
        let refused = world.review("s2", &claim, 1, Verdict::Approve).await.unwrap_err();
        assert_eq!(refused.code(), "maker-is-checker");
        assert!(world.review("s3", &claim, 1, Verdict::Approve).await.is_ok());
    });
}

#[test]
fn an_account_in_a_strange_name_is_held_until_its_holder_is_a_payee() {
    on_both(async |base| {
        let world = World::with(base, &[]).await;
        let holder = |member: &str, name: &str| {
            let place = Place { table: "member", column: "holder_sealed", book: "b1", row: member };
            let sealed = keys().seal(&place, name);
            format!("update member set holder_sealed = '{sealed}' where id = '{member}'; ")
        };
        put(base, holder("m1", "某 人") + &holder("m2", "别人")).await;
        let submit =
            async |member: &str| world.submit(world.once(stay(member, "2026-03-01", 100))).await.holds;
        assert!(submit("m1").await.is_empty(), "the same name");
        assert_eq!(submit("m2").await, ["account-name"]);
        put(base, "insert into document (book_id, id, member_id, content_hash, media_type, bytes, name_sealed, attached_by, attached_at) values ('b1', 'd1', 'm2', '', '', 0, '', 's1', '')".into()).await;
        let naming = Naming {
            member: "m2".into(),
            kind: PayeeKind::Guardian,
            name: "别人".into(),
            document: (DocumentKind::Resident, NUMBER.into()),
            account: "6222020000000000001".into(),
            proof: "d1".into(),
            from: None,
        };
        let payee = world.ask::<NamePayee>("s1", naming).await.unwrap().payee;
        assert_eq!(submit("m2").await, ["account-name"], "nobody has confirmed him");
        let confirmation = PayeeConfirmation { payee: payee.clone() };
        world.ask::<ConfirmPayee>("s2", confirmation).await.unwrap();
        assert!(submit("m2").await.is_empty());
        put(
            base,
            format!("update payee set from_day = '2026-05-01', to_day = '2026-05-31' where id = '{payee}'"),
        )
        .await;
        assert_eq!(submit("m2").await, ["account-name"], "his days are over");
    });
}

#[test]
fn an_event_after_the_member_left_is_held() {
    on_both(async |base| {
        let world = World::with(base, &[]).await;
        let sql = "update member set state = 'left' where id in ('m1', 'm2'); \
            update enrolment set left_on = '2026-02-28' where member_id = 'm1'";
        put(base, sql.into()).await;
        for (member, day, holds) in
            [("m1", "2026-03-01", 1), ("m1", "2026-02-28", 0), ("m2", "2026-03-01", 0)]
        {
            let found = world.submit(stay(member, day, 100)).await.holds;
            let all_left = found.iter().all(|code| code == "left");
            assert_eq!((found.len(), all_left), (holds, true), "{member} {day}");
        }
    });
}

#[test]
fn an_account_is_changed_by_two() {
    on_both(async |base| {
        let world = World::with(base, &[]).await;
        let naming = |member: &str, account: &str, holder: &str| AccountNaming {
            member: member.into(),
            account: account.into(),
            holder: Some(holder.into()),
        };
        let account = "6222020000000000001";
        for (naming, code) in [
            (naming("m99", account, "某人"), "not-found"),
            (naming("m1", "12", "某人"), "field"),
            (naming("m1", account, " "), "field"),
        ] {
            assert_eq!(world.ask::<ChangeAccount>("s1", naming).await.unwrap_err().code(), code);
        }
        let change = async |member: &str, account: &str, holder: &str| {
            world.ask::<ChangeAccount>("s1", naming(member, account, holder)).await.unwrap().change
        };
        let confirm = async |staff: &str, change: &str| {
            let confirmation = AccountConfirmation { change: change.into() };
            world.ask::<ConfirmAccount>(staff, confirmation).await.map_or_else(|why| why.code(), |_| "done")
        };
        let submit =
            async |member: &str| world.submit(world.once(stay(member, "2026-03-01", 100))).await.holds;
        let strange = change("m1", account, "别人").await;
        assert!(submit("m1").await.is_empty(), "nothing is paid to it yet");
        assert_eq!(confirm("s4", &strange).await, "maker-is-checker", "the same person");
        assert_eq!(confirm("s1", &strange).await, "no-right");
        assert_eq!(confirm("s2", "k9").await, "not-found");
        assert_eq!(confirm("s2", &strange).await, "done");
        assert_eq!(confirm("s2", &strange).await, "stale");
        assert_eq!(submit("m1").await, ["account-name"]);
        // The same account for another, and then another account for the first.
        let same = change("m2", account, "某人").await;
        assert_eq!(confirm("s2", &same).await, "done");
        assert_eq!(submit("m2").await, ["shared-account"]);
        let (late, own) = (
            change("m1", "6222020000000000019", "某人").await,
            change("m1", "6222020000000000027", "某人").await,
        );
        assert_eq!(confirm("s2", &late).await, "stale", "another one followed it");
        assert_eq!(confirm("s2", &own).await, "done");
        assert!(submit("m1").await.is_empty() && submit("m2").await.is_empty());
        assert_eq!(base.number("select count(*) from seen_account").await, 2);
        let plain = "select count(*) from account_change where account_sealed like '%6222%'";
        assert_eq!(base.number(plain).await, 0);
        let scope = Scope::of_staff(&world.store, "s1").await.unwrap().unwrap();
        let listed = account::of_member(&world.store, &scope, (&world.book, "m1")).await.unwrap();
        let listed: Vec<_> = listed.iter().map(|one| (&*one.account, one.confirmed_at.is_some())).collect();
        let all = [(account, true), ("6222020000000000019", false), ("6222020000000000027", true)];
        assert_eq!(listed, all);
    });
}
