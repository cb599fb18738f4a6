//! The life of claims at a counter: handed in, decided, approved, each durable before the next.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput};
use huzhu::desk::decide::{Decide, DecideRequest};
use huzhu::desk::review::{Review, ReviewRequest, Verdict};
use huzhu::desk::submit::{NewRequest, Submit};
use huzhu::desk::{Act, Call, Desk};
use huzhu::engine::claim::words::{DateKind, Event, Setting};
use huzhu::engine::claim::{Component, Facts};
use huzhu::engine::money::Fen;
use huzhu::engine::name::Name;
use huzhu::store::BookId;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use super::base::Base;
use super::by_hand::Hand;
use super::crowd;
use super::watch::Watch;

/// Members of the office: each claim is of the next one, later than all that he has.
pub const MEMBERS: u64 = 2_000;

/// One client and many, each beside the same statements written by hand.
pub fn bench(criterion: &mut Criterion, base: &Base) {
    let mut watch = Watch::default();
    let mut group = criterion.benchmark_group(base.name);
    group.sample_size(10).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(4));
    for (clients, lives) in [(1, 32), (32, 160)] {
        let ((url, store), (hand_url, hand_store)) = (base.store(), base.store());
        let world = crowd::world(MEMBERS, 0);
        let book = base.runtime.block_on(crowd::settle(&url, &store, &world));
        let hand_book = base.runtime.block_on(crowd::settle(&hand_url, &hand_store, &world));
        let first = Counter { desk: crowd::desk(&hand_store), book: hand_book, next: AtomicU64::new(0) };
        base.runtime.block_on(first.life());
        let counter = Arc::new(Counter { desk: crowd::desk(&store), book, next: AtomicU64::new(0) });
        base.runtime.block_on(counter.life());
        let before = store.statements();
        base.runtime.block_on(counter.life());
        println!("{}: {} statements in the life of a claim", base.name, store.statements() - before);
        let hand = Arc::new(base.runtime.block_on(Hand::new(base, &hand_url, clients)));
        group.throughput(Throughput::Elements(lives));
        watch.bench(&mut group, &format!("{} by hand, {clients} clients", base.name), lives, || {
            run(&base.runtime, (clients, lives), &hand, |hand| async move { hand.life().await });
        });
        watch.bench(&mut group, &format!("{} huzhu, {clients} clients", base.name), lives, || {
            run(&base.runtime, (clients, lives), &counter, |counter| async move { counter.life().await });
        });
        watch.print(&format!("{} by hand, {clients} clients", base.name));
        let rounds = pairs(
            || run(&base.runtime, (clients, lives), &hand, |hand| async move { hand.life().await }),
            || run(&base.runtime, (clients, lives), &counter, |counter| async move { counter.life().await }),
        );
        say(&format!("{}, {clients} clients", base.name), lives, &rounds);
        if clients == 1 {
            posting(base, &hand);
        } else {
            decided(base, &counter, (clients, lives));
        }
    }
    group.finish();
}

/// What the service is set beside: claims handed in and decided without HTTP.
fn decided(base: &Base, counter: &Arc<Counter>, of: (u32, u64)) {
    let work = || run(&base.runtime, of, counter, |counter| async move { drop(counter.decided().await) });
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| timed(work)).collect();
    times.sort_unstable();
    let rate = u128::from(of.1) * 1_000_000 / times[ROUNDS / 2].as_micros().max(1);
    println!("{}, {} clients: handed in and decided {rate}/s", base.name, of.0);
}

/// What booking adds to a life: the statements that book, written by hand, beside the life without them. Lives of huzhu
/// are always booked, so that it cannot be seen on them.
fn posting(base: &Base, hand: &Arc<Hand>) {
    let without = || run(&base.runtime, (1, 32), hand, |hand| async move { hand.unbooked().await });
    let with = || run(&base.runtime, (1, 32), hand, |hand| async move { hand.life().await });
    let adds = |[without, with]: &[Duration; 2]| with.as_micros() * 100 / without.as_micros().max(1);
    let mut adds: Vec<u128> = pairs(without, with).iter().map(adds).collect();
    adds.sort_unstable();
    println!("{}: with posting a life takes {} % of the time without", base.name, adds[adds.len() / 2]);
}

/// Rounds of each, one after the other, so that whatever else the machine does strikes both.
const ROUNDS: usize = 11;

/// The times of both in each round.
fn pairs(mut by_hand: impl FnMut(), mut huzhu: impl FnMut()) -> Vec<[Duration; 2]> {
    (0..ROUNDS).map(|_| [timed(&mut by_hand), timed(&mut huzhu)]).collect()
}

#[expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// The medians of both, and of the ratios of the rounds.
fn say(what: &str, lives: u64, rounds: &[[Duration; 2]]) {
    let median = |mut all: Vec<u128>| {
        all.sort_unstable();
        all[all.len() / 2]
    };
    let rate = |side: usize| {
        let each = |round: &[Duration; 2]| u128::from(lives) * 1_000_000 / round[side].as_micros().max(1);
        median(rounds.iter().map(each).collect())
    };
    let ratio = |[hand, huzhu]: &[Duration; 2]| hand.as_micros() * 100 / huzhu.as_micros().max(1);
    let ratio = median(rounds.iter().map(ratio).collect());
    println!("{what}, in turn: by hand {}/s, huzhu {}/s, {ratio} % of it", rate(0), rate(1));
}

/// So many lives, shared by so many clients that run at the same time.
fn run<T: Send + Sync + 'static, F: Future<Output = ()> + Send + 'static>(
    runtime: &Runtime,
    (clients, lives): (u32, u64),
    with: &Arc<T>,
    life: fn(Arc<T>) -> F,
) {
    let each = lives / u64::from(clients);
    runtime.block_on(async {
        let mut tasks = JoinSet::new();
        for _ in 0..clients {
            let with = with.clone();
            tasks.spawn(async move {
                for _ in 0..each {
                    life(with.clone()).await;
                }
            });
        }
        while let Some(done) = tasks.join_next().await {
            done.expect("a client does not panic");
        }
    });
}

/// A counter of the office.
struct Counter {
    desk: Desk,
    book: BookId,
    next: AtomicU64,
}

impl Counter {
    async fn life(&self) {
        let (number, claim, decision) = self.decided().await;
        let review = ReviewRequest { claim, decision, verdict: Verdict::Approve };
        self.ask::<Review>("s2", format!("r{number}"), review).await;
    }

    /// The first two acts of a life: the number and the claim, and which decision it was.
    async fn decided(&self) -> (u64, Name, u32) {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let request = NewRequest {
            scheme: crowd::SCHEME.into(),
            facts: facts(number),
            draft: false,
            import: None,
            agent: None,
        };
        let claim = self.ask::<Submit>("s1", format!("s{number}"), request).await.claim;
        let decide = DecideRequest { claim: claim.clone() };
        let decision = self.ask::<Decide>("s1", format!("d{number}"), decide).await.decision;
        (number, claim, decision)
    }

    async fn ask<A: Act>(&self, staff: &str, key: String, request: A::Request) -> A::Answer {
        let reply = self.desk.one::<A>(&self.book, Call::new(staff, &key, request)).await;
        reply.expect("the store works").answer.expect("it is not refused")
    }
}

/// A stay of the next member, later than his last.
fn facts(number: u64) -> Facts {
    let mut facts = Facts::default();
    facts.person.member = format!("YS{:08}", number % MEMBERS);
    facts.claim.event = Some(Event::Treatment);
    facts.claim.setting = Some(Setting::Inpatient);
    facts.claim.dates.set(DateKind::Discharge, day(number / MEMBERS));
    facts.claim.settlement.set(Component::Total, Fen::yuan(9_000));
    facts.claim.settlement.set(Component::FundsPaid, Fen::yuan(3_000));
    facts.claim.settlement.set(Component::SelfPay, Fen::yuan(6_000));
    facts.claim.invoice = Some(format!("52990025-{number:010}"));
    facts
}

fn day(after: u64) -> huzhu::engine::calendar::Day {
    let text = format!("2025-{:02}-{:02}", 1 + after / 28 % 12, 1 + after % 28);
    text.parse().expect("a day")
}
