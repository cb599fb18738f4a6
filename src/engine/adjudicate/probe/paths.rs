//! The same claims down three paths: machine words, wide numbers, the slow reference. They must agree.

use super::heard::{one_by_one, table};
use crate::engine::adjudicate::Scheme;
use crate::engine::adjudicate::reference::Reference;
use crate::engine::adjudicate::run::{Machine, Outcome, Silence, State, Table};
use crate::engine::claim::Facts;
use crate::engine::money::Fen;
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::said::Said;

/// What came of claims on all paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// How many claims were decided.
    pub claims: usize,
    /// How many of them were decided in machine words as well.
    pub narrow: usize,
    /// How many are paid.
    pub paid: usize,
    /// How many of these were rounded from exactly half a fen (or of another step).
    pub ties: usize,
    /// How many go to a person.
    pub pending: usize,
    /// What is paid in all.
    pub amount: Fen,
    /// The claims on which the paths disagree, or that are paid less than nothing: number and sentence.
    pub faults: Vec<(usize, Said)>,
}

/// Decides claims, in their order, on every path.
pub fn compare(scheme: &Scheme, claims: &[Facts]) -> Comparison {
    let table = table(scheme, claims);
    let narrow = narrow(scheme, &table);
    let wide = one_by_one(scheme.program(), &table);
    let mut reference = Reference::default();
    let mut found = Comparison {
        claims: claims.len(),
        narrow: narrow.as_ref().map_or(0, Vec::len),
        ..Comparison::default()
    };
    for (at, (facts, (outcome, heard))) in claims.iter().zip(wide).enumerate() {
        let slow = reference.decide(scheme.editions(), facts);
        let fast = [Some(outcome), narrow.as_ref().map(|all| all[at])];
        found.check(at, slow, &fast.into_iter().flatten().map(verdict).collect::<Vec<_>>());
        found.paid += usize::from(outcome.state == State::Paid);
        found.pending += usize::from(outcome.state == State::Pends);
        found.ties += usize::from(outcome.state == State::Paid && heard.has_tie(scheme.editions()));
        found.amount += outcome.paid;
    }
    found.check_tally(scheme, &table);
    found
}

/// What was said of a claim: an amount, or that a person must look at it.
type Verdict = Option<Fen>;

impl Comparison {
    /// Compares what the reference says with what is said in wide numbers and in machine words.
    fn check(&mut self, at: usize, slow: Verdict, fast: &[Verdict]) {
        if fast.iter().any(|verdict| *verdict != slow) {
            let all = |lang: Lang| fast.iter().map(|v| said(*v).get(lang).to_owned()).collect::<Vec<_>>();
            let slow = said(slow);
            let fault = Said::new(
                format!("参照计算得{}，快速计算得{}", slow.get(Lang::Zh), all(Lang::Zh).join("和")),
                format!(
                    "the reference says {slow}, wide numbers and machine words {}",
                    all(Lang::En).join(" and ")
                ),
            );
            self.faults.push((at, fault));
        }
        if let Some(paid) = slow.filter(|paid| *paid < Fen::ZERO) {
            let fault =
                (format!("给付{paid}，小于零"), format!("{paid} is paid, which is less than nothing"));
            self.faults.push((at, fault.into()));
        }
    }

    /// What many claims come to when nobody listens is what they come to one by one.
    fn check_tally(&mut self, scheme: &Scheme, table: &Table) {
        let tally = scheme.tally(table);
        if (tally.paid, tally.pending, tally.amount) != (self.paid, self.pending, self.amount) {
            let one_by_one = (self.paid, self.pending, self.amount);
            let fault = (
                format!("逐项计算得{one_by_one:?}，批量计算得{tally:?}"),
                format!("one by one {one_by_one:?}, as a whole {tally:?}"),
            );
            self.faults.push((self.claims, fault.into()));
        }
    }

    /// Adds what came of other claims.
    pub fn add(&mut self, other: Self) {
        self.faults.extend(other.faults.into_iter().map(|(at, fault)| (at + self.claims, fault)));
        self.claims += other.claims;
        self.narrow += other.narrow;
        self.paid += other.paid;
        self.ties += other.ties;
        self.pending += other.pending;
        self.amount += other.amount;
    }
}

fn said(verdict: Verdict) -> Said {
    let to_a_person = || Said::new("转人工", "a person must look");
    verdict.map_or_else(to_a_person, |paid| Said::new(paid.to_string(), paid.to_string()))
}

fn verdict(outcome: Outcome) -> Verdict {
    (outcome.state != State::Pends).then_some(outcome.paid)
}

/// The outcomes in machine words, for claims that surely fit them.
fn narrow(scheme: &Scheme, table: &Table) -> Option<Vec<Outcome>> {
    let program = scheme.narrow()?;
    let most = table.largest_total() + i128::from(Fen::MAX.get()) / 100;
    most.checked_mul(program.largest_factor).filter(|bound| *bound < i128::from(i64::MAX))?;
    let mut machine = Machine::new(program, table.in_order());
    Some(table.rows().iter().map(|row| machine.decide(&row, &mut Silence)).collect())
}
