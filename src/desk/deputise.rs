//! Deputise: somebody stands in for a colleague during an absence, with his roles; both count as one pair of eyes.

use std::collections::HashSet;

use serde::Serialize;

use super::accounts::named;
use super::act::{Act, Asked, Done, Outcome};
use super::change_staff::StaffChanged;
use super::{Office, typed};
use crate::engine::calendar::Day;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{AccountState, Refusal, Right};
use crate::store::staff::{self, Account, NewDeputy};
use crate::store::{StoreError, Tx};

/// Makes somebody the deputy of a colleague; why stands in the call's reason. Everybody does it for himself, and
/// whoever manages the staff for others. Said again from the same first day, it gets another last day.
pub struct Deputise;

/// Who stands in for whom, and when.
#[derive(Clone, Debug, Serialize)]
pub struct Deputyship {
    /// Login of the absent one.
    pub absent: String,
    /// Login of who stands in for him.
    pub deputy: String,
    /// First day, inclusive.
    pub from: Day,
    /// Last day, inclusive.
    pub to: Day,
}

impl Act for Deputise {
    const NAME: &'static str = "deputise";
    const RIGHT: Right = Right::Read;
    type Request = Deputyship;
    type Answer = StaffChanged;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, Deputyship>],
    ) -> Result<Vec<Outcome<StaffChanged>>, StoreError> {
        let logins: Vec<(&str, &str)> = slice
            .iter()
            .flat_map(|asked| [&asked.request.absent, &asked.request.deputy].map(|login| (asked, login)))
            .map(|(asked, login)| (&*asked.actor.staff, login.as_str()))
            .collect();
        let mut accounts = named(tx, &logins).await?.into_iter();
        let (mut seen, mut rows, mut outcomes) = (HashSet::new(), vec![], vec![]);
        for asked in slice {
            let (absent, deputy) = (accounts.next(), accounts.next());
            let judged = match absent.zip(deputy) {
                Some((absent, deputy)) => absent.and_then(|absent| Ok((absent, deputy?))),
                None => Err(Refusal::not_found(Thing::Staff, &asked.request.absent)),
            };
            let judged = judged.and_then(|(absent, deputy)| judge(asked, &absent, &deputy));
            let judged = judged.and_then(|row| {
                let key = (row.staff_id.clone(), row.deputy_id.clone(), row.from_day.clone());
                let stale = Refusal::Stale { what: Thing::Staff, id: row.staff_id.as_str().into() };
                if seen.insert(key) { Ok(row) } else { Err(stale) }
            });
            outcomes.push(judged.map(|row| {
                let staff = row.staff_id.clone();
                rows.push(row);
                Done::new(StaffChanged { staff: staff.clone() }, staff)
            }));
        }
        staff::deputise(tx, &rows).await?;
        Ok(outcomes)
    }
}

fn judge(asked: &Asked<'_, Deputyship>, absent: &Account, deputy: &Account) -> Result<NewDeputy, Refusal> {
    let Deputyship { deputy: login, from, to, .. } = asked.request;
    let reason = asked.reason.trim();
    // For himself, or as one who manages the staff: so a deputy does not pass on what he was given for a time.
    if *asked.actor.staff != *absent.id {
        asked.actor.check(Right::ManageStaff)?;
    }
    typed::days(*from, Some(*to))?;
    if absent.person == deputy.person {
        let said = ("代理人须是另一人，请另行指定。", "Nobody stands in for himself; name another person.");
        return Err(Refusal::field("deputy", said));
    }
    if deputy.state != AccountState::Active {
        return Err(Refusal::NotActive { staff: login.as_str().into() });
    }
    if reason.is_empty() {
        let said = ("请写明代理的原因（--because）。", "Say why (--because).");
        return Err(Refusal::field("reason", said));
    }
    Ok(NewDeputy {
        staff_id: absent.id.clone(),
        deputy_id: deputy.id.clone(),
        from_day: from.to_string(),
        to_day: to.to_string(),
        reason: reason.into(),
    })
}
