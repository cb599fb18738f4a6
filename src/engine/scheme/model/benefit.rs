//! A benefit: for what, when, how much, out of which pool.

use super::{Bound, BoundKind, Count, Counted, Keyed, Kind, Line, Measure, Place, Text, When, Window};
use crate::engine::claim::words::DateKind;
use crate::engine::money::{Fen, Ratio, Share};

/// What the last line of a benefit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pays {
    /// What the fund pays.
    Fund,
    /// What the member keeps; the fund pays the rest of the first line.
    MemberKeeps,
}

/// One stage of a waiting time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingStage {
    /// Up to and including this day of cover, the first being day 1.
    pub days: i32,
    /// The share that is paid until then.
    pub pay: Ratio,
    /// For whom the stage is meant; empty: everybody.
    pub when: When,
    /// Where it stands in the file.
    pub place: Place,
}

/// Until when a claim must be handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// At most so many days after the date.
    pub days: i32,
    /// The date it counts from.
    pub from: DateKind,
    /// The clause.
    pub clause: Option<String>,
}

/// How many times a benefit pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtMost {
    /// So many times.
    pub times: u16,
    /// Whose, and over which stretch.
    pub along: Window,
    /// The clause.
    pub clause: Option<String>,
}

/// Out of which pools, in which shares.
pub type Funding = Keyed<Vec<Share<String>>>;

/// A benefit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Benefit {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// The clause that grants it.
    pub clause: String,
    /// The plan that it belongs to, where the scheme offers several.
    pub plan: Option<String>,
    /// The date that decides, where it is not the scheme's.
    pub decided_by: Option<DateKind>,
    /// When it applies.
    pub when: When,
    /// Waiting time, in stages.
    pub waiting: Vec<WaitingStage>,
    /// The clause of the waiting time.
    pub waiting_clause: Option<String>,
    /// Until when to claim.
    pub deadline: Option<Deadline>,
    /// How many times it pays.
    pub at_most: Option<AtMost>,
    /// What the last line is.
    pub pays: Pays,
    /// Which pools pay.
    pub funding: Option<Funding>,
    /// The evidence that a claim takes.
    pub evidence: Option<String>,
    /// The lines, in order.
    pub lines: Vec<Line>,
    /// Where it stands in the file.
    pub place: Place,
}

impl Benefit {
    /// The limits that end the benefit and always count, in the order of its lines, by number. Where the member
    /// keeps what the lines give, they are no limits of what is paid.
    pub fn last_limits(&self) -> Vec<usize> {
        let place = |id: &str| self.lines.iter().position(|l| l.id == id);
        let mut found = Vec::new();
        let mut next = self.lines.len().checked_sub(1);
        while let Some((at, line)) = next.and_then(|at| Some((at, self.lines.get(at)?))) {
            let Kind::Bound(bound) = &line.kind else { break };
            let is_limit = bound.kind == BoundKind::Limit && line.when.is_always() && self.pays == Pays::Fund;
            next = place(&bound.of).filter(|below| is_limit && *below < at);
            if next.is_none() {
                break;
            }
            found.push(at);
        }
        found.reverse();
        found
    }

    /// Of [`Benefit::last_limits`] those that look at this claim alone. They cut before the ceilings do, so that
    /// the right clause is named: limits and ceilings all take the least, and their order changes no amount. None
    /// where other lines, or counters, look at the steps between.
    pub fn limits_of_a_claim(&self, counts: &[Count]) -> Vec<usize> {
        let last = self.last_limits();
        let ids: Vec<&str> = last.iter().map(|at| self.lines[*at].id.as_str()).collect();
        let core = last.first().and_then(|at| self.lines[*at].kind.inputs().first().copied());
        let is_between = |id: &str| ids.contains(&id) || core == Some(id);
        let of = |line: &Line| matches!(&line.kind, Kind::Bound(b) if matches!(b.bound, Bound::Amount(_)));
        let is_read = self.lines.iter().enumerate().any(|(at, line)| {
            let others = usize::from(last.contains(&at));
            line.kind.inputs().into_iter().skip(others).any(is_between)
        });
        let is_counted = counts
            .iter()
            .any(|c| matches!(&c.counted, Counted::Line(id, line) if *id == self.id && is_between(line)));
        if is_read || is_counted {
            return vec![];
        }
        last.into_iter().filter(|at| self.lines[*at].along.is_none() && of(&self.lines[*at])).collect()
    }
}

/// A ceiling over several benefits of one claim, or of a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceiling {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// The clause.
    pub clause: String,
    /// The benefits that it covers, trimmed in file order.
    pub covers: Vec<String>,
    /// At most a figure of the claim …
    pub measure: Option<Measure>,
    /// … or at most an amount.
    pub amount: Option<Fen>,
    /// The running total it is taken along; none: each claim on its own.
    pub along: Option<Window>,
    /// Where it stands in the file.
    pub place: Place,
}
