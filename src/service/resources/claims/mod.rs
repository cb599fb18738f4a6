//! Claims: handed in, decided, reviewed, held, corrected, taken back, appealed against and looked up.

pub(in crate::service) mod acts;
pub(in crate::service) mod batch;
pub(in crate::service) mod documents;
pub(in crate::service) mod letter;
pub(in crate::service) mod own;
pub(in crate::service) mod show;

pub use letter::of_claim as letter_of;

use axum::Json;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::desk::Agent;
use crate::desk::submit::{NewRequest, Submit, Submitted};
use crate::engine::claim::Facts;
use crate::engine::claim::words::Word;
use crate::engine::ids::DocumentKind;
use crate::engine::office::AgentRelation;
use crate::engine::office::stage::StageName;
use crate::service::acting::{Acting, Acts, Brought, InBook, Looking};
use crate::service::asked::Asked;
use crate::service::fault::Fault;
use crate::service::page::{Items, Page};
use crate::service::problem::Problem;
use crate::service::sent::Sent;
use crate::store::claim::{self, Listed};

/// Which claims.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::service) struct Which {
    /// Only those of a stage.
    #[param(pattern = "^(draft|submitted|pending|proposed|approved|denied|revoked)$")]
    stage: Option<String>,
}

/// List claims by receipt number
///
/// The oldest first. Send `next` as `cursor` for the page after it.
#[utoipa::path(get, path = "/claims", operation_id = "listClaims", tag = "claims", params(InBook, Which, Page),
    responses((status = 200, description = "A page of claims", body = Items<Listed>)))]
pub(in crate::service) async fn list(
    looking: Looking,
    Asked(Which { stage }): Asked<Which>,
    Asked(page): Asked<Page>,
) -> Result<Json<Items<Listed>>, Problem> {
    let is_none = |stage: &String| StageName::from_word(stage).is_none_or(|known| known.word() != *stage);
    if stage.as_ref().is_some_and(is_none) {
        return Err(no_stage());
    }
    let stage = stage.unwrap_or_default();
    let place = (page.after_number()?, i64::from(page.most()?) + 1);
    let read = claim::list(looking.store(), looking.scope(), &looking.book, &stage, place).await?;
    page.of(read, |claim| claim.receipt.to_string()).map(Json)
}

fn no_stage() -> Problem {
    let words: Vec<&str> = StageName::ALL.iter().map(|(word, ..)| *word).collect();
    let said = (
        format!("没有这个办理阶段，请填写其中之一：{}。", words.join("、")),
        format!("There is no such stage; write one of: {}.", words.join(", ")),
    );
    Problem::bad_request(vec![Fault::new("stage", "not-a-choice", said)])
}

/// A claim to be handed in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct SubmitClaim {
    /// The scheme.
    #[schema(min_length = 1, max_length = 200, example = "demo/inpatient")]
    scheme: String,
    /// What it is to be decided from; the member is `person.member`.
    facts: Facts,
    /// Is it only a draft?
    #[serde(default)]
    draft: bool,
    /// Who hands it in, where the member does not come himself.
    agent: Option<HandedInBy>,
}

/// Somebody who hands a claim in for the member.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct HandedInBy {
    /// What he is to the member.
    relation: AgentRelation,
    /// His resident identity number, of which only a keyed hash is kept.
    #[schema(min_length = 1, max_length = 40)]
    id_number: String,
}

impl From<HandedInBy> for Agent {
    fn from(HandedInBy { relation, id_number }: HandedInBy) -> Self {
        Self { relation, document: (DocumentKind::Resident, id_number) }
    }
}

impl From<SubmitClaim> for NewRequest {
    fn from(SubmitClaim { scheme, facts, draft, agent }: SubmitClaim) -> Self {
        Self { scheme: scheme.into(), facts, draft, import: None, agent: agent.map(Agent::from) }
    }
}

/// Hand in a claim, or keep a draft of it
///
/// It gets a receipt number and waits to be decided; a draft waits to be handed in. Whatever the office would look into
/// (a second claim for the same stay, many claims of one agent) places a hold: the codes stand in `holds`, and the claim waits.
#[utoipa::path(post, path = "/claims", operation_id = "submitClaim", tag = "claims", params(InBook, Acts),
    request_body = SubmitClaim, responses((status = 201, description = "Handed in", body = Submitted)))]
pub(in crate::service) async fn submit(
    acting: Acting,
    Sent(asked): Sent<SubmitClaim>,
) -> Result<Brought<Submitted>, Problem> {
    acting.bring::<Submit>(asked.into(), "").await.map(Brought::created)
}
