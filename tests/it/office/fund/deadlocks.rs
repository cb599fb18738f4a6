//! The deadlock hunt: 32 workers over two books, in shuffled orders; PostgreSQL itself says how many deadlocks it ended.
//! Six seconds in the suite; `HUZHU_DEADLOCK_SECONDS=60 cargo test --test it deadlock` hunts for a minute.

use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use huzhu::desk::decide::{Decide, DecideRequest};
use huzhu::desk::hold::{Hold, HoldRequest};
use huzhu::desk::keep_books::{BookRequest, KeepBooks};
use huzhu::desk::release::{Release, ReleaseRequest};
use huzhu::desk::review::{Review, ReviewRequest, Verdict};
use huzhu::desk::revoke::{Revoke, RevokeRequest};
use huzhu::desk::submit::Submit;
use huzhu::desk::{Act, Call, Desk};
use huzhu::engine::ledger::deed::Deed;
use huzhu::engine::money::Fen;
use huzhu::engine::name::Name;
use huzhu::store::book::{self, NewBook};
use huzhu::store::{BookId, Store};
use sqlx::{AnyPool, AssertSqlSafe, Executor as _};
use tokio::time::Instant;

use super::world::{booking, clean_in, number, open};
use crate::office::claims::world::{World, desk, request, stay};
use crate::office::databases::{Base, on_postgres};

const WORKERS: usize = 32;
const MEMBERS: usize = 60;
const SLICE: usize = 6;
/// Only the newest claims are worked on, so that the workers meet.
const NEWEST: usize = 24;

#[expect(clippy::disallowed_methods, reason = "who hunts for longer says so in the environment")]
fn seconds() -> u64 {
    std::env::var("HUZHU_DEADLOCK_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(6)
}

/// Numbers that look random, the same for the same worker.
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n.max(1)
    }

    /// So many of all, in an order of their own.
    fn some<T: Clone>(&mut self, all: &[T], most: usize) -> Vec<T> {
        let mut all = all.to_vec();
        for at in (1..all.len()).rev() {
            all.swap(at, self.below(at + 1));
        }
        all.truncate(most);
        all
    }
}

/// How many deadlocks PostgreSQL ended in this database, once everybody has gone who still has some to tell of: a
/// connection tells what it counted when it ends, at the latest.
async fn ended(base: &Base) -> i64 {
    let others = "select count(*) from pg_stat_activity where datname = current_database() \
        and pid <> pg_backend_pid() and backend_type = 'client backend'";
    let until = Instant::now() + Duration::from_secs(30);
    while number(base, others.into()).await > 0 {
        assert!(Instant::now() < until, "somebody is still connected");
    }
    number(base, "select deadlocks from pg_stat_database where datname = current_database()".into()).await
}

/// Lets workers take turns until the time is up, or until one has seen enough, and says how many turns they had. Each gets
/// its number, and what it draws from.
async fn hunt<W, F>(seconds: u64, work: W) -> u32
where
    W: Fn(usize, Draw) -> F + Clone + Send + 'static,
    F: Future<Output = bool> + Send,
{
    let (until, turns) = (Instant::now() + Duration::from_secs(seconds), Arc::new(AtomicU32::new(0)));
    let tasks = (0..WORKERS).map(|worker| {
        let (work, turns) = (work.clone(), turns.clone());
        tokio::spawn(async move {
            let mut draw = Draw(u64::try_from(worker).unwrap() + 20_260_301);
            while Instant::now() < until {
                let seed = u64::try_from(draw.below(usize::MAX)).unwrap();
                turns.fetch_add(1, Ordering::Relaxed);
                if work(worker, Draw(seed)).await {
                    break;
                }
            }
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    turns.load(Ordering::Relaxed)
}

/// A second book, of an office below the first, with the same members.
async fn second_book(base: &Base, store: &Store) -> BookId {
    let pool = base.pool(1).await;
    let rows = "insert into organisation (id, parent_id, kind, name, path, book_id) \
            values ('o2', 'o1', 'township', '某镇工会', '/o1/o2/', 'b2'); \
        insert into member (book_id, id, name_sealed, state) select 'b2', id, name_sealed, state from member; \
        insert into enrolment (book_id, id, member_id, scheme_id, plan, from_day, enrolled_on, share_units, state) \
            select 'b2', id, member_id, scheme_id, plan, from_day, enrolled_on, share_units, state from enrolment";
    sqlx::raw_sql(rows).execute(&pool).await.unwrap();
    pool.close().await;
    let id = BookId::try_from("b2").unwrap();
    book::open(store, NewBook { id: &id, title: "某镇互助金", organisation_id: "o2" }).await.unwrap();
    id
}

/// A book that is worked on, by the desks of two processes.
struct Place {
    book: BookId,
    desks: [Desk; 2],
    claims: Mutex<Vec<Name>>,
    next: AtomicU32,
}

impl Place {
    fn new(book: BookId, desks: [Desk; 2]) -> Arc<Self> {
        Arc::new(Self { book, desks, claims: Mutex::default(), next: AtomicU32::new(0) })
    }

    /// An act on some of the newest claims; most of it is refused, since another was first.
    async fn act<A: Act>(
        &self,
        staff: &str,
        (worker, claims): (usize, &[Name]),
        of: impl Fn(Name) -> A::Request,
    ) {
        let calls = claims.iter().map(|claim| {
            let key = format!("k{}", self.next.fetch_add(1, Ordering::Relaxed));
            Call::new(staff, &key, of(claim.clone())).because("测试")
        });
        self.desks[worker % 2].many::<A>(&self.book, calls.collect()).await.unwrap();
    }

    /// Hands in claims of some members, each with an invoice that both books see.
    async fn hand_in(&self, worker: usize, draw: &mut Draw) {
        let members: Vec<usize> = (1..=MEMBERS).collect();
        let calls = draw.some(&members, SLICE).into_iter().map(|member| {
            let mut facts = stay(&format!("m{member}"), "2026-03-01", 1);
            facts.claim.invoice = Some(format!("36060120/{}", member % 20));
            let key = format!("k{}", self.next.fetch_add(1, Ordering::Relaxed));
            Call::new("s1", &key, request(facts))
        });
        let calls = calls.collect();
        let replies = self.desks[worker % 2].many::<Submit>(&self.book, calls).await.unwrap();
        let new = replies.into_iter().map(|reply| reply.answer.unwrap().claim);
        self.claims.lock().unwrap().extend(new);
    }

    async fn turn(&self, worker: usize, mut draw: Draw) {
        let newest: Vec<Name> = self.claims.lock().unwrap().iter().rev().take(NEWEST).cloned().collect();
        let of = draw.some(&newest, SLICE);
        let of = (worker, of.as_slice());
        let interest = || BookRequest { booking: booking(Deed::Interest, Fen::yuan(1)), period: None };
        match draw.below(8) {
            0 | 1 => self.hand_in(worker, &mut draw).await,
            2 | 3 => self.act::<Decide>("s1", of, |claim| DecideRequest { claim }).await,
            4 => {
                let approve = |claim| ReviewRequest { claim, decision: 1, verdict: Verdict::Approve };
                self.act::<Review>("s2", of, approve).await;
            }
            5 => self.act::<Hold>("s1", of, |claim| HoldRequest { claim, reason: "存疑".into() }).await,
            6 => self.act::<Release>("s2", of, |claim| ReleaseRequest { claim, number: 1 }).await,
            _ if worker.is_multiple_of(2) => self.act::<KeepBooks>("f1", of, |_| interest()).await,
            _ => self.act::<Revoke>("s1", of, |claim| RevokeRequest { claim }).await,
        }
    }
}

#[test]
fn deadlock_hunt_thirty_two_workers_in_shuffled_orders_meet_none() {
    on_postgres(async |base| {
        let world: World = open(base, 100).await;
        let (other, before) = (base.store().await, number(base, CONFLICTS.into()).await);
        let desks = [world.desk.clone(), desk(&other)];
        let second = second_book(base, &world.store).await;
        let places = [world.book.clone(), second.clone()].map(|book| Place::new(book, desks.clone()));
        let turns = hunt(seconds(), {
            let places = places.clone();
            move |worker, draw| {
                let place = places[worker / 2 % 2].clone();
                async move {
                    place.turn(worker, draw).await;
                    false
                }
            }
        })
        .await;
        assert!(turns > 32, "the workers worked: {turns} turns");
        world.store.close().await;
        other.close().await;
        assert_eq!(ended(base).await, before, "in {turns} turns");
        let store = base.store().await;
        for book in [&world.book, &second] {
            clean_in(&store, book).await;
        }
        store.close().await;
    });
}

const CONFLICTS: &str = "select deadlocks from pg_stat_database where datname = current_database()";

/// Takes some claims in the order in which they are given, as an act without the book's row and without an order would; is
/// it told of a deadlock?
async fn naive(pool: &AnyPool, claims: &[Name]) -> bool {
    let mut tx = pool.begin().await.unwrap();
    for claim in claims {
        let sql = format!("update claim set version = version + 1 where book_id = 'b1' and id = '{claim}'");
        if let Err(why) = tx.execute(AssertSqlSafe(sql)).await {
            let code = why.as_database_error().and_then(|why| why.code().map(std::borrow::Cow::into_owned));
            assert_eq!(code.as_deref(), Some("40P01"), "{why}");
            tx.rollback().await.unwrap();
            return true;
        }
    }
    tx.commit().await.unwrap();
    false
}

#[test]
fn canary_deadlock_what_takes_claims_in_shuffled_orders_is_reported() {
    on_postgres(async |base| {
        let world = open(base, 100).await;
        let place = Place::new(world.book.clone(), [world.desk.clone(), world.desk.clone()]);
        place.hand_in(0, &mut Draw(1)).await;
        let claims: Arc<[Name]> = place.claims.lock().unwrap().clone().into();
        let pool = base.pool(u32::try_from(WORKERS).unwrap()).await;
        let told = Arc::new(AtomicI64::new(0));
        hunt(60, {
            let (pool, told) = (pool.clone(), told.clone());
            move |_, mut draw| {
                let (pool, told, order) = (pool.clone(), told.clone(), draw.some(&claims, SLICE));
                async move {
                    told.fetch_add(i64::from(naive(&pool, &order).await), Ordering::Relaxed);
                    told.load(Ordering::Relaxed) > 0
                }
            }
        })
        .await;
        pool.close().await;
        world.store.close().await;
        let told = told.load(Ordering::Relaxed);
        assert!(told > 0, "the harness does not make them meet");
        assert_eq!(ended(base).await, told, "each is counted");
    });
}
