//! Name one's own account (会员自助变更收款账户): nothing is paid to it before somebody at the desk, who is not the member
//! himself, has confirmed it ([`super::confirm_account`]).

use super::act::{Done, Outcome};
use super::change_account::{AccountAnswer, AccountNaming, judge};
use super::office::Office;
use super::own::{Own, OwnAct};
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::store::account::{self, NewAccount};
use crate::store::{StoreError, Tx, member};

/// Names another account of the member who asks.
pub struct NameOwnAccount;

impl OwnAct for NameOwnAccount {
    const NAME: &'static str = "name-own-account";
    type Request = AccountNaming;
    type Answer = AccountAnswer;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        asked: &Own<'_, AccountNaming>,
    ) -> Result<Outcome<AccountAnswer>, StoreError> {
        // A guardian is paid as a payee: the account of the other one is not his to change.
        if asked.request.member != asked.member {
            return Ok(Err(Refusal::not_found(Thing::Member, &asked.request.member)));
        }
        let keys = office.store.keys();
        let found = member::for_claims(tx, keys, &[asked.member]).await?.pop().flatten();
        let row = match judge(office, (asked.request, asked.by()), found.as_ref()) {
            Ok(row) => row,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let row = NewAccount { id: tx.issue_id('k'), ..row };
        account::insert(tx, keys, std::slice::from_ref(&row)).await?;
        let answer = AccountAnswer { change: row.id, member: asked.member.into() };
        Ok(Ok(Done::new(answer, asked.member)))
    }
}
