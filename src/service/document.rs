//! The document (`OpenAPI` 3.1): what all operations have in common, added to what each says itself.

use serde_json::{Value, json};
use utoipa::openapi::path::{Operation, Parameter, ParameterIn};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    Components, ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi, Ref, RefOr, ResponseBuilder,
};
use utoipa::{PartialSchema as _, ToSchema as _};

use super::problem::ProblemDocument;
use super::routes::Needs;

const PROBLEM: &str = "Problem";

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
    let shown: &[&str] = if is_known { &["token", "session"] } else { &[] };
    operation.security =
        Some(shown.iter().map(|name| SecurityRequirement::new(*name, Vec::<String>::new())).collect());
    let extensions = operation.extensions.get_or_insert_default();
    extensions.insert("x-needs".into(), Value::from(needs.word()));
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
    let about = "职工医疗互助审核引擎接口。金额以元为单位写作文本（如“1234.50”），以 _fen 结尾的为整数分；日期为 ISO 8601。\
        错误以 application/problem+json 返回，语言随 Accept-Language（默认 zh-CN，亦支持 en）。\n\n\
        Claims engine of trade-union mutual-aid funds. Amounts are texts in yuan (`1234.50`); what ends in _fen is whole \
        fen. Problems come as application/problem+json in the language of Accept-Language (zh-CN by default, or en).";
    api.info = InfoBuilder::new()
        .title("huzhu 互助")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(about))
        .license(Some(LicenseBuilder::new().name("MIT OR Apache-2.0").build()))
        .build();
    let components = api.components.get_or_insert_with(Components::new);
    let mut parts = vec![];
    ProblemDocument::schemas(&mut parts);
    components.schemas.extend(parts);
    components.schemas.insert(PROBLEM.into(), ProblemDocument::schema());
    let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name(PROBLEM))).build();
    let response = ResponseBuilder::new()
        .description("Why it is not answered: code is for programs, detail for people")
        .content("application/problem+json", problem)
        .build();
    components.responses.insert(PROBLEM.into(), response.into());
    let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("An API token")).build();
    components.add_security_scheme("token", SecurityScheme::Http(token));
    let cookie =
        ApiKeyValue::with_description("__Host-huzhu", "A session, which POST /api/v1/sessions begins");
    components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
}

/// The document as it is served.
pub(super) fn text(api: &OpenApi) -> String {
    let value = serde_json::to_value(api).unwrap_or_else(|_| json!({}));
    format!("{value:#}")
}
