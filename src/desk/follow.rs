//! The books follow the claims: whatever an act did to a claim, what it is granted is booked before the act ends.

use std::collections::{BTreeMap, BTreeSet};

use super::office::Office;
use crate::clock::Now;
use crate::engine::ledger::benefit::{Rules, Share, Touched, follow as missing};
use crate::engine::ledger::contribution::keep;
use crate::engine::ledger::{Code, Period, Posting, Short, period};
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::office::stage::StageName;
use crate::engine::scheme::model::{Lang, Pool};
use crate::engine::shortage::Rule;
use crate::store::ledger::{self, Draft, Granted, OfParty, Opened};
use crate::store::{StoreError, Tx};

/// The pool that pays where the scheme names none.
const MAIN: &str = "main";

/// A pool of the books: the scheme's own name of it behind the scheme's.
pub(super) fn pool_id(scheme: &str, pool: &str) -> Name {
    format!("{scheme}/{}", if pool.is_empty() { MAIN } else { pool }).into()
}

/// Books what the claims that the act touched are granted now, one voucher for each who acted.
pub(super) async fn follow(
    office: &Office,
    tx: &mut Tx,
    (act, now, by): (&'static str, Now, &str),
) -> Result<(), StoreError> {
    let (followed, mut owed) = (tx.take_followed(), tx.take_postings());
    if followed.is_empty() && owed.is_empty() {
        return Ok(());
    }
    let ids: Vec<&str> = followed.iter().map(|(claim, _)| claim.as_str()).collect();
    let mut books = ledger::open(tx, &ids, Period::of(now.day())).await?;
    let mut claims = Vec::with_capacity(ids.len());
    for ((id, by), granted) in followed.iter().zip(std::mem::take(&mut books.claims)) {
        let granted = granted.ok_or_else(|| StoreError::Broken(format!("{id} is not there to be booked")))?;
        claims.push((by.as_str(), granted.scheme.clone(), touched(id, granted)));
    }
    owed.extend(kept(tx, &books, &owed).await?);
    let rules = rules(office, tx, &mut books, &claims).await?;
    name_pools(office, tx, &mut books, &owed).await?;
    let period = period::choose(&books.periods, now.day());
    let mut pools = books.books.pools.clone();
    let mut groups: Vec<(&str, Vec<Touched>)> = vec![];
    for (by, _, claim) in claims {
        match groups.iter_mut().find(|(other, _)| *other == by) {
            Some((_, group)) => group.push(claim),
            None => groups.push((by, vec![claim])),
        }
    }
    let mut vouchers = vec![(by, owed)];
    for (by, group) in groups {
        vouchers.push((by, missing(&group, &mut pools, &rules)));
    }
    for (by, postings) in vouchers {
        let draft = Draft {
            act,
            document: String::new(),
            reason: String::new(),
            by: by.into(),
            at: now.moment(),
            day: now.day(),
            period,
            reverses: None,
            postings,
        };
        books.put(draft).map_err(|short| broken(&short))?;
    }
    ledger::write(tx, books).await
}

/// What was paid for dues that are taken back is kept for its payers at once, so that no claim is granted from it; as far as
/// the pool still has it.
async fn kept(tx: &mut Tx, books: &Opened, owed: &[Posting]) -> Result<Vec<Posting>, StoreError> {
    let taken_back = owed.iter().filter(|one| one.credit() == Code::ContributionReceivable);
    let of = |one: &Posting| OfParty { pool: one.pool().into(), party: one.party().into() };
    let parties: BTreeSet<OfParty> = taken_back.map(of).filter(|of| !of.party.is_empty()).collect();
    if parties.is_empty() {
        return Ok(vec![]);
    }
    let mut pools = books.books.pools.clone();
    let mut kept = vec![];
    for (OfParty { pool, party }, payer, mut dues) in ledger::dues(tx, &Vec::from_iter(parties)).await? {
        let own =
            owed.iter().filter(|one| (one.pool(), one.party(), one.sub()) == (&*pool, &*party, &*payer));
        own.for_each(|one| dues.apply(one.debit(), one.credit(), one.amount()));
        let has = pools.entry(pool.clone()).or_default();
        let posting = keep(&pool, &payer, (-dues.owed).least(has.available())).map(|one| one.with(&party));
        kept.extend(posting.inspect(|one| has.apply(one)));
    }
    Ok(kept)
}

/// A claim never takes more from a pool than it has: what does not fit waits.
fn broken(short: &Short) -> StoreError {
    StoreError::Broken(short.said().get(Lang::En).into())
}

fn touched(id: &str, claim: Granted) -> Touched {
    let approved = claim.stage == StageName::Approved;
    let own = |share: Share| Share { pool: pool_id(&claim.scheme, &share.pool), ..share };
    Touched {
        claim: id.into(),
        granted: claim.funding.into_iter().filter(|_| approved).map(own).collect(),
        held: claim.holds > 0,
        booked: claim.booked,
    }
}

/// The rules of the pools that may run short, and the names of those that are new. Nothing is read where neither is.
async fn rules(
    office: &Office,
    tx: &mut Tx,
    books: &mut Opened,
    claims: &[(&str, Name, Touched)],
) -> Result<Rules, StoreError> {
    let mut wanted: BTreeMap<&Name, (&Name, Fen)> = BTreeMap::new();
    for (_, scheme, claim) in claims {
        for share in &claim.granted {
            wanted.entry(&share.pool).or_insert((scheme, Fen::ZERO)).1 += share.amount;
        }
    }
    wanted.retain(|id, (_, amount)| {
        let pool = books.books.pool(id);
        !books.has(id) || pool.waiting > Fen::ZERO || pool.available() < *amount
    });
    let schemes: BTreeSet<&str> = wanted.values().map(|(scheme, _)| scheme.as_str()).collect();
    let schemes: Vec<&str> = schemes.into_iter().collect();
    let mut rules = Rules::new();
    for (id, (scheme, pool)) in pools_of(office, tx, &schemes).await? {
        if !wanted.contains_key(&id) {
            continue;
        }
        books.name_pool(&id, &scheme, pool.label.get(Lang::Zh));
        if let Some(rule) = rule(&pool) {
            rules.insert(id, rule);
        }
    }
    for (id, (scheme, _)) in wanted {
        books.name_pool(id, scheme, "互助金");
    }
    Ok(rules)
}

/// Names the pools of postings that are not in the books yet.
async fn name_pools(
    office: &Office,
    tx: &mut Tx,
    books: &mut Opened,
    postings: &[Posting],
) -> Result<(), StoreError> {
    let new: BTreeSet<&str> = postings.iter().map(Posting::pool).filter(|pool| !books.has(pool)).collect();
    let schemes: BTreeSet<&str> = new.iter().filter_map(|id| Some(id.rsplit_once('/')?.0)).collect();
    let named = pools_of(office, tx, &schemes.into_iter().collect::<Vec<_>>()).await?;
    for id in new {
        let title = named.get(id).map_or("互助金", |(_, pool)| pool.label.get(Lang::Zh));
        books.name_pool(id, id.rsplit_once('/').map_or("", |(scheme, _)| scheme), title);
    }
    Ok(())
}

/// The rule of a pool that runs short; none where its notice does not say.
pub(super) fn rule(pool: &Pool) -> Option<Rule> {
    pool.when_short.as_ref().map(|when| when.rule)
}

/// The pools that schemes name, as the latest edition has each, by their ids in the books, with their scheme.
pub(super) async fn pools_of(
    office: &Office,
    tx: &mut Tx,
    schemes: &[&str],
) -> Result<BTreeMap<Name, (String, Pool)>, StoreError> {
    let mut pools = BTreeMap::new();
    if schemes.is_empty() {
        return Ok(pools);
    }
    for (scheme, published) in office.schemes.of(tx, schemes).await? {
        for edition in published.editions() {
            for pool in &edition.pools {
                pools.insert(pool_id(&scheme, &pool.id), (scheme.clone(), pool.clone()));
            }
        }
    }
    Ok(pools)
}
