//! What a posting says of contributions: what became due, what was received, what is open, what is kept in advance.

use super::code::Code;
use super::posting::Posting;
use crate::engine::money::Fen;

/// Contributions of one party for one payer, as they move. Each may be negative: what is taken back moves the other way.
///
/// ```
/// use huzhu::engine::ledger::contributed::Contributed;
/// use huzhu::engine::ledger::{Amount, events};
/// use huzhu::engine::money::Fen;
///
/// let yuan = |amount: &str| Fen::parse(amount).unwrap();
/// let due = events::contribution_due("county", "member", Amount::new(yuan("60.00")).unwrap()).with("w1");
/// let paid = events::contribution_received("county", "member", Amount::new(yuan("50.00")).unwrap()).with("w1");
/// let mut all = Contributed::default();
/// [due, paid].iter().filter_map(Contributed::of).for_each(|one| all.add(one));
/// assert_eq!((all.due, all.received, all.open), (yuan("60.00"), yuan("50.00"), yuan("10.00")));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contributed {
    /// Became due, less dues that were taken back.
    pub due: Fen,
    /// Was received, less what was given back.
    pub received: Fen,
    /// Stands as due.
    pub open: Fen,
    /// Is kept for the payer.
    pub advance: Fen,
}

impl Contributed {
    /// What a posting with a party moves; none where it has no party, or is not about contributions.
    pub fn of(posting: &Posting) -> Option<Self> {
        use Code::{ContributionAdvance, ContributionIncome, ContributionReceivable};
        let sides = [(posting.debit(), posting.amount()), (posting.credit(), -posting.amount())];
        let of = |code: Code| sides.iter().filter(|side| side.0 == code).map(|side| side.1).sum::<Fen>();
        let touches = |code: Code| sides.iter().any(|side| side.0 == code);
        let is_about =
            [ContributionReceivable, ContributionAdvance, ContributionIncome].into_iter().any(touches);
        let is_due = touches(ContributionReceivable) && touches(ContributionIncome);
        let open = of(ContributionReceivable);
        (is_about && !posting.party().is_empty()).then(|| Self {
            due: if is_due { open } else { Fen::ZERO },
            received: sides.iter().filter(|side| side.0.is_bank()).map(|side| side.1).sum(),
            open,
            advance: -of(ContributionAdvance),
        })
    }

    /// Adds what moved besides.
    pub fn add(&mut self, other: Self) {
        self.due += other.due;
        self.received += other.received;
        self.open += other.open;
        self.advance += other.advance;
    }
}
