//! Letter (通知书): what a member is told of a claim, made of what the office knows of it.

use super::office::Office;
use super::schemes::compiled;
use crate::clock::Now;
use crate::engine::calendar::Day;
use crate::engine::claim::words::Word;
use crate::engine::letter::{Letter, Matter};
use crate::engine::office::stage::StageName;
use crate::engine::office::{Policies, Policy};
use crate::store::claim::{self, Shown};
use crate::store::{BookId, StoreError, appeal, policy};

/// To whom a letter goes, as he may be named to whoever reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Addressee<'a> {
    /// His name, masked or in full.
    pub name: &'a str,
    /// His account, masked.
    pub account: &'a str,
    /// Who writes: the name of the office's book.
    pub office: &'a str,
}

/// The letter about a claim as it stands; none where there is no answer to tell.
///
/// # Errors
/// Those of the store.
pub async fn letter(
    office: &Office,
    book: &BookId,
    (shown, to): (&Shown, Addressee<'_>),
) -> Result<Option<Letter>, StoreError> {
    let Some(stage) = StageName::from_word(&shown.claim.stage) else { return Ok(None) };
    let (answered, policies) = answered(office, book, &shown.claim.id).await?;
    let Some(answered) = answered else { return Ok(None) };
    let scheme = compiled(&claim::editions(&office.store, &shown.claim.scheme_id).await?)?;
    Ok(Letter::of(&Matter {
        claim: &shown.claim.id,
        receipt: shown.claim.receipt,
        book: book.as_str(),
        office: to.office,
        addressee: to.name,
        account: to.account,
        stage,
        answered,
        appeal: (policies.get(Policy::AppealDays), policies.last_day_of_appeal(answered)),
        because: because(shown),
        facts: &shown.facts,
        adjudication: shown.decided.as_ref().map(|decided| &decided.adjudication),
        scheme: &scheme,
    }))
}

/// The day of the answer, and the policies of the book.
async fn answered(
    office: &Office,
    book: &BookId,
    claim: &str,
) -> Result<(Option<Day>, Policies), StoreError> {
    let claim = claim.to_owned();
    let look = office.store.look(book, move |tx| {
        Box::pin(async move {
            let at = appeal::answered_at(tx, &[&claim]).await?.pop().flatten();
            let day = at.as_deref().and_then(|at| Now::parse(at).ok()).map(Now::day);
            Ok((day, policy::of(tx).await?))
        })
    });
    look.await
}

/// What the reviewer said who denied it last.
fn because(shown: &Shown) -> &str {
    let denied = shown.events.iter().rev().find(|event| event.kind == "review" && event.outcome == "deny");
    denied.map_or("", |event| &event.reason)
}
