//! Accounts of the staff as requests name them, by login, within what the asker sees.

use crate::engine::office::refusal::Thing;
use crate::engine::office::{Actor, Refusal};
use crate::store::staff::{self, Account};
use crate::store::{StoreError, Tx};

/// The accounts of some logins in their order, each asked for by an account; what lies outside its subtree is not found.
pub(super) async fn named(
    tx: &mut Tx,
    logins: &[(&str, &str)],
) -> Result<Vec<Result<Account, Refusal>>, StoreError> {
    let found = staff::of_logins(tx, logins).await?;
    let one = |(account, (_, login)): (Option<Account>, &(&str, &str))| {
        account.filter(|account| account.is_within).ok_or_else(|| Refusal::not_found(Thing::Staff, login))
    };
    Ok(found.into_iter().zip(logins).map(one).collect())
}

/// Refuses whoever would change what he himself may do: another administrator must.
pub(super) fn is_another(actor: &Actor, account: &Account) -> Result<(), Refusal> {
    if actor.persons().any(|person| *person.0 == *account.person) {
        let said = (
            "不能变更本人（或您所代理人员）的账号和权限，请由其他管理员办理。",
            "You cannot change your own account or roles, nor those of whom you stand in for; another administrator must.",
        );
        Err(Refusal::field("login", said))
    } else {
        Ok(())
    }
}
