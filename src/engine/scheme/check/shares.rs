//! Shares: none above the whole, and those of a split add up to it.

use super::Subject;
use crate::engine::money::{Fen, Ratio, Share};
use crate::engine::scheme::model::{Benefit, Contribution, Keyed, Kind, Place, Row};
use crate::engine::scheme::problem::Problems;

pub(super) fn check(on: &Subject<'_>, problems: &mut Problems) {
    for (ratio, place) in ratios(on).into_iter().filter(|(ratio, _)| ratio.is_above_one()) {
        let ratio = percent((ratio.numerator().into(), ratio.denominator().into()));
        problems.error(&place, format!("{ratio} is more than the whole"), "write at most \"100%\"");
    }
    for row in on.edition.benefits.iter().filter_map(|b| b.funding.as_ref()).flat_map(|f| &f.rows) {
        whole(on, row, problems);
    }
    for contribution in &on.edition.contributions {
        if !on.is_broken_within(&contribution.place) {
            payers(on, contribution, problems);
        }
    }
}

/// Every ratio that may not be above one, with its place.
fn ratios(on: &Subject<'_>) -> Vec<(Ratio, Place)> {
    let participation = on.edition.enrolments.iter().filter_map(|e| e.least_participation.as_ref());
    let benefits = on.edition.benefits.iter().flat_map(|b| of_benefit(on, b));
    participation.flat_map(|table| of_table(on, table)).chain(benefits).collect()
}

fn of_benefit(on: &Subject<'_>, benefit: &Benefit) -> Vec<(Ratio, Place)> {
    let waiting = benefit.waiting.iter().map(|stage| (stage.pay, on.at(&stage.place, "pay")));
    let funding = on.tree.table_at(&benefit.place).map(|b| b.every("funding.share")).unwrap_or_default();
    let funding = funding.into_iter().filter_map(|s| Some((Ratio::parse(s.text()?).ok()?, s.place.clone())));
    let lines = benefit.lines.iter().flat_map(|line| match &line.kind {
        Kind::Portion(portion) if !portion.times => of_table(on, &portion.ratio),
        Kind::Bands(bands) => {
            let bands = bands.bands.rows.iter().flat_map(|row| &row.value);
            bands.map(|band| (band.pay, on.at(&band.place, "pay"))).collect()
        }
        _ => vec![],
    });
    waiting.chain(funding).chain(lines).collect()
}

fn of_table(on: &Subject<'_>, table: &Keyed<Ratio>) -> Vec<(Ratio, Place)> {
    table.rows.iter().map(|row| (row.value, on.at(&row.place, "is"))).collect()
}

fn whole(on: &Subject<'_>, row: &Row<Vec<Share<String>>>, problems: &mut Problems) {
    if on.is_broken(&row.place) {
        return;
    }
    if let Some(sum) = sum(&row.value).filter(|sum| *sum != (1, 1)) {
        let message = format!("the shares add up to {}, not to the whole", percent(sum));
        problems.error(&row.place, message, "shares with the same conditions are one split of 100 %");
    }
    let takers = row.value.iter().filter(|share| share.takes_odd_fen).count();
    if takers > 1 || (takers == 0 && row.value.len() > 1) {
        let message = format!("{takers} of the {} pools take the odd fen", row.value.len());
        problems.error(&row.place, message, "write `odd_fen = true` for exactly one of them");
    }
}

/// The sum of shares in lowest terms; none when it is finer than anybody would write.
fn sum(shares: &[Share<String>]) -> Option<(i128, i128)> {
    shares.iter().try_fold((0_i128, 1_i128), |(above, below), share| {
        let (n, d) = (i128::from(share.part.numerator()), i128::from(share.part.denominator()));
        let (above, below) =
            (above.checked_mul(d)?.checked_add(n.checked_mul(below)?)?, below.checked_mul(d)?);
        let by = gcd(above, below);
        Some((above / by, below / by))
    })
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

fn percent((above, below): (i128, i128)) -> String {
    match (above * 100) % below {
        0 => format!("{} %", above * 100 / below),
        _ => format!("{above}/{below}"),
    }
}

fn payers(on: &Subject<'_>, contribution: &Contribution, problems: &mut Problems) {
    let from = on.at(&contribution.place, "from");
    let total: Fen = contribution.from.iter().map(|due| due.amount).sum();
    if total != contribution.total {
        let off = contribution.total - total;
        let off = if off > Fen::ZERO { format!("{off} too little") } else { format!("{} too much", -off) };
        let message = format!("the payers add up to {total} of a total of {}: {off}", contribution.total);
        problems.error(&from, message, "correct the total or one of the amounts");
    }
    let own: Fen = contribution.from.iter().filter(|due| due.payer == "member").map(|due| due.amount).sum();
    if let Some(least) = contribution.smallest_own_share.filter(|least| own < *least) {
        let message = format!("the member pays {own}, less than the smallest own share of {least}");
        problems.error(
            &from,
            message,
            "raise the amount of the payer `member`, or lower the smallest own share",
        );
    }
    matched(on, contribution, problems);
}

/// What one payer matches of another must be what it is said to pay.
fn matched(on: &Subject<'_>, contribution: &Contribution, problems: &mut Problems) {
    let Some((payer, of, rate)) = &contribution.matching else { return };
    let due = |id: &String| contribution.from.iter().find(|due| due.payer == *id).map(|due| due.amount);
    let (Some(pays), Some(base)) = (due(payer), due(of)) else { return };
    let (pays, base) = (i128::from(pays.get()), i128::from(base.get()));
    if pays * i128::from(rate.denominator()) != base * i128::from(rate.numerator()) {
        let message = format!("`{payer}` does not pay {rate} of what `{of}` pays");
        let place = on.at(&contribution.place, "matching");
        problems.error(&place, message, "correct the rate or one of the amounts");
    }
}
