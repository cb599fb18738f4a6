//! Confirm a scheme: another person than who proposed it publishes the edition.

use serde::Serialize;

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use super::propose_scheme::{EditionAnswer, check};
use crate::engine::calendar::Day;
use crate::engine::name::Name;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Involved, Person, Refusal, Right};
use crate::store::scheme::{self, EditionKey};
use crate::store::{StoreError, Tx};

/// Publishes an edition that was proposed.
pub struct ConfirmScheme;

/// Which edition.
#[derive(Clone, Debug, Serialize)]
pub struct Confirmation {
    /// The scheme.
    pub scheme: String,
    /// The first day in force.
    pub from: Day,
    /// The hash that was proposed, so that nothing else is confirmed.
    pub hash: String,
}

impl Act for ConfirmScheme {
    const NAME: &'static str = "confirm-scheme";
    const RIGHT: Right = Right::ConfirmScheme;
    type Request = Confirmation;
    type Answer = EditionAnswer;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, Confirmation>],
    ) -> Result<Vec<Outcome<EditionAnswer>>, StoreError> {
        let mut outcomes = Vec::with_capacity(slice.len());
        for asked in slice {
            outcomes.push(one(tx, asked).await?);
        }
        Ok(outcomes)
    }
}

async fn one(tx: &mut Tx, asked: &Asked<'_, Confirmation>) -> Result<Outcome<EditionAnswer>, StoreError> {
    let request = asked.request;
    let from_day = request.from.to_string();
    let all = scheme::all(tx, &request.scheme).await?;
    let same_day = |edition: &&scheme::Standing| edition.from_day == from_day;
    if all.iter().filter(same_day).any(|edition| edition.state == "published") {
        let scheme = request.scheme.as_str().into();
        return Ok(Err(Refusal::AlreadyPublished { scheme, from: request.from }));
    }
    let proposed = all.iter().filter(same_day).find(|edition| edition.hash == request.hash);
    let key = EditionKey {
        scheme_id: request.scheme.clone(),
        from_day: from_day.clone(),
        hash: request.hash.clone(),
    };
    let (Some(proposed), Some(edition)) = (proposed, scheme::edition(tx, &key).await?) else {
        return Ok(Err(Refusal::not_found(Thing::Edition, &request.hash)));
    };
    let mut makers = Involved::default();
    makers.add_person(Person(Name::from(proposed.proposer.as_str())));
    if let Err(refusal) = makers.check(&asked.actor) {
        return Ok(Err(refusal));
    }
    // Others may have been published since it was proposed.
    if let Err(refusal) = check(tx, edition).await? {
        return Ok(Err(refusal));
    }
    scheme::publish(tx, &key, (&asked.actor.staff, &asked.now.moment())).await?;
    let answer = EditionAnswer { scheme: key.scheme_id, from: request.from, hash: key.hash.clone() };
    let object = answer.scheme.clone();
    Ok(Ok(Done { after: key.hash, ..Done::new(answer, object) }))
}
