//! Work that is done several pieces at a time: as many as there are processors.

use std::cmp::Reverse;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Does something with each, on as many threads as there are processors; the results in the order of the work.
/// The largest is begun first, so that at the end no thread waits for another that has just begun it.
pub fn in_order<T: Sync, R: Send>(
    all: &[T],
    size: impl Fn(&T) -> usize,
    does: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let mut largest_first: Vec<usize> = (0..all.len()).collect();
    largest_first.sort_by_key(|at| Reverse(size(&all[*at])));
    let next = AtomicUsize::new(0);
    let take = || {
        let at = *largest_first.get(next.fetch_add(1, Ordering::Relaxed))?;
        Some((at, does(&all[at])))
    };
    let until_done = || std::iter::from_fn(take).collect::<Vec<_>>();
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(all.len());
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(until_done)).collect();
        let mut done = until_done();
        others
            .into_iter()
            .for_each(|other| done.extend(other.join().unwrap_or_else(|why| resume_unwind(why))));
        done
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn results_come_in_the_order_of_the_work() {
        let numbers: Vec<u64> = (0..500).collect();
        let found = in_order(&numbers, |n| usize::try_from(n % 7).unwrap(), |n| n * 2);
        assert_eq!(found, numbers.iter().map(|n| n * 2).collect::<Vec<_>>());
        assert!(in_order(&[] as &[u64], |_| 0, |n| *n).is_empty());
    }
}
