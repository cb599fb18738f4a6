//! When a pool runs short: what each claim gets now, what waits and what is cut, by the rule of the scheme.

use serde::Serialize;

use super::money::Fen;

/// What happens when a pool has less than was granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Everybody is paid in full all the same; who runs the pool makes up for it.
    PayInFull,
    /// Everybody gets the same part of what was granted; the rest is cut.
    ProRata(OddFen),
    /// Claims are paid in full in their order. The first that the pool cannot pay in full waits, and so does
    /// every claim behind it: nobody is paid in part, and nobody overtakes.
    Queue,
}

/// Who takes the fen that cannot be divided: one each, and only where the division does not come out even, so
/// that nobody gets a whole fen more or less than the exact share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OddFen {
    /// Those with the largest remainders; of equal ones the earlier claim.
    LargestRemainder,
    /// The first claims, in their order.
    FirstClaim,
}

/// The rules with their words in files.
pub const RULES: [&str; 3] = ["pay-in-full", "pro-rata", "queue"];

/// The takers of the odd fen with their words in files.
pub const ODD_FEN: [(&str, OddFen); 2] =
    [("largest-remainder", OddFen::LargestRemainder), ("first-claim", OddFen::FirstClaim)];

impl Rule {
    /// The word in files.
    pub fn word(self) -> &'static str {
        let [in_full, pro_rata, queue] = RULES;
        match self {
            Self::PayInFull => in_full,
            Self::ProRata(_) => pro_rata,
            Self::Queue => queue,
        }
    }
}

/// What becomes of one granted amount; the three parts add up to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Paid now.
    pub now: Fen,
    /// Still owed, and paid when the pool has money again.
    pub waits: Fen,
    /// Not owed any more.
    pub cut: Fen,
}

impl Part {
    /// All of it is paid now.
    fn whole(granted: Fen) -> Self {
        Self { now: granted, ..Self::default() }
    }
}

/// Shares out what a pool has among amounts that were granted, in the order of the claims. None of them is
/// negative; less than nothing in the pool counts as nothing. Nothing comes back where the pool is short and no
/// rule says what then.
///
/// ```
/// use huzhu::engine::money::Fen;
/// use huzhu::engine::shortage::{OddFen, Rule, share_out};
/// let granted = [Fen::yuan(60), Fen::yuan(40)];
/// let now = |rule| -> Vec<String> {
///     let parts = share_out(Some(rule), Fen::yuan(50), &granted).unwrap_or_default();
///     parts.iter().map(|part| part.now.to_string()).collect()
/// };
/// assert_eq!(now(Rule::ProRata(OddFen::LargestRemainder)), ["30.00", "20.00"]);
/// assert_eq!(now(Rule::Queue), ["0.00", "0.00"]); // the first does not fit, and nobody overtakes
/// assert_eq!(now(Rule::PayInFull), ["60.00", "40.00"]);
/// assert_eq!(share_out(None, Fen::yuan(50), &granted), None);
/// ```
pub fn share_out(rule: Option<Rule>, available: Fen, granted: &[Fen]) -> Option<Vec<Part>> {
    let all: Fen = granted.iter().copied().sum();
    if all <= available {
        return Some(granted.iter().copied().map(Part::whole).collect());
    }
    let available = available.max(Fen::ZERO);
    Some(match rule? {
        Rule::PayInFull => granted.iter().copied().map(Part::whole).collect(),
        Rule::ProRata(odd_fen) => pro_rata(odd_fen, (available, all), granted),
        Rule::Queue => queue(available, granted),
    })
}

fn queue(available: Fen, granted: &[Fen]) -> Vec<Part> {
    let mut left = Some(available);
    let part = |granted: &Fen| {
        left = left.map(|left| left - *granted).filter(|left| *left >= Fen::ZERO);
        match left {
            Some(_) => Part::whole(*granted),
            None => Part { waits: *granted, ..Part::default() },
        }
    };
    granted.iter().map(part).collect()
}

fn pro_rata(odd_fen: OddFen, (available, all): (Fen, Fen), granted: &[Fen]) -> Vec<Part> {
    let (has, of) = (i128::from(available.get()), i128::from(all.get()));
    let divided =
        |granted: &Fen| (i128::from(granted.get()) * has / of, i128::from(granted.get()) * has % of);
    let divided: Vec<(i128, i128)> = granted.iter().map(divided).collect();
    // Less than one for each claim that does not come out even: there is always one that takes it.
    let odd = has - divided.iter().map(|(whole, _)| whole).sum::<i128>();
    let mut takers: Vec<usize> = (0..granted.len()).filter(|at| divided[*at].1 > 0).collect();
    if odd_fen == OddFen::LargestRemainder {
        takers.sort_by_key(|at| std::cmp::Reverse(divided[*at].1));
    }
    takers.truncate(usize::try_from(odd).unwrap_or(0));
    let now = |at: usize| {
        let fen = divided[at].0 + i128::from(takers.contains(&at));
        i64::try_from(fen).ok().and_then(|fen| Fen::new(fen).ok()).unwrap_or_default()
    };
    let part = |at: usize| Part { now: now(at), cut: granted[at] - now(at), ..Part::default() };
    (0..granted.len()).map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fen(amounts: &[i64]) -> Vec<Fen> {
        amounts.iter().map(|fen| Fen::new(*fen).unwrap()).collect()
    }

    fn any_rule() -> impl Strategy<Value = Rule> {
        prop_oneof![
            Just(Rule::PayInFull),
            Just(Rule::Queue),
            Just(Rule::ProRata(OddFen::FirstClaim)),
            Just(Rule::ProRata(OddFen::LargestRemainder)),
        ]
    }

    fn any_granted() -> impl Strategy<Value = Vec<i64>> {
        prop::collection::vec(prop_oneof![0_i64..10, 0_i64..100_000_000], 0..12)
    }

    fn now(rule: Rule, available: i64, granted: &[i64]) -> Vec<i64> {
        let parts = share_out(Some(rule), Fen::new(available).unwrap(), &fen(granted)).unwrap();
        parts.iter().map(|part| part.now.get()).collect()
    }

    #[test]
    fn the_odd_fen_has_its_taker() {
        let (first, largest) = (Rule::ProRata(OddFen::FirstClaim), Rule::ProRata(OddFen::LargestRemainder));
        for (rule, available, granted, paid) in [
            (largest, 10, [10, 10, 10], [4, 3, 3]),
            (first, 11, [10, 10, 10], [4, 4, 3]),
            // 0.4, 0.4 and 3.2 fen of 1, 1 and 8: one odd fen.
            (largest, 4, [1, 1, 8], [1, 0, 3]),
            // 1.4, 0.7 and 4.9 fen of 2, 1 and 7: the largest remainders are those of the last two.
            (largest, 7, [2, 1, 7], [1, 1, 5]),
            (first, 7, [2, 1, 7], [2, 1, 4]),
            // What comes out even takes no odd fen.
            (first, 3, [2, 3, 1], [1, 2, 0]),
            (Rule::Queue, 15, [10, 10, 1], [10, 0, 0]),
            (Rule::Queue, -5, [0, 1, 0], [0, 0, 0]),
        ] {
            assert_eq!(now(rule, available, &granted), paid, "{rule:?} {available} {granted:?}");
        }
    }

    #[test]
    fn where_the_scheme_is_silent_nothing_is_shared_out() {
        assert_eq!(share_out(None, Fen::new(9).unwrap(), &fen(&[10])), None);
        assert_eq!(share_out(None, Fen::new(10).unwrap(), &fen(&[10])).map(|parts| parts.len()), Some(1));
    }

    proptest! {
        #[test]
        fn no_fen_is_lost_and_none_is_paid_that_is_not_there(
            rule in any_rule(), has in -5_i64..200_000_000, granted in any_granted()
        ) {
            let parts = share_out(Some(rule), Fen::new(has).unwrap(), &fen(&granted)).unwrap();
            let (paid, all): (i64, i64) = (parts.iter().map(|p| p.now.get()).sum(), granted.iter().sum());
            for (part, granted) in parts.iter().zip(&granted) {
                prop_assert!([part.now, part.waits, part.cut].iter().all(|amount| *amount >= Fen::ZERO));
                prop_assert_eq!((part.now + part.waits + part.cut).get(), *granted);
                prop_assert_eq!(part.waits > Fen::ZERO && rule != Rule::Queue, false);
                prop_assert_eq!(part.cut > Fen::ZERO && !matches!(rule, Rule::ProRata(_)), false);
            }
            match rule {
                Rule::PayInFull => prop_assert_eq!(paid, all),
                Rule::Queue => prop_assert!(paid <= has.max(0)),
                Rule::ProRata(_) => prop_assert_eq!(paid, all.min(has.max(0))),
            }
        }

        #[test]
        fn a_share_is_less_than_a_fen_from_the_exact_one(
            first in any::<bool>(), has in 0_i64..200_000_000, granted in any_granted()
        ) {
            let all: i128 = granted.iter().map(|fen| i128::from(*fen)).sum();
            prop_assume!(all > i128::from(has));
            let rule = Rule::ProRata(if first { OddFen::FirstClaim } else { OddFen::LargestRemainder });
            for (now, granted) in now(rule, has, &granted).into_iter().zip(&granted) {
                let off = i128::from(now) * all - i128::from(*granted) * i128::from(has);
                prop_assert!(off.abs() < all, "{} of {}", now, granted);
            }
        }

        /// In full, the order of the claims is nothing; in proportion it moves at most the odd fen; in a queue
        /// it is the rule: those before the first that waits are paid, whoever stands behind them.
        #[test]
        fn what_the_order_of_the_claims_does(
            rule in any_rule(), has in 0_i64..200_000_000, granted in any_granted()
        ) {
            let turned: Vec<i64> = granted.iter().rev().copied().collect();
            let (mut back, there) = (now(rule, has, &turned), now(rule, has, &granted));
            back.reverse();
            match rule {
                Rule::PayInFull => prop_assert_eq!(back, there),
                Rule::ProRata(_) => {
                    prop_assert!(back.iter().zip(&there).all(|(a, b)| (a - b).abs() <= 1));
                }
                Rule::Queue => {
                    let paid = (0..granted.len()).take_while(|at| there[*at] == granted[*at]).count();
                    prop_assert!(there[paid..].iter().all(|now| *now == 0));
                    prop_assert_eq!(&now(rule, has, &granted[..paid]), &there[..paid].to_vec());
                }
            }
        }
    }
}
