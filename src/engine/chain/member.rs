//! A plan of a chain as a scheme of its own: one plan's benefits, and the room that the chain leaves it.

use crate::engine::adjudicate::Source;
use crate::engine::scheme::model::{Ceiling, Counted, Edition, Measure, MeasureOf, Text};

/// The figure by which the chain tells a plan how much room is left; no file can name it.
pub(super) const ROOM: &str = "(chain)";

/// The editions of a scheme, or of one of its plans. With a gate they read the room that is left.
///
/// # Errors
/// What stands across the plans of the scheme, so that one of them alone would be another scheme.
pub(super) fn editions(all: &[Source], plan: Option<&str>, gated: bool) -> Result<Vec<Source>, String> {
    let part = |(edition, known): &Source| {
        let mut edition = match plan {
            Some(plan) => only(edition, plan)?,
            None => edition.clone(),
        };
        if gated {
            edition.ceilings.push(gate(&edition));
        }
        Ok((edition, known.clone()))
    };
    all.iter().map(part).collect()
}

/// The benefits of one plan.
fn only(edition: &Edition, plan: &str) -> Result<Edition, String> {
    let mut own = edition.clone();
    own.benefits.retain(|benefit| benefit.plan.as_deref() == Some(plan));
    let is_own = |id: &String| own.benefits.iter().any(|benefit| benefit.id == *id);
    if let Some(benefit) = edition.benefits.iter().find(|benefit| benefit.plan.is_none()) {
        return Err(format!("benefit.{}", benefit.id));
    }
    let crossing = |c: &&Ceiling| c.covers.iter().any(is_own) && !c.covers.iter().all(is_own);
    if let Some(ceiling) = edition.ceilings.iter().find(crossing) {
        return Err(format!("ceiling.{}", ceiling.id));
    }
    let of_all = |counted: &Counted| matches!(counted, Counted::Claims | Counted::Paid(None));
    if let Some(count) = edition.counts.iter().find(|count| of_all(&count.counted)) {
        return Err(format!("count.{}", count.id));
    }
    let counts_own = |counted: &Counted| match counted {
        Counted::Paid(Some(benefit)) | Counted::Line(benefit, _) => is_own(benefit),
        Counted::Claims | Counted::Paid(None) => false,
    };
    let ceilings = edition.ceilings.iter().filter(|c| c.covers.iter().all(is_own)).cloned().collect();
    let counts = edition.counts.iter().filter(|c| counts_own(&c.counted)).cloned().collect();
    own.ceilings = ceilings;
    own.counts = counts;
    Ok(own)
}

/// What all benefits together may come to: the scheme then knows what it finally paid, and its limits count that.
fn gate(edition: &Edition) -> Ceiling {
    Ceiling {
        id: ROOM.into(),
        label: Text::zh(ROOM),
        clause: ROOM.into(),
        covers: edition.benefits.iter().map(|benefit| benefit.id.clone()).collect(),
        measure: Some(Measure { of: vec![MeasureOf::Fact(ROOM.into())] }),
        amount: None,
        along: None,
        place: 0..0,
    }
}
