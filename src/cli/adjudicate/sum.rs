//! What all claims of a file come to.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::answer::{Answer, Fate};
use super::changes::Changed;
use crate::engine::adjudicate::{Decision, Scheme, Tally};
use crate::engine::money::Fen;
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::say::Currency;

/// The totals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Claims and money.
    pub tally: Tally,
    /// Claims that were taken back.
    pub taken_back: usize,
    /// Money by pool.
    pub pools: BTreeMap<String, Fen>,
    /// Earlier decisions that changed, and by how much in all.
    pub changed: (usize, Fen),
}

impl Sum {
    /// Adds a row.
    pub fn add(&mut self, answer: &Answer<'_>) {
        let adjudication = match &answer.fate {
            Fate::Decided(adjudication) => adjudication,
            Fate::TakenBack { .. } => {
                self.taken_back += 1;
                return;
            }
            Fate::Corrects(_) | Fate::Revokes { .. } | Fate::TakesBack { .. } => return,
        };
        match adjudication.decision {
            Decision::Approve { .. } => self.tally.paid += 1,
            Decision::Deny { .. } => self.tally.denied += 1,
            Decision::Pend { .. } => self.tally.pending += 1,
        }
        self.tally.amount += adjudication.decision.amount();
        for share in &adjudication.funding {
            *self.pools.entry(share.pool.clone()).or_default() += share.amount;
        }
    }

    /// Adds what became of earlier decisions.
    pub fn changes(&mut self, changes: &[Changed]) {
        self.changed = (changes.len(), changes.iter().map(|changed| changed.change.amount()).sum());
    }

    /// The totals in words, a line each.
    pub fn lines(&self, scheme: &Scheme, lang: Lang) -> Vec<String> {
        let Tally { paid, denied, pending, amount } = self.tally;
        let claims = paid + denied + pending;
        let currency = Currency::of_scheme(scheme.editions());
        let said = |amount| currency.amount(amount, lang);
        let amount = said(amount);
        let items = if claims == 1 { "claim" } else { "claims" };
        let mut lines = vec![lang.pick(
            format!("共{claims}项：给付{paid}项，合计{amount}；不予给付{denied}项；待核{pending}项。"),
            format!("{claims} {items}: {paid} approved, {amount} in all; {denied} denied; {pending} pending"),
        )];
        if self.taken_back > 0 {
            let back = self.taken_back;
            lines.push(lang.pick(format!("另有{back}项已冲销。"), format!("{back} more were taken back")));
        }
        if let (many @ 1.., amount) = self.changed {
            let amount = said(amount);
            let items = if many == 1 { "decision" } else { "decisions" };
            lines.push(lang.pick(
                format!("改动以前的审核结果{many}项，差额合计{amount}。"),
                format!("{many} earlier {items} changed, by {amount} in all"),
            ));
        }
        for (pool, amount) in &self.pools {
            let label = pool_label(pool, scheme, lang);
            let amount = said(*amount);
            lines.push(lang.pick(format!("　{label}支付{amount}"), format!("  {label} pays {amount}")));
        }
        lines
    }

    /// The totals for programs. Pools are known only where the lines of each claim were heard.
    pub fn json(&self) -> Value {
        let Tally { paid, denied, pending, amount } = self.tally;
        let taken_back = self.taken_back;
        let mut json = json!({
            "paid": paid, "denied": denied, "pending": pending, "taken_back": taken_back, "amount": amount
        });
        if let (many @ 1.., amount) = self.changed {
            json["changes"] = json!({ "count": many, "amount": amount });
        }
        json
    }
}

fn pool_label<'s>(pool: &'s str, scheme: &'s Scheme, lang: Lang) -> &'s str {
    let mut pools = scheme.editions().iter().rev().flat_map(|edition| &edition.pools);
    pools.find(|p| p.id == pool).map_or(pool, |p| p.label.get(lang))
}
