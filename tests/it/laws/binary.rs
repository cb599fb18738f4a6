//! A fund whose ratio is a binary fraction, which no decimal one comes out even in: the laws must notice it.
//! The one file that may say `f64` (tests/it/tidy.rs): what is forbidden everywhere else must be seen to be wrong.
#![expect(
    clippy::disallowed_types,
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "this fund is wrong on purpose, and is nowhere but here"
)]

use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestCaseResult, TestRng, TestRunner};

use super::fund::{Bill, bills, engine, half_a_fen_goes_up, share_with_limit};

/// Pays a share of each bill, as a program would that keeps ratios as floats and rounds at the end.
fn pays_by_floats(bills: &[Bill], ratio: f64) -> Vec<i64> {
    bills.iter().map(|bill| (bill.fen as f64 * ratio).round() as i64).collect()
}

fn bill(fen: i64) -> Bill {
    Bill { member: 1, year: 2016, fen }
}

/// A ratio as it is written, as the law wants it, and as a float; the first bill that it pays a fen too little.
type Canary = (&'static str, (i64, i64), f64, i64, i64);

const RATIOS: [Canary; 4] = [
    ("70%", (7, 10), 0.7, 45, 31),
    ("35%", (7, 20), 0.35, 90, 31),
    ("29%", (29, 100), 0.29, 50, 14),
    ("57%", (57, 100), 0.57, 50, 28),
];

#[test]
fn canary_a_ratio_that_is_a_float_is_noticed() {
    for (written, (above, below), float, fen, paid) in RATIOS {
        let wrong = |bills: &[Bill]| pays_by_floats(bills, float);
        let says = half_a_fen_goes_up(&wrong, &[bill(fen)], (above, below));
        assert_eq!(says, Err(format!("{fen} × {above}/{below} is paid as {paid}")));
        half_a_fen_goes_up(&engine(&share_with_limit(written, 1_000_000)), &[bill(fen)], (above, below))
            .unwrap();
    }
}

#[test]
fn canary_random_bills_find_the_float_by_themselves() {
    for (written, ratio, float, ..) in RATIOS {
        let found = |fund: &dyn Fn(&[Bill]) -> Vec<i64>| {
            let config =
                ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() };
            let mut runner =
                TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
            let law = |bills: Vec<Bill>| -> TestCaseResult {
                half_a_fen_goes_up(fund, &bills, ratio).map_err(TestCaseError::fail)
            };
            runner.run(&bills(50_000), law).is_err()
        };
        assert!(found(&|bills| pays_by_floats(bills, float)), "{written}");
        assert!(!found(&engine(&share_with_limit(written, 1_000_000))), "{written}");
    }
}
