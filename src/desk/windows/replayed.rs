//! The windows of claims computed again in the order of the events.

use std::collections::{BTreeMap, BTreeSet};

use super::{ByReceipt, Net, To, Work, in_order};
use crate::engine::adjudicate::{Adjudication, Decides, History, Scheme};
use crate::engine::claim::Facts;
use crate::engine::scheme::model::Scope;
use crate::store::claim::{Near, of_owners};
use crate::store::{StoreError, Tx};

/// How decisions change by some works of one scheme, and the claims as they stood before.
pub(super) async fn nets(tx: &mut Tx, works: &[&Work]) -> Result<(Vec<Net>, ByReceipt), StoreError> {
    let Some(first) = works.first() else { return Ok((vec![], ByReceipt::new())) };
    let scheme = first.scheme.clone();
    let earlier = all_near(tx, &scheme, works).await?;
    let mut history = History::new(&*scheme);
    for (receipt, one) in &earlier {
        history.record(*receipt, one.decided.facts.clone(), one.decided.adjudication.clone());
    }
    let mut before: BTreeMap<u64, Option<Adjudication>> = BTreeMap::new();
    let back = works.iter().filter(|one| matches!(one.to, To::TakeBack { .. }));
    let back: Vec<u64> = back.map(|one| one.receipt).collect();
    let mut changes: Vec<_> = back.into_iter().flat_map(|receipt| history.revoke(receipt)).collect();
    for (receipt, facts) in in_order(works) {
        changes.extend(history.decide(receipt, facts.clone()));
    }
    for change in changes {
        before.entry(change.number).or_insert(change.before);
    }
    let after = |receipt| history.entries().get(&receipt).map(|e| (e.facts.clone(), e.adjudication.clone()));
    let decided = in_order(works).into_iter().map(|(receipt, _)| receipt);
    for receipt in decided {
        let stood = earlier.get(&receipt).map(|one| one.decided.adjudication.clone());
        before.entry(receipt).or_insert(stood);
    }
    let targets: BTreeSet<u64> = works.iter().map(|one| one.receipt).collect();
    let target = |receipt: u64| targets.contains(&receipt);
    let net = |(receipt, before): (u64, Option<Adjudication>)| {
        let net = Net { receipt, before, after: after(receipt) };
        let same = net.before.as_ref() == net.after.as_ref().map(|(_, adjudication)| adjudication);
        (target(receipt) || !same).then_some(net)
    };
    Ok((before.into_iter().filter_map(net).collect(), earlier))
}

/// The claims that share an owner with the works, or with a claim that does, and so on.
async fn all_near(tx: &mut Tx, scheme: &Scheme, works: &[&Work]) -> Result<ByReceipt, StoreError> {
    let (id, scopes) = (scheme.id(), scheme.scopes());
    let mut open: BTreeSet<Near> = BTreeSet::new();
    for one in works {
        open.insert(Near::new(id, (Scope::Member, &one.member)));
        if let To::Decide { facts, .. } = &one.to {
            open.extend(owners(id, &scopes, facts));
        }
    }
    let (mut asked, mut found) = (BTreeSet::new(), ByReceipt::new());
    let keys = tx.keys().clone();
    while !open.is_empty() {
        let new: Vec<Near> = std::mem::take(&mut open).into_iter().collect();
        asked.extend(new.iter().cloned());
        for earlier in of_owners(tx, &keys, &new).await? {
            let own = owners(id, &scopes, &earlier.decided.facts);
            open.extend(own.into_iter().filter(|owner| !asked.contains(owner)));
            found.insert(earlier.receipt, earlier);
        }
    }
    Ok(found)
}

/// The owners of a claim, of the scopes that the scheme looks at.
fn owners(scheme: &str, scopes: &[Scope], facts: &Facts) -> Vec<Near> {
    let person = &facts.person;
    let owner = |scope: Scope| match scope {
        Scope::Member => Some(person.member.as_str()),
        Scope::Household => person.household.as_deref(),
        Scope::Employer => person.employer.as_deref(),
        Scope::Pool => Some(""),
    };
    scopes.iter().filter_map(|scope| Some(Near::new(scheme, (*scope, owner(*scope)?)))).collect()
}
