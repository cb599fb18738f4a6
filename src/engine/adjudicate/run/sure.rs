//! Gates that are certain, for many claims at once. Whatever is not certain here is asked of the gate itself,
//! claim by claim.

use super::scratch::SIDE_BY_SIDE;
use super::table::{NO_OWNER, Rows, UNKNOWN, UNKNOWN_AMOUNT};
use crate::engine::adjudicate::program::{BenefitProgram, Condition, EditionProgram, KeyAt, TestAt};

/// Yes (255) or no (0) for each claim: a byte each, so that the processor compares sixteen at a time.
#[derive(Clone, Copy)]
pub(super) struct Answers([u8; SIDE_BY_SIDE]);

impl Answers {
    const NO: Self = Self([0; SIDE_BY_SIDE]);
    const YES: Self = Self([u8::MAX; SIDE_BY_SIDE]);

    /// Does each value fit? Where there is no value the answer is no.
    #[inline]
    fn of<T: Copy>(values: &[T], fits: impl Fn(T) -> bool) -> Self {
        let mut all = Self::NO;
        for (answer, value) in all.0.iter_mut().zip(values) {
            *answer = if fits(*value) { u8::MAX } else { 0 };
        }
        all
    }

    fn and(self, other: Self) -> Self {
        Self(std::array::from_fn(|lane| self.0[lane] & other.0[lane]))
    }

    fn or(self, other: Self) -> Self {
        Self(std::array::from_fn(|lane| self.0[lane] | other.0[lane]))
    }

    fn not(self) -> Self {
        Self(self.0.map(|answer| !answer))
    }

    /// The answer for one claim.
    pub(super) fn is_yes(&self, lane: usize) -> bool {
        self.0[lane] != 0
    }
}

/// Asks all benefits of an edition for as many claims as are decided side by side: whose gates are certain?
/// `opened` gets the open benefits of each claim, one bit each; they are only right for claims that are certain.
pub(super) fn certain<N>(edition: &EditionProgram<N>, rows: &Rows<'_>, opened: &mut [u64]) -> Answers {
    // A claim that no benefit is open for may be an open clause's.
    let mut any = if edition.open_clauses.is_empty() { Answers::YES } else { Answers::NO };
    let mut certain = Answers::YES;
    opened.fill(0);
    for (number, benefit) in edition.benefits.iter().enumerate() {
        let (open, shut) = gate(benefit, edition, rows);
        certain = certain.and(open.or(shut));
        any = any.or(open);
        for (opened, open) in opened.iter_mut().zip(open.0) {
            *opened |= u64::from(open & 1) << number;
        }
    }
    for (conditions, _) in &edition.to_a_person {
        certain = certain.and(some_fails(conditions, rows));
    }
    certain.and(any)
}

/// For which claims a benefit is open beyond doubt, and for which it is shut.
fn gate<N>(benefit: &BenefitProgram<N>, edition: &EditionProgram<N>, rows: &Rows<'_>) -> (Answers, Answers) {
    let (from, to) = (edition.from, edition.to);
    let days = rows.dates(benefit.date);
    let mut open = Answers::of(days, |day| from <= day && day <= to);
    let mut shut = Answers::of(days, |day| day != UNKNOWN && (day < from || to < day));
    for condition in &benefit.conditions {
        let (passes, fails) = test(condition, rows);
        open = open.and(if condition.presumed { fails.not() } else { passes });
        shut = shut.or(fails);
    }
    for (conditions, _) in &benefit.refusals {
        open = open.and(some_fails(conditions, rows));
    }
    for column in &benefit.needs_keys {
        open = open.and(Answers::of(rows.keys(*column), |key| key != UNKNOWN));
    }
    for column in &benefit.needs_amounts {
        open = open.and(Answers::of(rows.amounts(*column), |amount| amount != UNKNOWN_AMOUNT));
    }
    for owners in benefit.needs_owners.iter().filter_map(|scope| rows.owners(*scope)) {
        open = open.and(Answers::of(owners, |owner| owner != NO_OWNER));
    }
    (open, shut)
}

/// Claims on which some condition fails for sure.
fn some_fails(conditions: &[Condition], rows: &Rows<'_>) -> Answers {
    conditions.iter().fold(Answers::NO, |all, condition| all.or(test(condition, rows).1))
}

/// Claims that pass a condition, and claims that fail it; neither where the key is not known. Counters are
/// never certain.
fn test(condition: &Condition, rows: &Rows<'_>) -> (Answers, Answers) {
    let KeyAt::Column(column) = condition.key else { return (Answers::NO, Answers::NO) };
    let keys = rows.keys(column);
    let known = Answers::of(keys, |key| key != UNKNOWN);
    let passes = match &condition.test {
        TestAt::Word(words) => {
            words_of(*words).fold(Answers::NO, |all, word| all.or(Answers::of(keys, |key| key == word)))
        }
        TestAt::Mask(mask) => Answers::of(keys, |key| key & mask != 0).and(known),
        TestAt::Ranges(ranges) => ranges
            .iter()
            .fold(Answers::NO, |all, (from, to)| all.or(Answers::of(keys, |key| *from <= key && key <= *to)))
            .and(known),
    };
    (passes, known.and(passes.not()))
}

/// The numbers of the words whose bits are set.
fn words_of(bits: u64) -> impl Iterator<Item = i32> {
    (0..64).filter(move |word| bits >> word & 1 == 1)
}
