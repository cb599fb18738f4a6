//! The document (`OpenAPI` 3.1): what all operations have in common, added to what each says itself.

use serde_json::{Value, json};
use utoipa::openapi::header::Header;
use utoipa::openapi::path::{Operation, Parameter, ParameterIn};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    Components, ContentBuilder, HeaderBuilder, InfoBuilder, LicenseBuilder, OpenApi, Ref, RefOr, Response,
    ResponseBuilder,
};
use utoipa::{PartialSchema as _, ToSchema as _};

use super::problem::ProblemDocument;
use super::routes::Needs;
use super::{codes, examples};

const PROBLEM: &str = "Problem";

/// What operations are about, in the order in which a stranger needs them.
const TAGS: [(&str, &str); 12] = [
    ("sessions", "Logging in and out, and the demonstration"),
    ("tokens", "API tokens, by which other systems call"),
    ("me", "What one is and may do; what a member does himself"),
    ("members", "Members, their employers, enrolments, entitlements, categories, accounts and payees"),
    ("quotes", "What a claim would come to, without handing it in"),
    ("claims", "Claims from being handed in to being answered, and after"),
    ("documents", "Papers of claims and of members"),
    ("fund", "Pools, vouchers, periods and balances"),
    ("schemes", "Schemes: editions, rule sheets, what differs, and publishing them"),
    ("office", "Organisations, staff and what the office sets itself"),
    ("audit", "Who did what, in a chain that shows when it was changed"),
    ("system", "For those that look after machines"),
];

/// Adds to an operation who may call it and how it may be refused.
pub(super) fn complete(operation: &mut Operation, path: &str, needs: Needs) {
    let is_act = parameters(operation).any(|parameter| parameter.name == "Idempotency-Key");
    let in_book = parameters(operation).any(|parameter| parameter.name == "book");
    let is_edit = parameters(operation).any(|parameter| parameter.name == "If-Match");
    let has_body = operation.request_body.is_some();
    let is_known = needs != Needs::Nobody;
    let problems = [
        ("400", true),
        ("401", is_known),
        ("403", true),
        ("404", in_book || path.contains('{')),
        ("408", true),
        ("409", is_act),
        ("412", is_edit),
        ("413", has_body),
        ("415", has_body),
        ("422", is_act || has_body),
        ("428", is_edit),
        ("429", true),
        ("500", true),
        ("503", true),
    ];
    for (status, applies) in problems {
        if applies {
            let problem = RefOr::Ref(Ref::from_response_name(PROBLEM));
            operation.responses.responses.entry(status.into()).or_insert(problem);
        }
    }
    if is_act {
        let done = operation.responses.responses.iter_mut().filter(|(status, _)| status.starts_with('2'));
        done.for_each(|(_, response)| replayed(response));
    }
    let shown: &[&str] = if is_known { &["token", "session"] } else { &[] };
    operation.security =
        Some(shown.iter().map(|name| SecurityRequirement::new(*name, Vec::<String>::new())).collect());
    let extensions = operation.extensions.get_or_insert_default();
    extensions.insert("x-needs".into(), Value::from(needs.word()));
}

/// Says that an answer may be one that was given before.
fn replayed(response: &mut RefOr<Response>) {
    let RefOr::T(response) = response else { return };
    let said = "`true` where the same key with the same body was answered before: nothing was done again.";
    response.headers.insert("Idempotency-Replayed".into(), header(said).into());
}

fn header(said: &str) -> Header {
    HeaderBuilder::new().schema(Some(String::schema())).description(Some(said)).build()
}

fn parameters(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().flatten().filter_map(|parameter| match parameter {
        RefOr::T(parameter) => Some(parameter),
        RefOr::Ref(_) => None,
    })
}

/// The parameters after the question mark that an operation knows.
pub(super) fn query_names(operation: &Operation) -> Vec<String> {
    let query =
        parameters(operation).filter(|parameter| matches!(parameter.parameter_in, ParameterIn::Query));
    query.map(|parameter| parameter.name.clone()).collect()
}

/// Adds what stands once in the document.
pub(super) fn finish(api: &mut OpenApi) {
    let about = format!("{}{}", include_str!("about.md"), codes::table());
    api.info = InfoBuilder::new()
        .title("huzhu 互助")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(about))
        .license(Some(LicenseBuilder::new().name("MIT OR Apache-2.0").build()))
        .build();
    api.tags =
        Some(TAGS.map(|(name, about)| TagBuilder::new().name(name).description(Some(about)).build()).into());
    let components = api.components.get_or_insert_with(Components::new);
    let mut parts = vec![];
    ProblemDocument::schemas(&mut parts);
    components.schemas.extend(parts);
    components.schemas.insert(PROBLEM.into(), ProblemDocument::schema());
    let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name(PROBLEM))).build();
    let response = ResponseBuilder::new()
        .description("Why it is not answered: code is for programs, detail for people")
        .content("application/problem+json", problem)
        .header("X-Request-Id", header("The id of the request, which leads to the logs"))
        .header("Retry-After", header("With 429 and 503: after so many seconds it may go better"))
        .header("Content-Language", header("`zh-CN` or `en`: the language of title and details"))
        .build();
    components.responses.insert(PROBLEM.into(), response.into());
    let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("An API token")).build();
    components.add_security_scheme("token", SecurityScheme::Http(token));
    let cookie =
        ApiKeyValue::with_description("__Host-huzhu", "A session, which POST /api/v1/sessions begins");
    components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    examples::add(api);
}

/// The document as it is served.
pub(super) fn text(api: &OpenApi) -> String {
    let value = serde_json::to_value(api).unwrap_or_else(|_| json!({}));
    format!("{value:#}")
}
