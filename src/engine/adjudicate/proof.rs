//! What must prove a diagnosis: the evidence that the lists of a claim's benefits ask for.

use serde::{Deserialize, Serialize};

use super::run::View;
use crate::engine::scheme::model::{Benefit, Bound, Key, Kind, Test, When};

/// A diagnosis of the claim that is on a list which some benefit looks at, and the proof that it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// The diagnosis code of the claim.
    pub code: String,
    /// The list.
    pub list: String,
    /// What the list calls the illness.
    pub name: String,
    /// What proof is needed: 病理报告.
    pub evidence: String,
}

/// What a benefit needs proof of.
pub(super) fn of<'v>(view: &'v View<'_>, benefit: &Benefit) -> impl Iterator<Item = Proof> + 'v {
    let tests: Vec<Test> =
        whens(benefit).into_iter().filter_map(|when| when.of(&Key::Disease)).cloned().collect();
    let lists = &view.edition.lists;
    view.hits().filter_map(move |(code, hit)| {
        let list = &lists[hit.list];
        let entry = &list.entries[hit.entry];
        let evidence = entry.evidence.clone().filter(|_| tests.iter().any(|test| test.has_word(&list.id)))?;
        Some(Proof { code: code.to_string(), list: list.id.clone(), name: entry.name.clone(), evidence })
    })
}

/// Every condition of a benefit and its lines.
fn whens(benefit: &Benefit) -> Vec<&When> {
    let mut all = vec![&benefit.when];
    for line in &benefit.lines {
        all.push(&line.when);
        match &line.kind {
            Kind::Amount(amount) => all.extend(amount.amount.rows.iter().map(|row| &row.when)),
            Kind::Portion(portion) => all.extend(portion.ratio.rows.iter().map(|row| &row.when)),
            Kind::Bands(bands) => all.extend(bands.bands.rows.iter().map(|row| &row.when)),
            Kind::Count(count) => all.extend(count.each.rows.iter().map(|row| &row.when)),
            Kind::Bound(bound) => match &bound.bound {
                Bound::Amount(table) => all.extend(table.rows.iter().map(|row| &row.when)),
                Bound::Line(_) => {}
            },
            _ => {}
        }
    }
    all
}
