//! A member files a claim with photos of his papers, for himself or for somebody whom he is guardian or heir of; and adds
//! papers to one that is not decided yet.

use askama::Template;
use axum::extract::Path;
use axum::extract::multipart::Multipart;
use axum::response::Response;

use super::himself;
use crate::desk::attach::AttachRequest;
use crate::desk::attach_own::AttachOwn;
use crate::desk::file_own::{FileOwn, Filing};
use crate::engine::claim::words::Setting;
use crate::engine::office::mask;
use crate::pages::claims::documents::{Came, put, read};
use crate::pages::claims::form::facts;
use crate::pages::frame::Frame;
use crate::pages::schemes::Schemes;
use crate::pages::typed::Typed;
use crate::pages::visit::{Office, Visit, again, page, see};
use crate::pages::words::choices;
use crate::service::{Looking, Problem};
use crate::store::member::shown;
use crate::store::ward;

/// So many files at once.
const MOST: usize = 10;

#[derive(Template)]
#[template(path = "my/file.html")]
struct FilePage {
    p: Frame,
    form: Typed,
    /// Himself and whom he stands for.
    people: Vec<(String, String)>,
    schemes: Vec<(String, String)>,
    settings: Vec<(String, String)>,
}

/// The form.
pub(in crate::pages) async fn show(visit: Visit, office: Office) -> Result<Response, Problem> {
    let mut form = Typed::none();
    form.put("setting", "inpatient");
    page(&built(visit, &office, form).await?)
}

async fn built(visit: Visit, office: &Looking, form: Typed) -> Result<FilePage, Problem> {
    let member = himself(office).await?;
    let (p, today) = (visit.frame, visit.admitted.now.day().to_string());
    let wards = ward::of_member(office.store(), office.scope(), &today).await?;
    let called = |ward: &ward::Ward| {
        let what = if ward.kind == "guardian" {
            p.say("您是监护人", "you are the guardian")
        } else {
            p.say("您是继承人", "you are an heir")
        };
        (ward.member_id.clone(), format!("{}（{what}）", mask::name(&ward.name)))
    };
    let mut people = vec![(member.id.clone(), p.say("本人", "myself").to_owned())];
    people.extend(wards.iter().map(called));
    let all = Schemes::of(office).await?;
    let held = shown::enrolments(office.store(), &office.book, &member).await?;
    let mut schemes: Vec<(String, String)> = held
        .iter()
        .filter(|row| row.state == "active")
        .map(|row| (row.scheme_id.clone(), all.title(&p, &row.scheme_id)))
        .collect();
    schemes.sort();
    schemes.dedup();
    // Somebody else may take part in another scheme.
    if schemes.is_empty() || people.len() > 1 {
        schemes = all.choices(&p);
    }
    let settings = choices::<Setting>(&p, p.say("不清楚", "I do not know"));
    Ok(FilePage { p, form, people, schemes, settings })
}

/// Files it: the papers are looked at first, so that a claim with a paper that cannot be kept is not filed at all.
pub(in crate::pages) async fn file(
    visit: Visit,
    office: Office,
    sent: Multipart,
) -> Result<Response, Problem> {
    let member = himself(&office).await?;
    let (mut form, papers) = read(sent).await?;
    let whose = Some(form.text("whose")).filter(|whose| !whose.is_empty()).unwrap_or(member.id.clone());
    let filing = filing(&office, &mut form, (&whose, !papers.is_empty()), &visit).await?;
    let kept = keep(&office, &mut form, papers).await;
    let Some(filing) = filing.filter(|_| form.is_fine()) else {
        return again(&built(visit, &office, form).await?);
    };
    let filed = match office.bring_own::<FileOwn>(form.key(), filing).await {
        Ok(filed) => filed,
        Err(problem) => {
            form.refused(&problem);
            return again(&built(visit, &office, form).await?);
        }
    };
    add(&office, (&filed.claim, form.key()), kept).await?;
    Ok(see(&if whose == member.id {
        format!("/my/claims/{}?done=filed", filed.claim)
    } else {
        "/my/claims?done=filed-for".to_owned()
    }))
}

/// What is filed: with the figures of the slip, or with its photo alone, from which the desk enters them.
async fn filing(
    office: &Looking,
    form: &mut Typed,
    (whose, has_papers): (&str, bool),
    visit: &Visit,
) -> Result<Option<Filing>, Problem> {
    let scheme = form.needed("scheme", ("请选择互助计划。", "Choose a scheme."));
    let has_figures = ["total", "funds_paid"].iter().any(|name| !form.raw(name).is_empty());
    if !has_figures && !has_papers {
        let said = (
            "请拍摄或选择结算单的照片；没有照片的，请填写金额。",
            "Take or choose a photo of the slip; without one, write its figures.",
        );
        form.fault("files", said);
    }
    let schemes = Schemes::of(office).await?;
    let mut slip = form.clone();
    slip.put("member", whose);
    slip.put("event", "treatment");
    let facts = facts(&mut slip, (&schemes, visit.admitted.now.day()), false);
    for (name, said) in slip.faults().iter().skip(form.faults().len()) {
        form.fault(name, said.clone());
    }
    Ok(facts.map(|facts| Filing { scheme: scheme.into(), facts }))
}

/// Papers that are on the disk, not yet at a claim; what cannot be kept is said at the field.
async fn keep(office: &Looking, form: &mut Typed, papers: Vec<Came>) -> Vec<AttachRequest> {
    if papers.len() > MOST {
        let said = (
            format!("一次最多上传{MOST}个文件，其余的请在提交后补传。"),
            format!("At most {MOST} files at once; add the others afterwards."),
        );
        form.fault("files", said);
        return vec![];
    }
    let mut kept = vec![];
    for paper in papers {
        match put(office, "", paper).await {
            Ok(request) => kept.push(request),
            Err(problem) => form.fault("files", problem.said().clone()),
        }
    }
    kept
}

async fn add(
    office: &Looking,
    (claim, key): (&str, &str),
    papers: Vec<AttachRequest>,
) -> Result<(), Problem> {
    for (at, mut paper) in papers.into_iter().enumerate() {
        paper.claim = claim.into();
        office.bring_own::<AttachOwn>(&format!("{key}/{at}"), paper).await?;
    }
    Ok(())
}

/// Adds papers to a claim of one's own, such as those that a letter asks for.
pub(in crate::pages) async fn attach(
    visit: Visit,
    office: Office,
    Path(id): Path<String>,
    sent: Multipart,
) -> Result<Response, Problem> {
    himself(&office).await?;
    let (mut form, papers) = read(sent).await?;
    if papers.is_empty() {
        form.fault("files", ("请先拍摄或选择文件。", "Take or choose a photo first."));
    }
    let kept = keep(&office, &mut form, papers).await;
    if form.is_fine() {
        match add(&office, (&id, form.key()), kept).await {
            Ok(()) => return Ok(see(&format!("/my/claims/{id}?done=attached"))),
            Err(problem) => form.refused(&problem),
        }
    }
    again(&super::claims::built(visit, &office, &id, form).await?)
}
