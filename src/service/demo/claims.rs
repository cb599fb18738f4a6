//! The claims of a demonstration: each is told from the day it was handed in to how it stands now.

use super::DemoError;
use super::hand::{DAY, Hand};
use super::people::{self, County};
use super::setting::{self, CRITICAL, MUTUAL};
use super::stories::{self, About, Ends};
use crate::clock::Now;
use crate::desk::answer_appeal::{AnswerAppeal, AnswerRequest};
use crate::desk::appeal::{Appeal, AppealRequest};
use crate::desk::attach::{Attach, AttachRequest};
use crate::desk::attach_to_member::{AttachToMember, MemberDocument};
use crate::desk::change_account::{AccountNaming, ChangeAccount};
use crate::desk::decide::{Decide, DecideRequest, DecidedAnswer};
use crate::desk::hold::{Hold, HoldRequest};
use crate::desk::name_payee::{NamePayee, Naming};
use crate::desk::review::{Review, ReviewRequest, Verdict};
use crate::desk::revoke::{Revoke, RevokeRequest};
use crate::desk::submit::{NewRequest, Submit};
use crate::engine::claim::words::Setting;
use crate::engine::claim::{Dates, Facts};
use crate::engine::ids::DocumentKind;
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::office::PayeeKind;
use crate::generate::World;
use crate::store::{BookId, StoreError};

/// What may be shown as a document: it says what it is.
const PAPER: &[u8] = include_bytes!("paper.pdf");
/// So many claims of each county come from the generator.
const MORE: usize = 12;

/// A claim that is to be told.
struct Told<'c> {
    county: &'c County,
    /// When it is handed in.
    at: Now,
    facts: Facts,
    scheme: &'static str,
    ends: Ends,
}

/// Tells all claims in the order of their days, and what waits beside them.
pub(super) async fn tell(
    hand: &mut Hand,
    (world, counties): (&World, &[County]),
    now: Now,
) -> Result<(), DemoError> {
    let mut all: Vec<Told<'_>> = vec![];
    for (at, county) in counties.iter().enumerate() {
        let stories = stories::of(at).iter().enumerate();
        all.extend(stories.filter_map(|(nth, story)| of_story(county, (at, nth), story, now)));
        all.extend(made_up(world, county, (at, now)));
    }
    all.sort_by_key(|told| told.at);
    for told in &all {
        claim(hand, told).await?;
    }
    hand.at(now.plus_seconds(-DAY * 2));
    if let Some(county) = counties.first() {
        people::late(hand, world, county).await?;
        waiting(hand, world, county).await?;
    }
    setting::propose_next(hand).await
}

fn of_story<'c>(
    county: &'c County,
    (at, nth): (usize, usize),
    (member, ago, about, ends): &stories::Story,
    now: Now,
) -> Option<Told<'c>> {
    let member = county.members.get(*member)?;
    let moment = now.plus_seconds(-DAY * ago);
    // The invoice of the story before, where that is what is noticed.
    let invoice = if *ends == Ends::SameInvoice { nth - 1 } else { nth };
    let invoice = format!("52990026-{at:02}{invoice:06}");
    let facts = stories::facts(*about, member, (moment.day(), invoice));
    let scheme = if matches!(about, About::Illness(_)) { CRITICAL } else { MUTUAL };
    Some(Told { county, at: moment, facts, scheme, ends: *ends })
}

/// Claims as the generator makes them, brought to days of the last months and to other members than the stories'.
fn made_up<'c>(
    world: &World,
    county: &'c County,
    (at, now): (usize, Now),
) -> impl Iterator<Item = Told<'c>> + use<'c> {
    let kinds = [Some(Setting::Inpatient), Some(Setting::SpecialOutpatient)];
    let claims = world.claims().skip(at * 1_000);
    let claims =
        claims.filter(|claim| claim.reverses.is_none() && kinds.contains(&claim.facts.claim.setting));
    let claims: Vec<Facts> = claims.take(MORE).map(|claim| claim.facts).collect();
    claims.into_iter().zip(20..).filter_map(move |(mut facts, nth)| {
        let moment = now.plus_seconds(-DAY * (100 - 3 * (nth - 20)));
        let day = moment.plus_seconds(-DAY * 4).day();
        let dates = facts.claim.dates.clone();
        facts.claim.dates = Dates {
            admission: dates.admission.map(|_| day),
            discharge: Some(day),
            settlement: Some(day),
            ..dates
        };
        facts.claim.days = None;
        facts.claim.submitted = Some(moment.day());
        facts.person = crate::engine::claim::Person {
            member: county.members.get(usize::try_from(nth).ok()?)?.clone(),
            ..Default::default()
        };
        Some(Told { county, at: moment, facts, scheme: MUTUAL, ends: Ends::Answered })
    })
}

async fn claim(hand: &mut Hand, told: &Told<'_>) -> Result<(), DemoError> {
    let Told { county, facts, scheme, ends, .. } = told;
    let clerk = (county.book, county.login("clerk"));
    hand.at(told.at);
    let draft = *ends == Ends::Draft;
    let request =
        NewRequest { scheme: (*scheme).into(), facts: facts.clone(), draft, import: None, agent: None };
    let claim = hand.ask::<Submit>(clerk, request, "").await?.claim;
    if facts.claim.admission.is_none() {
        paper(hand, county, &claim).await?;
    }
    if matches!(ends, Ends::Draft | Ends::Submitted | Ends::SameInvoice) {
        return Ok(());
    }
    hand.at(told.at.plus_seconds(DAY / 4));
    let decided = hand.ask::<Decide>(clerk, DecideRequest { claim: claim.clone() }, "").await?;
    hand.at(told.at.plus_seconds(DAY / 2));
    match ends {
        Ends::Held => {
            let reason = "票据需向开票医院核实。".into();
            hand.ask::<Hold>(clerk, HoldRequest { claim, reason }, "").await.map(drop)
        }
        Ends::SentBack => review(hand, county, (&decided, Verdict::SendBack), "请补核结算单金额。").await,
        Ends::Revoked => hand.ask::<Revoke>(clerk, RevokeRequest { claim }, "会员撤回申请").await.map(drop),
        Ends::Answered => review(hand, county, (&decided, Verdict::Approve), "").await,
        Ends::Appealed | Ends::Upheld => appeal(hand, told, &decided).await,
        Ends::Draft | Ends::Submitted | Ends::SameInvoice | Ends::Pending | Ends::Proposed => Ok(()),
    }
}

/// Answered, appealed against, and, where the member is right, to be decided again.
async fn appeal(hand: &mut Hand, told: &Told<'_>, decided: &DecidedAnswer) -> Result<(), DemoError> {
    let Told { county, at, ends, .. } = told;
    review(hand, county, (decided, Verdict::Approve), "").await?;
    hand.at(at.plus_seconds(DAY * 3));
    let claim = decided.claim.clone();
    let grounds = "对自付金额的认定有异议，请重新核算。".into();
    let request = AppealRequest { claim: claim.clone(), grounds, told: None };
    hand.ask::<Appeal>((county.book, county.login("clerk")), request, "").await?;
    if *ends == Ends::Upheld {
        hand.at(at.plus_seconds(DAY * 5));
        let answer = AnswerRequest { claim, upheld: true };
        hand.ask::<AnswerAppeal>((county.book, "reviewer-city"), answer, "结算单金额有误，予以重审").await?;
    }
    Ok(())
}

/// Above what the county may grant, the city agrees.
async fn review(
    hand: &mut Hand,
    county: &County,
    (decided, verdict): (&DecidedAnswer, Verdict),
    reason: &str,
) -> Result<(), DemoError> {
    let above = decided.amount > Fen::yuan(20_000) && verdict == Verdict::Approve;
    let login = if above { "reviewer-city" } else { county.login("reviewer") };
    let request = ReviewRequest { claim: decided.claim.clone(), decision: decided.decision, verdict };
    hand.ask::<Review>((county.book, login), request, reason).await.map(drop)
}

async fn paper(hand: &mut Hand, county: &County, claim: &Name) -> Result<(), DemoError> {
    let stored = put(hand, county).await?;
    let request = AttachRequest::new(claim, "医保结算单（演示）.pdf", &stored);
    hand.ask::<Attach>((county.book, county.login("clerk")), request, "").await.map(drop)
}

async fn put(hand: &Hand, county: &County) -> Result<crate::store::files::Stored, DemoError> {
    let book = BookId::try_from(county.book).map_err(|why| StoreError::Broken(why.to_string()))?;
    Ok(hand.office().put(&book, PAPER.to_vec()).await?)
}

/// A guardian and an account that wait for a second person.
async fn waiting(hand: &mut Hand, world: &World, county: &County) -> Result<(), DemoError> {
    let clerk = (county.book, county.login("clerk"));
    let [.., third, second, _] = &county.members[..] else { return Ok(()) };
    let account = format!("9999{:015}", 7);
    let naming = AccountNaming { member: second.clone(), account, holder: None };
    hand.ask::<ChangeAccount>(clerk, naming, "原账户已注销").await?;
    let stored = put(hand, county).await?;
    let document = MemberDocument::new(third, "监护证明（演示）.pdf", &stored);
    let proof = hand.ask::<AttachToMember>(clerk, document, "").await?.document;
    let guardian = world.member(world.sizes().members - 25);
    let naming = Naming {
        member: third.clone(),
        kind: PayeeKind::Guardian,
        name: guardian.name,
        document: (DocumentKind::Resident, guardian.id_number.as_str().into()),
        account: guardian.account,
        proof: proof.to_string(),
        from: None,
    };
    hand.ask::<NamePayee>(clerk, naming, "").await.map(drop)
}
