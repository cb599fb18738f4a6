//! Shares: none above the whole, and those of a split add up to it.

use std::cmp::Ordering;

use super::Subject;
use crate::engine::money::{Fen, Ratio, Share};
use crate::engine::scheme::model::{Benefit, Contribution, Keyed, Kind, Place, Row};
use crate::engine::scheme::problem::Problems;

pub(super) fn check(on: &Subject<'_>, problems: &mut Problems) {
    for (ratio, place) in ratios(on).into_iter().filter(|(ratio, _)| ratio.is_above_one()) {
        let ratio = percent((ratio.numerator().into(), ratio.denominator().into()));
        let message = (
            format!("比例{}超过了100%。", ratio.replace(' ', "")),
            format!("{ratio} is more than the whole"),
        );
        problems.error(&place, message, ("比例不能超过 \"100%\"，请更正。", "write at most \"100%\""));
    }
    for benefit in on.edition.benefits.iter().filter(|b| !on.is_broken_at(&b.place, "funding")) {
        benefit.funding.iter().flat_map(|f| &f.rows).for_each(|row| whole(row, problems));
    }
    for contribution in &on.edition.contributions {
        payers(on, contribution, problems);
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

fn whole(row: &Row<Vec<Share<String>>>, problems: &mut Problems) {
    if let Some(sum) = sum(&row.value).filter(|sum| *sum != (1, 1)) {
        let sum = percent(sum);
        let message = (
            format!("各资金池的份额合计为{}，不是100%。", sum.replace(' ', "")),
            format!("the shares add up to {sum}, not to the whole"),
        );
        let hint = (
            "条件相同的各份额合计须为100%，请更正。",
            "shares with the same conditions are one split of 100 %",
        );
        problems.error(&row.place, message, hint);
    }
    let takers = row.value.iter().filter(|share| share.takes_odd_fen).count();
    if takers > 1 || (takers == 0 && row.value.len() > 1) {
        let all = row.value.len();
        let message = (
            format!("{all}个资金池中有{takers}个写了承担分不尽的一分钱，须有且只有一个。"),
            format!("{takers} of the {all} pools take the odd fen"),
        );
        let hint =
            ("请只在其中一个资金池写 odd_fen = true。", "write `odd_fen = true` for exactly one of them");
        problems.error(&row.place, message, hint);
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
    let broken = |key: &str| on.is_broken_at(&contribution.place, key);
    if broken("from") {
        return;
    }
    if !broken("total") && on.tree.table_at(&contribution.place).is_some_and(|t| t.get("total").is_some()) {
        adds_up(contribution, &from, problems);
    }
    let own: Fen = contribution.from.iter().filter(|due| due.payer == "member").map(|due| due.amount).sum();
    if let Some(least) = contribution.smallest_own_share.filter(|least| own < *least) {
        let message = (
            format!("个人（member）缴{own}元，低于规定的个人最低缴费{least}元。"),
            format!("the member pays {own}, less than the smallest own share of {least}"),
        );
        let hint = (
            "请提高缴费方member的金额，或降低smallest_own_share。",
            "raise the amount of the payer `member`, or lower the smallest own share",
        );
        problems.error(&from, message, hint);
    }
    named(on, contribution, problems);
    matched(on, contribution, problems);
}

/// Who matches, is matched or gives must be one of those who pay: the amounts are those of `from`.
fn named(on: &Subject<'_>, contribution: &Contribution, problems: &mut Problems) {
    let matching =
        contribution.matching.iter().flat_map(|(payer, of, _)| [("matching", payer), ("matching", of)]);
    let gift = contribution.gift.iter().map(|(payer, _)| ("gift", payer));
    for (key, payer) in matching.chain(gift) {
        if contribution.from.iter().any(|due| due.payer == *payer) {
            continue;
        }
        let message = (
            format!("{key}中的“{payer}”不在缴费方（from）中，这一项不起作用。"),
            format!("`{payer}` of `{key}` is not in `from`: nothing would come of it"),
        );
        let hint = (
            format!(
                "请在from中补写 {{ payer = \"{payer}\", amount = … }} 并相应更正总额，或更正缴费方的名称。"
            ),
            format!(
                "add `{{ payer = \"{payer}\", amount = … }}` to `from` and its amount to the total, or correct the name"
            ),
        );
        problems.error(&on.at(&contribution.place, key), message, hint);
    }
}

fn adds_up(contribution: &Contribution, from: &Place, problems: &mut Problems) {
    let (total, sum) = (contribution.total, contribution.from.iter().map(|due| due.amount).sum::<Fen>());
    let off = total - sum;
    let (zh, en) = match off.cmp(&Fen::ZERO) {
        Ordering::Equal => return,
        Ordering::Greater => (format!("少{off}元"), format!("{off} too little")),
        Ordering::Less => (format!("多{}元", -off), format!("{} too much", -off)),
    };
    let message = (
        format!("各方缴费合计{sum}元，与总额（total）{total}元不符，{zh}。"),
        format!("the payers add up to {sum} of a total of {total}: {en}"),
    );
    let hint = ("请更正总额或其中一方的金额。", "correct the total or one of the amounts");
    problems.error(from, message, hint);
}

/// What one payer matches of another must be what it is said to pay.
fn matched(on: &Subject<'_>, contribution: &Contribution, problems: &mut Problems) {
    let Some((payer, of, rate)) = &contribution.matching else { return };
    let due = |id: &String| contribution.from.iter().find(|due| due.payer == *id).map(|due| due.amount);
    let (Some(pays), Some(base)) = (due(payer), due(of)) else { return };
    let (pays, base) = (i128::from(pays.get()), i128::from(base.get()));
    if pays * i128::from(rate.denominator()) != base * i128::from(rate.numerator()) {
        let message = (
            format!("“{payer}”的缴费不等于“{of}”缴费的{rate}。"),
            format!("`{payer}` does not pay {rate} of what `{of}` pays"),
        );
        let place = on.at(&contribution.place, "matching");
        let hint = ("请更正配套比例或其中一方的金额。", "correct the rate or one of the amounts");
        problems.error(&place, message, hint);
    }
}
