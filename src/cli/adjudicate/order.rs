//! Two orders: claims are decided by day and receipt number, and shown as they stand in the file.

use crate::engine::adjudicate::Decides;
use crate::engine::calendar::Day;
use crate::engine::claim::Facts;
use crate::exchange::claims::ClaimRow;

/// The places of claims in the order in which they are decided.
pub fn order(judge: &impl Decides, claims: &[ClaimRow]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..claims.len()).collect();
    places.sort_by_cached_key(|at| {
        let claim = &claims[*at];
        (deciding_day(judge, &claim.facts), claim.number, claim.line)
    });
    places
}

/// The day that decides under which edition a claim falls; where it is missing, any day of the claim.
pub fn deciding_day(judge: &impl Decides, facts: &Facts) -> Option<Day> {
    judge.event_day(facts)
}

/// What is ready, waiting for what stands before it in the file.
pub struct Waiting<T> {
    ready: Vec<Option<T>>,
    next: usize,
}

impl<T> Waiting<T> {
    /// Nothing is ready of so many.
    pub fn new(many: usize) -> Self {
        Self { ready: std::iter::repeat_with(|| None).take(many).collect(), next: 0 }
    }

    /// One is ready; what can be shown now comes out, in order.
    pub fn put(&mut self, at: usize, what: T) -> Vec<T> {
        self.ready[at] = Some(what);
        let mut out = Vec::new();
        while let Some(what) = self.ready.get_mut(self.next).and_then(Option::take) {
            out.push(what);
            self.next += 1;
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::Waiting;

    #[test]
    fn what_is_ready_early_waits() {
        let mut waiting = Waiting::new(3);
        assert_eq!(waiting.put(1, "b"), [""; 0]);
        assert_eq!(waiting.put(0, "a"), ["a", "b"]);
        assert_eq!(waiting.put(2, "c"), ["c"]);
    }
}
