//! What all claims of a file come to under a chain: claims, money, money by plan.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::chain_row::Row;
use super::taken_back::Part;
use crate::engine::chain::explain::{currency, plan_name};
use crate::engine::chain::{Chain, ChainState};
use crate::engine::money::Fen;
use crate::engine::scheme::model::Lang;

/// The totals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChainSum {
    paid: usize,
    denied: usize,
    pending: usize,
    taken_back: usize,
    amount: Fen,
    plans: BTreeMap<String, Fen>,
}

impl ChainSum {
    /// Adds a row. A claim that is approved in part counts as pending, with what is paid of it.
    pub fn add(&mut self, row: &Row<'_>) {
        self.taken_back += usize::from(matches!(row.part, Part::TakenBack { .. }));
        let Some(answer) = &row.answer else { return };
        match answer.state {
            ChainState::Approve => self.paid += 1,
            ChainState::Deny => self.denied += 1,
            ChainState::Part | ChainState::Pend => self.pending += 1,
        }
        self.amount += answer.amount;
        for part in answer.parts.iter().filter(|part| part.amount > Fen::ZERO) {
            *self.plans.entry(part.plan.to_string()).or_default() += part.amount;
        }
    }

    /// The totals in words, a line each.
    pub fn lines(&self, chain: &Chain, lang: Lang) -> Vec<String> {
        let Self { paid, denied, pending, amount, taken_back, .. } = self;
        let claims = paid + denied + pending;
        let currency = currency(chain);
        let amount = currency.amount(*amount, lang);
        let mut lines = vec![lang.pick(
            format!("共{claims}项：给付{paid}项；不予给付{denied}项；有计划待核{pending}项；合计{amount}。"),
            format!("{claims} claims: {paid} approved, {denied} denied, {pending} with a plan that waits; {amount} in all"),
        )];
        if *taken_back > 0 {
            lines.push(
                lang.pick(
                    format!("另有{taken_back}项已冲销。"),
                    format!("{taken_back} more were taken back"),
                ),
            );
        }
        for (plan, amount) in &self.plans {
            let name = plan_name(plan, chain, lang);
            let amount = currency.amount(*amount, lang);
            lines.push(lang.pick(format!("　{name}支付{amount}"), format!("  {name} pays {amount}")));
        }
        lines
    }

    /// The totals for programs.
    pub fn json(&self) -> Value {
        json!({
            "paid": self.paid, "denied": self.denied, "pending": self.pending, "taken_back": self.taken_back,
            "amount": self.amount, "plans": self.plans,
        })
    }
}
