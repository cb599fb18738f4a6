//! End a category: a member is no longer what he was recognised as, after a last day.

use std::collections::HashSet;

use serde::Serialize;

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use super::categorise::{Recognised, running};
use crate::engine::calendar::Day;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::store::category::{self, NewSpell, Standing};
use crate::store::{StoreError, Tx};

/// Ends a category of a member.
pub struct EndCategory;

/// Which category ends, and when.
#[derive(Clone, Debug, Serialize)]
pub struct CategoryEnd {
    /// The member.
    pub member: String,
    /// The category.
    pub category: String,
    /// The last day, inclusive.
    pub on: Day,
}

impl Act for EndCategory {
    const NAME: &'static str = "end-category";
    const RIGHT: Right = Right::EditMember;
    type Request = CategoryEnd;
    type Answer = Recognised;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, CategoryEnd>],
    ) -> Result<Vec<Outcome<Recognised>>, StoreError> {
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.member.as_str()).collect();
        let standing = category::own(tx, &ids).await?;
        let (mut seen, mut rows, mut outcomes) = (HashSet::new(), vec![], vec![]);
        for (asked, standing) in slice.iter().zip(&standing) {
            let request = asked.request;
            let found = running(standing, &request.category, request.on);
            let found = found.filter(|_| seen.insert((&request.member, &request.category)));
            let found = found.and_then(|found| Some((found, found.spell.from?)));
            let judged = found.ok_or_else(|| Refusal::not_found(Thing::Category, &request.category));
            outcomes.push(judged.map(|(found, from)| {
                rows.push(ended(request, found, from));
                let (member, category) = (request.member.clone(), request.category.clone());
                let object = member.clone();
                Done::new(Recognised { member, category, from, to: Some(request.on) }, object)
            }));
        }
        category::set(tx, &rows).await?;
        Ok(outcomes)
    }
}

fn ended(request: &CategoryEnd, found: &Standing, from: Day) -> NewSpell {
    NewSpell {
        member_id: request.member.clone(),
        category: request.category.clone(),
        from_day: from.to_string(),
        to_day: Some(request.on.to_string()),
        verified_on: found.spell.verified.map(|day| day.to_string()),
        document_id: found.document_id.clone(),
        import_id: None,
    }
}
