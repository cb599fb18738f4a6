//! Propose a scheme: the whole text of an edition with its lists, checked beside those that are published.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use super::schemes::library;
use crate::engine::calendar::Day;
use crate::engine::office::{Refusal, Right};
use crate::engine::scheme::problem::{Report, Severity};
use crate::store::scheme::{self, NewEdition, PublishedEdition};
use crate::store::{StoreError, Tx};

/// Proposes an edition of a scheme. Another person confirms it.
pub struct ProposeScheme;

/// An edition.
#[derive(Clone, Debug, Serialize)]
pub struct Proposal {
    /// The scheme's id, as its text has it.
    pub scheme: String,
    /// The first day in force, as its text has it.
    pub from: Day,
    /// The whole text (TOML).
    pub text: String,
    /// Its list files by name, each the whole text (CSV).
    pub lists: BTreeMap<String, String>,
}

/// What was proposed or published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionAnswer {
    /// The scheme.
    pub scheme: String,
    /// The first day in force.
    pub from: Day,
    /// SHA-256 of text and lists: whoever confirms names it.
    pub hash: String,
}

impl Act for ProposeScheme {
    const NAME: &'static str = "propose-scheme";
    const RIGHT: Right = Right::ProposeScheme;
    type Request = Proposal;
    type Answer = EditionAnswer;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, Proposal>],
    ) -> Result<Vec<Outcome<EditionAnswer>>, StoreError> {
        let mut outcomes = Vec::with_capacity(slice.len());
        for asked in slice {
            outcomes.push(one(tx, asked).await?);
        }
        Ok(outcomes)
    }
}

async fn one(tx: &mut Tx, asked: &Asked<'_, Proposal>) -> Result<Outcome<EditionAnswer>, StoreError> {
    let request = asked.request;
    let proposed = PublishedEdition {
        scheme_id: request.scheme.clone(),
        from_day: request.from.to_string(),
        hash: String::new(),
        text: request.text.clone(),
        lists: serde_json::to_string(&request.lists)?,
    };
    let hash = match check(tx, proposed.clone()).await? {
        Ok(hash) => hash,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let published =
        |standing: &scheme::Standing| standing.state == "published" && standing.from_day == proposed.from_day;
    if scheme::all(tx, &request.scheme).await?.iter().any(published) {
        let scheme = request.scheme.as_str().into();
        return Ok(Err(Refusal::AlreadyPublished { scheme, from: request.from }));
    }
    let new = NewEdition {
        scheme_id: proposed.scheme_id,
        from_day: proposed.from_day,
        hash: hash.clone(),
        text: proposed.text,
        lists: proposed.lists,
        proposed_by: asked.actor.staff.to_string(),
        proposed_at: asked.now.moment(),
    };
    scheme::propose(tx, &[new]).await?;
    let answer = EditionAnswer { scheme: request.scheme.clone(), from: request.from, hash: hash.clone() };
    Ok(Ok(Done { after: hash, ..Done::new(answer, request.scheme.clone()) }))
}

/// Checks an edition beside those that are published, and gives its hash.
pub(super) async fn check(
    tx: &mut Tx,
    proposed: PublishedEdition,
) -> Result<Result<String, Refusal>, StoreError> {
    let mut editions = scheme::published(tx, &proposed.scheme_id).await?;
    editions.retain(|edition| edition.from_day != proposed.from_day);
    let (id, from) = (proposed.scheme_id.clone(), proposed.from_day.clone());
    editions.push(proposed);
    let Ok(library) = library(&editions) else {
        let said = (
            "方案所附清单无法读取，请先用 huzhu check 检查。",
            "A list of the scheme cannot be read; run huzhu check first.",
        );
        return Ok(Err(Refusal::field("lists", said)));
    };
    let errors = |report: &Report| report.problems.iter().filter(|p| p.severity == Severity::Error).count();
    let errors: usize = library.reports.iter().map(errors).sum();
    let mut own = library.schemes.get(&id).into_iter().flat_map(|scheme| &scheme.editions);
    let edition = own.find(|(edition, _)| edition.from().to_string() == from);
    Ok(match edition.filter(|_| errors == 0) {
        Some((edition, _)) => Ok(edition.hash.to_string()),
        None => {
            let errors = u32::try_from(errors.max(1)).unwrap_or(u32::MAX);
            Err(Refusal::SchemeFaulty { scheme: id.into(), errors })
        }
    })
}
