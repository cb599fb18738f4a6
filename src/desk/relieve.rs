//! Relieve: roles are taken away from an account after a last day.

use std::collections::HashSet;

use serde::Serialize;

use super::Office;
use super::accounts::{is_another, named};
use super::act::{Act, Asked, Done, Outcome};
use super::change_staff::StaffChanged;
use crate::engine::calendar::Day;
use crate::engine::claim::words::Word;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right, Role};
use crate::store::staff::{self, RoleEnd};
use crate::store::{StoreError, Tx};

/// Takes a role away.
pub struct Relieve;

/// Which role, and its last day.
#[derive(Clone, Debug, Serialize)]
pub struct Relief {
    /// What is typed to log in.
    pub login: String,
    /// The role.
    pub role: Role,
    /// The level of the ladder of review with which it was given.
    pub level: Option<String>,
    /// The last day, inclusive.
    pub last: Day,
}

impl Act for Relieve {
    const NAME: &'static str = "relieve";
    const RIGHT: Right = Right::ManageStaff;
    type Request = Relief;
    type Answer = StaffChanged;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, Relief>],
    ) -> Result<Vec<Outcome<StaffChanged>>, StoreError> {
        let logins: Vec<(&str, &str)> =
            slice.iter().map(|asked| (&*asked.actor.staff, asked.request.login.as_str())).collect();
        let accounts = named(tx, &logins).await?;
        let ends: Vec<RoleEnd> = slice
            .iter()
            .zip(&accounts)
            .map(|(asked, account)| RoleEnd {
                staff_id: account.as_ref().map(|account| account.id.clone()).unwrap_or_default(),
                role: asked.request.role.word(),
                level: asked.request.level.clone().unwrap_or_default(),
                last: asked.request.last.to_string(),
            })
            .collect();
        let held = staff::held_beyond(tx, &ends).await?;
        let (mut seen, mut rows, mut outcomes) = (HashSet::new(), vec![], vec![]);
        for (((asked, account), end), held) in slice.iter().zip(accounts).zip(ends).zip(held) {
            let judged = account.and_then(|account| {
                is_another(&asked.actor, &account)?;
                if !held {
                    return Err(Refusal::not_found(Thing::Role, asked.request.role.word()));
                }
                // Whoever comes second in a slice has seen the account as it was.
                let stale = Refusal::Stale { what: Thing::Staff, id: asked.request.login.as_str().into() };
                if seen.insert(account.id.clone()) { Ok(account) } else { Err(stale) }
            });
            outcomes.push(judged.map(|account| {
                rows.push(end);
                Done::new(StaffChanged { staff: account.id.clone() }, account.id)
            }));
        }
        staff::end_roles(tx, &rows).await?;
        Ok(outcomes)
    }
}
