//! Tests all schemes and chains, several at a time: as many as there are processors.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::chains;
use super::tested::{self, Tested};
use crate::cli::shelf::Shelf;
use crate::cli::stop::Stop;
use crate::engine::chain::{ChainEdition, Checked};
use crate::engine::scheme::library::{Library, Published};
use crate::engine::scheme::model::Lang;

/// One scheme or chain that can be tested.
enum Work<'l> {
    Scheme(&'l Published),
    Chain(Vec<ChainEdition>),
}

/// What testing found, by id: schemes first, then the chains that have no errors.
pub fn test_all<'l>(
    (library, chains): (&'l Library, &'l [Vec<Checked>]),
    shelf: &Shelf,
    lang: Lang,
) -> Result<Vec<(&'l str, Tested)>, Stop> {
    let schemes = library.schemes.iter().map(|(id, published)| (id.as_str(), Work::Scheme(published)));
    let work: Vec<(&str, Work<'_>)> = schemes.chain(chains.iter().filter_map(|c| chain(c))).collect();
    let test = |(id, work): &(&'l str, Work<'_>)| {
        let tested = match work {
            Work::Scheme(published) => tested::test(published, shelf, lang),
            Work::Chain(editions) => chains::test(editions.clone(), library, shelf, lang),
        };
        tested.map(|tested| (*id, tested))
    };
    in_order(&work, test).into_iter().collect()
}

fn chain(editions: &[Checked]) -> Option<(&str, Work<'_>)> {
    if editions.iter().any(|checked| checked.report.has_errors()) {
        return None;
    }
    let id = editions.iter().find_map(|checked| checked.edition.as_ref())?.id.as_str();
    Some((id, Work::Chain(editions.iter().filter_map(|checked| checked.edition.clone()).collect())))
}

/// Does something with each, on as many threads as there are processors; the results in the order of the work.
fn in_order<T: Sync, R: Send>(all: &[T], does: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let take = || {
        let at = next.fetch_add(1, Ordering::Relaxed);
        all.get(at).map(|work| (at, does(work)))
    };
    let until_done = || std::iter::from_fn(take).collect::<Vec<_>>();
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
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
        let found = in_order(&numbers, |n| n * 2);
        assert_eq!(found, numbers.iter().map(|n| n * 2).collect::<Vec<_>>());
        assert!(in_order(&[] as &[u64], |n| *n).is_empty());
    }
}
