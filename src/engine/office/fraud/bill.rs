//! The bill: more paid by all than it comes to, or other figures than those entered.

use super::Signal;
use crate::engine::claim::ties::{MemberPartRule, untied};
use crate::engine::claim::{Component, Settlement};
use crate::engine::money::Fen;
use crate::engine::name::Name;

/// All payers together pay more than the bill. Social insurance and the hospital are taken from the settlement; `others`
/// are what other plans, insurers and aids pay on it. What this fund grants is not among them: its reimbursements stay within
/// what the member paid, and its fixed sums (a diagnosis, a day in hospital) owe nothing to the bill.
pub fn exceeded(settlement: &Settlement, others: &[Fen]) -> Option<Signal> {
    let total = settlement.get(Component::Total)?;
    let known = |component| settlement.get(component).unwrap_or_default();
    let insured = [known(Component::FundsPaid), known(Component::HospitalPaid)];
    let paid: Fen = insured.into_iter().chain(others.iter().copied()).sum();
    (total >= Fen::ZERO && paid > total).then_some(Signal::BillExceeded { total, paid })
}

/// Figures of the settlement that cannot all be right: sums that do not tie, and parts above the whole bill. What the member
/// paid from accounts is counted in several ways and not looked at.
pub fn differ(settlement: &Settlement) -> Vec<Signal> {
    let name = |component: &Component| Name::from(component.names().word);
    let untied =
        untied(settlement, MemberPartRule::NotChecked).into_iter().map(|tie| Signal::FiguresDiffer {
            whole: name(&tie.whole),
            stated: tie.stated,
            parts: tie.parts.iter().map(name).collect(),
            sum: tie.sum,
        });
    let total = settlement.get(Component::Total).filter(|total| *total >= Fen::ZERO);
    // More paid by the funds than the bill is said of all payers together.
    let parts = settlement.known().filter(|(part, _)| *part != Component::FundsPaid);
    let above = total.zip(parts.max_by_key(|(_, sum)| *sum)).filter(|(total, (_, sum))| sum > total);
    let above = above.map(|(stated, (part, sum))| Signal::FiguresDiffer {
        whole: name(&Component::Total),
        stated,
        parts: vec![name(&part)],
        sum,
    });
    untied.chain(above).collect()
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
