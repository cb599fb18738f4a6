//! The plans of a cell: `inpatient; women x2`.

use crate::engine::contribution::PlanChoice;
use crate::engine::scheme::model::Edition;
use crate::exchange::claims::{Wrong, parts};

/// What stands between a plan and its share units, with or without a space before it.
const TIMES: [char; 3] = ['×', '*', '＊'];

/// The plans that a cell wishes for, by id or label; `units` is the row's own number of share units, for
/// plans without one. Empty without both. An unknown plan stays as it is written: the dues refuse it.
pub(super) fn wished(cell: &str, units: Option<u16>, edition: &Edition) -> Result<Vec<PlanChoice>, Wrong> {
    let mut plans: Vec<PlanChoice> = Vec::new();
    let spaced = TIMES.iter().fold(cell.to_owned(), |cell, times| cell.replace(*times, " x"));
    for part in parts(&spaced) {
        match (times(part), plans.last_mut()) {
            (Some(number), Some(plan)) => plan.share_units = share_units(number, cell)?,
            _ => plans.push(PlanChoice { plan: id(part, edition), share_units: units.unwrap_or(1) }),
        }
    }
    if let (true, Some(share_units)) = (plans.is_empty(), units) {
        plans.push(PlanChoice { plan: String::new(), share_units });
    }
    Ok(plans)
}

/// The plans that a cell says are held already; 是 or yes for a scheme with one plan without a name.
pub(super) fn held(cell: &str, edition: &Edition) -> Vec<String> {
    if ["是", "yes"].contains(&cell) && edition.plans.len() < 2 {
        return vec![edition.plans.first().map_or_else(String::new, |plan| plan.id.clone())];
    }
    let no = |part: &&str| !["否", "no"].contains(part);
    parts(cell).filter(no).map(|part| id(part, edition)).collect()
}

fn id(name: &str, edition: &Edition) -> String {
    let is = |id: &str, zh: &str| id.eq_ignore_ascii_case(name) || zh == name;
    let plan = edition.plans.iter().find(|p| is(&p.id, &p.label.zh));
    plan.map_or(name, |p| p.id.as_str()).to_owned()
}

/// The digits of `x2`.
fn times(part: &str) -> Option<&str> {
    part.strip_prefix(['x', 'X']).filter(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

fn share_units(digits: &str, cell: &str) -> Result<u16, Wrong> {
    digits.parse().ok().filter(|n| *n > 0).ok_or_else(|| {
        Wrong::new(
            format!("`{cell}`: share units are whole numbers from 1; write `plan x2`"),
            format!("“{cell}”中的份数应为不小于1的整数，例如“住院计划×2”。"),
        )
    })
}
