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
    /// The day by which it is to be answered; empty where nothing is promised.
    pub(in crate::pages) expected: String,
    pub(in crate::pages) is_late: bool,
}

/// Rows for claims.
pub(in crate::pages) fn shown(p: &Frame, claims: &[Waiting], schemes: &Schemes) -> Vec<Shown> {
    let one = |claim: &Waiting| with(p, claim, schemes);
    claims.iter().map(one).collect()
}

fn with(p: &Frame, claim: &Waiting, schemes: &Schemes) -> Shown {
    let promised = schemes.promise().of(claim);
    Shown {
        id: claim.id.clone(),
        receipt: claim.receipt,
        name: mask::name(&claim.name),
        scheme: schemes.title(p, &claim.scheme_id),
        day: p.day(claim.event_day.as_deref().unwrap_or_default()),
        stage: words::stage(p, &claim.stage),
        tone: words::stage_tone(&claim.stage),
        holds: claim.holds,
        amount: if claim.decisions > 0 && !matches!(claim.stage.as_str(), "submitted" | "pending") {
            p.fen(&claim.paid_fen)
        } else {
            String::new()
        },
        since: p.moment(&claim.since),
        decision: claim.decisions,
        expected: promised.map(|(by, _)| p.day(&by.to_string())).unwrap_or_default(),
        is_late: promised.is_some_and(|(_, is_late)| is_late),
    }
}
