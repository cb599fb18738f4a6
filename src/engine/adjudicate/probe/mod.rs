//! Probing a scheme: its cases decided, its edges tried on every path, and what no case hits named.

mod cases;
mod crossings;
mod edges;
mod ground;
mod heard;
mod hits;
mod opening;
mod paths;
mod put;
mod random;
mod short;
mod site;
mod splitmix;
#[cfg(test)]
mod tests;

pub use cases::{CaseResult, ProbeCase, run};
pub use edges::{EdgeReport, edges};
pub use hits::unhit;
pub use paths::{Comparison, compare};
pub use random::Sampler;

use hits::unapproved;

use super::Scheme;
use crate::engine::contribution::DuesCase;
use crate::engine::scheme::said::Said;

/// All that probing a scheme found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examination {
    /// What came of the cases, in their order.
    pub results: Vec<CaseResult>,
    /// What came of the edges.
    pub edges: EdgeReport,
    /// What no case hits, as sentences.
    pub unhit: Vec<Said>,
}

impl Examination {
    /// Does every case hold, and do all paths agree on every edge?
    pub fn holds(&self) -> bool {
        self.results.iter().all(CaseResult::holds) && self.edges.disagreements.is_empty()
    }
}

/// Decides the cases of a scheme, tries its edges, and names what no case hits.
/// `dues` are the cases of dues of each edition, by its number.
pub fn examine(scheme: &Scheme, cases: &[ProbeCase], dues: &[(usize, &[DuesCase])]) -> Examination {
    let results = run(scheme, cases);
    let unhit = unhit(scheme, cases, dues).into_iter().chain(unapproved(scheme, &results)).collect();
    Examination { results, edges: edges(scheme), unhit }
}
