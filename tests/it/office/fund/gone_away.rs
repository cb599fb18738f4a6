//! Clerks and reviewers who go away in the middle of an act: each act is there as a whole or not at all, and the books hold.

use huzhu::desk::decide::{Decide, DecideRequest};
use huzhu::desk::review::Verdict;

use super::world::{clean, open};
use crate::office::claims::world::stay;
use crate::office::databases::on_both;
use crate::office::dropped::patient;

const ROUNDS: usize = 60;

#[test]
fn acts_that_nobody_waits_for_leave_the_books_whole() {
    on_both(async |base| {
        let world = open(base, 1_000).await;
        let mut acknowledged = 0;
        for round in 0..ROUNDS {
            let patience =
                |step: usize| if (round + step).is_multiple_of(3) { usize::MAX } else { round % 5 };
            let day = format!("2026-{:02}-{:02}", round % 5 + 1, round % 28 + 1);
            let claim = world.submit(stay(["m1", "m2"][round % 2], &day, 10)).await.claim;
            let request = DecideRequest { claim: claim.clone() };
            drop(patient(patience(0), world.ask::<Decide>("s1", request.clone())).await);
            // The book is taken by one after the other, so that who asks again finds what became of the first.
            let again = world.ask::<Decide>("s1", request).await;
            let number = again.map_or(1, |decided| decided.decision);
            let approved = patient(patience(1), world.review("s2", &claim, number, Verdict::Approve)).await;
            acknowledged += usize::from(approved.is_some_and(|answer| answer.is_ok()));
        }
        let approved = base.number("select count(*) from claim where stage = 'approved'").await;
        assert!(acknowledged > ROUNDS / 4, "{acknowledged}");
        assert!(usize::try_from(approved).unwrap() >= acknowledged, "{approved} of {acknowledged}");
        clean(&world).await;
    });
}
