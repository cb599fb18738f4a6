//! A million random claims on three paths: machine words, wide numbers and the slow reference agree to the fen,
//! and at least one payment in five is rounded from exactly half a fen.

use huzhu::engine::adjudicate::Scheme;
use huzhu::engine::adjudicate::probe::{Comparison, Sampler, compare};
use huzhu::engine::claim::Facts;
use huzhu::engine::scheme::check::read_and_check;
use huzhu::engine::scheme::read::ListFiles;

use crate::library::shipped;

const CLAIMS: usize = 1_000_000;
/// Claims of one batch: their running totals begin anew.
const BATCH: usize = 5_000;
const FRACTIONS: &str = include_str!("../../src/engine/adjudicate/probe/fractions.toml");

/// The scheme whose ratios have denominators such as 37.
pub fn fractions() -> Scheme {
    let checked = read_and_check("fractions.toml", FRACTIONS, &ListFiles::new());
    assert!(!checked.report.has_errors(), "{}", checked.report);
    Scheme::new(vec![checked.edition.expect("the head reads")]).expect("it compiles")
}

/// Decides batches of random claims, every other one in the order of their dates.
fn decide(scheme: &Scheme, claims: usize, seed: u64) -> Comparison {
    let mut sampler = Sampler::new(scheme, seed);
    let mut found = Comparison::default();
    for batch in 0..claims.div_ceil(BATCH) {
        let many = BATCH.min(claims - batch * BATCH);
        let mut claims: Vec<Facts> = (0..many).map(|_| sampler.claim()).collect();
        if batch % 2 == 1 {
            claims.sort_by_key(|facts| facts.claim.dates.any());
        }
        found.add(compare(scheme, &claims));
    }
    found
}

#[test]
fn a_million_random_claims_agree_on_every_path() {
    let fractions = fractions();
    let schemes: Vec<&Scheme> = shipped().values().map(|s| &s.scheme).chain([&fractions]).collect();
    let each = CLAIMS.div_ceil(schemes.len());
    let (one, other) = schemes.split_at(schemes.len() / 2);
    let decide_all = |some: &[&Scheme]| -> Vec<(String, Comparison)> {
        some.iter().map(|scheme| (scheme.id().to_owned(), decide(scheme, each, 20_260_101))).collect()
    };
    let found = std::thread::scope(|scope| {
        let beside = scope.spawn(|| decide_all(one));
        let mut found = decide_all(other);
        found.extend(beside.join().expect("the thread ends"));
        found
    });
    let mut all = Comparison::default();
    for (id, found) in found {
        println!("{id}: {} paid, {} ties, {} to a person", found.paid, found.ties, found.pending);
        assert_eq!(found.faults.first(), None, "{id}: {} claims disagree", found.faults.len());
        assert_eq!(found.narrow, found.claims, "{id}: not all in machine words");
        assert!(found.paid * 50 > found.claims, "{id}: {} of {} paid", found.paid, found.claims);
        all.add(found);
    }
    assert!(all.claims >= CLAIMS && all.ties * 5 >= all.paid, "{all:?}");
}
