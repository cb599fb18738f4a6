//! Pages of members, finance and administrators: signing in by number, bad input, and what nobody else sees.

use argon2::{Argon2, PasswordHasher as _};
use huzhu::engine::ids::{DocumentKind, IdentityDocument};
use huzhu::store::login::{self, NewCredential, Principal};
use huzhu::store::{BookId, identity};
use sqlx::AssertSqlSafe;

use super::{Page, put, send};
use crate::office::claims::world::TEXT;
use crate::office::databases::{Base, keys, on_sqlite};
use crate::service::world::{NOW, World, token};

const NUMBER: &str = "11010519491231002X";
const CODE: &str = "20417358";

async fn of_staff(world: &World, who: &str, path: &str, form: Option<&str>) -> Page {
    send(world, &[("authorization", &format!("Bearer {}", token(who)))], path, form).await
}

/// The member m00000001 with an identity number and a code.
async fn with_code(base: &Base) -> World {
    let world = World::open(base).await;
    let document = IdentityDocument::parse(DocumentKind::Resident, NUMBER).unwrap();
    let index = identity::index_of(&keys(), &document);
    let sql = format!(
        "delete from token where credential_id in (select id from credential where member_id is not null); \
         delete from credential where member_id is not null; \
         insert into identity_document (book_id, number_index, member_id, kind, number_sealed, state) \
         values ('b1', '{index}', 'm00000001', 'resident-id', '', 'current')"
    );
    let pool = base.pool(1).await;
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&pool).await.unwrap();
    pool.close().await;
    let hash =
        Argon2::default().hash_password_with_salt(CODE.as_bytes(), b"sixteen letters.").unwrap().to_string();
    let principal = Principal::Member(BookId::try_from("b1").unwrap(), "m00000001".into());
    let new = NewCredential { principal: &principal, login: "b1/m00000001", password_hash: &hash, at: NOW };
    login::set_code(&world.store, &new).await.unwrap();
    world
}

async fn enter(world: &World, number: &str, code: &str) -> Page {
    let form = format!("number={number}&code={code}");
    send(world, &[("accept-language", "zh")], "/my/sign-in", Some(&form)).await
}

#[test]
fn a_member_signs_in_with_number_and_code_and_is_locked_out() {
    on_sqlite(async |base| {
        let world = with_code(base).await;
        for (number, code) in
            [("", CODE), (NUMBER, ""), (NUMBER, "20417359"), ("123", CODE), ("110105194912310046", CODE)]
        {
            let page = enter(&world, number, code).await;
            assert_eq!((page.status, page.cookie.as_str()), (422, ""), "{number} {code}");
        }
        let entered = enter(&world, "１１０１０５１９４９１２３１００２ｘ", "2041 7358").await;
        assert_eq!((entered.status, entered.to.as_str()), (303, "/my"), "{}", entered.text);
        let own = send(&world, &[("cookie", &entered.cookie)], "/my", None).await;
        assert_eq!(own.status, 200, "{}", own.text);
        assert_eq!(
            send(&world, &[("cookie", &entered.cookie)], "/members/m00000001", None).await.status,
            403
        );
        for _ in 0..5 {
            enter(&world, NUMBER, "00000000").await;
        }
        assert_eq!(enter(&world, NUMBER, CODE).await.status, 422, "it is locked");
        world.pass(61);
        assert_eq!(enter(&world, NUMBER, CODE).await.status, 303, "it is open again");
    });
}

/// The member m00000002 is the guardian of m00000001 from a day on, to another.
async fn guardian(base: &Base, (from, to): (&str, Option<&str>), confirmed: bool) {
    let to = to.map_or("null".to_owned(), |day| format!("'{day}'"));
    let by = if confirmed { "'s2'" } else { "null" };
    let sql = format!(
        "delete from payee where id = 'y1'; delete from identity_document where number_index = 'p9'; \
         insert into identity_document (book_id, number_index, member_id, kind, number_sealed, state) \
         values ('b1', 'p9', 'm00000002', 'resident', 'x', 'current'); \
         insert into payee (book_id, id, member_id, kind, person, name_sealed, account_sealed, account_index, document_id, \
         from_day, to_day, named_by, confirmed_by) \
         values ('b1', 'y1', 'm00000001', 'guardian', 'p9', 'x', 'x', 'x', 'd1', '{from}', {to}, 's1', {by})"
    );
    put(base, &sql).await;
}

#[test]
fn a_guardian_sees_the_claims_of_his_ward_as_long_as_he_is_one() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        let claim = world.claim().await;
        let (own, letter) = (format!("/my/claims/{claim}"), format!("/claims/{claim}/letter"));
        let table = [
            (("2020-01-01", None), true, true, "from a day on"),
            (("2020-01-01", Some("2026-06-01")), true, true, "his last day"),
            (("2020-01-01", Some("2026-05-31")), true, false, "it ended yesterday"),
            (("2026-06-02", None), true, false, "it begins tomorrow"),
            (("2020-01-01", None), false, false, "nobody confirmed it"),
        ];
        for (days, confirmed, sees, why) in table {
            guardian(base, days, confirmed).await;
            let list = of_staff(&world, "m00000002", "/my/claims", None).await;
            assert_eq!((list.status, list.text.contains(&own)), (200, sees), "{why}");
            let status = if sees { 200 } else { 404 };
            assert_eq!(of_staff(&world, "m00000002", &own, None).await.status, status, "{why}");
            let page = of_staff(&world, "m00000002", &letter, None).await;
            // There is no answer yet, and so no letter.
            assert_eq!(page.status, if sees { 409 } else { 404 }, "{why}: {}", page.text);
            // The other way round it is nothing.
            let other = of_staff(&world, "m00000001", "/my/claims", None).await;
            assert_eq!(other.text.matches("/my/claims/c").count(), 1, "{why}");
        }
    });
}

#[test]
fn a_member_sees_his_own_claims_and_nobody_elses() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        let claim = world.claim().await;
        let path = format!("/my/claims/{claim}");
        assert_eq!(of_staff(&world, "m00000001", &path, None).await.status, 200);
        let list = of_staff(&world, "m00000001", "/my/claims", None).await;
        assert!(list.text.contains(&path), "{}", list.text);
        assert_eq!(of_staff(&world, "m00000002", &path, None).await.status, 404);
        assert_eq!(of_staff(&world, "clerk", "/my", None).await.status, 404, "of the staff nobody is meant");
        let letter = of_staff(&world, "m00000001", &format!("/claims/{claim}/letter"), None).await;
        assert_eq!(letter.status, 409, "there is no answer yet");
    });
}

#[test]
fn an_estimate_says_what_is_wrong_at_its_field() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        let ask = async |form: &str| of_staff(&world, "m00000001", "/my/estimate", Some(form)).await;
        let table = [
            ("scheme=&total=&funds_paid=", ["scheme", "total", "funds_paid"].as_slice()),
            ("scheme=demo/inpatient&total=abc&funds_paid=-1", &["total", "funds_paid"]),
            ("scheme=demo/inpatient&total=100&funds_paid=200", &["funds_paid"]),
            ("scheme=demo/inpatient&total=99999999999999999999&funds_paid=0", &["total"]),
        ];
        for (form, wrong) in table {
            let page = ask(form).await;
            assert_eq!(page.status, 422, "{form}: {}", page.text);
            for name in wrong {
                assert!(page.text.contains(&format!("id=\"{name}-wrong\"")), "{form}: {name}");
            }
        }
        let fine = ask("scheme=demo/inpatient&setting=inpatient&total=１００００&funds_paid=6000").await;
        assert_eq!(fine.status, 200, "{}", fine.text);
    });
}

#[test]
fn finance_refuses_with_a_sentence() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        let table = [
            ("/finance/book", Some("key=k1"), 422),
            ("/finance/book", Some("key=k2&deed=interest&pool=none&amount=1&document=d"), 422),
            ("/finance/book", Some("key=k3&deed=interest&pool=none&amount=-1&document=d"), 422),
            ("/finance/periods/close", Some("key=k4&period=abc"), 422),
            ("/finance/periods/close", Some("key=k5&period=2099-01"), 422),
            ("/finance/periods/reopen", Some("key=k6&period=2026-05"), 422),
            ("/finance/vouchers/2026-06-t9/reverse", Some("key=k7&reason=x"), 404),
            ("/finance/trial?period=abc", None, 400),
            ("/finance/ledger?pool=x&code=none", None, 404),
            ("/finance/trial?period=2026-06", None, 200),
            ("/finance", None, 200),
            ("/finance/received/contributions.xlsx", None, 200),
            ("/finance/export/income.csv?period=2026-06", None, 200),
        ];
        for (path, form, status) in table {
            let page = of_staff(&world, "finance", path, form).await;
            assert_eq!(page.status, status, "{path} {form:?}: {}", page.text);
        }
    });
}

#[test]
fn administrators_are_told_what_is_missing() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        let table = [
            ("/office/users", Some("key=k1"), 422),
            ("/office/users", Some("key=k2&login=x&name=y&id_number=1&role=clerk&from=2026-13-01"), 422),
            ("/office/organisations", Some("key=k3&id=X!&name=n&kind=county"), 422),
            ("/office/schemes/confirm", Some("key=k4&scheme=none&from=2026-01-01&hash=0"), 404),
            ("/office/schemes/edition?scheme=none&from=x&hash=y", None, 404),
            ("/office/schemes", None, 200),
            ("/office", None, 200),
            ("/office/health", None, 200),
        ];
        for (path, form, status) in table {
            let page = of_staff(&world, "administrator", path, form).await;
            assert_eq!(page.status, status, "{path} {form:?}: {}", page.text);
        }
        let page = of_staff(&world, "auditor", "/audit?result=refused&from=2026-13-99", None).await;
        assert_eq!(page.status, 200, "{}", page.text);
    });
}

#[test]
fn what_is_promised_is_shown_until_it_is_answered() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        let claim = world.claim().await;
        let (mine, desk) = (format!("/my/claims/{claim}"), format!("/claims/{claim}"));
        let shown = async |who: &str, path: &str, said: &str| {
            let page = of_staff(&world, who, path, None).await;
            assert_eq!(page.status, 200, "{path}: {}", page.text);
            page.text.contains(said)
        };
        assert!(!shown("m00000001", &mine, "预计办结日").await, "nothing is promised");
        let promise = "insert into policy (book_id, name, value, set_by, set_at) values ('b1', 'answer-days', 3, 's6', '2026')";
        put(base, promise).await;
        // Handed in on Monday the 1st of June 2026: three working days later is the 4th.
        for (who, path) in
            [("m00000001", "/my/claims"), ("m00000001", mine.as_str()), ("clerk", desk.as_str())]
        {
            assert!(shown(who, path, "2026年6月4日").await, "{who} {path}");
            assert!(!shown(who, path, "已超过承诺时限").await, "{who} {path}");
        }
        world.pass(3 * 86_400);
        assert!(
            !shown("clerk", "/desk?what=submitted", "已超过承诺时限").await,
            "the day itself is still in time"
        );
        world.pass(86_400);
        for (who, path) in
            [("m00000001", "/my/claims"), ("clerk", "/desk?what=submitted"), ("clerk", desk.as_str())]
        {
            assert!(shown(who, path, "已超过承诺时限").await, "{who} {path}");
        }
        // Held, missing something or answered: the office is not waited for.
        for change in ["holds = 1", "holds = 0, stage = 'pending'", "stage = 'denied'"] {
            put(base, &format!("update claim set {change} where id = '{claim}'")).await;
            assert!(!shown("m00000001", "/my/claims", "2026年6月4日").await, "{change}");
        }
    });
}

#[test]
fn a_proposed_scheme_is_listed_by_its_title() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        let text = TEXT.replace('\'', "''").replace("test/limit", "test/next");
        let sql = format!(
            "insert into scheme_edition (scheme_id, from_day, hash, text, lists, state, proposed_by, proposed_at) \
             values ('test/next', '2020-01-01', 'h', '{text}', '{{}}', 'proposed', 's1', '2026-05-01T00:00:00Z')"
        );
        put(base, &sql).await;
        let page = of_staff(&world, "administrator", "/office/schemes", None).await;
        assert!(page.text.contains("test%2Fnext"), "{}", page.text);
        let row = page.text.split("test%2Fnext").nth(1).and_then(|rest| rest.split("</a>").next());
        assert!(row.is_some_and(|row| row.ends_with(">测试互助")), "{}", page.text);
    });
}
