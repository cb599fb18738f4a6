//! Add an organisation: a union body below one that is there, with a book of its own if it keeps one.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::{Office, typed};
use crate::engine::claim::words::Word;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{OrganisationKind, Refusal, Right};
use crate::store::organisation::{self, NewOrganisation, Organisation};
use crate::store::{BookId, StoreError, Tx};

/// Adds an organisation to the tree.
pub struct AddOrganisation;

/// Which, and where.
#[derive(Clone, Debug, Serialize)]
pub struct Addition {
    /// Its id, which also names its book: 1 to 40 of a-z, 0-9 and hyphens.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// The organisation above; none: the one that keeps the book.
    pub above: Option<String>,
    /// Does it keep a book of its own?
    pub keeps_book: bool,
}

/// What was added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// Its id.
    pub organisation: String,
    /// Its book, if it keeps one.
    pub book: Option<String>,
}

impl Act for AddOrganisation {
    const NAME: &'static str = "add-organisation";
    const RIGHT: Right = Right::ManageStaff;
    type Request = Addition;
    type Answer = Added;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, Addition>],
    ) -> Result<Vec<Outcome<Added>>, StoreError> {
        let own = tx.organisation().to_owned();
        let above = |request: &Addition| request.above.clone().unwrap_or_else(|| own.clone());
        let sought: Vec<(&str, String)> =
            slice.iter().map(|asked| (&*asked.actor.staff, above(asked.request))).collect();
        let sought: Vec<(&str, &str)> = sought.iter().map(|(staff, id)| (*staff, id.as_str())).collect();
        let seen = organisation::seen_by(tx, &sought).await?;
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.id.as_str()).collect();
        let mut taken: HashSet<String> = organisation::taken(tx, &ids).await?.into_iter().collect();
        let (mut rows, mut outcomes) = (vec![], vec![]);
        for ((asked, (_, id)), seen) in slice.iter().zip(&sought).zip(&seen) {
            let judged = judge(asked.request, seen.as_ref(), (id, &taken));
            outcomes.push(judged.map(|row| {
                taken.insert(row.id.clone());
                let answer = Added { organisation: row.id.clone(), book: row.keeps.clone() };
                rows.push(row);
                Done::new(answer, asked.request.id.clone())
            }));
        }
        organisation::insert(tx, &rows).await?;
        Ok(outcomes)
    }
}

fn judge(
    request: &Addition,
    above: Option<&Organisation>,
    (id, taken): (&str, &HashSet<String>),
) -> Result<NewOrganisation, Refusal> {
    let above = above.ok_or_else(|| Refusal::not_found(Thing::Organisation, id))?;
    if BookId::try_from(request.id.as_str()).is_err() {
        let said = (
            "机构编号由1至40个小写字母、数字和连字符组成，请更正。",
            "An organisation's id is made of 1 to 40 of a-z, 0-9 and hyphens; correct it.",
        );
        return Err(Refusal::field("id", said));
    }
    let name = typed::name(&request.name)?.to_owned();
    if taken.contains(&request.id) {
        let said = ("该机构编号已被使用，请另取编号。", "The id is taken; choose another one.");
        return Err(Refusal::field("id", said));
    }
    if !request.kind.may_stand_below(above.kind) {
        let (kind, over) = (request.kind, above.kind);
        let said = (
            format!("{}不能设在{}之下，请核对机构类别和上级机构。", kind.zh(), over.zh()),
            format!(
                "A {} cannot stand below a {}; check the kind and the one above.",
                kind.word(),
                over.word()
            ),
        );
        return Err(Refusal::field("kind", said));
    }
    Ok(NewOrganisation {
        id: request.id.clone(),
        parent_id: above.id.clone(),
        kind: request.kind.word(),
        name,
        path: format!("{}{}/", above.path, request.id),
        keeps: request.keeps_book.then(|| request.id.clone()),
    })
}
