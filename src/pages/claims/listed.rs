//! Claims in a list: receipt, member (masked), scheme, day, stage, amount.

use crate::engine::office::mask;
use crate::pages::frame::Frame;
use crate::pages::schemes::Schemes;
use crate::pages::words;
use crate::store::claim::queue::Waiting;

/// A claim as a row of a list.
pub(in crate::pages) struct Shown {
    pub(in crate::pages) id: String,
    pub(in crate::pages) receipt: i64,
    pub(in crate::pages) name: String,
    pub(in crate::pages) scheme: String,
    pub(in crate::pages) day: String,
    pub(in crate::pages) stage: String,
    pub(in crate::pages) tone: &'static str,
    pub(in crate::pages) holds: i64,
    pub(in crate::pages) amount: String,
    pub(in crate::pages) since: String,
    pub(in crate::pages) decision: i64,
}

/// Rows for claims.
pub(in crate::pages) fn shown(p: &Frame, claims: &[Waiting], schemes: &Schemes) -> Vec<Shown> {
    let one = |claim: &Waiting| Shown {
        id: claim.id.clone(),
        receipt: claim.receipt,
        name: mask::name(&claim.name),
        scheme: schemes.title(p, &claim.scheme_id),
        day: p.day(claim.event_day.as_deref().unwrap_or_default()),
        stage: words::stage(p, &claim.stage),
        tone: words::stage_tone(&claim.stage),
        holds: claim.holds,
        amount: if claim.decisions > 0 { p.fen(&claim.paid_fen) } else { String::new() },
        since: p.moment(&claim.since),
        decision: claim.decisions,
    };
    claims.iter().map(one).collect()
}
