//! Who is paid in place of a member, and the accounts that are paid to: named by one person, confirmed by another.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::found;
use crate::desk::change_account::{AccountAnswer, AccountNaming, ChangeAccount};
use crate::desk::confirm_account::{AccountConfirmation, ConfirmAccount};
use crate::desk::confirm_payee::{ConfirmPayee, PayeeConfirmation};
use crate::desk::end_payee::{EndPayee, PayeeEnd};
use crate::desk::name_payee::{NamePayee, Naming, PayeeAnswer};
use crate::engine::calendar::Day;
use crate::engine::ids::DocumentKind;
use crate::engine::office::{PayeeKind, mask};
use crate::service::acting::{Acting, Acts, Brought, Edits, InBook, Looking};
use crate::service::asked::At;
use crate::service::problem::Problem;
use crate::service::sent::Sent;
use crate::store::version::Versioned;
use crate::store::{account, payee};

/// Somebody who is paid in place of a member.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Payee {
    /// His id.
    id: String,
    /// `heir`, `guardian` or `other`.
    kind: String,
    /// The name: its first character.
    name: String,
    /// The account, its last four digits.
    account: String,
    /// First day, inclusive.
    from: String,
    /// Last day, inclusive; null: without end.
    to: Option<String>,
    /// Did another person confirm him?
    is_confirmed: bool,
}

impl From<payee::Listed> for Payee {
    fn from(listed: payee::Listed) -> Self {
        let payee::Listed { id, kind, name, account, from_day, to_day, is_confirmed } = listed;
        let (name, account) = (mask::name(&name), mask::account(&account));
        Self { id, kind, name, account, from: from_day, to: to_day, is_confirmed }
    }
}

/// Payees.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Payees {
    /// In the order in which they were named.
    items: Vec<Payee>,
}

/// List who is paid in place of a member
#[utoipa::path(get, path = "/members/{member}/payees", operation_id = "listPayees", tag = "members",
    params(("member" = String, Path, description = "The member", example = "m00000001"), InBook),
    responses((status = 200, description = "The payees", body = Payees)))]
pub(in crate::service) async fn list(looking: Looking, At(id): At<String>) -> Result<Json<Payees>, Problem> {
    found(&looking, &id).await?;
    let listed = payee::of_member(looking.store(), looking.scope(), (&looking.book, &id)).await?;
    Ok(Json(Payees { items: listed.into_iter().map(Payee::from).collect() }))
}

/// Why somebody is paid.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "guardian")]
enum PayeeKinds {
    Heir,
    Guardian,
    Other,
}

impl From<PayeeKinds> for PayeeKind {
    fn from(kind: PayeeKinds) -> Self {
        match kind {
            PayeeKinds::Heir => Self::Heir,
            PayeeKinds::Guardian => Self::Guardian,
            PayeeKinds::Other => Self::Other,
        }
    }
}

/// A payee to be named.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct NameAPayee {
    /// Why he is paid.
    kind: PayeeKinds,
    /// His name.
    #[schema(min_length = 1, max_length = 100, example = "例十一")]
    name: String,
    /// His resident identity number, of which only a keyed hash is kept.
    #[schema(min_length = 1, max_length = 40, example = "11010519491231002X")]
    id_number: String,
    /// His bank account.
    #[schema(min_length = 1, max_length = 40, example = "9999000000000001")]
    account: String,
    /// The document that proves it: one of the member's, or of a claim of his.
    #[schema(min_length = 1, max_length = 40, example = "d00000001")]
    proof: String,
    /// First day; today when not given.
    #[schema(value_type = Option<String>, format = Date)]
    from: Option<Day>,
}

/// Name who is paid in place of a member; another person confirms him
#[utoipa::path(post, path = "/members/{member}/payees", operation_id = "namePayee", tag = "members",
    params(("member" = String, Path, description = "The member", example = "m00000001"), InBook, Acts),
    request_body = NameAPayee, responses((status = 201, description = "Named", body = PayeeAnswer)))]
pub(in crate::service) async fn name(
    acting: Acting,
    At(member): At<String>,
    Sent(asked): Sent<NameAPayee>,
) -> Result<Brought<PayeeAnswer>, Problem> {
    let NameAPayee { kind, name, id_number, account, proof, from } = asked;
    let document = (DocumentKind::Resident, id_number);
    let naming = Naming { member, kind: kind.into(), name, document, account, proof, from };
    acting.bring::<NamePayee>(naming, "").await.map(Brought::created)
}

/// Confirm a payee whom another person named
#[utoipa::path(post, path = "/payees/{payee}/confirm", operation_id = "confirmPayee", tag = "members",
    params(("payee" = String, Path, description = "The payee", example = "y00000001"), InBook, Acts),
    responses((status = 200, description = "Confirmed", body = PayeeAnswer)))]
pub(in crate::service) async fn confirm(
    acting: Acting,
    At(payee): At<String>,
) -> Result<Brought<PayeeAnswer>, Problem> {
    acting.bring::<ConfirmPayee>(PayeeConfirmation { payee }, "").await
}

/// The last day of something.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct Until {
    /// The last day, inclusive.
    #[schema(value_type = String, format = Date, example = "2026-06-30")]
    pub(in crate::service) on: Day,
}

/// End a payee after a last day
#[utoipa::path(post, path = "/payees/{payee}/end", operation_id = "endPayee", tag = "members",
    params(("payee" = String, Path, description = "The payee", example = "y00000001"), InBook, Acts),
    request_body = Until, responses((status = 200, description = "Ended", body = PayeeAnswer)))]
pub(in crate::service) async fn end(
    acting: Acting,
    At(payee): At<String>,
    Sent(Until { on }): Sent<Until>,
) -> Result<Brought<PayeeAnswer>, Problem> {
    acting.bring::<EndPayee>(PayeeEnd { payee, on }, "").await
}

/// An account that was named for a member.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct NamedAccount {
    /// The id of the change.
    id: String,
    /// The account, its last four digits.
    account: String,
    /// In whose name it is: the first character.
    holder: Option<String>,
    /// When it was named, UTC.
    named_at: String,
    /// When another person confirmed it; null: it waits for one, or another followed.
    confirmed_at: Option<String>,
}

/// Accounts.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Accounts {
    /// In the order in which they were named.
    items: Vec<NamedAccount>,
}

/// List the accounts that were named for a member
#[utoipa::path(get, path = "/members/{member}/accounts", operation_id = "listAccounts", tag = "members",
    params(("member" = String, Path, description = "The member", example = "m00000001"), InBook),
    responses((status = 200, description = "The accounts", body = Accounts)))]
pub(in crate::service) async fn accounts(
    looking: Looking,
    At(id): At<String>,
) -> Result<Json<Accounts>, Problem> {
    found(&looking, &id).await?;
    let listed = account::of_member(looking.store(), looking.scope(), (&looking.book, &id)).await?;
    let masked = listed.into_iter().map(|one| NamedAccount {
        id: one.id,
        account: mask::account(&one.account),
        holder: one.holder.as_deref().map(mask::name),
        named_at: one.named_at,
        confirmed_at: one.confirmed_at,
    });
    Ok(Json(Accounts { items: masked.collect() }))
}

/// Another account of a member.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct NameAccount {
    /// The account.
    #[schema(min_length = 1, max_length = 40, example = "9999000000000002")]
    account: String,
    /// In whose name it is, as the bank has it; none: nobody asked.
    #[schema(max_length = 100)]
    holder: Option<String>,
    /// The reason, which stands in the audit chain.
    #[schema(min_length = 1, max_length = 1000, example = "原账户已注销")]
    reason: String,
}

/// Name another account of a member; another person confirms it
#[utoipa::path(post, path = "/members/{member}/accounts", operation_id = "changeAccount", tag = "members",
    params(("member" = String, Path, description = "The member", example = "m00000001"), InBook, Acts, Edits),
    request_body = NameAccount, responses((status = 201, description = "Named", body = AccountAnswer)))]
pub(in crate::service) async fn change_account(
    acting: Acting,
    At(member): At<String>,
    Sent(NameAccount { account, holder, reason }): Sent<NameAccount>,
) -> Result<Brought<AccountAnswer>, Problem> {
    let naming = AccountNaming { member: member.clone(), account, holder };
    acting.edit::<ChangeAccount>((Versioned::Member, &member), naming, &reason).await.map(Brought::created)
}

/// Confirm an account that another person named
#[utoipa::path(post, path = "/accounts/{change}/confirm", operation_id = "confirmAccount", tag = "members",
    params(("change" = String, Path, description = "The id of the change", example = "k00000001"), InBook, Acts),
    responses((status = 200, description = "Confirmed", body = AccountAnswer)))]
pub(in crate::service) async fn confirm_account(
    acting: Acting,
    At(change): At<String>,
) -> Result<Brought<AccountAnswer>, Problem> {
    acting.bring::<ConfirmAccount>(AccountConfirmation { change }, "").await
}
