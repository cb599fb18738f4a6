//! Entitlements (可享待遇): what a member can still receive on a day, of each scheme that he ever took part in.

use std::sync::Arc;

use super::cases::owners;
use super::office::Office;
use crate::engine::adjudicate::entitlement::{Entitlement, entitlements, on_day};
use crate::engine::adjudicate::{Decides, Movement, Scheme, covers};
use crate::engine::calendar::Day;
use crate::engine::claim::{Facts, Person};
use crate::engine::coverage::Spell;
use crate::engine::office::Refusal;
use crate::engine::office::fraud::MemberState;
use crate::engine::office::refusal::Thing;
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::said::Said;
use crate::store::claim::beside;
use crate::store::member::{MemberFacts, for_claims};
use crate::store::{BookId, StoreError, Tx};

/// What a member can receive of one scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfScheme {
    /// The scheme.
    pub scheme: String,
    /// Its title.
    pub title: Said,
    /// First and last day of the stretches of cover, in the order of their first days; the last day is open where
    /// cover goes on.
    pub cover: Vec<(Day, Option<Day>)>,
    /// Benefit by benefit, as the edition in force on the day has them; none where no edition is.
    pub benefits: Vec<Entitlement>,
}

/// What a member can receive on a day. It takes no book: many may ask at once.
///
/// # Errors
/// Those of the store.
pub async fn of_member(
    office: &Office,
    book: &BookId,
    (member, day): (&str, Day),
) -> Result<Result<Vec<OfScheme>, Refusal>, StoreError> {
    let (inner, member) = (office.clone(), member.to_owned());
    let look = office.store.look(book, move |tx| {
        Box::pin(async move {
            let found = for_claims(tx, inner.store.keys(), &[&member]).await?.pop().flatten();
            let Some(known) = found.filter(|known| known.state != MemberState::Merged) else {
                return Ok(Err(Refusal::not_found(Thing::Member, &member)));
            };
            let mut ids: Vec<&str> = known.enrolments.iter().map(|held| held.scheme.as_str()).collect();
            ids.sort_unstable();
            ids.dedup();
            let mut found = vec![];
            let schemes = inner.schemes.of(tx, &ids).await?;
            for id in ids {
                if let Some(scheme) = schemes.get(id) {
                    found.push(of_scheme(tx, &scheme.scheme, &known, day).await?);
                }
            }
            Ok(Ok(found))
        })
    });
    look.await
}

async fn of_scheme(
    tx: &mut Tx,
    scheme: &Arc<Scheme>,
    known: &MemberFacts,
    day: Day,
) -> Result<OfScheme, StoreError> {
    let person = person(known);
    let beside = beside(tx, &[owners(&person, (scheme.id(), &scheme.scopes()))]).await?;
    let spells = beside.cover.into_iter().next().unwrap_or_default();
    let categories = beside.categories.into_iter().next().unwrap_or_default();
    let person = Person { categories, ..person };
    let mut facts = on_day(Facts { person, ..Facts::default() }, day);
    facts.cover = covers(scheme, &facts, &spells);
    let history: Vec<Movement> = beside.totals.movements.into_iter().map(|(_, movement)| movement).collect();
    let title = scheme.editions().last().map(|edition| &edition.title);
    let title = title.map(|title| Said::new(title.get(Lang::Zh), title.get(Lang::En)));
    Ok(OfScheme {
        scheme: scheme.id().into(),
        title: title.unwrap_or_else(|| Said::new("", "")),
        cover: spells.iter().map(|Spell { span, .. }| (span.from(), span.to())).collect(),
        benefits: entitlements(scheme, &facts, &history),
    })
}

fn person(known: &MemberFacts) -> Person {
    Person {
        member: known.id.clone(),
        household: known.household.clone(),
        employer: known.employer.clone(),
        employer_size: known.employer_size,
        birth: known.birth,
        sex: known.sex,
        service: known.service,
        insurance: known.insurance,
        ..Person::default()
    }
}
