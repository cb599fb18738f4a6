//! Take back: a wrong import as a whole, while nothing stands on it.

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
use crate::store::claim;
use crate::store::import::{self, Import};
use crate::store::ledger;
use crate::store::{StoreError, Tx};

/// Takes an import back: what a roster enrolled, or the claims that came of settlements.
pub struct TakeBack;

/// Which import.
#[derive(Clone, Debug, Serialize)]
pub struct Undo {
    /// Its id.
    pub import: String,
}

/// What was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBack {
    /// The import.
    pub import: String,
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
        let stands = import::stands_on(tx, &ids).await?;
        let mut taken: HashSet<&str> = HashSet::new();
        let mut outcomes = Vec::with_capacity(slice.len());
        for (at, id) in ids.iter().enumerate() {
            let counts = stands.iter().filter(|(of, ..)| *of == at).map(|(_, what, count)| (*what, *count));
            let judged = judge(id, imports[at].as_ref(), counts, taken.contains(id));
            outcomes.push(judged.map(|()| {
                taken.insert(id);
                Done::new(TakenBack { import: (*id).into() }, *id)
            }));
        }
        let by = slice.iter().zip(&outcomes).filter(|(_, outcome)| outcome.is_ok());
        let by: Vec<(&str, &str)> =
            by.map(|(asked, _)| (asked.request.import.as_str(), asked.actor.staff.as_str())).collect();
        let is = |kind: &'static str| {
            let imports = &imports;
            move |at: &usize| imports[*at].as_ref().is_some_and(|import| import.kind == kind)
        };
        let fine: Vec<usize> = (0..slice.len()).filter(|at| outcomes[*at].is_ok()).collect();
        let rosters: Vec<&str> = fine.iter().filter(|at| is("roster")(at)).map(|at| ids[*at]).collect();
        let dues = ledger::of_imports(tx, &rosters).await?;
        tx.owe(dues.iter().map(Posting::reversal));
        import::take_back_rosters(tx, &rosters).await?;
        let settlements: Vec<&Asked<'_, Undo>> =
            fine.iter().filter(|at| is("settlements")(at)).map(|at| &slice[*at]).collect();
        revoke(office, tx, &settlements).await?;
        import::note_undone(tx, &by, &first.now.moment()).await?;
        Ok(outcomes)
    }
}

/// Revokes the claims of imports that still stand, all at once.
async fn revoke(office: &Office, tx: &mut Tx, imports: &[&Asked<'_, Undo>]) -> Result<(), StoreError> {
    let ids: Vec<&str> = imports.iter().map(|asked| asked.request.import.as_str()).collect();
    let brought = claim::of_imports(tx, &ids).await?;
    let claims: Vec<&str> = brought.iter().map(|(_, claim)| claim.as_str()).collect();
    let found = claim::take(tx, office.store.keys(), &claims).await?;
    let mut works = Vec::with_capacity(found.len());
    for ((at, id), claim) in brought.iter().zip(found) {
        let broken = |what: &str| StoreError::Broken(format!("{id} {what}"));
        let claim = claim.ok_or_else(|| broken("is gone"))?;
        let scheme = office.schemes.compiled(tx, &claim.scheme, &claim.editions).await?;
        let scheme = scheme.ok_or_else(|| broken("has no edition"))?;
        let stage = claim.standing.stage.revoke().map_err(|_| broken("cannot be revoked"))?;
        let to = To::TakeBack { stage, outcome: "none" };
        works.push(Work::of(claim, scheme, ("revoke", to), By::of(imports[*at])));
    }
    windows::work(tx, works, Totals::default()).await.map(|_| ())
}

fn judge(
    id: &str,
    import: Option<&Import>,
    stands: impl Iterator<Item = (Stands, u64)>,
    taken: bool,
) -> Result<(), Refusal> {
    let import = import.ok_or_else(|| Refusal::not_found(Thing::Import, id))?;
    if import.undone || taken {
        return Err(Refusal::AlreadyUndone { import: id.into() });
    }
    may_take_back(id, stands)
}
