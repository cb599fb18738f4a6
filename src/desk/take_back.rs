//! Take back: a wrong import as a whole, while nothing stands on it.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use crate::engine::ledger::Posting;
use crate::engine::office::refusal::Thing;
use crate::engine::office::undo::{Stands, may_take_back};
use crate::engine::office::{Refusal, Right};
use crate::store::import::{self, Import};
use crate::store::ledger;
use crate::store::{StoreError, Tx};

/// Takes an import of a roster back.
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
        _: &Office,
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
        let taken: Vec<&str> = by.iter().map(|(import, _)| *import).collect();
        let dues = ledger::of_imports(tx, &taken).await?;
        tx.owe(dues.iter().map(Posting::reversal));
        import::take_back(tx, &by, &first.now.moment()).await?;
        Ok(outcomes)
    }
}

fn judge(
    id: &str,
    import: Option<&Import>,
    stands: impl Iterator<Item = (Stands, u64)>,
    taken: bool,
) -> Result<(), Refusal> {
    let import = import.filter(|import| import.kind == "roster");
    let import = import.ok_or_else(|| Refusal::not_found(Thing::Import, id))?;
    if import.undone || taken {
        return Err(Refusal::AlreadyUndone { import: id.into() });
    }
    may_take_back(id, stands)
}
