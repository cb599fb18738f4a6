//! Schemes proposed by one person and confirmed by another; and what the office sets itself.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::desk::confirm_scheme::{ConfirmScheme, Confirmation};
use crate::desk::propose_scheme::{EditionAnswer, Proposal, ProposeScheme};
use crate::desk::set_policy::{SetPolicy, Setting};
use crate::desk::withdraw_scheme::{WithdrawScheme, WithdrawalAnswer, WithdrawalRequest};
use crate::engine::calendar::Day;
use crate::engine::claim::words::Word;
use crate::engine::office::Policy;
use crate::service::acting::{Acting, Acts, Brought, InBook, Looking};
use crate::service::admit::Admitted;
use crate::service::app::App;
use crate::service::asked::At;
use crate::service::fault::Fault;
use crate::service::problem::Problem;
use crate::service::sent::Sent;
use crate::store::{policy, scheme};

/// An edition that waits for its second person.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct WaitingEdition {
    /// The scheme.
    scheme: String,
    /// Its first day.
    #[schema(format = Date)]
    from: String,
    /// SHA-256 of its text and lists.
    hash: String,
    /// Login of who proposed it.
    proposed_by: String,
    /// The moment, UTC.
    proposed_at: String,
}

/// Editions that wait.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Proposals {
    /// In the order in which they were proposed.
    items: Vec<WaitingEdition>,
}

/// List the editions that wait for a second person
#[utoipa::path(get, path = "/scheme-proposals", operation_id = "listProposals", tag = "schemes",
    responses((status = 200, description = "The editions", body = Proposals)))]
pub(in crate::service) async fn proposals(
    State(app): State<App>,
    admitted: Admitted,
) -> Result<Json<Proposals>, Problem> {
    let rows = scheme::proposed(app.store(), admitted.scope()).await?;
    let items = rows.into_iter().map(|row| WaitingEdition {
        scheme: row.scheme_id,
        from: row.from_day,
        hash: row.hash,
        proposed_by: row.proposed_by,
        proposed_at: row.proposed_at,
    });
    Ok(Json(Proposals { items: items.collect() }))
}

/// An edition to be proposed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct Propose {
    /// The scheme.
    #[schema(min_length = 1, max_length = 200, example = "demo/new")]
    scheme: String,
    /// Its first day.
    #[schema(value_type = String, format = Date, example = "2026-07-01")]
    from: Day,
    /// The whole text (TOML).
    #[schema(min_length = 1, max_length = 500_000, example = "format = \"scheme/1\"")]
    text: String,
    /// Its list files: name and whole text (CSV).
    #[serde(default)]
    #[schema(value_type = Object)]
    lists: BTreeMap<String, String>,
}

/// Propose an edition of a scheme, which is checked at once; another person confirms it
#[utoipa::path(post, path = "/scheme-proposals", operation_id = "proposeScheme", tag = "schemes", params(InBook, Acts),
    request_body = Propose, responses((status = 201, description = "WaitingEdition", body = EditionAnswer)))]
pub(in crate::service) async fn propose(
    acting: Acting,
    Sent(Propose { scheme, from, text, lists }): Sent<Propose>,
) -> Result<Brought<EditionAnswer>, Problem> {
    acting.bring::<ProposeScheme>(Proposal { scheme, from, text, lists }, "").await.map(Brought::created)
}

/// An edition by its hash.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct ByHash {
    /// The hash of what was proposed: it is this text, and no other, that is meant.
    #[schema(min_length = 1, max_length = 100, example = "h")]
    hash: String,
}

/// Confirm an edition that another person proposed: from then on it decides
#[utoipa::path(post, path = "/schemes/{scheme}/editions/{from}/confirm", operation_id = "confirmEdition", tag = "schemes",
    params(("scheme" = String, Path, description = "The scheme; `/` in it is written %2F", example = "demo/inpatient"),
        ("from" = String, Path, description = "Its first day", format = Date, example = "2020-01-01"), InBook, Acts),
    request_body = ByHash, responses((status = 200, description = "Published", body = EditionAnswer)))]
pub(in crate::service) async fn confirm(
    acting: Acting,
    At((scheme, from)): At<(String, Day)>,
    Sent(ByHash { hash }): Sent<ByHash>,
) -> Result<Brought<EditionAnswer>, Problem> {
    acting.bring::<ConfirmScheme>(Confirmation { scheme, from, hash }, "").await
}

/// An edition to be withdrawn.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct Withdraw {
    /// The hash of the edition.
    #[schema(min_length = 1, max_length = 100, example = "h2")]
    hash: String,
    /// The reason, which stands in the audit chain.
    #[schema(min_length = 1, max_length = 1000, example = "误发布")]
    reason: String,
}

/// Withdraw an edition that nothing stands on; a second person asks for the same
#[utoipa::path(post, path = "/schemes/{scheme}/editions/{from}/withdraw", operation_id = "withdrawEdition", tag = "schemes",
    params(("scheme" = String, Path, description = "The scheme; `/` in it is written %2F", example = "demo/inpatient"),
        ("from" = String, Path, description = "Its first day", format = Date, example = "2020-01-01"), InBook, Acts),
    request_body = Withdraw, responses((status = 200, description = "Withdrawn, or waiting for the second person", body = WithdrawalAnswer)))]
pub(in crate::service) async fn withdraw(
    acting: Acting,
    At((scheme, from)): At<(String, Day)>,
    Sent(Withdraw { hash, reason }): Sent<Withdraw>,
) -> Result<Brought<WithdrawalAnswer>, Problem> {
    acting.bring::<WithdrawScheme>(WithdrawalRequest { scheme, from, hash }, &reason).await
}

/// A number that the office sets itself.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct PolicyShown {
    /// Its word.
    policy: String,
    /// What it is set to.
    value: i64,
    /// Login of who set it; null where it is as usual.
    set_by: Option<String>,
}

/// Policies.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct PoliciesShown {
    /// All that there are.
    items: Vec<PolicyShown>,
}

/// List what the office sets itself
#[utoipa::path(get, path = "/policies", operation_id = "listPolicies", tag = "office", params(InBook),
    responses((status = 200, description = "The policies", body = PoliciesShown)))]
pub(in crate::service) async fn policies(looking: Looking) -> Result<Json<PoliciesShown>, Problem> {
    let set = policy::list(looking.store(), looking.scope(), &looking.book).await?;
    let shown = |(word, policy, _): &(&str, Policy, &str)| {
        let own = set.iter().find(|row| row.name == *word);
        PolicyShown {
            policy: (*word).to_owned(),
            value: own.map_or(policy.usual().into(), |row| row.value),
            set_by: own.map(|row| row.set_by.clone()),
        }
    };
    Ok(Json(PoliciesShown { items: Policy::ALL.iter().map(shown).collect() }))
}

/// A policy set.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct SetAPolicy {
    /// What it is set to.
    #[schema(minimum = 0, maximum = 1_000_000, example = 30)]
    value: u32,
    /// The reason, which stands in the audit chain.
    #[schema(min_length = 1, max_length = 1000, example = "理事会决议")]
    reason: String,
}

/// Set a number that neither a scheme nor a source names
#[utoipa::path(put, path = "/policies/{policy}", operation_id = "setPolicy", tag = "office",
    params(("policy" = String, Path, description = "`agent-members`, `agent-days`, `appeal-days` or `answer-days`", example = "appeal-days"), InBook, Acts),
    request_body = SetAPolicy, responses((status = 200, description = "Set", body = Setting)))]
pub(in crate::service) async fn set_policy(
    acting: Acting,
    At(word): At<String>,
    Sent(SetAPolicy { value, reason }): Sent<SetAPolicy>,
) -> Result<Brought<Setting>, Problem> {
    let said = ("没有这项办理规定，请核对。", "There is no such policy; check it.");
    let known = Policy::ALL.iter().find(|(known, ..)| *known == word).map(|(_, policy, _)| *policy);
    let policy =
        known.ok_or_else(|| Problem::bad_request(vec![Fault::new("policy", "not-a-choice", said)]))?;
    acting.bring::<SetPolicy>(Setting { policy, value }, &reason).await
}
