//! Laws over what a fund pays on bills, whoever the fund is, and the engine as such a fund.

use std::collections::BTreeMap;

use huzhu::engine::adjudicate::Scheme;
use huzhu::engine::claim::words::{DateKind, Event, Setting};
use huzhu::engine::claim::{Component, Facts};
use huzhu::engine::money::Fen;
use proptest::prelude::*;

use crate::library::shipped;

/// A claim as the laws over a fund see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bill {
    pub(super) member: u32,
    pub(super) year: i16,
    pub(super) fen: i64,
}

/// What a fund pays on bills, one after the other, in fen.
pub(super) type Fund<'f> = &'f dyn Fn(&[Bill]) -> Vec<i64>;
/// A law says what is wrong, or nothing.
pub(super) type Verdict = Result<(), String>;

pub(super) fn never_negative(fund: Fund<'_>, bills: &[Bill]) -> Verdict {
    match fund(bills).iter().find(|paid| **paid < 0) {
        Some(paid) => Err(format!("{paid} fen are paid")),
        None => Ok(()),
    }
}

pub(super) fn never_over_the_limit(fund: Fund<'_>, bills: &[Bill], limit: i64) -> Verdict {
    let mut years: BTreeMap<(u32, i16), i64> = BTreeMap::new();
    for (bill, paid) in bills.iter().zip(fund(bills)) {
        *years.entry((bill.member, bill.year)).or_default() += paid;
    }
    match years.iter().find(|(_, paid)| **paid > limit) {
        Some((year, paid)) => Err(format!("{year:?}: {paid} fen are paid, the limit is {limit}")),
        None => Ok(()),
    }
}

pub(super) fn years_and_members_are_apart(fund: Fund<'_>, bills: &[Bill]) -> Verdict {
    let together = fund(bills);
    for (at, bill) in bills.iter().enumerate() {
        let own = |b: &&Bill| (b.member, b.year) == (bill.member, bill.year);
        let alone = fund(&bills[..=at].iter().filter(own).copied().collect::<Vec<_>>());
        if alone.last() != together.get(at) {
            return Err(format!("bill {at} is paid {} beside others, alone {alone:?}", together[at]));
        }
    }
    Ok(())
}

/// A payment of `above / below` of a bill on its own is the nearest fen, the middle one up.
pub(super) fn half_a_fen_goes_up(fund: Fund<'_>, bills: &[Bill], (above, below): (i64, i64)) -> Verdict {
    for bill in bills {
        let paid = fund(&[*bill])[0];
        let twice_over = 2 * (paid * below - bill.fen * above);
        if !(-below < twice_over && twice_over <= below) {
            return Err(format!("{} × {above}/{below} is paid as {paid}", bill.fen));
        }
    }
    Ok(())
}

pub(super) fn more_never_pays_less(fund: Fund<'_>, bill: Bill, more: i64) -> Verdict {
    let paid = |fen| fund(&[Bill { fen, ..bill }])[0];
    let (less, more) = (paid(bill.fen), paid(bill.fen + more));
    if less <= more { Ok(()) } else { Err(format!("{bill:?} pays {less}, and with more {more}")) }
}

/// The engine as a fund: bills become stays whose self-pay and member's part are the bill.
pub(super) fn engine(scheme: &Scheme) -> impl Fn(&[Bill]) -> Vec<i64> + '_ {
    move |bills| {
        let mut session = scheme.session();
        bills.iter().map(|bill| session.decide(&stay(bill)).decision.amount().get()).collect()
    }
}

pub(super) fn stay(bill: &Bill) -> Facts {
    let mut facts = Facts::default();
    facts.person.member = format!("m{}", bill.member);
    facts.person.household = Some(format!("h{}", bill.member));
    facts.person.employer = Some("e".into());
    facts.claim.event = Some(Event::Treatment);
    facts.claim.setting = Some(Setting::Inpatient);
    facts.claim.dates.set(DateKind::Discharge, format!("{}-03-01", bill.year).parse().expect("a day"));
    facts.claim.dates.set(DateKind::Settlement, format!("{}-03-01", bill.year).parse().expect("a day"));
    let amount = Fen::new(bill.fen).expect("a small amount");
    facts.claim.settlement.set(Component::SelfPay, amount);
    facts.claim.settlement.set(Component::MemberPart, amount);
    facts
}

/// A scheme of one benefit: a share of the self-pay, at most so many yuan a member a year.
pub(super) fn share_with_limit(ratio: &str, limit: i64) -> Scheme {
    let text = format!(
        "format = \"scheme/1\"\nid = \"test/share\"\ntitle = \"分数\"\n\
         in_force = {{ from = 2016-01-01, decided_by = \"discharge-date\", year = \"calendar\" }}\n\
         money = {{ currency = \"CNY\", round = {{ to = 0.01, mode = \"half-up\", at = \"claim\" }} }}\n\
         source = {{ title = \"核对用\" }}\n\
         [[clause]]\nid = \"1\"\ntext = \"按比例补助，每人每年度最高{limit}元。\"\n\
         [[benefit]]\nid = \"b\"\nlabel = \"补助\"\nclause = \"1\"\nwhen = {{ setting = \"inpatient\" }}\n\
         [[benefit.line]]\nid = \"eligible\"\nmeasure = [\"self_pay\"]\n\
         [[benefit.line]]\nid = \"share\"\nof = \"eligible\"\nrate = \"{ratio}\"\n\
         [[benefit.line]]\nid = \"paid\"\nof = \"share\"\nalong = \"member.year\"\nlimit = {limit}\n"
    );
    let none = huzhu::engine::scheme::read::ListFiles::new();
    let checked = huzhu::engine::scheme::check::read_and_check("share.toml", &text, &none);
    assert!(!checked.report.has_errors(), "{}", checked.report);
    Scheme::new(vec![checked.edition.expect("the head reads")]).expect("it compiles")
}

pub(super) fn bills(most: i64) -> impl Strategy<Value = Vec<Bill>> {
    let bill = (0_u32..3, 2016_i16..2019, 0..most).prop_map(|(member, year, fen)| Bill { member, year, fen });
    prop::collection::vec(bill, 1..12).prop_shuffle()
}

/// Every scheme that pays a stay by marginal bands, shares and limits, with its yearly limit in fen.
pub(super) fn monotone() -> Vec<(&'static Scheme, Option<i64>)> {
    let of = |id: &str| &shipped()[id].scheme;
    vec![
        (of("cn/guizhou/sinan"), Some(10_000_000)),
        (of("cn/guizhou/zunyi"), None),
        (of("cn/guizhou/liupanshui/inpatient"), None),
        (of("cn/guizhou/provincial"), None),
    ]
}
