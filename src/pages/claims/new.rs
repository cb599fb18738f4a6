//! A new claim: the form, what it would come to while it is typed, and handing it in.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;

use super::form::{self, FormPage, TIED, Whose};
use crate::desk::Agent;
use crate::desk::decide::{Decide, DecideRequest};
use crate::desk::quote::{QuoteRequest, quote};
use crate::desk::submit::{NewRequest, Submit};
use crate::engine::claim::words::Word;
use crate::engine::ids::DocumentKind;
use crate::engine::office::{AgentRelation, mask};
use crate::pages::explained::Explained;
use crate::pages::frame::Frame;
use crate::pages::members::found;
use crate::pages::schemes::Schemes;
use crate::pages::typed::{Typed, plain};
use crate::pages::visit::{Office, Visit, again, page, see};
use crate::pages::words;
use crate::service::{Looking, Problem};
use crate::store::member::shown;

/// Whose claim, under what, and from what kind of slip.
#[derive(Deserialize)]
pub(in crate::pages) struct Asked {
    member: String,
    scheme: Option<String>,
    slip: Option<String>,
}

/// The form.
pub(in crate::pages) async fn show(
    visit: Visit,
    office: Office,
    Query(Asked { member, scheme, slip }): Query<Asked>,
) -> Result<Response, Problem> {
    let mut form = Typed::none();
    form.put("member", member);
    form.put("event", "treatment");
    form.put("setting", "inpatient");
    form.put("slip", slip.unwrap_or_default());
    form.put("scheme", scheme.unwrap_or_default());
    page(&built(visit, &office, form).await?)
}

/// The form as it stands on its page.
pub(super) async fn built(visit: Visit, office: &Looking, mut form: Typed) -> Result<FormPage, Problem> {
    let member = found(office, form.raw("member")).await?;
    let (p, today) = (visit.frame, visit.admitted.now.day());
    let schemes = Schemes::of(office).await?;
    let held = shown::enrolments(office.store(), &office.book, &member).await?;
    let mut choices: Vec<(String, String)> = held
        .iter()
        .filter(|row| row.state == "active")
        .map(|row| (row.scheme_id.clone(), schemes.title(&p, &row.scheme_id)))
        .collect();
    choices.dedup();
    if choices.is_empty() {
        choices = schemes.choices(&p);
    }
    if let Some((first, _)) = choices.first().filter(|_| form.raw("scheme").is_empty()) {
        form.put("scheme", first.clone());
    }
    let numbers = shown::numbers(office.store(), &office.book, &member).await?;
    let whose = Whose {
        id: member.id.clone(),
        name: mask::name(&member.name),
        number: numbers.first().map(|number| mask::identity(&number.number)).unwrap_or_default(),
        employer: member.employer.unwrap_or_default(),
    };
    Ok(FormPage::of(p, form, whose, (&schemes, choices), today))
}

#[derive(Template)]
#[template(path = "claims/answer.html")]
struct Answer {
    p: Frame,
    /// Figures whose sums are checked, and by how much they are off.
    ties: Vec<(&'static str, String)>,
    warnings: Vec<String>,
    /// What is wrong, by the name of its field.
    faults: Vec<(String, String)>,
    explained: Option<Explained>,
}

/// What the claim would come to as it stands in the form: nothing of it is kept.
pub(in crate::pages) async fn ask(
    visit: Visit,
    office: Office,
    mut form: Typed,
) -> Result<Response, Problem> {
    let (p, today) = (visit.frame, visit.admitted.now.day());
    let schemes = Schemes::of(&office).await?;
    let facts = form::facts(&mut form, (&schemes, today), false);
    let mut answer = Answer { ties: ties(&p, &[]), warnings: vec![], faults: vec![], explained: None, p };
    let Some(facts) = facts else {
        let p = &answer.p;
        let faults =
            form.faults().iter().map(|(name, said)| (form::called(p, name), p.said(said).to_owned()));
        answer.faults = faults.collect();
        return page(&answer);
    };
    answer.ties = ties(&answer.p, &form::off(&facts));
    let request = QuoteRequest { scheme: form.raw("scheme").into(), facts };
    match quote(office.app.desk().office(), &office.book, request).await? {
        Ok(quoted) => {
            answer.warnings = quoted.holds.iter().map(|code| words::hold(&answer.p, code)).collect();
            answer.explained = Some(Explained::of(&answer.p, &quoted.adjudication, &quoted.scheme));
        }
        Err(refusal) => answer.faults.push((String::new(), answer.p.said(&refusal.said()).to_owned())),
    }
    page(&answer)
}

/// For each figure that is checked: by how much its sum is off, or nothing.
fn ties(p: &Frame, off: &[crate::engine::claim::ties::Untied]) -> Vec<(&'static str, String)> {
    let said = |component| {
        let found = off.iter().find(|untied| untied.whole == component);
        found.map(|untied| p.lang.pick(untied.zh(), untied.en())).unwrap_or_default()
    };
    TIED.iter().map(|component| (component.names().word, said(*component))).collect()
}

/// Hands the claim in, and decides it where that is wanted.
pub(in crate::pages) async fn submit(
    visit: Visit,
    office: Office,
    mut form: Typed,
) -> Result<Response, Problem> {
    let Some(request) = request(&visit, &office, &mut form).await? else {
        return again(&built(visit, &office, form).await?);
    };
    let submitted = match office.bring::<Submit>((form.key(), ""), request).await {
        Ok(submitted) => submitted,
        Err(problem) => {
            form.refused(&problem);
            return again(&built(visit, &office, form).await?);
        }
    };
    let mut done = if form.raw("then") == "draft" { "draft" } else { "submitted" };
    if form.raw("then") == "decide" {
        let (key, claim) = (format!("{}/decide", form.key()), submitted.claim.clone());
        // A claim that cannot be decided yet is handed in all the same: its page says why.
        if office.bring::<Decide>((&key, ""), DecideRequest { claim }).await.is_ok() {
            done = "decided";
        }
    }
    Ok(see(&format!("/claims/{}?done={done}", submitted.claim)))
}

/// What is to be handed in; none where something typed is wrong.
async fn request(visit: &Visit, office: &Looking, form: &mut Typed) -> Result<Option<NewRequest>, Problem> {
    let (schemes, ties) = (Schemes::of(office).await?, form.raw("untied") != "yes");
    let agent = agent(form);
    let facts = form::facts(form, (&schemes, visit.admitted.now.day()), ties);
    let (Some(facts), Ok(agent)) = (facts, agent) else { return Ok(None) };
    let draft = form.raw("then") == "draft";
    Ok(Some(NewRequest { scheme: form.raw("scheme").into(), facts, draft, import: None, agent }))
}

/// Who hands it in, where the member does not come himself.
fn agent(form: &mut Typed) -> Result<Option<Agent>, ()> {
    let Some(relation) = AgentRelation::from_word(form.raw("agent_relation")) else { return Ok(None) };
    let number = plain(form.raw("agent_number")).to_ascii_uppercase();
    if number.is_empty() {
        form.fault("agent_number", ("请填写代办人的身份证号。", "Write the agent's identity number."));
        return Err(());
    }
    Ok(Some(Agent { relation, document: (DocumentKind::Resident, number) }))
}
