//! Declare a relative: an account of the staff is related to a member, and leaves the member's claims to others.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::Office;
use super::accounts::{is_another, named};
use super::act::{Act, Asked, Done, Outcome};
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::store::relative::{self, NewRelative};
use crate::store::staff::Account;
use crate::store::{StoreError, Tx, member};

/// Declares that somebody is related to a member, or takes that back. Everybody declares for himself, and whoever
/// manages the staff for others; only another person takes a declaration back.
pub struct DeclareRelative;

/// Who is related to whom.
#[derive(Clone, Debug, Serialize)]
pub struct Declaration {
    /// Login of the account; none: whoever asks.
    pub login: Option<String>,
    /// The member.
    pub member: String,
    /// What he is to the member, such as 配偶.
    pub relation: String,
    /// Was it declared in error?
    pub take_back: bool,
}

/// What was declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// The account.
    pub staff: String,
    /// The member.
    pub member: String,
}

impl Act for DeclareRelative {
    const NAME: &'static str = "declare-relative";
    const RIGHT: Right = Right::Read;
    type Request = Declaration;
    type Answer = Declared;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, Declaration>],
    ) -> Result<Vec<Outcome<Declared>>, StoreError> {
        let logins: Vec<(&str, &str)> = slice
            .iter()
            .map(|asked| (&*asked.actor.staff, asked.request.login.as_deref().unwrap_or_default()))
            .collect();
        let accounts = named(tx, &logins).await?;
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.member.as_str()).collect();
        let members = member::which(tx, &ids).await?;
        let rows: Vec<NewRelative> =
            slice.iter().zip(&accounts).map(|(asked, account)| row(asked, account.as_ref().ok())).collect();
        let there = relative::there(tx, &rows).await?;
        let (mut seen, mut new, mut back, mut outcomes) = (HashSet::new(), vec![], vec![], vec![]);
        for (((asked, account), row), there) in slice.iter().zip(accounts).zip(rows).zip(there) {
            let is_member = members.contains(&row.member_id);
            let judged = judge(asked, account, is_member, there).and_then(|()| {
                let stale = Refusal::Stale { what: Thing::Member, id: row.member_id.as_str().into() };
                let is_new = seen.insert((row.staff_id.clone(), row.member_id.clone()));
                if is_new { Ok(()) } else { Err(stale) }
            });
            outcomes.push(judged.map(|()| {
                let answer = Declared { staff: row.staff_id.clone(), member: row.member_id.clone() };
                let object = row.staff_id.clone();
                if asked.request.take_back {
                    back.push(row);
                } else {
                    new.push(row);
                }
                Done::new(answer, object)
            }));
        }
        relative::declare(tx, &new).await?;
        relative::take_back(tx, &back).await?;
        Ok(outcomes)
    }
}

fn row(asked: &Asked<'_, Declaration>, account: Option<&Account>) -> NewRelative {
    let own = asked.actor.staff.to_string();
    let named = asked.request.login.as_ref().and(account).map(|account| account.id.clone());
    NewRelative {
        staff_id: named.unwrap_or(own),
        member_id: asked.request.member.clone(),
        relation: asked.request.relation.trim().into(),
        declared_at: asked.now.moment(),
    }
}

fn judge(
    asked: &Asked<'_, Declaration>,
    account: Result<Account, Refusal>,
    is_member: bool,
    is_there: bool,
) -> Result<(), Refusal> {
    let Declaration { login, member, relation, take_back } = asked.request;
    let account = login.as_ref().map(|_| account).transpose()?;
    if account.as_ref().is_some_and(|account| *account.id != *asked.actor.staff) || *take_back {
        asked.actor.check(Right::ManageStaff)?;
    }
    if !is_member {
        return Err(Refusal::not_found(Thing::Member, member));
    }
    if *take_back {
        let account = account.ok_or(Refusal::MakerIsChecker)?;
        is_another(&asked.actor, &account)?;
        return if is_there { Ok(()) } else { Err(Refusal::not_found(Thing::Member, member)) };
    }
    if relation.trim().is_empty() {
        let said = ("请写明与该会员的关系，如配偶、子女。", "Say what he is to the member, such as spouse.");
        return Err(Refusal::field("relation", said));
    }
    Ok(())
}
