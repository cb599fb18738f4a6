//! A claim in words: where it stands, how it was computed line by line, and all that was done to it.

use std::collections::HashMap;

use super::super::open::Opened;
use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::stop::Stop;
use crate::clock::Now;
use crate::desk::called::events;
use crate::desk::compiled;
use crate::engine::adjudicate::{Scheme, explain};
use crate::engine::claim::words::Word;
use crate::engine::money::Fen;
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::engine::office::stage::StageName;
use crate::engine::scheme::model::Lang;
use crate::store::claim::{self, Decided, Event, Listed};
use crate::store::greeting;

/// Shows a claim of the book, where the account sees it.
pub async fn show(office: &Opened, id: &str, console: &mut Console) -> Result<Outcome, Stop> {
    let (scope, store) = (office.scope().await?, &office.desk.office().store);
    let found = claim::find(store, store.keys(), &scope, (&office.book, id)).await;
    let Some(shown) = found? else {
        return Err(Refusal::not_found(Thing::Claim, id).into());
    };
    console.line(head(&shown.claim, console.lang()))?;
    if let Some(decided) = &shown.decided {
        let editions = claim::editions(store, &shown.claim.scheme_id).await?;
        let scheme = compiled(&editions)?;
        for line in lines(decided, &scheme, console.lang()) {
            console.line(line)?;
        }
    }
    let names = greeting::of_claim(store, (&office.book, id)).await?;
    for event in &shown.events {
        console.line(told(event, &names, console.lang()))?;
    }
    Ok(Outcome::Fine)
}

/// Says beside the answer how a claim stands now, where the account sees it.
pub async fn tell(office: &Opened, id: &str, console: &mut Console) -> Result<(), Stop> {
    let (scope, store) = (office.scope().await?, &office.desk.office().store);
    let found = claim::find(store, store.keys(), &scope, (&office.book, id)).await?;
    if let Some(shown) = found {
        console.tell(head(&shown.claim, console.lang()));
    }
    Ok(())
}

fn head(claim: &Listed, lang: Lang) -> String {
    let stage = StageName::from_word(&claim.stage);
    let (paid, holds) = (yuan(claim.paid_fen), claim.holds);
    lang.pick(
        format!(
            "申请{}（受理号{}）：{}，会员{}，方案{}，核定{paid}元，未解除的暂停{holds}项",
            claim.id,
            claim.receipt,
            stage.map_or("", Word::zh),
            claim.member_id,
            claim.scheme_id
        ),
        format!(
            "claim {} (receipt {}): {}, member {}, scheme {}, granted {paid} yuan, {holds} open holds",
            claim.id, claim.receipt, claim.stage, claim.member_id, claim.scheme_id
        ),
    )
}

/// Lines of the calculation, then reasons of the decision and notes.
fn lines(decided: &Decided, scheme: &Scheme, lang: Lang) -> Vec<String> {
    let adjudication = &decided.adjudication;
    let lines = adjudication.lines.iter().map(|line| explain::line(line, scheme, lang));
    let reasons = adjudication.decision.reasons().chain(&adjudication.notes);
    lines
        .chain(reasons.map(|reason| explain::reason(reason, scheme, lang)))
        .map(|line| format!("  {line}"))
        .collect()
}

/// When, what, by whom and why. The moment is that of the clock in China.
fn told(event: &Event, names: &HashMap<String, String>, lang: Lang) -> String {
    let (what, why) = events::happened(event, lang, yuan);
    let who = events::who(&event.who, names.get(&event.who), lang);
    let at = Now::parse(&event.at).map_or_else(|_| event.at.clone(), Now::in_china);
    format!("{at}  {what}  {who}  {why}").trim_end().to_owned()
}

fn yuan(fen: i64) -> String {
    Fen::new(fen).map_or_else(|_| fen.to_string(), |fen| fen.to_string())
}
