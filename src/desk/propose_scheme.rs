//! Propose a scheme: the whole text of an edition with its lists, checked beside those that are published.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use super::enrolling::distinct;
use super::schemes::library;
use crate::engine::adjudicate::Scheme;
use crate::engine::calendar::Day;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::engine::scheme::problem::{Report, Severity};
use crate::store::scheme::{self, NewEdition, PublishedEdition, Standing};
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
        let sought: Vec<(&str, &str)> =
            slice.iter().map(|asked| (&*asked.actor.staff, asked.request.scheme.as_str())).collect();
        let standing = scheme::standing(tx, &sought).await?;
        let published = scheme::published_of(tx, &distinct(sought.iter().map(|(_, id)| *id))).await?;
        let (mut rows, mut outcomes) = (Vec::<NewEdition>::new(), vec![]);
        for (asked, standing) in slice.iter().zip(&standing) {
            let row = one(asked, standing, &published)?;
            outcomes.push(row.map(|row| {
                let answer = EditionAnswer {
                    scheme: row.scheme_id.clone(),
                    from: asked.request.from,
                    hash: row.hash.clone(),
                };
                if !rows.iter().any(|other| other.from_day == row.from_day && other.hash == row.hash) {
                    rows.push(row);
                }
                Done { after: answer.hash.clone(), ..Done::new(answer, asked.request.scheme.clone()) }
            }));
        }
        scheme::propose(tx, &rows).await?;
        Ok(outcomes)
    }
}

fn one(
    asked: &Asked<'_, Proposal>,
    standing: &[Standing],
    published: &[PublishedEdition],
) -> Result<Result<NewEdition, Refusal>, StoreError> {
    let request = asked.request;
    if let Err(refusal) = in_subtree(standing, &request.scheme) {
        return Ok(Err(refusal));
    }
    let proposed = PublishedEdition {
        scheme_id: request.scheme.clone(),
        from_day: request.from.to_string(),
        hash: String::new(),
        text: request.text.clone(),
        lists: serde_json::to_string(&request.lists)?,
    };
    let hash = match check(published, &proposed) {
        Ok(hash) => hash,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if standing.iter().any(|known| known.state == "published" && known.from_day == proposed.from_day) {
        let scheme = request.scheme.as_str().into();
        return Ok(Err(Refusal::AlreadyPublished { scheme, from: request.from }));
    }
    Ok(Ok(NewEdition {
        scheme_id: proposed.scheme_id,
        from_day: proposed.from_day,
        hash,
        text: proposed.text,
        lists: proposed.lists,
        proposed_by: asked.actor.staff.to_string(),
        proposed_at: asked.now.moment(),
    }))
}

/// Lets a scheme be published and withdrawn by the organisation that proposed it, and by those above it.
pub(super) fn in_subtree(standing: &[Standing], scheme: &str) -> Result<(), Refusal> {
    if standing.iter().all(Standing::is_within) {
        Ok(())
    } else {
        Err(Refusal::not_found(Thing::Scheme, scheme))
    }
}

/// Checks an edition beside those of its scheme that are published, as a text and as a program, and gives its hash.
pub(super) fn check(published: &[PublishedEdition], proposed: &PublishedEdition) -> Result<String, Refusal> {
    let beside = |edition: &&PublishedEdition| {
        edition.scheme_id == proposed.scheme_id && edition.from_day != proposed.from_day
    };
    let mut editions: Vec<PublishedEdition> = published.iter().filter(beside).cloned().collect();
    editions.push(proposed.clone());
    let Ok(library) = library(&editions) else {
        let said = (
            "方案所附清单无法读取，请先用 huzhu check 检查。",
            "A list of the scheme cannot be read; run huzhu check first.",
        );
        return Err(Refusal::field("lists", said));
    };
    let errors = |report: &Report| report.problems.iter().filter(|p| p.severity == Severity::Error).count();
    let errors: usize = library.reports.iter().map(errors).sum();
    let sources = library.schemes.get(&proposed.scheme_id).map(|scheme| scheme.editions.clone());
    let sources = sources.filter(|_| errors == 0).unwrap_or_default();
    let own = sources.iter().find(|(edition, _)| edition.from().to_string() == proposed.from_day);
    let hash = own.map(|(edition, _)| edition.hash.to_string());
    hash.filter(|_| Scheme::new(sources).is_ok()).ok_or_else(|| {
        let errors = u32::try_from(errors.max(1)).unwrap_or(u32::MAX);
        Refusal::SchemeFaulty { scheme: proposed.scheme_id.as_str().into(), errors }
    })
}
