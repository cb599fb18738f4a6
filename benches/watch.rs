//! Times beside each other: what each bench took at best, and its ratio to one of them.

use criterion::measurement::WallTime;
use criterion::{Bencher, BenchmarkGroup};
use std::time::{Duration, Instant};

/// The best time of each bench of this run.
#[derive(Default)]
pub struct Watch {
    best: Vec<(String, u64, Duration)>,
}

impl Watch {
    /// Benches a piece of work that handles so many claims.
    pub fn bench(
        &mut self,
        group: &mut BenchmarkGroup<'_, WallTime>,
        name: &str,
        many: u64,
        mut work: impl FnMut(),
    ) {
        let mut best: Option<Duration> = None;
        group.bench_function(name, |b: &mut Bencher<'_>| {
            b.iter_custom(|times| {
                let mut all = Duration::ZERO;
                for _ in 0..times {
                    let took = time(&mut work);
                    best = Some(best.map_or(took, |b| b.min(took)));
                    all += took;
                }
                all
            });
        });
        if let Some(best) = best {
            self.best.push((name.into(), many, best));
        }
    }

    /// Prints what each took for one claim, and how its speed compares with `floor`.
    pub fn print(&self, floor: &str) {
        let nanos = |many: u64, took: &Duration| took.as_nanos() * 100 / u128::from(many.max(1));
        let of_floor = self.best.iter().find(|(n, ..)| n == floor).map(|(_, many, took)| nanos(*many, took));
        for (name, many, took) in &self.best {
            let each = nanos(*many, took);
            let per_second = u128::from(*many) * 1_000_000_000 / took.as_nanos().max(1);
            let share = of_floor.map_or(0, |f| f * 1000 / each.max(1));
            println!(
                "{name:40} {:>6}.{:02} ns each  {per_second:>12}/s  {:>4}.{:03} of `{floor}`",
                each / 100,
                each % 100,
                share / 1000,
                share % 1000
            );
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
fn time(work: &mut impl FnMut()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}
