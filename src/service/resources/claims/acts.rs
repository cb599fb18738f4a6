//! What is done to a claim: each act of the desk under its own address.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::desk::answer_appeal::{AnswerAppeal, AnswerRequest, AppealAnswered};
use crate::desk::appeal::{Appeal, AppealRequest, Appealed};
use crate::desk::correct::{Correct, CorrectRequest};
use crate::desk::decide::{Decide, DecideRequest, DecidedAnswer};
use crate::desk::hand_in::{HandIn, HandInRequest};
use crate::desk::hold::{Held, Hold, HoldRequest};
use crate::desk::release::{Release, ReleaseRequest};
use crate::desk::review::{Review, ReviewRequest, Reviewed, Verdict};
use crate::desk::revoke::{Revoke, RevokeRequest};
use crate::desk::submit::Submitted;
use crate::engine::calendar::Day;
use crate::engine::claim::Facts;
use crate::engine::claim::words::Word;
use crate::service::acting::{Acting, Acts, Brought, Edits, InBook};
use crate::service::asked::At;
use crate::service::problem::Problem;
use crate::service::sent::Sent;
use crate::store::version::Versioned;

/// Why something is done.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct Because {
    /// The reason, which stands in the audit chain.
    #[schema(min_length = 1, max_length = 1000, example = "材料不全")]
    reason: String,
}

impl Because {
    /// The reason.
    pub(in crate::service) fn reason(&self) -> &str {
        &self.reason
    }
}

/// Hand in what was kept as a draft
///
/// From then on it is as if it had been handed in as such today.
#[utoipa::path(post, path = "/claims/{claim}/hand-in", operation_id = "handInClaim", tag = "claims",
    params(("claim" = String, Path, description = "The claim", example = "c00000012"), InBook, Acts),
    responses((status = 200, description = "Handed in", body = Submitted)))]
pub(in crate::service) async fn hand_in(
    acting: Acting,
    At(claim): At<String>,
) -> Result<Brought<Submitted>, Problem> {
    acting.bring::<HandIn>(HandInRequest { claim: claim.into() }, "").await
}

/// Decide a claim
///
/// The scheme that was in force on the day of the event decides. What it grants is paid once the reviews that it needs are
/// given (`proposed` until then); what lacks papers is `pending`, and can be put right and decided again.
#[utoipa::path(post, path = "/claims/{claim}/decide", operation_id = "decideClaim", tag = "claims",
    params(("claim" = String, Path, description = "The claim", example = "c00000012"), InBook, Acts),
    responses((status = 200, description = "Decided", body = DecidedAnswer)))]
pub(in crate::service) async fn decide(
    acting: Acting,
    At(claim): At<String>,
) -> Result<Brought<DecidedAnswer>, Problem> {
    let decided = acting.bring::<Decide>(DecideRequest { claim: claim.into() }, "").await?;
    acting.looking().app.metrics().count("decisions", decided.answer().stage.word());
    Ok(decided)
}

/// A claim put right.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct CorrectClaim {
    /// All of its facts, as they should have been; the member stays the same.
    facts: Facts,
    /// The reason, which stands in the audit chain.
    #[schema(min_length = 1, max_length = 1000, example = "金额录错")]
    reason: String,
}

/// Put a claim right
///
/// Facts are sent whole, as `showClaim` gives them, with the `ETag` that came with them. What was decided is decided anew.
#[utoipa::path(put, path = "/claims/{claim}", operation_id = "correctClaim", tag = "claims",
    params(("claim" = String, Path, description = "The claim", example = "c00000012"), InBook, Acts, Edits),
    request_body = CorrectClaim, responses((status = 200, description = "Put right", body = DecidedAnswer)))]
pub(in crate::service) async fn correct(
    acting: Acting,
    At(claim): At<String>,
    Sent(CorrectClaim { facts, reason }): Sent<CorrectClaim>,
) -> Result<Brought<DecidedAnswer>, Problem> {
    let request = CorrectRequest { claim: claim.as_str().into(), facts };
    acting.edit::<Correct>((Versioned::Claim, &claim), request, &reason).await
}

/// What a reviewer says.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(example = "approve")]
enum Verdicts {
    Approve,
    SendBack,
    Deny,
    Recuse,
}

/// A review.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct ReviewClaim {
    /// The number of the decision that was looked at.
    #[schema(minimum = 1, maximum = 1_000_000, example = 1)]
    decision: u32,
    /// What the reviewer says.
    verdict: Verdicts,
    /// Why; it is needed for all but an approval.
    #[serde(default)]
    #[schema(max_length = 1000, example = "已核对材料")]
    reason: String,
}

/// Review a decision
///
/// Who decided a claim never reviews it. A claim may need reviews of several levels.
#[utoipa::path(post, path = "/claims/{claim}/review", operation_id = "reviewClaim", tag = "claims",
    params(("claim" = String, Path, description = "The claim", example = "c00000012"), InBook, Acts),
    request_body = ReviewClaim, responses((status = 200, description = "Reviewed", body = Reviewed)))]
pub(in crate::service) async fn review(
    acting: Acting,
    At(claim): At<String>,
    Sent(ReviewClaim { decision, verdict, reason }): Sent<ReviewClaim>,
) -> Result<Brought<Reviewed>, Problem> {
    let verdict = match verdict {
        Verdicts::Approve => Verdict::Approve,
        Verdicts::SendBack => Verdict::SendBack,
        Verdicts::Deny => Verdict::Deny,
        Verdicts::Recuse => Verdict::Recuse,
    };
    acting.bring::<Review>(ReviewRequest { claim: claim.into(), decision, verdict }, &reason).await
}

/// Hold a claim
///
/// A claim that is held is not approved until each of its holds is released.
#[utoipa::path(post, path = "/claims/{claim}/holds", operation_id = "holdClaim", tag = "claims",
    params(("claim" = String, Path, description = "The claim", example = "c00000012"), InBook, Acts),
    request_body = Because, responses((status = 201, description = "Held", body = Held)))]
pub(in crate::service) async fn hold(
    acting: Acting,
    At(claim): At<String>,
    Sent(Because { reason }): Sent<Because>,
) -> Result<Brought<Held>, Problem> {
    let request = HoldRequest { claim: claim.into(), reason: reason.clone() };
    acting.bring::<Hold>(request, &reason).await.map(Brought::created)
}

/// Release a hold
///
/// The number is that of the event `hold` of the claim.
#[utoipa::path(post, path = "/claims/{claim}/holds/{number}/release", operation_id = "releaseHold", tag = "claims",
    params(("claim" = String, Path, description = "The claim", example = "c00000012"),
        ("number" = i64, Path, description = "Which of its holds, from 1", minimum = 1, example = 1), InBook, Acts),
    request_body = Because, responses((status = 200, description = "Released", body = Held)))]
pub(in crate::service) async fn release(
    acting: Acting,
    At((claim, number)): At<(String, i64)>,
    Sent(Because { reason }): Sent<Because>,
) -> Result<Brought<Held>, Problem> {
    acting.bring::<Release>(ReleaseRequest { claim: claim.into(), number }, &reason).await
}

/// Take a claim back
///
/// What was granted is taken back in the books.
#[utoipa::path(post, path = "/claims/{claim}/revoke", operation_id = "revokeClaim", tag = "claims",
    params(("claim" = String, Path, description = "The claim", example = "c00000012"), InBook, Acts),
    request_body = Because, responses((status = 200, description = "Taken back", body = DecidedAnswer)))]
pub(in crate::service) async fn revoke(
    acting: Acting,
    At(claim): At<String>,
    Sent(Because { reason }): Sent<Because>,
) -> Result<Brought<DecidedAnswer>, Problem> {
    acting.bring::<Revoke>(RevokeRequest { claim: claim.into() }, &reason).await
}

/// An appeal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct FileAppeal {
    /// What is said against the answer.
    #[schema(min_length = 1, max_length = 2000, example = "等待期计算有误")]
    grounds: String,
    /// The day on which the member was told of the answer; none: the day on which it was given.
    #[schema(value_type = Option<String>, format = Date)]
    told: Option<Day>,
}

/// Take in an appeal
///
/// Within the term of the policy `appeal-days`, counted from the day of the answer; one at a time.
#[utoipa::path(post, path = "/claims/{claim}/appeals", operation_id = "appealClaim", tag = "claims",
    params(("claim" = String, Path, description = "The claim", example = "c00000012"), InBook, Acts),
    request_body = FileAppeal, responses((status = 201, description = "Taken in", body = Appealed)))]
pub(in crate::service) async fn appeal(
    acting: Acting,
    At(claim): At<String>,
    Sent(FileAppeal { grounds, told }): Sent<FileAppeal>,
) -> Result<Brought<Appealed>, Problem> {
    let request = AppealRequest { claim: claim.into(), grounds, told };
    acting.bring::<Appeal>(request, "").await.map(Brought::created)
}

/// What is answered to an appeal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct AnswerClaimAppeal {
    /// Is the member right? Then the claim is decided again.
    #[schema(example = true)]
    upheld: bool,
    /// The reason, which stands in the audit chain.
    #[schema(min_length = 1, max_length = 1000, example = "计算有误")]
    reason: String,
}

/// Answer the open appeal of a claim
#[utoipa::path(post, path = "/claims/{claim}/appeals/answer", operation_id = "answerAppeal", tag = "claims",
    params(("claim" = String, Path, description = "The claim", example = "c00000012"), InBook, Acts),
    request_body = AnswerClaimAppeal, responses((status = 200, description = "Answered", body = AppealAnswered)))]
pub(in crate::service) async fn answer(
    acting: Acting,
    At(claim): At<String>,
    Sent(AnswerClaimAppeal { upheld, reason }): Sent<AnswerClaimAppeal>,
) -> Result<Brought<AppealAnswered>, Problem> {
    acting.bring::<AnswerAppeal>(AnswerRequest { claim: claim.into(), upheld }, &reason).await
}
