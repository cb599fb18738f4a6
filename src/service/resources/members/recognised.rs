//! What a member is recognised as, the documents that prove it, and who is related to whom.

use axum::Json;
use axum::extract::Request;
use serde::Deserialize;
use utoipa::ToSchema;

use super::found;
use super::payees::Until;
use crate::desk::attach_to_member::{AtMember, AttachToMember, MemberDocument};
use crate::desk::categorise::{Categorise, Recognised, Recognition};
use crate::desk::correct_identity::{CorrectIdentity, Correction};
use crate::desk::declare_relative::{Declaration, DeclareRelative, Declared};
use crate::desk::end_category::{CategoryEnd, EndCategory};
use crate::desk::leave::Changed;
use crate::engine::calendar::Day;
use crate::engine::ids::DocumentKind;
use crate::service::acting::{Acting, Acts, Brought, InBook, Looking};
use crate::service::asked::{Asked, At};
use crate::service::problem::Problem;
use crate::service::resources::claims::documents::{Called, Documents, keep};
use crate::service::sent::Sent;
use crate::store::document;

/// A category of a member.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct Recognise {
    /// The category, as schemes call it.
    #[schema(min_length = 1, max_length = 100, example = "model-worker")]
    category: String,
    /// First day; today when not given.
    #[schema(value_type = Option<String>, format = Date)]
    from: Option<Day>,
    /// Last day, inclusive; none: until further notice.
    #[schema(value_type = Option<String>, format = Date)]
    to: Option<Day>,
    /// When it was verified last.
    #[schema(value_type = Option<String>, format = Date)]
    verified: Option<Day>,
    /// The document that proves it, where the scheme names one.
    #[schema(max_length = 40)]
    proof: Option<String>,
}

/// Recognise a member as of a category, or verify it again
#[utoipa::path(post, path = "/members/{member}/categories", operation_id = "recogniseMember", tag = "members",
    params(("member" = String, Path, description = "The member", example = "m00000001"), InBook, Acts),
    request_body = Recognise, responses((status = 201, description = "Recognised", body = Recognised)))]
pub(in crate::service) async fn recognise(
    acting: Acting,
    At(member): At<String>,
    Sent(asked): Sent<Recognise>,
) -> Result<Brought<Recognised>, Problem> {
    let Recognise { category, from, to, verified, proof } = asked;
    let request = Recognition { member, category, from, to, verified, proof };
    acting.bring::<Categorise>(request, "").await.map(Brought::created)
}

/// End a category of a member after a last day
#[utoipa::path(post, path = "/members/{member}/categories/{category}/end", operation_id = "endCategory", tag = "members",
    params(("member" = String, Path, description = "The member", example = "m00000001"),
        ("category" = String, Path, description = "The category", example = "model-worker"), InBook, Acts),
    request_body = Until, responses((status = 200, description = "Ended", body = Recognised)))]
pub(in crate::service) async fn end(
    acting: Acting,
    At((member, category)): At<(String, String)>,
    Sent(Until { on }): Sent<Until>,
) -> Result<Brought<Recognised>, Problem> {
    acting.bring::<EndCategory>(CategoryEnd { member, category, on }, "").await
}

/// List the documents of a member that belong to no claim
#[utoipa::path(get, path = "/members/{member}/documents", operation_id = "listMemberDocuments", tag = "documents",
    params(("member" = String, Path, description = "The member", example = "m00000001"), InBook),
    responses((status = 200, description = "The documents", body = Documents)))]
pub(in crate::service) async fn documents(
    looking: Looking,
    At(id): At<String>,
) -> Result<Json<Documents>, Problem> {
    found(&looking, &id).await?;
    let store = looking.store();
    let listed = document::of_member(store, store.keys(), looking.scope(), (&looking.book, &id)).await?;
    Ok(Json(Documents::of(listed)))
}

/// Attach a document to a member: PDF, OFD, JPEG, PNG or ZIP, at most 20 MB
///
/// The body is the document as it is. The same content again adds nothing.
#[utoipa::path(post, path = "/members/{member}/documents", operation_id = "attachToMember", tag = "documents",
    params(("member" = String, Path, description = "The member", example = "m00000001"), InBook, Called, Acts),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, description = "Attached", body = AtMember)))]
pub(in crate::service) async fn attach(
    acting: Acting,
    At(member): At<String>,
    Asked(called): Asked<Called>,
    request: Request,
) -> Result<Brought<AtMember>, Problem> {
    // Nobody fills the disk with what belongs to no member of his.
    found(acting.looking(), &member).await?;
    let stored = keep(acting.looking(), request).await?;
    let request = MemberDocument::new(&member, called.name(), &stored);
    acting.bring::<AttachToMember>(request, "").await.map(Brought::created)
}

/// The right number of a member.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct RightNumber {
    /// The resident identity number.
    #[schema(min_length = 1, max_length = 40, example = "11010519491231002X")]
    id_number: String,
    /// The reason, which stands in the audit chain.
    #[schema(min_length = 1, max_length = 1000, example = "证件号码录错")]
    reason: String,
}

/// Put the identity number of a member right
#[utoipa::path(post, path = "/members/{member}/identity", operation_id = "correctIdentity", tag = "members",
    params(("member" = String, Path, description = "The member", example = "m00000001"), InBook, Acts),
    request_body = RightNumber, responses((status = 200, description = "Put right", body = Changed)))]
pub(in crate::service) async fn correct_identity(
    acting: Acting,
    At(member): At<String>,
    Sent(RightNumber { id_number, reason }): Sent<RightNumber>,
) -> Result<Brought<Changed>, Problem> {
    let correction = Correction { member, document: (DocumentKind::Resident, id_number) };
    acting.bring::<CorrectIdentity>(correction, &reason).await
}

/// A relative among the members.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct Relative {
    /// Login of the account; none: one's own.
    #[schema(max_length = 100)]
    login: Option<String>,
    /// The member.
    #[schema(min_length = 1, max_length = 40, example = "m00000001")]
    member: String,
    /// What he is to the account's person, such as 配偶.
    #[schema(min_length = 1, max_length = 100, example = "配偶")]
    relation: String,
    /// Was it declared in error?
    #[serde(default)]
    take_back: bool,
}

/// Declare a member a relative, whose claims one then does not review
#[utoipa::path(post, path = "/relatives", operation_id = "declareRelative", tag = "office", params(InBook, Acts),
    request_body = Relative, responses((status = 201, description = "Declared", body = Declared)))]
pub(in crate::service) async fn declare(
    acting: Acting,
    Sent(Relative { login, member, relation, take_back }): Sent<Relative>,
) -> Result<Brought<Declared>, Problem> {
    let request = Declaration { login, member, relation, take_back };
    acting.bring::<DeclareRelative>(request, "").await.map(Brought::created)
}
