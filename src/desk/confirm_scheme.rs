//! Confirm a scheme: another person than who proposed it publishes the edition.

use serde::Serialize;

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use super::enrolling::distinct;
use super::propose_scheme::{EditionAnswer, check, in_subtree};
use crate::engine::calendar::Day;
use crate::engine::name::Name;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Involved, Person, Refusal, Right};
use crate::store::scheme::{self, EditionKey, PublishedEdition, Standing, Step};
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
        let sought: Vec<(&str, &str)> =
            slice.iter().map(|asked| (&*asked.actor.staff, asked.request.scheme.as_str())).collect();
        let standing = scheme::standing(tx, &sought).await?;
        let mut published = scheme::published_of(tx, &distinct(sought.iter().map(|(_, id)| *id))).await?;
        let keys: Vec<EditionKey> = slice.iter().map(|asked| key(asked.request)).collect();
        let texts = scheme::editions(tx, &keys).await?;
        let (mut rows, mut outcomes) = (vec![], vec![]);
        for ((asked, key), standing) in slice.iter().zip(keys).zip(&standing) {
            let judged = judge(asked, standing, (&published, &texts));
            outcomes.push(judged.map(|edition| {
                // Those that come after in the slice are checked beside it.
                published.push(edition);
                let (scheme, hash) = (key.scheme_id.clone(), key.hash.clone());
                let (by_staff, at) = (asked.actor.staff.to_string(), asked.now.moment());
                rows.push(Step { key, by_staff, at, state: "published" });
                let answer = EditionAnswer { scheme: scheme.clone(), from: asked.request.from, hash };
                Done { after: answer.hash.clone(), ..Done::new(answer, scheme) }
            }));
        }
        scheme::publish(tx, &rows).await?;
        Ok(outcomes)
    }
}

fn key(request: &Confirmation) -> EditionKey {
    EditionKey {
        scheme_id: request.scheme.clone(),
        from_day: request.from.to_string(),
        hash: request.hash.clone(),
    }
}

/// The edition, where it may be published.
fn judge(
    asked: &Asked<'_, Confirmation>,
    standing: &[Standing],
    (published, texts): (&[PublishedEdition], &[PublishedEdition]),
) -> Result<PublishedEdition, Refusal> {
    let (request, key) = (asked.request, key(asked.request));
    in_subtree(standing, &request.scheme)?;
    let same_day =
        |edition: &PublishedEdition| edition.scheme_id == key.scheme_id && edition.from_day == key.from_day;
    if published.iter().any(same_day) {
        let scheme = request.scheme.as_str().into();
        return Err(Refusal::AlreadyPublished { scheme, from: request.from });
    }
    let proposed = standing.iter().find(|edition| {
        edition.from_day == key.from_day && edition.hash == key.hash && edition.state == "proposed"
    });
    let text = texts.iter().find(|edition| same_day(edition) && edition.hash == key.hash);
    let (Some(proposed), Some(text)) = (proposed, text) else {
        return Err(Refusal::not_found(Thing::Edition, &request.hash));
    };
    let mut makers = Involved::default();
    makers.add_person(Person(Name::from(proposed.proposer.as_str())));
    makers.check(&asked.actor)?;
    // Others may have been published since it was proposed.
    check(published, text)?;
    Ok(text.clone())
}
