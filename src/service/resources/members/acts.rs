//! What is done about members: enrolled, renewed, transferred, left, merged, joined into households.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::desk::Enrolled;
use crate::desk::enrol::{Enrol, Enrolment};
use crate::desk::join_household::{JoinHousehold, Joined, Joining};
use crate::desk::leave::{Changed, Departure, Leave};
use crate::desk::merge_members::{Merge, MergeMembers};
use crate::desk::renew::{Renew, Renewal};
use crate::desk::transfer::{Move, Transfer};
use crate::engine::calendar::Day;
use crate::engine::ids::{DocumentKind, Sex};
use crate::service::acting::{Acting, Acts, Brought, InBook};
use crate::service::asked::At;
use crate::service::problem::Problem;
use crate::service::sent::Sent;

/// A plan that is taken.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PlanTaken {
    /// The plan; empty for a scheme's only one.
    #[schema(max_length = 100)]
    plan: String,
    /// Share units.
    #[schema(minimum = 1, maximum = 1000)]
    share_units: u16,
}

/// A sex.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(example = "female")]
enum Sexes {
    Female,
    Male,
}

/// An enrolment: of a member who is there, or of a new one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct EnrolMember {
    /// The scheme.
    #[schema(min_length = 1, max_length = 200, example = "demo/inpatient")]
    scheme: String,
    /// The day as of which it is enrolled.
    #[schema(value_type = String, format = Date, example = "2026-06-01")]
    as_of: Day,
    /// The member, where he is there already.
    #[schema(max_length = 40)]
    member: Option<String>,
    /// The resident identity number of a new member.
    #[schema(max_length = 40, example = "11010519491231002X")]
    id_number: Option<String>,
    /// The name of a new member.
    #[schema(max_length = 100, example = "例十")]
    name: Option<String>,
    /// The day of birth, where the number does not say it.
    #[schema(value_type = Option<String>, format = Date)]
    birth: Option<Day>,
    /// The sex, where the number does not say it.
    sex: Option<Sexes>,
    /// The telephone.
    #[schema(max_length = 40)]
    phone: Option<String>,
    /// The bank account that is paid to.
    #[schema(max_length = 40)]
    account: Option<String>,
    /// The employer: its id, credit code or name.
    #[schema(max_length = 200, example = "示例厂")]
    employer: Option<String>,
    /// The day on which the employer hired him.
    #[schema(value_type = Option<String>, format = Date)]
    hired_on: Option<Day>,
    /// The day of enrolment.
    #[schema(value_type = Option<String>, format = Date)]
    enrolled_on: Option<Day>,
    /// Plans with share units; none: the scheme's only one, one share unit.
    #[serde(default)]
    #[schema(max_items = 20)]
    plans: Vec<PlanTaken>,
}

impl From<EnrolMember> for Enrolment {
    fn from(asked: EnrolMember) -> Self {
        Self {
            scheme: asked.scheme,
            as_of: asked.as_of,
            member: asked.member,
            document: asked.id_number.map(|number| (DocumentKind::Resident, number)),
            name: asked.name,
            birth: asked.birth,
            sex: asked.sex.map(|sex| match sex {
                Sexes::Female => Sex::Female,
                Sexes::Male => Sex::Male,
            }),
            phone: asked.phone,
            account: asked.account,
            employer: asked.employer,
            hired_on: asked.hired_on,
            enrolled_on: asked.enrolled_on,
            plans: asked.plans.into_iter().map(|taken| (taken.plan, taken.share_units)).collect(),
            ..Self::default()
        }
    }
}

/// Enrol a member
#[utoipa::path(post, path = "/enrolments", operation_id = "enrolMember", tag = "members", params(InBook, Acts),
    request_body = EnrolMember, responses((status = 201, description = "Enrolled", body = Enrolled)))]
pub(in crate::service) async fn enrol(
    acting: Acting,
    Sent(asked): Sent<EnrolMember>,
) -> Result<Brought<Enrolled>, Problem> {
    acting.bring::<Enrol>(asked.into(), "").await.map(Brought::created)
}

/// A renewal.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct RenewMember {
    /// The scheme.
    #[schema(min_length = 1, max_length = 200, example = "demo/inpatient")]
    scheme: String,
    /// The day as of which it is renewed.
    #[schema(value_type = String, format = Date, example = "2026-06-01")]
    as_of: Day,
}

/// Renew what a member holds
#[utoipa::path(post, path = "/members/{member}/renew", operation_id = "renewMember", tag = "members",
    params(("member" = String, Path, description = "The member", example = "m00000001"), InBook, Acts),
    request_body = RenewMember, responses((status = 200, description = "Renewed", body = Enrolled)))]
pub(in crate::service) async fn renew(
    acting: Acting,
    At(member): At<String>,
    Sent(RenewMember { scheme, as_of }): Sent<RenewMember>,
) -> Result<Brought<Enrolled>, Problem> {
    acting.bring::<Renew>(Renewal { scheme, as_of, enrolled_on: None, member }, "").await
}

/// A transfer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct TransferMember {
    /// The new employer: its id, credit code or name.
    #[schema(min_length = 1, max_length = 200, example = "示例厂")]
    employer: String,
    /// The day.
    #[schema(value_type = String, format = Date, example = "2026-06-01")]
    on: Day,
}

/// Transfer a member to another employer
#[utoipa::path(post, path = "/members/{member}/transfer", operation_id = "transferMember", tag = "members",
    params(("member" = String, Path, description = "The member", example = "m00000001"), InBook, Acts),
    request_body = TransferMember, responses((status = 200, description = "Transferred", body = Changed)))]
pub(in crate::service) async fn transfer(
    acting: Acting,
    At(member): At<String>,
    Sent(TransferMember { employer, on }): Sent<TransferMember>,
) -> Result<Brought<Changed>, Problem> {
    acting.bring::<Transfer>(Move { member, employer, on }, "").await
}

/// A departure.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct LeaveMember {
    /// The day.
    #[schema(value_type = String, format = Date, example = "2026-06-01")]
    on: Day,
    /// Did he die?
    #[serde(default)]
    died: bool,
}

/// End what a member holds: he leaves, or he died
#[utoipa::path(post, path = "/members/{member}/leave", operation_id = "leaveMember", tag = "members",
    params(("member" = String, Path, description = "The member", example = "m00000001"), InBook, Acts),
    request_body = LeaveMember, responses((status = 200, description = "Ended", body = Changed)))]
pub(in crate::service) async fn leave(
    acting: Acting,
    At(member): At<String>,
    Sent(LeaveMember { on, died }): Sent<LeaveMember>,
) -> Result<Brought<Changed>, Problem> {
    acting.bring::<Leave>(Departure { member, on, died }, "").await
}

/// A merger.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct MergeMember {
    /// The member who is kept.
    #[schema(min_length = 1, max_length = 40, example = "m00000002")]
    into: String,
    /// The reason, which stands in the audit chain.
    #[schema(min_length = 1, max_length = 1000, example = "重复登记")]
    reason: String,
}

/// Merge a member that was registered twice into the other
#[utoipa::path(post, path = "/members/{member}/merge", operation_id = "mergeMember", tag = "members",
    params(("member" = String, Path, description = "The member", example = "m00000001"), InBook, Acts),
    request_body = MergeMember, responses((status = 200, description = "Merged", body = Changed)))]
pub(in crate::service) async fn merge(
    acting: Acting,
    At(member): At<String>,
    Sent(MergeMember { into, reason }): Sent<MergeMember>,
) -> Result<Brought<Changed>, Problem> {
    acting.bring::<MergeMembers>(Merge { member, into }, &reason).await
}

/// Members of one household.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct JoinAHousehold {
    /// The members.
    #[schema(min_items = 1, max_items = 50, example = json!(["m00000001"]))]
    members: Vec<String>,
    /// A member whose household they join; none: a new one.
    #[schema(max_length = 40, example = "m00000002")]
    with: Option<String>,
}

/// Put members into one household
#[utoipa::path(post, path = "/households", operation_id = "joinHousehold", tag = "members", params(InBook, Acts),
    request_body = JoinAHousehold, responses((status = 201, description = "Joined", body = Joined)))]
pub(in crate::service) async fn join(
    acting: Acting,
    Sent(JoinAHousehold { members, with }): Sent<JoinAHousehold>,
) -> Result<Brought<Joined>, Problem> {
    acting.bring::<JoinHousehold>(Joining { members, with }, "").await.map(Brought::created)
}
