//! Take back: a wrong import as a whole, while nothing stands on it.
//!
//! A roster came in as one act and goes back as one: its members, dues and enrolments hang together. Settlements came in
//! batches and go back in slices, from the last claim on, so that a book is not locked for as long as a million claims take.
//! The first slice settles it for all: nothing stands on the import, and it is marked as taken back. From then on none of
//! its claims is reviewed, so that nothing can come to stand on what is left.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use super::by::By;
use super::windows::{self, To, Work};
use crate::engine::ledger::Posting;
use crate::engine::office::refusal::Thing;
use crate::engine::office::undo::{Stands, may_take_back};
use crate::engine::office::{Refusal, Right};
use crate::store::accumulator::Totals;
use crate::store::claim::{self, Brought, OfImport};
use crate::store::import::{self, Import};
use crate::store::ledger;
use crate::store::{StoreError, Tx};

/// Takes an import back: what a roster enrolled, or the claims that came of settlements.
pub struct TakeBack;

/// The most claims of a slice.
pub const SLICE: usize = claim::AT_ONCE - 1;

/// Which import, and how far it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Undo {
    /// Its id.
    pub import: String,
    /// Claims with receipt numbers below this one are left, as the slice before answered; none: the first slice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below: Option<i64>,
    /// At most so many claims in this slice, [`SLICE`] at most.
    pub most: usize,
}

impl Undo {
    /// The first slice.
    pub fn of(import: &str) -> Self {
        Self { import: import.into(), below: None, most: SLICE }
    }

    /// The slice after an answer, if anything is left.
    pub fn after(&self, answer: &TakenBack) -> Option<Self> {
        Some(Self { below: Some(answer.below?), ..self.clone() })
    }
}

/// What was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBack {
    /// The import.
    pub import: String,
    /// Claims of it that were revoked in this slice.
    #[serde(default)]
    pub claims: u64,
    /// Claims with receipt numbers below this one are left to another slice; none: it is taken back as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<i64>,
}

impl Act for TakeBack {
    const NAME: &'static str = "take-back";
    const RIGHT: Right = Right::UndoImport;
    type Request = Undo;
    type Answer = TakenBack;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, Undo>],
    ) -> Result<Vec<Outcome<TakenBack>>, StoreError> {
        let Some(first) = slice.first() else { return Ok(vec![]) };
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.import.as_str()).collect();
        let imports = import::find(tx, &ids).await?;
        let brought = claim::of_imports(tx, &asked(slice)).await?;
        let fresh = |at: &usize| imports[*at].as_ref().is_some_and(|import| !import.undone);
        let unchecked: Vec<usize> = (0..slice.len()).filter(fresh).collect();
        let unchecked_ids: Vec<&str> = unchecked.iter().map(|at| ids[*at]).collect();
        let stands = import::stands_on(tx, &unchecked_ids).await?;
        let mut taken: HashSet<&str> = HashSet::new();
        let mut outcomes = Vec::with_capacity(slice.len());
        for (at, id) in ids.iter().enumerate() {
            let counts =
                stands.iter().filter(|(of, ..)| unchecked[*of] == at).map(|(_, what, count)| (*what, *count));
            let judged = judge(id, imports[at].as_ref(), counts, !brought[at].is_empty(), !taken.insert(id));
            let for_a_reason = || {
                slice[at]
                    .needs_reason("请写明撤销导入的原因。", "Say why the import is taken back (--because).")
            };
            outcomes.push(
                judged
                    .and_then(|()| for_a_reason())
                    .map(|()| Done::new(answer(slice[at].request, &brought[at]), *id)),
            );
        }
        let fine: Vec<usize> = (0..slice.len()).filter(|at| outcomes[*at].is_ok()).collect();
        let is_roster = |at: &&usize| imports[**at].as_ref().is_some_and(|import| import.kind == "roster");
        let rosters: Vec<&str> = fine.iter().filter(is_roster).map(|at| ids[*at]).collect();
        let dues = ledger::of_imports(tx, &rosters).await?;
        tx.owe(dues.iter().map(Posting::reversal));
        import::take_back_rosters(tx, &rosters).await?;
        let claims = fine.iter().flat_map(|at| {
            let most = slice[*at].request.most.min(SLICE);
            brought[*at].iter().take(most).map(|claim| (&slice[*at], claim.id.as_str()))
        });
        revoke(office, tx, &claims.collect::<Vec<_>>()).await?;
        let marked = fine.iter().filter(|at| fresh(at)).map(|at| (ids[*at], slice[*at].actor.staff.as_str()));
        import::note_undone(tx, &marked.collect::<Vec<_>>(), &first.now.moment()).await?;
        Ok(outcomes)
    }
}

fn asked<'a>(slice: &'a [Asked<'_, Undo>]) -> Vec<OfImport<'a>> {
    let of = |undo: &'a Undo| OfImport { import_id: &undo.import, below: undo.below.unwrap_or(i64::MAX) };
    slice.iter().map(|asked| of(asked.request)).collect()
}

fn answer(request: &Undo, brought: &[Brought]) -> TakenBack {
    let (slice, left) = brought.split_at(request.most.min(SLICE).min(brought.len()));
    let below = slice.last().filter(|_| !left.is_empty()).map(|last| last.receipt);
    let claims = u64::try_from(slice.len()).unwrap_or(u64::MAX);
    TakenBack { import: request.import.clone(), claims, below }
}

/// Revokes claims of imports, all at once.
async fn revoke(
    office: &Office,
    tx: &mut Tx,
    brought: &[(&Asked<'_, Undo>, &str)],
) -> Result<(), StoreError> {
    let claims: Vec<&str> = brought.iter().map(|(_, claim)| *claim).collect();
    let found = claim::take(tx, office.store.keys(), &claims).await?;
    let mut works = Vec::with_capacity(found.len());
    for ((asked, id), claim) in brought.iter().zip(found) {
        let broken = |what: &str| StoreError::Broken(format!("{id} {what}"));
        let claim = claim.ok_or_else(|| broken("is gone"))?;
        let scheme = office.schemes.compiled(tx, &claim.scheme, &claim.editions).await?;
        let scheme = scheme.ok_or_else(|| broken("has no edition"))?;
        let stage = claim.standing.stage.revoke().map_err(|_| broken("cannot be revoked"))?;
        let to = To::TakeBack { stage, outcome: "none" };
        works.push(Work::of(claim, scheme, ("revoke", to), By::of(asked)));
    }
    windows::work(tx, works, Totals::default()).await.map(|_| ())
}

/// An import that is marked already goes on while claims are left.
fn judge(
    id: &str,
    import: Option<&Import>,
    stands: impl Iterator<Item = (Stands, u64)>,
    is_left: bool,
    twice: bool,
) -> Result<(), Refusal> {
    let import = import.ok_or_else(|| Refusal::not_found(Thing::Import, id))?;
    if twice || (import.undone && !is_left) {
        return Err(Refusal::AlreadyUndone { import: id.into() });
    }
    if import.undone { Ok(()) } else { may_take_back(id, stands) }
}
