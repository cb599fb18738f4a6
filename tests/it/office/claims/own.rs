//! What members do themselves: each about himself and whom he stands for, once for each key; and nobody is his own second
//! person.

use huzhu::desk::Call;
use huzhu::desk::appeal::AppealRequest;
use huzhu::desk::appeal_own::AppealOwn;
use huzhu::desk::attach::AttachRequest;
use huzhu::desk::attach_own::AttachOwn;
use huzhu::desk::change_account::AccountNaming;
use huzhu::desk::confirm_account::{AccountConfirmation, ConfirmAccount};
use huzhu::desk::file_own::{FileOwn, Filing};
use huzhu::desk::name_own_account::NameOwnAccount;
use huzhu::desk::own::{OwnAct, own};
use huzhu::desk::review::Verdict;
use huzhu::store::files::Files;
use huzhu::store::{Scope, unanswered, ward};
use sqlx::AssertSqlSafe;

use super::world::{SCHEME, World, stay};
use crate::office::databases::{Base, keys, on_both};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

impl World {
    /// One request of a member under a key: what came of it, or the code of the refusal.
    async fn own<A: OwnAct>(
        &self,
        member: &str,
        key: &str,
        request: A::Request,
    ) -> Result<A::Answer, &'static str> {
        let call = Call::new(&format!("b1/{member}"), key, request);
        let came = own::<A>(self.desk.office(), &self.book, (member, call)).await.unwrap();
        came.map(|(answer, _)| answer).map_err(|refusal| refusal.code())
    }
}

async fn put(base: &Base, sql: &str) {
    let pool = base.pool(1).await;
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&pool).await.unwrap();
    pool.close().await;
}

/// The person of the reviewer s3 is the member m1, who is the guardian of m2.
const PEOPLE: &str = "insert into identity_document (book_id, number_index, member_id, kind, number_sealed, state) \
    values ('b1', 'p3', 'm1', 'resident', 'x', 'current'); \
    insert into payee (book_id, id, member_id, kind, person, name_sealed, account_sealed, account_index, document_id, \
    from_day, named_by, confirmed_by) values ('b1', 'y1', 'm2', 'guardian', 'p3', 'x', 'x', 'x', 'd1', '2020-01-01', 's1', 's2')";

#[test]
fn an_account_that_a_member_names_is_confirmed_by_somebody_else() {
    on_both(async |base| {
        let world = World::open(base).await;
        put(base, PEOPLE).await;
        let naming = |member: &str| AccountNaming {
            member: member.into(),
            account: "9999000000000002".into(),
            holder: None,
        };
        assert_eq!(world.own::<NameOwnAccount>("m1", "k", naming("m3")).await.unwrap_err(), "not-found");
        assert_eq!(world.own::<NameOwnAccount>("m1", "k", naming("m2")).await.unwrap_err(), "not-found");
        let named = world.own::<NameOwnAccount>("m1", "k", naming("m1")).await.unwrap();
        assert_eq!(world.own::<NameOwnAccount>("m1", "k", naming("m1")).await.unwrap(), named);
        let staff = Scope::of_staff(&world.store, "s2").await.unwrap().unwrap();
        let waiting = unanswered::accounts(&world.store, &staff, &world.book, 10).await.unwrap();
        assert_eq!(waiting.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["m1"]);
        assert_eq!(base.number("select count(*) from member where account_sealed is not null").await, 0);

        let confirm =
            |staff| world.ask::<ConfirmAccount>(staff, AccountConfirmation { change: named.change.clone() });
        assert_eq!(confirm("s3").await.unwrap_err().code(), "maker-is-checker", "he is the member");
        assert_eq!(confirm("s2").await.unwrap().member, "m1");
        assert_eq!(base.number("select count(*) from member where account_sealed is not null").await, 1);
        assert_eq!(unanswered::accounts(&world.store, &staff, &world.book, 10).await.unwrap(), []);
    });
}

#[test]
fn a_member_appeals_for_himself_and_whom_he_stands_for() {
    on_both(async |base| {
        let world = World::open(base).await;
        put(base, PEOPLE).await;
        for (member, claimant) in [("m1", "m1"), ("m1", "m2")] {
            let claim = world.decided(stay(claimant, "2026-03-01", 400)).await.claim;
            let appeal =
                || AppealRequest { claim: claim.clone(), grounds: "金额不符".into(), told: None };
            let key = format!("appeal-{claimant}");
            assert_eq!(world.own::<AppealOwn>(member, &key, appeal()).await.unwrap_err(), "wrong-stage");
            world.review("s2", &claim, 1, Verdict::Approve).await.unwrap();
            assert_eq!(world.own::<AppealOwn>("m3", "k", appeal()).await.unwrap_err(), "not-found");
            let empty = AppealRequest { grounds: " ".into(), ..appeal() };
            assert_eq!(world.own::<AppealOwn>(member, "empty", empty).await.unwrap_err(), "field");
            assert_eq!(world.own::<AppealOwn>(member, &key, appeal()).await.unwrap().number, 1);
            assert_eq!(
                world.own::<AppealOwn>(member, &key, appeal()).await.unwrap().number,
                1,
                "a second click"
            );
            assert_eq!(world.own::<AppealOwn>(member, "again", appeal()).await.unwrap_err(), "appeal-open");
        }
        let staff = Scope::of_staff(&world.store, "s2").await.unwrap().unwrap();
        assert_eq!(unanswered::appeals(&world.store, &staff, &world.book, 10).await.unwrap().len(), 2);
        let member = Scope::of_member(&world.store, &world.book, "m3").await.unwrap().unwrap();
        assert_eq!(unanswered::appeals(&world.store, &member, &world.book, 10).await.unwrap(), []);
    });
}

#[test]
fn a_member_files_with_papers_for_himself_and_whom_he_stands_for() {
    on_both(async |base| {
        let world = World::open(base).await;
        put(base, PEOPLE).await;
        let folder = tempfile::tempdir().unwrap();
        let stored = Files::new(folder.path(), keys()).put("b1", PNG).unwrap();
        let filing = |whose: &str| Filing { scheme: SCHEME.into(), facts: stay(whose, "2026-03-01", 400) };
        let refused = world.own::<FileOwn>("m1", "k", filing("m3")).await.unwrap_err();
        assert_eq!(refused, "not-found");
        for whose in ["m1", "m2"] {
            let filed = world.own::<FileOwn>("m1", &format!("file-{whose}"), filing(whose)).await.unwrap();
            let paper = || AttachRequest::new(&filed.claim, "结算单.png", &stored);
            assert_eq!(world.own::<AttachOwn>("m3", "k", paper()).await.unwrap_err(), "not-found");
            let attached = world.own::<AttachOwn>("m1", &format!("paper-{whose}"), paper()).await.unwrap();
            assert!(!attached.known);
            let again = world.own::<AttachOwn>("m1", &format!("again-{whose}"), paper()).await.unwrap();
            assert_eq!((again.document, again.known), (attached.document, true));
        }
        assert_eq!(base.number("select count(*) from document").await, 2);
        let scope = Scope::of_member(&world.store, &world.book, "m1").await.unwrap().unwrap();
        let wards = ward::of_member(&world.store, &scope, "2026-06-01").await.unwrap();
        let wards: Vec<(&str, &str)> =
            wards.iter().map(|ward| (ward.member_id.as_str(), ward.kind.as_str())).collect();
        assert_eq!(wards, [("m2", "guardian")]);
        assert_eq!(ward::of_member(&world.store, &scope, "2019-12-31").await.unwrap(), []);
    });
}
