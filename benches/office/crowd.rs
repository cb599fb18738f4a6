//! An office with its staff, the shipped scheme of Sinan, and the members of a generated world.

use std::path::Path;

use huzhu::clock::Now;
use huzhu::desk::keep_books::{BookRequest, KeepBooks};
use huzhu::desk::{Call, Desk, Office};
use huzhu::engine::ids::{DocumentKind, IdentityDocument};
use huzhu::engine::ledger::deed::{Booking, Deed};
use huzhu::engine::money::Fen;
use huzhu::engine::name::Name;
use huzhu::generate::{Sizes, World};
use huzhu::store::book::{self, NewBook};
use huzhu::store::enrolment::{self, NewEnrolment};
use huzhu::store::identity::{self, NewNumber};
use huzhu::store::member::{self, NewMember};
use huzhu::store::seal::KeyRing;
use huzhu::store::{BookId, Store, pool};
use sqlx::Executor as _;

/// The scheme.
pub const SCHEME: &str = "cn/guizhou/sinan";

/// The world of so many members and claims, without dirt.
pub fn world(members: u64, claims: u64) -> World {
    World::new(1, Sizes { members, claims, dirty: 0, year: 2025 }).expect("such a world can be")
}

/// Opens the book `b1` of an office with a clerk s1, a reviewer s2, and the members of the world, all covered.
pub async fn settle(url: &str, store: &Store, world: &World) -> BookId {
    let pool = pool(url, 1).await.expect("a connection");
    pool.execute(STAFF).await.expect("staff");
    let book = BookId::try_from("b1").expect("a plain name");
    let new = NewBook { id: &book, title: "测试互助金", organisation_id: "o1" };
    book::open(store, new).await.expect("a book");
    let edition = "insert into scheme_edition (scheme_id, from_day, hash, text, lists, state, proposed_by, proposed_at, \
        confirmed_at) values ($1, '2016-01-01', 'h', $2, '{}', 'published', 's1', '2020', '2020')";
    sqlx::query(edition).bind(SCHEME).bind(text()).execute(&pool).await.expect("an edition");
    pool.close().await;
    fund(&desk(store), &book).await;
    let numbers: Vec<u64> = (0..world.sizes().members).collect();
    for some in numbers.chunks(5_000) {
        let all: Vec<_> = some.iter().map(|number| enrolled(world, *number)).collect();
        let (members, enrolments): (Vec<NewMember>, Vec<NewEnrolment>) = all.into_iter().unzip();
        let keys = store.keys().clone();
        let numbers: Vec<NewNumber> = some.iter().flat_map(|number| named(&keys, world, *number)).collect();
        let insert = store.write(&book, move |tx| {
            Box::pin(async move {
                member::insert(tx, &keys, &members).await?;
                identity::insert(tx, &keys, &numbers).await?;
                enrolment::insert(tx, &enrolments).await
            })
        });
        insert.await.expect("members");
    }
    book
}

fn text() -> String {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemes").join(SCHEME).join("2016-01-01.toml");
    std::fs::read_to_string(shipped).expect("the scheme is shipped")
}

/// Pays a hundred million yuan into the pool.
async fn fund(desk: &Desk, book: &BookId) {
    let booking = Booking {
        deed: Deed::Interest,
        pool: format!("{SCHEME}/sinan").into(),
        amount: Fen::yuan(100_000_000),
        payer: Name::default(),
        party: Name::default(),
        to: Name::default(),
        document: "回单1".into(),
    };
    let call = Call::new("f1", "fund", BookRequest { booking, period: None });
    desk.one::<KeepBooks>(book, call).await.expect("the store works").answer.expect("it is not refused");
}

const STAFF: &str = "insert into organisation (id, kind, name, path, book_id) \
        values ('o1', 'county', '测试县总工会', '/o1/', 'b1'); \
    insert into staff (id, organisation_id, person, name, login, state) \
        values ('s1', 'o1', 'p1', '测试甲', 's1', 'active'), ('s2', 'o1', 'p2', '测试乙', 's2', 'active'), \
        ('f1', 'o1', 'p3', '测试丙', 'f1', 'active'); \
    insert into staff_role (staff_id, role, from_day) \
        values ('s1', 'clerk', '2020-01-01'), ('s2', 'reviewer', '2020-01-01'), \
        ('f1', 'finance', '2020-01-01')";

fn enrolled(world: &World, number: u64) -> (NewMember, NewEnrolment) {
    let member = world.member(number);
    let held = &member.enrolled;
    let enrolment = NewEnrolment {
        id: format!("e{number:08}"),
        member_id: member.id.clone(),
        scheme_id: SCHEME.into(),
        plan: String::new(),
        employer_id: None,
        from_day: "2020-01-01".into(),
        to_day: None,
        enrolled_on: "2020-01-01".into(),
        hired_on: Some(held.hired_on.to_string()),
        share_units: held.share_units,
        import_id: None,
    };
    let member = NewMember {
        id: member.id,
        employer: None,
        name: member.name,
        birth: Some(member.id_number.birth()),
        sex: Some(member.id_number.sex()),
        phone: None,
        account: None,
        holder: None,
        service: Some(member.service),
        insurance: Some(member.insurance),
        import: None,
    };
    (member, enrolment)
}

/// The member's number in files and his identity document.
fn named(keys: &KeyRing, world: &World, number: u64) -> [NewNumber; 2] {
    let member = world.member(number);
    let document = IdentityDocument::parse(DocumentKind::Resident, member.id_number.as_str());
    let document = document.expect("the generator makes well-formed numbers");
    [NewNumber::in_files(keys, &member.id, &member.id), NewNumber::document(keys, &member.id, &document)]
}

/// A desk on a store, on a fixed day after all claims.
pub fn desk(store: &Store) -> Desk {
    let now = Now::parse("2026-06-01T02:00:00Z").expect("a moment");
    Desk::new(Office::new(store.clone(), move || now))
}
