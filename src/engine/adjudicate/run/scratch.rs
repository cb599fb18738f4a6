//! What a machine remembers while it decides: for each claim decided side by side one lane.

use crate::engine::adjudicate::number::Number;
use crate::engine::adjudicate::program::{EditionProgram, Program};

/// How many claims are decided side by side, where nothing forbids it: enough that memory and the processor
/// work on several at once, few enough that all their registers stay at hand.
pub(super) const SIDE_BY_SIDE: usize = 64;

/// Made once for a program and used for every claim. Whatever a lane has of its own stands at
/// `number * width + lane`.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch<N> {
    /// How many lanes there are.
    pub(super) width: usize,
    /// The results of the operations of the benefit at hand, for the claims whose gate is open: operation by
    /// operation, and within it in the order of [`Scratch::lanes`].
    pub(super) registers: Vec<N>,
    /// What lines may look back at.
    pub(super) back: LookBack<N>,
    /// Whose totals are at hand, in the order of [`Scratch::lanes`].
    pub(super) owners: Vec<u32>,
    /// The benefits of each edition whose gate is open, one bit each.
    pub(super) opened: Vec<u64>,
    /// What is paid in all, by lane.
    pub(super) sums: Vec<N>,
    /// What the gates said, by lane.
    pub(super) states: Vec<Lane>,
    /// The lanes whose gate is open for the benefit at hand.
    pub(super) lanes: Vec<usize>,
}

/// What the lines of a benefit may look back at, beside the lines above.
#[derive(Clone, Debug, Default)]
pub(super) struct LookBack<N> {
    /// How many lanes there are.
    pub(super) width: usize,
    /// The window that all claims at hand fall into, for the operation at hand.
    pub(super) window: i32,
    /// What the benefits of the edition at hand paid.
    pub(super) paid: Vec<N>,
    /// What was paid under its ceilings.
    pub(super) spent: Vec<N>,
    /// The edition's counters before this claim; there is one lane when a program has any.
    pub(super) counters: Vec<i32>,
}

/// What the gates said of a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lane {
    /// No benefit is for claims of this kind.
    #[default]
    Closed,
    /// A benefit is for claims of this kind, and refuses this one.
    Refused,
    /// Some benefit applies.
    Open,
    /// A person must look at it.
    Pends,
}

impl<N: Number> Scratch<N> {
    /// A memory for at most so many claims side by side.
    pub(super) fn new(program: &Program<N>, most_lanes: usize) -> Self {
        let most = |of: fn(&EditionProgram<N>) -> usize| program.editions.iter().map(of).max().unwrap_or(0);
        let width = width(program).min(most_lanes).max(1);
        Self {
            width,
            registers: vec![
                N::ZERO;
                most(|e| e.benefits.iter().map(|b| b.ops.len()).max().unwrap_or(0)) * width
            ],
            back: LookBack {
                width,
                window: 0,
                paid: vec![N::ZERO; most(|e| e.benefits.len()) * width],
                spent: vec![N::ZERO; most(|e| e.ceilings) * width],
                counters: vec![0; most(|e| e.counters.len())],
            },
            owners: Vec::with_capacity(width),
            opened: vec![0; program.editions.len() * width],
            sums: vec![N::ZERO; width],
            states: vec![Lane::Closed; width],
            lanes: Vec::with_capacity(width),
        }
    }

    /// The lanes of so many that a benefit of an edition is open for. Which they are cannot be foreseen, so each
    /// is written down, and the next one over it where it is not open.
    pub(super) fn open_lanes(&self, many: usize, (edition, benefit): (usize, usize), lanes: &mut Vec<usize>) {
        let opened = &self.opened[edition * self.width..][..many];
        let mut open = 0;
        lanes.resize(many, 0);
        for (lane, (state, opened)) in self.states.iter().zip(opened).enumerate() {
            lanes[open] = lane;
            let is_open = u64::from(*state == Lane::Open) & (opened >> benefit);
            open += usize::from(is_open & 1 == 1);
        }
        lanes.truncate(open);
    }
}

/// Several editions share totals; counters, ceilings along a window and limits that others come after look at
/// what earlier claims were paid in the end: then claims are decided one at a time.
fn width<N>(program: &Program<N>) -> usize {
    let [edition] = program.editions.as_slice() else { return 1 };
    let later = edition.benefits.iter().any(|b| !b.settled.is_empty());
    if later || !edition.counters.is_empty() { 1 } else { SIDE_BY_SIDE }
}
