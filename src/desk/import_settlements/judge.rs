//! What becomes of each row of a batch: a claim, an earlier one taken back, nothing new, or a bad row.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{Batch, Place, TakenIn, again, whose};
use crate::desk::act::Asked;
use crate::desk::submit::NewRequest;
use crate::engine::claim::{Facts, Person};
use crate::engine::name::Name;
use crate::engine::scheme::said::Said;
use crate::exchange::claims::SettlementRow;
use crate::store::claim::{of_settlements, settlement_index};
use crate::store::{StoreError, Tx};

/// What becomes of a row.
pub(super) enum Fate {
    /// It was taken in before.
    Known,
    /// It cannot be taken in.
    Wrong(Said),
    /// It becomes a claim, known again by the blind index of its settlement.
    Claim { request: Box<NewRequest>, index: String },
    /// It takes the settlement of a blind index back.
    TakesBack(String),
}

/// Those that become claims, by their places.
pub(super) fn claims(fates: &[Fate]) -> impl Iterator<Item = (usize, (&NewRequest, &String))> {
    fates.iter().enumerate().filter_map(|(at, fate)| match fate {
        Fate::Claim { request, index } => Some((at, (&**request, index))),
        Fate::Known | Fate::Wrong(_) | Fate::TakesBack(_) => None,
    })
}

/// What becomes of each row, in three statements.
pub(super) async fn fates(
    tx: &mut Tx,
    slice: &[Asked<'_, Batch>],
    rows: &[Place<'_>],
    answers: &[TakenIn],
) -> Result<Vec<Fate>, StoreError> {
    let index = |(batch, row): &Place<'_>| index(tx, &slice[*batch].request.scheme, row);
    let indexes: Vec<Option<String>> = rows.iter().map(index).collect();
    let own: Vec<&str> = indexes
        .iter()
        .zip(rows)
        .map(|(index, (_, row))| if row.claim.reversal { "" } else { index.as_deref().unwrap_or_default() })
        .collect();
    let before = of_settlements(tx, &own).await?;
    let mut others = again::others(tx, rows, &before).await?;
    let members = whose::members(tx, rows).await?;
    let mut here: HashMap<String, &SettlementRow> = HashMap::new();
    let mut fates = Vec::with_capacity(rows.len());
    let all = indexes.into_iter().zip(before).zip(members).zip(rows).enumerate();
    for (at, (((index, before), member), (batch, row))) in all {
        let Some(index) = index else {
            fates.push(Fate::Wrong(no_settlement()));
            continue;
        };
        fates.push(if row.claim.reversal {
            Fate::TakesBack(index)
        } else if before.is_some() {
            others.remove(&at).map_or(Fate::Known, Fate::Wrong)
        } else {
            match (here.entry(index.clone()), member) {
                (Entry::Occupied(first), _) => {
                    again::in_slice(first.get(), row).map_or(Fate::Known, Fate::Wrong)
                }
                (Entry::Vacant(none), Ok(member)) => {
                    none.insert(row);
                    let import = Some(Name::from(&answers[*batch].import));
                    let scheme = slice[*batch].request.scheme.clone();
                    let facts = facts(row, member);
                    let request = Box::new(NewRequest { scheme, facts, draft: false, import, agent: None });
                    Fate::Claim { request, index }
                }
                (Entry::Vacant(_), Err(said)) => Fate::Wrong(said),
            }
        });
    }
    Ok(fates)
}

/// The blind index of the settlement: its own, or that which it takes back.
fn index(tx: &Tx, scheme: &str, row: &SettlementRow) -> Option<String> {
    let claim = &row.claim;
    let id = if claim.reversal { claim.reverses.as_ref() } else { None }.or(claim.settlement_id.as_ref());
    let identity = match id {
        Some(id) => format!("id {id}"),
        None if claim.reversal => return None,
        None => format!("row {}", crate::engine::digest::hexadecimal(&row.content)),
    };
    Some(settlement_index(tx.keys(), scheme, &identity))
}

/// The facts of the row, with the member of the book.
fn facts(row: &SettlementRow, member: String) -> Facts {
    let facts = &row.claim.facts;
    Facts { person: Person { member, ..facts.person.clone() }, ..facts.clone() }
}

fn no_settlement() -> Said {
    Said::new(
        "该行为退费，但未填结算ID，请填写所冲销的结算单。",
        "The row takes a settlement back and does not say which; write its settlement id.",
    )
}
