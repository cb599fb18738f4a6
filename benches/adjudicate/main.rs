//! How fast claims are decided: the engine beside a hand-written loop and the slow reference, in one run.

mod chain;
mod claims;
mod lists;
mod loads;
#[path = "../watch.rs"]
mod watch;

use criterion::{Criterion, Throughput};
use huzhu::engine::adjudicate::reference::Reference;
use huzhu::engine::adjudicate::run::{Closed, Listener, Step};
use huzhu::engine::money::Fen;
use std::hint::black_box;
use watch::Watch;

/// As the command has it.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Adds up what it hears, so that nothing is left out.
#[derive(Default)]
struct Adder {
    steps: u64,
    parts: i128,
    paid: i64,
}

impl Listener for Adder {
    fn closed(&mut self, _: usize, _: Option<usize>, _: Closed) {
        self.steps += 1;
    }
    fn step(&mut self, step: &Step) {
        self.steps += 1;
        self.parts += step.amount.numerator();
    }
    fn paid(&mut self, _: usize, _: usize, amount: Fen) {
        self.paid += amount.get();
    }
}

fn adjudicate(c: &mut Criterion, watch: &mut Watch) {
    let scheme = claims::sinan();
    let (facts, table) = claims::a_million(&scheme);
    let columns = claims::Columns::of(&facts);
    let tally = scheme.tally(&table);
    println!("one million claims of 100,000 members: {tally:?}");
    assert_eq!(tally.amount, claims::by_hand(&columns), "the hand-written loop and the engine agree");
    println!("table: {} MB for the million claims", table.bytes() / 1_000_000);

    let many = facts.len() as u64;
    let mut group = c.benchmark_group("sinan");
    group.sample_size(10).throughput(Throughput::Elements(many));
    watch.bench(&mut group, "totals", many, || {
        black_box(scheme.tally(black_box(&table)));
    });
    watch.bench(&mut group, "lines to a listener", many, || {
        let mut adder = Adder::default();
        scheme.run(black_box(&table), &mut adder);
        black_box((adder.steps, adder.parts, adder.paid));
    });
    watch.bench(&mut group, "hand-written loop", many, || {
        black_box(claims::by_hand(black_box(&columns)));
    });
    let few = &facts[..20_000];
    group.throughput(Throughput::Elements(few.len() as u64));
    watch.bench(&mut group, "one by one, with lines and receipt", few.len() as u64, || {
        let mut session = scheme.session();
        for facts in few {
            black_box(session.decide(facts));
        }
    });
    watch.bench(&mut group, "slow reference (rust_decimal)", few.len() as u64, || {
        let mut reference = Reference::default();
        for facts in few {
            black_box(reference.decide(scheme.editions(), facts));
        }
    });
    group.finish();
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut watch = Watch::default();
    adjudicate(&mut criterion, &mut watch);
    loads::library(&mut criterion, &mut watch);
    lists::lists(&mut criterion, &mut watch);
    chain::stacked(&mut criterion, &mut watch);
    criterion.final_summary();
    watch.print("totals");
}
