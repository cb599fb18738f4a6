//! Change an account (变更收款账户): one person names another account of a member; nothing is paid to it yet.

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::by::By;
use super::{Office, typed};
use crate::engine::office::fraud::MemberState;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::store::account::{self, NewAccount};
use crate::store::member::{self, MemberFacts, account_index};
use crate::store::{StoreError, Tx};

/// Names another account of a member. It is his once another person has confirmed it ([`super::confirm_account`]).
pub struct ChangeAccount;

/// Which account.
#[derive(Clone, Debug, Serialize)]
pub struct AccountNaming {
    /// The member; one who has left or died as well.
    pub member: String,
    /// The account, as typed.
    pub account: String,
    /// In whose name it is, as the bank has it; none: nobody asked.
    pub holder: Option<String>,
}

/// Which account it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountAnswer {
    /// The id of the change.
    pub change: String,
    /// The member.
    pub member: String,
}

impl Act for ChangeAccount {
    const NAME: &'static str = "change-account";
    const RIGHT: Right = Right::ChangeAccount;
    type Request = AccountNaming;
    type Answer = AccountAnswer;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, AccountNaming>],
    ) -> Result<Vec<Outcome<AccountAnswer>>, StoreError> {
        let keys = office.store.keys();
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.member.as_str()).collect();
        let members = member::for_claims(tx, keys, &ids).await?;
        let (mut rows, mut outcomes) = (vec![], vec![]);
        for (asked, member) in slice.iter().zip(&members) {
            outcomes.push(judge(office, (asked.request, By::of(asked)), member.as_ref()).map(|row| {
                let change = tx.issue_id('k');
                rows.push(NewAccount { id: change.clone(), ..row });
                let member = asked.request.member.clone();
                Done::new(AccountAnswer { change, member: member.clone() }, member)
            }));
        }
        account::insert(tx, keys, &rows).await?;
        Ok(outcomes)
    }
}

/// The account as it is written, where the member is there; its id is still to be issued.
pub(super) fn judge(
    office: &Office,
    (request, by): (&AccountNaming, By),
    member: Option<&MemberFacts>,
) -> Result<NewAccount, Refusal> {
    let member = member.ok_or_else(|| Refusal::not_found(Thing::Member, &request.member))?;
    if member.state == MemberState::Merged {
        let into = member.merged_into.as_deref().map(Into::into);
        let member = request.member.as_str().into();
        return Err(Refusal::MemberNotActive { member, state: MemberState::Merged, into });
    }
    let account = typed::account(&request.account)?;
    let holder = request.holder.as_deref().map(typed::name).transpose()?.map(str::to_owned);
    let By { staff, at, .. } = by;
    Ok(NewAccount {
        id: String::new(),
        member_id: request.member.clone(),
        account_index: account_index(office.store.keys(), &account),
        account: account.as_str().into(),
        holder,
        named_by: staff,
        named_at: at,
    })
}
