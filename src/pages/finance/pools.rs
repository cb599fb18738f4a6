//! Pools at a glance: what each has, keeps and waits for, how long it lasts, and money in and out by month.

use askama::Template;
use axum::response::Response;

use super::chart::{Month, svg};
use crate::engine::ledger::{Class, Code, Period, Totals};
use crate::engine::money::Fen;
use crate::pages::frame::Frame;
use crate::pages::visit::{Office, Visit, page};
use crate::service::Problem;
use crate::store::ledger::{self, PoolRow};

/// So many months are shown.
const MONTHS: usize = 12;

/// A pool on the page.
struct Pool {
    title: String,
    row: PoolRow,
    available: i64,
    months: String,
    ratio: String,
    came: Fen,
    went: Fen,
    picture: String,
    by_month: Vec<(String, i64, i64)>,
}

#[derive(Template)]
#[template(path = "finance/pools.html")]
struct Overview {
    p: Frame,
    tab: &'static str,
    year: i16,
    pools: Vec<Pool>,
    may_book: bool,
}

/// The page.
pub(in crate::pages) async fn show(visit: Visit, office: Office) -> Result<Response, Problem> {
    let now = Period::of(visit.admitted.now.day());
    let rows = ledger::pools(office.store(), office.scope(), &office.book).await?;
    let totals = ledger::totals(office.store(), office.scope(), (&office.book, now)).await?;
    let may_book = super::may_book(&visit);
    let p = visit.frame;
    let names = super::names(&office, &p).await?;
    let pools = rows
        .into_iter()
        .map(|row| Pool { title: names.pool(&row.id).to_owned(), ..pool(&p, row, (&totals, now)) });
    let pools = pools.collect();
    page(&Overview { p, tab: "pools", year: now.year(), pools, may_book })
}

fn pool(p: &Frame, row: PoolRow, (totals, now): (&[Totals], Period)) -> Pool {
    let own = || totals.iter().filter(|one| one.account.pool == row.id && !one.period.is_closing());
    let months = last(now);
    let by_month: Vec<(Period, i64, i64)> = months
        .into_iter()
        .map(|month| {
            let (came, went) = moved(own().filter(|one| one.period == month));
            (month, came.get(), went.get())
        })
        .collect();
    let year = |one: &&Totals| one.period >= now.first_of_year();
    let (came, went) = moved(own().filter(year));
    let granted = own().filter(year).filter(|one| one.account.code == Code::BenefitExpense);
    let granted: Fen = granted.map(|one| one.debit - one.credit).sum();
    let dues = own()
        .filter(year)
        .filter(|one| matches!(one.account.code, Code::ContributionIncome | Code::SubsidyIncome));
    let dues: Fen = dues.map(|one| one.credit - one.debit).sum();
    let bars = by_month.iter().map(|(month, came, went)| Month {
        label: short(p, *month),
        came: *came,
        went: *went,
    });
    let picture = svg(&bars.collect::<Vec<_>>());
    let available = row.posted_fen + row.owed_fen - row.held_fen;
    let spent: i64 = by_month.iter().map(|(_, _, went)| went.max(&0)).sum();
    let active = by_month.iter().filter(|(_, came, went)| *came != 0 || *went != 0).count();
    Pool {
        title: String::new(),
        available,
        months: lasts(p, available, spent, active),
        ratio: share(granted, dues),
        came,
        went,
        picture,
        by_month: by_month.iter().map(|(month, came, went)| (month.to_string(), *came, *went)).collect(),
        row,
    }
}

/// The last months up to one, which is the last of them.
fn last(now: Period) -> Vec<Period> {
    let mut months = vec![now];
    let mut at = format!("{}-{:02}", now.year() - 1, 1).parse().unwrap_or(now);
    let mut all = vec![];
    while at < now {
        all.push(at);
        at = at.next_month();
    }
    let skip = all.len().saturating_sub(MONTHS - 1);
    months.splice(0..0, all.into_iter().skip(skip));
    months
}

/// What came in and what was granted or given away.
fn moved<'t>(totals: impl Iterator<Item = &'t Totals>) -> (Fen, Fen) {
    let (mut came, mut went) = (Fen::ZERO, Fen::ZERO);
    for one in totals {
        match one.account.code.class() {
            Class::Income => came += one.credit - one.debit,
            Class::Expense => went += one.debit - one.credit,
            Class::Asset | Class::Liability | Class::NetAssets => {}
        }
    }
    (came, went)
}

fn short(p: &Frame, month: Period) -> String {
    let text = month.to_string();
    let number = text.get(5..).unwrap_or_default().trim_start_matches('0').to_owned();
    p.lang.pick(format!("{number}月"), number)
}

/// For how many months what is available lasts, at the pace of the months in which something moved.
fn lasts(p: &Frame, available: i64, spent: i64, active: usize) -> String {
    let active = i64::try_from(active).unwrap_or(1);
    if spent <= 0 {
        return p.say("尚无给付", "nothing granted yet").to_owned();
    }
    let tenths = i128::from(available.max(0)) * i128::from(active) * 10 / i128::from(spent);
    if tenths > 1_200 {
        return p.say("10年以上", "over 10 years").to_owned();
    }
    format!("{}.{} {}", tenths / 10, tenths % 10, p.say("个月", "months"))
}

/// One amount as a share of another.
fn share(part: Fen, whole: Fen) -> String {
    if whole <= Fen::ZERO {
        return "—".to_owned();
    }
    let tenths = i128::from(part.get()) * 1_000 / i128::from(whole.get());
    format!("{}.{}%", tenths / 10, (tenths % 10).abs())
}

#[cfg(test)]
mod tests {
    use super::{Fen, last, share};

    #[test]
    fn twelve_months_end_with_this_one() {
        let months: Vec<String> = last("2026-02".parse().unwrap()).iter().map(ToString::to_string).collect();
        assert_eq!(months.len(), 12);
        assert_eq!((months[0].as_str(), months[11].as_str()), ("2025-03", "2026-02"));
    }

    #[test]
    fn shares_have_one_decimal() {
        assert_eq!(share(Fen::parse("1").unwrap(), Fen::parse("3").unwrap()), "33.3%");
        assert_eq!(share(Fen::parse("1").unwrap(), Fen::ZERO), "—");
    }
}
