//! What was paid already this year, put into the running totals of limits and ceilings.

use super::claim::Wrong;
use crate::engine::adjudicate::{Movement, Scheme};
use crate::engine::claim::Facts;
use crate::engine::money::{Exact, Fen};
use crate::engine::scheme::model::{BoundKind, Kind};

/// The movements that stand for what was paid. The totals are those that the claim itself would move.
pub fn history(used: &[String], scheme: &Scheme, facts: &Facts) -> Result<Vec<Movement>, Wrong> {
    let used = used.iter().map(|typed| one(typed, scheme)).collect::<Result<Vec<_>, _>>()?;
    if used.is_empty() {
        return Ok(vec![]);
    }
    let moved = scheme.adjudicate(facts, &[]).movements;
    let brought = |movement: Movement| {
        let paid = used.iter().filter(|(benefit, _)| is_bound(&movement, benefit.as_deref(), scheme));
        let by: Fen = paid.map(|(_, amount)| *amount).sum();
        (by > Fen::ZERO).then(|| Movement { before: Exact::ZERO, by: by.into(), ..movement })
    };
    Ok(moved.into_iter().filter_map(brought).collect())
}

/// A benefit, where one is named, and what it paid.
fn one(typed: &str, scheme: &Scheme) -> Result<(Option<String>, Fen), Wrong> {
    let (benefit, amount) = match typed.split_once('=') {
        Some((benefit, amount)) => (Some(benefit.trim()), amount.trim()),
        None => (None, typed),
    };
    let ids = || scheme.editions().iter().flat_map(|edition| &edition.benefits).map(|b| b.id.as_str());
    if let Some(benefit) = benefit.filter(|benefit| !ids().any(|id| id == *benefit)) {
        let mut there: Vec<&str> = ids().collect();
        there.dedup();
        return Err(Wrong::new(
            format!("--used：本方案没有待遇“{benefit}”，可用：{}。", there.join("、")),
            format!("--used: the scheme has no benefit `{benefit}`; there are: {}", there.join(", ")),
        ));
    }
    let amount = Fen::parse(amount)
        .map_err(|e| Wrong::new(format!("--used：{}。", e.zh()), format!("--used: {e}")))?;
    if amount < Fen::ZERO {
        return Err(Wrong::new(
            format!("--used：已给付金额{amount}为负数，请更正。"),
            format!("--used: {amount} is negative; correct it"),
        ));
    }
    Ok((benefit.map(Into::into), amount))
}

/// Is a movement that of a ceiling, or of a limit of the benefit, that outlives a stay?
fn is_bound(movement: &Movement, benefit: Option<&str>, scheme: &Scheme) -> bool {
    if ["admission", "month"].contains(&movement.stretch.as_str()) {
        return false;
    }
    let Some((id, line)) = movement.total.split_once('.') else { return false };
    let is_limit = |kind: &Kind| matches!(kind, Kind::Bound(bound) if bound.kind == BoundKind::Limit);
    scheme.editions().iter().any(|edition| {
        let ceiling = edition.ceilings.iter().find(|c| id == "ceiling" && c.id == line);
        let covers = ceiling.is_some_and(|c| benefit.is_none_or(|b| c.covers.iter().any(|id| id == b)));
        let own = edition.benefit(id).filter(|_| benefit.is_none_or(|b| b == id));
        covers || own.is_some_and(|b| b.lines.iter().any(|l| l.id == line && is_limit(&l.kind)))
    })
}
