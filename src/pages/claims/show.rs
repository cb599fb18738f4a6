//! A claim: where it stands, the slip, how it was computed, its documents, what was done to it, and what may be done now.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;

use super::form::{Whose, called};
use super::listed;
use crate::desk::called::events;
use crate::engine::claim::Facts;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right, mask};
use crate::exchange::claims::cells;
use crate::pages::explained::Explained;
use crate::pages::format;
use crate::pages::frame::Frame;
use crate::pages::members::found as member_of;
use crate::pages::schemes::{Schemes, edition};
use crate::pages::typed::Typed;
use crate::pages::visit::{Office, Visit, page};
use crate::pages::words;
use crate::service::{Admitted, Looking, Problem};
use crate::store::claim::{self, Event, Listed, Shown, queue};
use crate::store::document;
use crate::store::greeting;
use crate::store::member::shown;

/// Something that was done, as a sentence.
struct Happened {
    at: String,
    who: String,
    what: String,
    why: String,
}

/// A hold that is open.
struct Open {
    number: i64,
    called: String,
    said: String,
}

/// A document, as it is listed.
struct Paper {
    number: usize,
    name: String,
    size: String,
    at: String,
}

/// What may be done now, by who looks.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one act of its own, and any of them may go together"
)]
struct May {
    hand_in: bool,
    decide: bool,
    correct: bool,
    hold: bool,
    release: bool,
    review: bool,
    attach: bool,
    appeal: bool,
    answer: bool,
}

#[derive(Template)]
#[template(path = "claims/show.html")]
pub(in crate::pages) struct ClaimPage {
    p: Frame,
    form: Typed,
    claim: Listed,
    stage: String,
    tone: &'static str,
    scheme: String,
    whose: Whose,
    facts: Vec<(String, String)>,
    figures: Vec<(String, String)>,
    explained: Option<Explained>,
    open: Vec<Open>,
    papers: Vec<Paper>,
    happened: Vec<Happened>,
    claims: Vec<listed::Shown>,
    promised: Option<listed::Shown>,
    clauses: Vec<(String, String)>,
    may: May,
}

/// The page.
pub(in crate::pages) async fn show(
    visit: Visit,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    page(&built(visit, &office, &id, Typed::none()).await?)
}

/// The claim, where it is seen.
pub(super) async fn found(office: &Looking, id: &str) -> Result<Shown, Problem> {
    let store = office.store();
    let found = claim::find(store, store.keys(), office.scope(), (&office.book, id)).await?;
    found.ok_or_else(|| Refusal::not_found(Thing::Claim, id).into())
}

/// The page, with a form of it that is shown again.
pub(in crate::pages) async fn built(
    visit: Visit,
    office: &Looking,
    id: &str,
    form: Typed,
) -> Result<ClaimPage, Problem> {
    let (store, p, admitted) = (office.store(), visit.frame, visit.admitted);
    let Shown { claim, mut facts, decided, events, .. } = found(office, id).await?;
    if !admitted.may(Right::SeeDiagnosis) {
        facts.claim.diagnoses = facts.claim.diagnoses.iter().map(|code| code.category()).collect();
    }
    let schemes = Schemes::of(office).await?;
    let member = member_of(office, &claim.member_id).await?;
    let numbers = shown::numbers(store, &office.book, &member).await?;
    let names = greeting::of_claim(store, (&office.book, id)).await?;
    let listed = document::of_claim(store, store.keys(), office.scope(), (&office.book, id)).await?;
    let others = queue::of_member(store, office.scope(), (&office.book, &member.id), 1_000).await?;
    let (own, others): (Vec<_>, Vec<_>) = others.into_iter().partition(|one| one.id == id);
    let scheme = schemes.get(&claim.scheme_id);
    let clauses = scheme.and_then(|scheme| edition(scheme, admitted.now.day()));
    let (facts, figures) = told(&p, &facts);
    Ok(ClaimPage {
        stage: words::stage(&p, &claim.stage),
        tone: words::stage_tone(&claim.stage),
        scheme: schemes.title(&p, &claim.scheme_id),
        whose: Whose {
            id: member.id.clone(),
            name: mask::name(&member.name),
            number: numbers.first().map(|number| mask::identity(&number.number)).unwrap_or_default(),
            employer: member.employer.unwrap_or_default(),
        },
        explained: decided
            .as_ref()
            .zip(scheme)
            .map(|(decided, scheme)| Explained::of(&p, &decided.adjudication, &scheme.scheme)),
        open: open(&p, &events),
        papers: listed.iter().map(|one| paper(&p, one)).collect(),
        happened: events.iter().map(|event| happened(&p, event, &names)).collect(),
        promised: listed::shown(&p, &own, &schemes).pop().filter(|one| !one.expected.is_empty()),
        claims: listed::shown(&p, &others.into_iter().take(20).collect::<Vec<_>>(), &schemes),
        clauses: clauses.map(|edition| choices(&p, edition)).unwrap_or_default(),
        may: may(&admitted, &claim, is_appealed(&events)),
        facts,
        figures,
        claim,
        form,
        p,
    })
}

fn choices(p: &Frame, edition: &crate::engine::scheme::model::Edition) -> Vec<(String, String)> {
    let none = (String::new(), p.say("请选择", "choose one").to_owned());
    let clause = |clause: &crate::engine::scheme::model::Clause| {
        let text: String = clause.text.get(p.lang).chars().take(40).collect();
        (
            clause.id.clone(),
            p.lang.pick(format!("第{}条 {text}", clause.id), format!("Clause {}: {text}", clause.id)),
        )
    };
    std::iter::once(none).chain(edition.clauses.iter().map(clause)).collect()
}

/// What something is called, and what it is.
type Labelled = Vec<(String, String)>;

/// What the claim says, and the figures of its slip.
fn told(p: &Frame, facts: &Facts) -> (Labelled, Labelled) {
    let figures = facts.claim.settlement.known();
    let figures = figures.map(|(component, amount)| (called(p, component.names().word), p.money(&amount)));
    let skipped = |column: &str| {
        crate::engine::claim::Component::from_word(column).is_some()
            || ["member", "household", "employer", "birth", "sex"].contains(&column)
    };
    let cells = cells(facts).into_iter().filter(|(column, _)| !skipped(column));
    let facts = cells.map(|(column, value)| (called(p, &column), value_of(p, &column, &value)));
    (facts.collect(), figures.collect())
}

fn value_of(p: &Frame, column: &str, value: &str) -> String {
    use crate::engine::claim::words::{Event, HospitalLevel, Insurance, Place, Relation, Service, Setting};
    match column {
        "event" => words::called::<Event>(p, value),
        "setting" => words::called::<Setting>(p, value),
        "place" => words::called::<Place>(p, value),
        "hospital_level" => words::called::<HospitalLevel>(p, value),
        "insurance" => words::called::<Insurance>(p, value),
        "service" => words::called::<Service>(p, value),
        "relation" => words::called::<Relation>(p, value),
        _ => p.day(value),
    }
}

/// Holds that nobody has released.
fn open(p: &Frame, events: &[Event]) -> Vec<Open> {
    let released = |number| events.iter().any(|event| event.kind == "release" && event.number == number);
    let holds = events.iter().filter(|event| event.kind == "hold" && !released(event.number));
    holds
        .map(|hold| Open {
            number: hold.number,
            called: words::hold(p, &hold.outcome),
            said: events::noticed(&hold.reason, p.lang),
        })
        .collect()
}

/// What was noticed, as a sentence.
fn paper(p: &Frame, one: &document::Listed) -> Paper {
    let kilobytes = (one.bytes + 1023) / 1024;
    Paper {
        number: one.number,
        name: one.name.clone(),
        size: format!("{kilobytes} KB"),
        at: p.moment(&one.attached_at),
    }
}

fn happened(p: &Frame, event: &Event, names: &HashMap<String, String>) -> Happened {
    let (what, why) = events::happened(event, p.lang, format::fen);
    Happened {
        at: p.moment(&event.at),
        who: events::who(&event.who, names.get(&event.who), p.lang),
        what,
        why,
    }
}

/// Is an appeal open?
fn is_appealed(events: &[Event]) -> bool {
    let count = |kind: &str| events.iter().filter(|event| event.kind == kind).count();
    count("appeal") > count("answer")
}

fn may(admitted: &Admitted, claim: &Listed, is_appealed: bool) -> May {
    let stage = claim.stage.as_str();
    let is_open = stage != "revoked" && stage != "draft";
    May {
        hand_in: stage == "draft" && admitted.may(Right::Submit),
        decide: matches!(stage, "submitted" | "pending") && admitted.may(Right::Decide),
        correct: is_open && admitted.may(Right::Correct),
        hold: is_open && admitted.may(Right::Hold),
        release: claim.holds > 0 && admitted.may(Right::Release),
        review: stage == "proposed" && admitted.may(Right::Review),
        attach: stage != "revoked" && admitted.may(Right::Submit),
        appeal: matches!(stage, "approved" | "denied") && !is_appealed && admitted.may(Right::FileAppeal),
        answer: is_appealed && admitted.may(Right::AnswerAppeal),
    }
}
