//! Laws of sums: no fen is lost between a contribution, its payers and the totals.

use proptest::prelude::*;

use super::charge::{Times, parts};
use super::*;
use crate::engine::calendar::{Day, Span};
use crate::engine::money::{Fen, Ratio};
use crate::engine::scheme::model::{Contribution, Due, Edition, Per, When};

const PAYERS: [&str; 3] = ["member", "union", "employer"];

fn contribution(amounts: &[i64], per: Per, gift: Option<u32>, matching: bool) -> Contribution {
    let due =
        |(payer, amount): (&&str, &i64)| Due { payer: (*payer).into(), amount: Fen::new(*amount).unwrap() };
    let from: Vec<Due> = PAYERS.iter().zip(amounts).map(due).collect();
    Contribution {
        id: "c".into(),
        label: crate::engine::scheme::model::Text::zh("互助费"),
        clause: "1".into(),
        plan: None,
        when: When::default(),
        per,
        total: from.iter().map(|d| d.amount).sum(),
        from,
        smallest_own_share: None,
        matching: matching.then(|| ("union".into(), "member".into(), Ratio::parse("2/3").unwrap())),
        gift: gift.map(|quota| ("union".into(), quota)),
        place: 0..0,
    }
}

fn any_contribution() -> impl Strategy<Value = Contribution> {
    let per = prop_oneof![Just(Per::Member), Just(Per::ShareUnit), Just(Per::Month), Just(Per::HalfYear)];
    let amounts = prop::collection::vec(0_i64..100_000, 1..=3);
    (amounts, per, prop::option::of(0_u32..4), any::<bool>())
        .prop_map(|(a, p, g, m)| contribution(&a, p, g, m))
}

fn with(contribution: Contribution) -> Edition {
    let mut edition = tests::edition("");
    edition.contributions.push(contribution);
    edition
}

fn any_line() -> impl Strategy<Value = RosterLine> {
    (0_u8..8, 0_u8..3, 1_u16..4, 1_i8..=12).prop_map(|(member, employer, share_units, month)| RosterLine {
        member: format!("M{member}"),
        employer: (employer > 0).then(|| format!("E{employer}")),
        enrolled_on: Some(Day::constant(2024, month, 15)),
        plans: vec![PlanChoice { plan: String::new(), share_units }],
        ..RosterLine::default()
    })
}

proptest! {
    #[test]
    fn payers_of_a_line_add_up_to_the_contribution(
        c in any_contribution(), units in 1_u16..100, half in any::<bool>(), gift in any::<bool>()
    ) {
        let times = if half { Times::Half } else { Times::Of(units) };
        let parts = parts(&c, times, gift).unwrap();
        let sum: Fen = parts.iter().map(|p| p.amount).sum();
        let whole = if half { (c.total.get() + 1) / 2 } else { c.total.get() * i64::from(units) };
        prop_assert_eq!(sum.get(), whole);
        prop_assert!(parts.iter().all(|p| p.amount >= Fen::ZERO));
        if !gift && c.gift.is_some() {
            prop_assert!(parts.iter().filter(|p| p.payer == "union").all(|p| p.amount == Fen::ZERO));
        }
    }

    #[test]
    fn lines_add_up_to_the_totals_and_nobody_is_forgotten(
        c in any_contribution(), roster in prop::collection::vec(any_line(), 0..20)
    ) {
        let quota = c.gift.clone().map(|(_, quota)| quota);
        let found = dues(&with(c), &roster, Day::constant(2024, 1, 1));
        let lines: Fen = found.lines.iter().map(DueLine::total).sum();
        prop_assert_eq!(lines, found.by_payer.values().copied().sum());
        prop_assert_eq!(lines, found.by_employer.values().flat_map(|e| e.values().copied()).sum());
        let refused = |row: usize| found.refusals.iter().any(|r| r.rows.contains(&row));
        for row in 0..roster.len() {
            prop_assert_eq!(found.lines.iter().any(|l| l.row == row), !refused(row), "{}", row);
        }
        if let Some(quota) = quota {
            let given = found.lines.iter().flat_map(|l| &l.amounts).filter(|d| d.payer == "union" && d.amount > Fen::ZERO);
            prop_assert!(given.count() <= usize::try_from(quota).unwrap());
        }
        prop_assert_eq!(found.period, Span::new(Day::constant(2024, 1, 1), Some(Day::constant(2024, 12, 31))).unwrap());
    }

    #[test]
    fn matching_keeps_the_ratio(member in 0_i64..1_000_000, times in 1_u16..13) {
        let c = contribution(&[member, member], Per::Month, None, true);
        let parts = parts(&c, Times::Of(times), true).unwrap();
        // The union pays two thirds of what the member pays; the odd fen is the member's.
        let (own, union) = (parts[0].amount.get(), parts[1].amount.get());
        prop_assert!((0..=5).contains(&(2 * own - 3 * union)), "{} {}", own, union);
    }
}
