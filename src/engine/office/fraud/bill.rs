//! The bill: more paid by all than it comes to, or other figures than those entered.

use super::Signal;
use crate::engine::claim::Component;
use crate::engine::claim::Settlement;
use crate::engine::money::Fen;

/// All payers together pay more than the bill. Social insurance and the hospital are taken from the settlement; `others`
/// are what this and other plans, insurers and aids pay on it.
pub fn exceeded(settlement: &Settlement, others: &[Fen]) -> Option<Signal> {
    let total = settlement.get(Component::Total)?;
    let known = |component| settlement.get(component).unwrap_or_default();
    let insured = [known(Component::FundsPaid), known(Component::HospitalPaid)];
    let paid: Fen = insured.into_iter().chain(others.iter().copied()).sum();
    (total >= Fen::ZERO && paid > total).then_some(Signal::BillExceeded { total, paid })
}

/// Figures that were entered and are now others, or none. What was unknown at entry and is known now is no change.
pub fn changed(entered: &Settlement, now: &Settlement) -> Vec<Signal> {
    let differs = |(component, was): (Component, Fen)| {
        let now = now.get(component);
        let figure = component.names().word.into();
        (now != Some(was)).then_some(Signal::TotalsChanged { figure, was, now })
    };
    entered.known().filter_map(differs).collect()
}
