//! What a member can still receive today, benefit by benefit, and who paid for it.

use askama::Template;
use axum::response::Response;

use super::himself;
use crate::desk::called::accounts::payer;
use crate::desk::entitlement::{OfScheme, of_member};
use crate::engine::adjudicate::entitlement::{BoundLeft, BoundRow, Entitlement, Standing};
use crate::engine::money::Fen;
use crate::engine::scheme::said::Said;
use crate::pages::format;
use crate::pages::frame::Frame;
use crate::pages::schemes::Schemes;
use crate::pages::visit::{Office, Visit, page};
use crate::service::Problem;
use crate::store::ledger::{self, OwnRow};

/// How wide a bar is, in its own units.
const WIDE: i64 = 1_000;

/// A limit as a bar.
struct Bar {
    label: String,
    limit: Fen,
    used: Fen,
    left: Fen,
    wide: i64,
}

/// A benefit.
struct Shown {
    label: String,
    claims: String,
    clause: String,
    standing: (String, &'static str),
    bars: Vec<Bar>,
    /// What is still to be borne, and how often it still pays.
    also: Vec<String>,
}

/// A scheme.
struct Scheme {
    title: String,
    cover: String,
    is_covered: bool,
    benefits: Vec<Shown>,
    paid: Vec<String>,
}

#[derive(Template)]
#[template(path = "my/entitled.html")]
struct Entitled {
    p: Frame,
    day: String,
    name: String,
    schemes: Vec<Scheme>,
}

/// The page.
pub(in crate::pages) async fn show(visit: Visit, office: Office) -> Result<Response, Problem> {
    let (member, today) = (himself(&office).await?, visit.admitted.now.day());
    let p = visit.frame;
    let desk = office.app.desk().office();
    let found = of_member(desk, &office.book, (&member.id, today)).await??;
    let paid = ledger::contributions_of(office.store(), (&office.book, &member.id)).await?;
    let titles = Schemes::of(&office).await?;
    let schemes = found.iter().map(|one| scheme(&p, one, (&paid, &titles))).collect();
    page(&Entitled { day: p.day(&today.to_string()), name: member.name, schemes, p })
}

fn scheme(p: &Frame, of: &OfScheme, (paid, titles): (&[OwnRow], &Schemes)) -> Scheme {
    let last = of.cover.last();
    let cover = last.map_or_else(String::new, |(from, to)| {
        let from = p.day(&from.to_string());
        match to {
            Some(to) => format!("{from}{}{}", p.say("至", " to "), p.day(&to.to_string())),
            None => format!("{from}{}", p.say("起，长期有效", " on, without end")),
        }
    });
    let own = paid.iter().filter(|row| row.scheme_id == of.scheme);
    Scheme {
        title: titles.title(p, &of.scheme),
        cover,
        is_covered: of.benefits.iter().any(|one| one.standing != Standing::NotCovered),
        benefits: of.benefits.iter().map(|one| benefit(p, one)).collect(),
        paid: own.map(|row| contribution(p, row)).collect(),
    }
}

fn contribution(p: &Frame, row: &OwnRow) -> String {
    let (day, amount) = (p.day(&row.from_day), p.fen(&row.amount_fen));
    let payer = if row.payer == "member" { p.say("本人", "yourself") } else { payer(p.lang, &row.payer) };
    p.lang.pick(
        format!("{day}起的保障：{payer}承担{amount}"),
        format!("From {day}: {amount}, borne by {payer}"),
    )
}

fn benefit(p: &Frame, one: &Entitlement) -> Shown {
    let limits = one.bounds.iter().filter(|bound| matches!(bound.kind, "limit" | "ceiling"));
    let others = one.bounds.iter().filter(|bound| matches!(bound.kind, "deductible" | "trigger"));
    let mut also: Vec<String> =
        others.flat_map(|bound| bound.rows.iter().map(|row| borne(p, bound, row))).collect();
    also.extend(one.times.as_ref().map(|times| {
        p.lang.pick(
            format!(
                "{}内最多给付{}次，已给付{}次，还可{}次",
                times.along.get(p.lang),
                times.most,
                times.used,
                times.left
            ),
            format!(
                "At most {} times {}: {} so far, {} left",
                times.most,
                times.along.get(p.lang),
                times.used,
                times.left
            ),
        )
    }));
    Shown {
        label: p.said(&one.label).to_owned(),
        claims: p.said(&one.claims).to_owned(),
        clause: one.clause.clone(),
        standing: standing(p, &one.standing),
        bars: limits.flat_map(|bound| bound.rows.iter().map(|row| bar(p, bound, row))).collect(),
        also,
    }
}

fn bar(p: &Frame, bound: &BoundLeft, row: &BoundRow) -> Bar {
    let when = row.when.as_ref().map(|when| beside(p, when)).unwrap_or_default();
    let along = bound.along.as_ref().map(|along| beside(p, along)).unwrap_or_default();
    let used = row.amount - row.left;
    let whole = i128::from(row.amount.get().max(1));
    let wide = i128::from(used.get().max(0)) * i128::from(WIDE) / whole;
    Bar {
        label: format!("{}{along}{when}", p.said(&bound.label)),
        limit: row.amount,
        used,
        left: row.left,
        wide: i64::try_from(wide).unwrap_or(WIDE).min(WIDE),
    }
}

/// In brackets, as the language writes them.
fn beside(p: &Frame, said: &Said) -> String {
    let said = p.said(said);
    p.lang.pick(format!("（{said}）"), format!(" ({said})"))
}

/// What the member bears first, or must reach.
fn borne(p: &Frame, bound: &BoundLeft, row: &BoundRow) -> String {
    let when = row.when.as_ref().map(|when| beside(p, when)).unwrap_or_default();
    let (label, amount, left) = (p.said(&bound.label), format::money(row.amount), format::money(row.left));
    if row.left == Fen::ZERO && bound.along.is_some() {
        return p.lang.pick(
            format!("{label}（{amount}）{when}：已达到"),
            format!("{label} ({amount}){when}: reached"),
        );
    }
    p.lang.pick(
        format!("{label}（{amount}）{when}：还差{left}"),
        format!("{label} ({amount}){when}: {left} to go"),
    )
}

fn standing(p: &Frame, standing: &Standing) -> (String, &'static str) {
    match standing {
        Standing::Open => (p.say("可以申请", "open").to_owned(), "good"),
        Standing::NotCovered => (p.say("今日不在保障期内", "not covered today").to_owned(), "bad"),
        Standing::Waiting { until, .. } => {
            let until = p.day(&until.to_string());
            (p.lang.pick(format!("等待期至{until}"), format!("waiting until {until}")), "warn")
        }
        Standing::NotFor { needs } => {
            let needs = p.said(needs);
            (p.lang.pick(format!("须为：{needs}"), format!("only for: {needs}")), "")
        }
        Standing::Excluded { label, .. } => {
            let label = p.said(label);
            (p.lang.pick(format!("不予给付：{label}"), format!("excluded: {label}")), "bad")
        }
        Standing::UsedUp => (p.say("给付次数已用完", "used up").to_owned(), "warn"),
    }
}
