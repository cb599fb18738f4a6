//! The frame of an explanation: the bill before the fund, and who bore what of it in the end.
//!
//! Lines that somebody bears add up to the bill's total: social insurance, the fund, and the member, whose part
//! is split into what the benefits do not look at and the rest. Steps on the way are borne by nobody yet.

use super::line::{Bearer, Line, LineKind};
use crate::engine::claim::{Component, Facts};
use crate::engine::money::Fen;
use crate::engine::scheme::model::{Benefit, Kind, MeasureOf};

/// The lines before and after those of the benefits; none of both by default.
#[derive(Default)]
pub(in crate::engine) struct Frame {
    pub(in crate::engine) head: Vec<Line>,
    pub(in crate::engine) foot: Vec<Line>,
}

/// What of a bill may lie outside of what a benefit looks at.
const OUTSIDE: [Component; 3] = [Component::SelfFunded, Component::OverLimit, Component::CategoryBFirst];

impl Frame {
    /// The frame of a claim. `paid` is none where a person must decide first.
    pub(in crate::engine) fn of(facts: &Facts, paid: Option<Fen>, computed: &[&Benefit]) -> Self {
        let foot = paid.map_or_else(Vec::new, |paid| foot(facts, paid, computed));
        Self { head: head(facts, !foot.is_empty()), foot }
    }
}

/// The total, and who bore what of it before the fund. What the member bore is borne by him as far as no foot
/// says what became of it.
fn head(facts: &Facts, goes_on: bool) -> Vec<Line> {
    let member = (!goes_on).then_some(Bearer::Member);
    let parts = [
        (Component::Total, None),
        (Component::FundsPaid, Some(Bearer::SocialInsurance)),
        (Component::HospitalPaid, Some(Bearer::SocialInsurance)),
        (Component::MemberPart, member),
    ];
    parts
        .into_iter()
        .filter_map(|(component, bearer)| figure(LineKind::Bill, component, facts, bearer))
        .collect()
}

/// What is left to the member: what no benefit looks at, figure by figure, and the rest. Nothing where the slip
/// does not say what he bore, or the fund pays more than that: a lump sum is no refund of cost.
fn foot(facts: &Facts, paid: Fen, computed: &[&Benefit]) -> Vec<Line> {
    let Some(bore) = facts.claim.settlement.get(Component::MemberPart) else { return vec![] };
    let mut lines = outside(facts, computed);
    let beside: Fen = lines.iter().filter_map(|line| line.amount.whole()).sum();
    if bore - beside < paid {
        lines.clear();
    }
    let counted = if lines.is_empty() { bore } else { bore - beside };
    if counted < paid {
        return vec![];
    }
    let left = Line::plain(LineKind::Left, "left", counted - paid, Some(Bearer::Member));
    lines.push(Line { base: counted.into(), ..left });
    if lines.len() > 1 {
        let kept = Line::plain(LineKind::Kept, "kept", bore - paid, None);
        lines.push(Line { base: bore.into(), ..kept });
    }
    lines
}

/// What the member bore that no computed benefit looks at.
fn outside(facts: &Facts, computed: &[&Benefit]) -> Vec<Line> {
    let read = figures(computed);
    let whole = [Component::Total, Component::MemberPart, Component::CashPaid, Component::AccountPaid];
    if read.is_empty() || whole.iter().any(|component| read.contains(component)) {
        return vec![];
    }
    let beside = OUTSIDE.into_iter().filter(|component| !read.contains(component));
    let lines =
        beside.filter_map(|component| figure(LineKind::Outside, component, facts, Some(Bearer::Member)));
    lines.filter(|line| line.amount.numerator() > 0).collect()
}

/// The figures of the bill that benefits look at.
fn figures(computed: &[&Benefit]) -> Vec<Component> {
    let kinds = computed.iter().flat_map(|benefit| &benefit.lines).map(|line| &line.kind);
    let measures =
        kinds.filter_map(|kind| if let Kind::Measure(measure) = kind { Some(measure) } else { None });
    let of = |figure: &MeasureOf| match figure {
        MeasureOf::Component(component) => Some(*component),
        MeasureOf::Expense(_) | MeasureOf::Fact(_) => None,
    };
    measures.flat_map(|measure| &measure.of).filter_map(of).collect()
}

fn figure(kind: LineKind, component: Component, facts: &Facts, bearer: Option<Bearer>) -> Option<Line> {
    let amount = facts.claim.settlement.get(component)?;
    Some(Line::plain(kind, component.names().word, amount, bearer))
}
