//! Confirm an account (确认收款账户变更): another person than who named it agrees; from then on the member is paid there.

use std::collections::HashSet;

use serde::Serialize;

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use super::by::By;
use super::change_account::AccountAnswer;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Involved, Person, Refusal, Right};
use crate::store::account::{self, Confirmed, Standing};
use crate::store::{StoreError, Tx};

/// Confirms an account. One that was followed by another is confirmed no more.
pub struct ConfirmAccount;

/// Which one.
#[derive(Clone, Debug, Serialize)]
pub struct AccountConfirmation {
    /// The id of the change.
    pub change: String,
}

impl Act for ConfirmAccount {
    const NAME: &'static str = "confirm-account";
    const RIGHT: Right = Right::ConfirmAccount;
    type Request = AccountConfirmation;
    type Answer = AccountAnswer;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, AccountConfirmation>],
    ) -> Result<Vec<Outcome<AccountAnswer>>, StoreError> {
        let keys = office.store.keys();
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.change.as_str()).collect();
        let found = account::find(tx, keys, &ids).await?;
        let (mut seen, mut rows, mut outcomes) = (HashSet::new(), vec![], vec![]);
        for (asked, standing) in slice.iter().zip(&found) {
            let id = asked.request.change.as_str();
            outcomes.push(judge(asked, standing.as_ref(), !seen.insert(id)).map(|standing| {
                let By { staff, at, .. } = By::of(asked);
                rows.push(Confirmed { id, standing, by: staff, at });
                let member = standing.member_id.clone();
                Done::new(AccountAnswer { change: id.into(), member: member.clone() }, member)
            }));
        }
        account::confirm(tx, keys, &rows).await?;
        Ok(outcomes)
    }
}

fn judge<'s>(
    asked: &Asked<'_, AccountConfirmation>,
    standing: Option<&'s Standing>,
    twice: bool,
) -> Result<&'s Standing, Refusal> {
    let id = &asked.request.change;
    let standing = standing.ok_or_else(|| Refusal::not_found(Thing::Account, id))?;
    if twice || !standing.is_open {
        return Err(Refusal::Stale { what: Thing::Account, id: id.as_str().into() });
    }
    let mut makers = Involved::default();
    for namer in &standing.namers {
        makers.add_person(Person(namer.as_str().into()));
    }
    makers.check(&asked.actor)?;
    Ok(standing)
}
