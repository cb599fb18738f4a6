//! Organisations: the tree of unions, and the books that they keep.

use askama::Template;
use axum::response::Response;

use crate::desk::add_organisation::{AddOrganisation, Addition};
use crate::engine::claim::words::Word as _;
use crate::engine::office::{OrganisationKind, Right};
use crate::pages::frame::Frame;
use crate::pages::typed::Typed;
use crate::pages::visit::{Office, Visit, again, page, see};
use crate::pages::words;
use crate::service::{Looking, Problem};
use crate::store::organisation::{self, Listed};

/// An organisation, how it is called, and how deep it stands.
struct Row {
    listed: Listed,
    kind: String,
    depth: usize,
}

#[derive(Template)]
#[template(path = "office/organisations.html")]
struct Organisations {
    p: Frame,
    tab: &'static str,
    form: Typed,
    rows: Vec<Row>,
    kinds: Vec<(String, String)>,
    above: Vec<(String, String)>,
    may: bool,
}

/// The page.
pub(in crate::pages) async fn show(visit: Visit, office: Office) -> Result<Response, Problem> {
    page(&built(visit, &office, Typed::none()).await?)
}

async fn built(visit: Visit, office: &Looking, form: Typed) -> Result<Organisations, Problem> {
    let (p, may) = (visit.frame, visit.admitted.may(Right::ManageStaff));
    let listed = organisation::list(office.store(), office.scope()).await?;
    let above = listed.iter().map(|one| (one.id.clone(), one.name.clone())).collect();
    let least = listed.iter().map(|one| one.path.matches('/').count()).min().unwrap_or(0);
    let row = |listed: Listed| Row {
        kind: words::called::<OrganisationKind>(&p, &listed.kind),
        depth: (listed.path.matches('/').count() - least).min(5),
        listed,
    };
    let rows = listed.into_iter().map(row).collect();
    let kinds = words::choices::<OrganisationKind>(&p, p.say("请选择", "choose one"));
    Ok(Organisations { tab: "organisations", form, rows, kinds, above, may, p })
}

/// Adds one below another.
pub(in crate::pages) async fn add(
    visit: Visit,
    office: Office,
    mut form: Typed,
) -> Result<Response, Problem> {
    let id = form.needed("id", ("请填写机构编号。", "Write an id."));
    let name = form.needed("name", ("请填写机构名称。", "Write the name."));
    let kind = OrganisationKind::from_word(form.raw("kind"));
    if kind.is_none() {
        form.fault("kind", ("请选择机构类型。", "Choose what it is."));
    }
    let above = Some(form.text("above")).filter(|above| !above.is_empty());
    let keeps_book = form.raw("keeps_book") == "yes";
    if let Some(kind) = kind.filter(|_| form.is_fine()) {
        let request = Addition { id, name, kind, above, keeps_book };
        match office.bring::<AddOrganisation>((form.key(), ""), request).await {
            Ok(_) => return Ok(see("/office/organisations?done=added")),
            Err(problem) => form.refused(&problem),
        }
    }
    again(&built(visit, &office, form).await?)
}
