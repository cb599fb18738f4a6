//! `huzhu entitlement`: what a member can still receive on a day, benefit by benefit, and how far each bound is reached.

use serde::Serialize;

use super::claim::json;
use super::open::{At, Opened};
use super::output::Output;
use super::waited;
use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::day::day;
use crate::cli::stop::Stop;
use crate::clock;
use crate::desk::entitlement::{OfScheme, of_member};
use crate::engine::adjudicate::entitlement::{BoundLeft, BoundRow, Entitlement, Standing};
use crate::engine::calendar::Day;
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::said::Said;
use crate::exchange::sheet::{Cell, Sheet};
use crate::store::member::shown;

/// Whose, on which day, where, and as whom.
#[derive(clap::Args)]
#[command(after_long_help = AFTER)]
pub struct Args {
    #[command(flatten)]
    at: At,
    /// The member's id
    member: String,
    /// The day; today when not given
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Day>,
    /// As one JSON object, as the service answers it, and no table
    #[arg(long, conflicts_with_all = ["format", "output"])]
    json: bool,
    #[command(flatten)]
    output: Output,
}

const AFTER: &str = "\
EXAMPLES
  huzhu entitlement m00000012 --as clerk
  huzhu entitlement m00000012 --on 2026-12-31 --json --as clerk

It is what a claim of that day would be decided by; nothing is kept.

EXIT CODES
  0  found    2  there is no such member, or the office cannot be opened";

/// What is answered as JSON.
#[derive(Serialize)]
struct Answer<'a> {
    member: &'a str,
    on: Day,
    schemes: Vec<Entitled<'a>>,
}

#[derive(Serialize)]
struct Entitled<'a> {
    scheme: &'a str,
    title: &'a Said,
    cover: Vec<Covered>,
    benefits: &'a [Entitlement],
}

#[derive(Serialize)]
struct Covered {
    from: Day,
    to: Option<Day>,
}

/// Looks.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    let on = args.on.unwrap_or_else(clock::today);
    let found = waited(async { look(&args.at.open().await?, &args.member, on).await })?;
    if args.json {
        console.line(json(&answer(&args.member, on, &found))?)?;
    } else {
        args.output.write(&sheet(&args.member, on, (&found, console.lang())), console)?;
    }
    Ok(Outcome::Fine)
}

/// Only of a member whom the account sees.
async fn look(office: &Opened, member: &str, on: Day) -> Result<Vec<OfScheme>, Stop> {
    let inner = office.desk.office();
    let seen = shown::find(&inner.store, &office.scope().await?, (&office.book, member)).await?;
    if seen.is_none() {
        return Err(Refusal::not_found(Thing::Member, member).into());
    }
    Ok(of_member(inner, &office.book, (member, on)).await??)
}

fn answer<'a>(member: &'a str, on: Day, found: &'a [OfScheme]) -> Answer<'a> {
    let scheme = |one: &'a OfScheme| Entitled {
        scheme: &one.scheme,
        title: &one.title,
        cover: one.cover.iter().map(|(from, to)| Covered { from: *from, to: *to }).collect(),
        benefits: &one.benefits,
    };
    Answer { member, on, schemes: found.iter().map(scheme).collect() }
}

fn sheet(member: &str, on: Day, (found, lang): (&[OfScheme], Lang)) -> Sheet {
    let heads = [
        ("方案", "scheme"),
        ("待遇", "benefit"),
        ("条文", "clause"),
        ("状态", "standing"),
        ("单笔最多", "most of a claim"),
        ("项目", "bound"),
        ("标准", "amount"),
        ("已累计", "used"),
        ("剩余或还差", "left, or to go"),
    ];
    let mut rows = vec![];
    for scheme in found {
        for benefit in &scheme.benefits {
            rows.extend(of_benefit(scheme, benefit, lang));
        }
    }
    Sheet {
        title: lang.pick(format!("会员{member} {on}可享待遇"), format!("What {member} can receive on {on}")),
        heads: heads.iter().map(|(zh, en)| lang.pick(*zh, *en).to_owned()).collect(),
        rows,
    }
}

/// One row for each bound, and one for a benefit without any.
fn of_benefit(scheme: &OfScheme, benefit: &Entitlement, lang: Lang) -> Vec<Vec<Cell>> {
    let head = || {
        let left = benefit.left.map_or_else(|| Cell::text(lang.pick("不限", "no bound")), Cell::Amount);
        vec![
            Cell::text(&scheme.scheme),
            Cell::text(benefit.label.get(lang)),
            Cell::text(&benefit.clause),
            Cell::text(standing(&benefit.standing, lang)),
            left,
        ]
    };
    let bound = |bound: &BoundLeft, row: &BoundRow| {
        let parts = [Some(&bound.label), bound.along.as_ref(), row.when.as_ref()];
        let named: Vec<&str> = parts.into_iter().flatten().map(|said| said.get(lang)).collect();
        let figures = [row.amount, bound.used, row.left].map(Cell::Amount);
        head().into_iter().chain([Cell::text(named.join(lang.pick("，", ", ")))]).chain(figures).collect()
    };
    let mut rows: Vec<Vec<Cell>> = vec![];
    for one in &benefit.bounds {
        rows.extend(one.rows.iter().map(|row| bound(one, row)));
    }
    if let Some(times) = &benefit.times {
        let along = times.along.get(lang);
        let named = lang.pick(format!("给付次数，{along}"), format!("times, {along}"));
        let counts = [times.most, times.used, times.left].map(|count| Cell::Count(count.into()));
        rows.push(head().into_iter().chain([Cell::text(named)]).chain(counts).collect());
    }
    if rows.is_empty() {
        rows.push(head().into_iter().chain([const { String::new() }; 4].map(Cell::Text)).collect());
    }
    rows
}

fn standing(standing: &Standing, lang: Lang) -> String {
    match standing {
        Standing::Open => lang.pick("可以申请", "open").to_owned(),
        Standing::NotCovered => lang.pick("不在保障期内", "not covered").to_owned(),
        Standing::Waiting { until, .. } => {
            lang.pick(format!("等待期至{until}"), format!("waiting until {until}"))
        }
        Standing::NotFor { needs } => {
            let needs = needs.get(lang);
            lang.pick(format!("须为：{needs}"), format!("only for: {needs}"))
        }
        Standing::Excluded { label, .. } => {
            let label = label.get(lang);
            lang.pick(format!("不予给付：{label}"), format!("excluded: {label}"))
        }
        Standing::UsedUp => lang.pick("给付次数已用完", "used up").to_owned(),
    }
}
