//! Change staff: an account is suspended, works again, or its person has left.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::Office;
use super::accounts::{is_another, named};
use super::act::{Act, Asked, Done, Outcome};
use crate::engine::claim::words::Word;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{AccountState, Refusal, Right};
use crate::store::staff::{self, NewState};
use crate::store::{StoreError, Tx};

/// Changes whether an account may act.
pub struct ChangeStaff;

/// Which account, and what it comes to.
#[derive(Clone, Debug, Serialize)]
pub struct StaffChange {
    /// What is typed to log in.
    pub login: String,
    /// The state that it comes to.
    pub to: AccountState,
}

/// Which account was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffChanged {
    /// The account.
    pub staff: String,
}

impl Act for ChangeStaff {
    const NAME: &'static str = "change-staff";
    const RIGHT: Right = Right::ManageStaff;
    type Request = StaffChange;
    type Answer = StaffChanged;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, StaffChange>],
    ) -> Result<Vec<Outcome<StaffChanged>>, StoreError> {
        let logins: Vec<(&str, &str)> =
            slice.iter().map(|asked| (&*asked.actor.staff, asked.request.login.as_str())).collect();
        let accounts = named(tx, &logins).await?;
        let (mut seen, mut rows, mut outcomes) = (HashSet::new(), vec![], vec![]);
        for (asked, account) in slice.iter().zip(accounts) {
            let judged = account.and_then(|account| {
                is_another(&asked.actor, &account)?;
                let stale = Refusal::Stale { what: Thing::Staff, id: asked.request.login.as_str().into() };
                if seen.insert(account.id.clone()) { Ok(account) } else { Err(stale) }
            });
            outcomes.push(judged.map(|account| {
                rows.push(NewState { id: account.id.clone(), state: asked.request.to.word() });
                let (before, after) = (account.state.word().into(), asked.request.to.word().into());
                Done { before, after, ..Done::new(StaffChanged { staff: account.id.clone() }, account.id) }
            }));
        }
        staff::set_states(tx, &rows).await?;
        Ok(outcomes)
    }
}
