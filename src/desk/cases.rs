//! Cases: claims with everything that they are decided from, read in few statements for a whole slice.

use std::sync::Arc;

use super::office::Office;
use crate::engine::adjudicate::{Decides, Scheme, covers};
use crate::engine::calendar::Day;
use crate::engine::claim::{Facts, Person};
use crate::engine::coverage::Spell;
use crate::engine::scheme::model::Scope;
use crate::store::accumulator::Totals;
use crate::store::claim::{Claim, Owners, beside};
use crate::store::{StoreError, Tx};

/// A claim with all that it is decided from.
pub(super) struct Case {
    /// The claim.
    pub claim: Claim,
    /// Its scheme.
    pub scheme: Arc<Scheme>,
    /// The claim's own facts with all that the office knows of the member.
    pub facts: Facts,
    /// The day and the receipt number of the last claim of the same owners that was decided.
    pub last: Option<(Day, u64)>,
}

/// Cases, and the running totals of their owners.
pub(super) struct Cases {
    /// In the order of the claims; none where no edition of the scheme is published.
    pub cases: Vec<Option<Case>>,
    /// All running totals of all owners.
    pub totals: Totals,
}

/// Loads what claims are decided from.
pub(super) async fn load(office: &Office, tx: &mut Tx, claims: Vec<Claim>) -> Result<Cases, StoreError> {
    let mut schemes = Vec::with_capacity(claims.len());
    for claim in &claims {
        schemes.push(office.schemes.compiled(tx, &claim.scheme, &claim.editions).await?);
    }
    let asked: Vec<Owners> =
        claims.iter().zip(&schemes).map(|(claim, scheme)| of_claim(claim, scheme.as_deref())).collect();
    let beside = beside(tx, &asked).await?;
    let known = beside.categories.into_iter().zip(beside.cover).zip(beside.last);
    let cases =
        claims.into_iter().zip(schemes).zip(known).map(|((claim, scheme), ((categories, cover), last))| {
            let scheme = scheme?;
            let person = Person { categories, ..claim.person.clone() };
            let facts = facts(person, claim.facts.clone(), &scheme, &cover);
            Some(Case { claim, scheme, facts, last })
        });
    Ok(Cases { cases: cases.collect(), totals: beside.totals })
}

/// What the office knows goes before what the claim says: the person with his categories, his cover.
pub(super) fn facts(person: Person, claimed: Facts, scheme: &Scheme, cover: &[Spell]) -> Facts {
    let mut facts = Facts { person, cover: vec![], ..claimed };
    facts.cover = covers(scheme, &facts, cover);
    facts
}

fn of_claim(claim: &Claim, scheme: Option<&Scheme>) -> Owners {
    let scopes = scheme.map(Decides::scopes).unwrap_or_default();
    Owners { claim: claim.id.clone(), ..owners(&claim.person, (&claim.scheme, &scopes)) }
}

/// The owners whose running totals a claim of a person may touch, of the scopes that the scheme looks at.
pub(super) fn owners(person: &Person, (scheme, scopes): (&str, &[Scope])) -> Owners {
    Owners {
        claim: String::new(),
        scheme: scheme.into(),
        member: person.member.clone(),
        household: person.household.clone().filter(|_| scopes.contains(&Scope::Household)),
        employer: person.employer.clone().filter(|_| scopes.contains(&Scope::Employer)),
        pool: scopes.contains(&Scope::Pool),
    }
}
