//! Who pays what.

use super::About;
use super::citation::assumed_mark;
use super::page::Page;
use crate::engine::scheme::model::{Contribution, Per};
use crate::engine::scheme::say;

/// Every contribution with its shares.
pub(super) fn contributions(a: About<'_>, page: &mut Page) {
    if a.edition.contributions.is_empty() {
        return;
    }
    page.section(a.lang.pick("缴费", "Contributions"));
    for c in &a.edition.contributions {
        let mark = say::clause_mark(&c.clause, a.lang);
        let assumed = assumed_mark(&format!("contribution.{}", c.id), a);
        page.heading(&format!("{}{mark}{assumed}", c.label.get(a.lang)));
        page.items(&conditions(c, a));
        page.figures(
            &[a.lang.pick("缴纳方", "Payer"), a.lang.pick("金额", "Amount")].map(String::from),
            &shares(c, a),
        );
        page.items(&terms(c, a));
    }
}

fn conditions<'a>(c: &Contribution, a: About<'_>) -> Vec<(&'a str, String)> {
    let yearly = a.edition.periods.is_empty();
    let per = match c.per {
        Per::Member if yearly => a.lang.pick("每人每年度", "each member, each year"),
        Per::Member => a.lang.pick("每人每期", "each member, each period"),
        Per::ShareUnit => a.lang.pick("每份", "each share unit"),
        Per::Month => {
            a.lang.pick("每人每月（不足一月按一月计）", "each member, each month, begun months whole")
        }
        Per::HalfYear if yearly => a.lang.pick(
            "每人每年度（下列为全年金额），年中以后参加的减半",
            "each member, the amounts being those of a whole year; half for who joins after mid-year",
        ),
        Per::HalfYear => a.lang.pick(
            "每人每期（下列为整期金额），期中以后参加的减半",
            "each member, the amounts being those of a whole period; half for who joins after mid-period",
        ),
    };
    let mut items = vec![
        (a.lang.pick("缴费对象", "For whom"), a.whom(&c.when)),
        (a.lang.pick("计费单位", "Charged for"), per.into()),
    ];
    if let Some(plan) = &c.plan {
        items.push((a.lang.pick("所属计划", "Plan"), a.plan_name(plan)));
    }
    items
}

fn shares(c: &Contribution, a: About<'_>) -> Vec<Vec<String>> {
    let row = |who: String, fen| vec![who, say::amount(fen, a.edition, a.lang)];
    let mut rows: Vec<_> = c.from.iter().map(|due| row(a.payer_name(&due.payer), due.amount)).collect();
    rows.push(row(a.lang.pick("合计", "Total").into(), c.total));
    rows
}

fn terms<'a>(c: &Contribution, a: About<'_>) -> Vec<(&'a str, String)> {
    let mut items = Vec::new();
    if let Some(least) = c.smallest_own_share {
        let least = say::amount(least, a.edition, a.lang);
        items.push((
            a.lang.pick("个人最低负担", "Smallest own share"),
            a.lang.pick(format!("不低于{least}"), format!("at least {least}")),
        ));
    }
    if let Some((payer, of, rate)) = &c.matching {
        let (payer, of, rate) = (a.payer_name(payer), a.payer_name(of), say::ratio(*rate));
        let text = a.lang.pick(
            format!("{payer}按{of}缴纳额的{rate}配套"),
            format!("{payer} matches {rate} of what {of} pays"),
        );
        items.push((a.lang.pick("配套", "Matching"), text));
    }
    if let Some((payer, quota)) = &c.gift {
        let payer = a.payer_name(payer);
        let text = a.lang.pick(
            format!("{payer}的份额赠送给前{quota}名，之后由会员自行缴纳"),
            format!(
                "the share of {payer} is a gift for the first {quota} members; later ones pay it themselves"
            ),
        );
        items.push((a.lang.pick("赠送名额", "Gift"), text));
    }
    items
}

impl About<'_> {
    /// What a payer is called.
    fn payer_name(&self, id: &str) -> String {
        let found = self.edition.payers.iter().find(|(payer, _)| payer == id);
        found.map_or(id, |(_, label)| label.get(self.lang)).to_owned()
    }

    /// What a plan is called.
    pub(super) fn plan_name(&self, id: &str) -> String {
        let found = self.edition.plans.iter().find(|p| p.id == id);
        found.map_or(id, |p| p.label.get(self.lang)).to_owned()
    }
}
