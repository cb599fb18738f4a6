//! A pool's reserve: how much may go in this year, and how much may come out now, where the notice says it.

use serde::Serialize;

use super::pool::Pool;
use crate::engine::money::{Exact, Fen, Rounding};
use crate::engine::scheme::model::Reserve;

/// What a year brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OfYear {
    /// Contributions and subsidies, what was taken back taken off.
    pub income: Fen,
    /// What was put into the reserve.
    pub filled: Fen,
}

/// How much may still be put in, given what the reserve holds; none where the notice sets no bound. What a share leaves of
/// a fen stays outside.
///
/// ```
/// use huzhu::engine::ledger::reserve::{OfYear, may_fill};
/// use huzhu::engine::money::{Fen, Ratio};
/// use huzhu::engine::scheme::model::Reserve;
/// let rate = Some(Ratio::parse("10%")?);
/// let rule = Reserve { rate, most: Some(Fen::yuan(900)), only_when_short: true, clause: "9".into() };
/// let year = OfYear { income: Fen::yuan(5_000), filled: Fen::yuan(200) };
/// assert_eq!(may_fill(&rule, year, Fen::yuan(200)), Some(Fen::yuan(300)));
/// assert_eq!(may_fill(&rule, year, Fen::yuan(850)), Some(Fen::yuan(50)));
/// # Ok::<(), huzhu::engine::money::RatioError>(())
/// ```
pub fn may_fill(rule: &Reserve, year: OfYear, holds: Fen) -> Option<Fen> {
    let share = rule.rate.map(|rate| {
        let exact =
            Exact::new(i128::from(year.income.get()) * i128::from(rate.numerator()), rate.denominator());
        (exact.round(Rounding::FEN_DOWN) - year.filled).or_zero()
    });
    let room = rule.most.map(|most| (most - holds).or_zero());
    share.into_iter().chain(room).reduce(Fen::least)
}

/// How much may be taken out, by what the pool lacks for all that it has granted; none where the notice sets no bound.
pub fn may_draw(rule: &Reserve, pool: Pool) -> Option<Fen> {
    rule.only_when_short.then(|| (pool.held + pool.waiting - pool.posted).or_zero())
}

#[cfg(test)]
mod tests {
    use super::{OfYear, may_draw, may_fill};
    use crate::engine::ledger::Pool;
    use crate::engine::money::{Fen, Ratio};
    use crate::engine::scheme::model::Reserve;

    fn rule(rate: Option<&str>, most: Option<i32>, only_when_short: bool) -> Reserve {
        let rate = rate.map(|rate| Ratio::parse(rate).unwrap());
        Reserve { rate, most: most.map(Fen::yuan), only_when_short, clause: "9".into() }
    }

    fn fen(fen: i64) -> Fen {
        Fen::new(fen).unwrap()
    }

    #[test]
    fn a_share_leaves_its_part_of_a_fen_outside_and_never_asks_back() {
        let third = rule(Some("1/3"), None, false);
        let year = |income, filled| OfYear { income: fen(income), filled: fen(filled) };
        assert_eq!(may_fill(&third, year(100, 0), Fen::ZERO), Some(fen(33)));
        assert_eq!(may_fill(&third, year(100, 33), fen(33)), Some(Fen::ZERO));
        assert_eq!(may_fill(&third, year(10, 33), fen(33)), Some(Fen::ZERO));
        assert_eq!(may_fill(&rule(None, None, false), year(100, 0), Fen::ZERO), None);
        assert_eq!(may_fill(&rule(None, Some(1), false), year(0, 0), fen(40)), Some(fen(60)));
    }

    #[test]
    fn what_is_lacking_for_all_that_was_granted_may_be_drawn() {
        let pool = Pool { posted: fen(100), owed: fen(20), held: fen(120), waiting: fen(30) };
        assert_eq!(may_draw(&rule(None, None, true), pool), Some(fen(50)));
        assert_eq!(may_draw(&rule(None, None, true), Pool { posted: fen(500), ..pool }), Some(Fen::ZERO));
        assert_eq!(may_draw(&rule(None, None, false), pool), None);
    }
}
