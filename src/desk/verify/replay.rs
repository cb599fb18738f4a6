//! Decisions computed again from what they were decided from, and their movements against what was written.

use std::collections::VecDeque;
use std::iter::Peekable;

use tokio::task::JoinHandle;

use super::Looked;
use super::totals::Sums;
use crate::desk::beside::Beside;
use crate::desk::office::Office;
use crate::desk::schemes::compiled;
use crate::desk::windows::net::editions as editions_of;
use crate::engine::adjudicate::{Adjudication, Movement, Scheme, Session, pools};
use crate::engine::money::Fen;
use crate::engine::office::Outcome;
use crate::store::claim::{Decided, editions};
use crate::store::decision;
use crate::store::replay::{OfDecision, Placed, Written, decided, placed, schemes};
use crate::store::{BookId, Store, StoreError};

/// How many claims are read at once.
const PAGE: usize = 1_000;
/// So many pages are on their way at once: one is opened while the database looks for another.
const AHEAD: usize = 3;

/// What was looked at so far, and where each thing first breaks.
#[derive(Default)]
struct Seen {
    movements: i64,
    decisions: i64,
    /// Of these, those that stand, and were computed again.
    again: i64,
    sums: Sums,
    moved: Option<String>,
    written: Option<String>,
    computed: Option<String>,
}

/// Looks at the decisions of all claims of a book, scheme by scheme, in the order of their events.
pub(super) async fn replay(office: &Office, book: &BookId) -> Result<Vec<Looked>, StoreError> {
    let mut seen = Seen::default();
    for id in schemes(&office.store, book).await? {
        let editions = editions(&office.store, &id).await?;
        if editions.is_empty() {
            continue;
        }
        of_scheme(office, (book, &id), &*compiled(&editions)?, &mut seen).await?;
    }
    let moved = ("累计变动与审核结论一致", "running totals are the movements of the decisions");
    let written =
        ("审核结论的金额和资金来源前后一致", "amounts and funding of decisions follow on each other");
    let computed = (
        "现行审核结论按原依据重新审核，结果逐项相同",
        "decisions that stand, computed again, come out the same, line by line",
    );
    Ok(vec![
        seen.sums.look(office, book).await?,
        Looked::new("movements", moved, seen.movements, seen.moved),
        Looked::new("decisions", written, seen.decisions, seen.written),
        Looked::new("replay", computed, seen.again, seen.computed),
    ])
}

async fn of_scheme(
    office: &Office,
    (book, scheme_id): (&BookId, &str),
    scheme: &Scheme,
    seen: &mut Seen,
) -> Result<(), StoreError> {
    let mut session = scheme.session();
    let claims = placed(&office.store, book, scheme_id).await?;
    let mut pages = claims.chunks(PAGE);
    // Pages are read and opened while those before them are computed.
    let mut coming: VecDeque<_> = pages.by_ref().take(AHEAD).map(|page| read(office, book, page)).collect();
    while let Some((page, reading)) = coming.pop_front() {
        let (opened, moved) =
            reading.await.map_err(|_| StoreError::Broken("reading decisions ended".into()))??;
        coming.extend(pages.next().map(|page| read(office, book, page)));
        moved.iter().for_each(|(_, movement)| seen.sums.add(scheme_id, movement));
        let (mut opened, mut moved) = (opened.into_iter().peekable(), moved.into_iter().peekable());
        for (nth, claim) in page.iter().enumerate() {
            let mut own = vec![];
            while let Some((one, decided)) = opened.next_if(|(one, _)| one.nth == nth) {
                let found = of_decision(&mut moved, (nth, one.number));
                own.push((one, decided, found));
            }
            look(seen, (scheme, &mut session), (claim, own));
        }
    }
    Ok(())
}

type Reading = JoinHandle<Result<(Vec<Opened>, Vec<OfDecision>), StoreError>>;

/// Begins to read and to open the decisions of a page of claims.
fn read<'p>(office: &Office, book: &BookId, page: &'p [Placed]) -> (&'p [Placed], Reading) {
    let (store, book, claims) = (office.store.clone(), book.clone(), page.to_vec());
    let reading = async move {
        let (written, moved) = decided(&store, &book, &claims).await?;
        Ok((opened(&store, &book, (claims, written)).await?, moved))
    };
    (page, tokio::spawn(reading))
}

type Opened = (Written, Option<Decided>);

/// Opens the answers of a page on all processors: that is most of the work.
async fn opened(
    store: &Store,
    book: &BookId,
    (claims, written): (Vec<Placed>, Vec<Written>),
) -> Result<Vec<Opened>, StoreError> {
    let (keys, book) = (store.keys().clone(), book.to_string());
    let open = move |one: Written| {
        let claim = claims.get(one.nth).map_or("", |claim| &claim.id);
        one.open(&keys, (&book, claim)).map(|decided| (one, decided))
    };
    Beside::begin(written, open)?.end().await
}

/// A decision as it was written, opened, with its movements.
type Moved = (Written, Option<Decided>, Vec<Movement>);

/// The movements of a decision, which come in the order of the decisions; those of none before it are let go.
fn of_decision(moved: &mut Peekable<impl Iterator<Item = OfDecision>>, of: (usize, i64)) -> Vec<Movement> {
    while moved.next_if(|(key, _)| *key < of).is_some() {}
    std::iter::from_fn(|| Some(moved.next_if(|(key, _)| *key == of)?.1)).collect()
}

fn look(
    seen: &mut Seen,
    (scheme, session): (&Scheme, &mut Session<'_>),
    (claim, decisions): (&Placed, Vec<Moved>),
) {
    let (mut before, mut paid, mut last): (Option<Decided>, i64, i64) = (None, 0, 0);
    for (one, now, found) in decisions {
        seen.decisions += 1;
        let place = || format!("decision {}/{}", claim.id, one.number);
        seen.movements += i64::try_from(found.len()).unwrap_or(0);
        if seen.moved.is_none() && !moves_as(&found, before.as_ref(), now.as_ref()) {
            seen.moved = Some(place());
        }
        let amount = now.as_ref().map_or(Fen::ZERO, |now| now.adjudication.decision.amount()).get();
        let fine = one.number == last + 1
            && one.paid_fen == amount
            && one.change_fen == amount - paid
            && one.funding == funding(now.as_ref(), scheme)
            && now.as_ref().is_none_or(|now| one.came == came(&now.adjudication) && is_of(now, claim));
        if seen.written.is_none() && !fine {
            seen.written = Some(place());
        }
        (before, paid, last) = (now, amount, one.number);
    }
    if seen.written.is_none() && (claim.decisions != last || claim.paid_fen != paid) {
        seen.written = Some(format!("claim {}", claim.id));
    }
    if let Some(stood) = before {
        seen.again += 1;
        let again = session.decide(&stood.facts);
        if seen.computed.is_none() && again != stood.adjudication {
            seen.computed = Some(format!("decision {}/{last}", claim.id));
        }
    }
}

/// Are these the movements of a decision: those before it negated, and then its own?
fn moves_as(found: &[Movement], before: Option<&Decided>, now: Option<&Decided>) -> bool {
    let negated = before.iter().flat_map(|one| &one.adjudication.movements).map(Movement::negated);
    let own = now.iter().flat_map(|one| &one.adjudication.movements).cloned();
    found.iter().cloned().eq(negated.chain(own))
}

/// Outcome and editions, as the store has them.
fn came(adjudication: &Adjudication) -> String {
    format!("{} {}", Outcome::from(&adjudication.decision).word(), editions_of(adjudication))
}

/// Was it decided for the member of the claim, or for one who was merged into him since?
fn is_of(now: &Decided, claim: &Placed) -> bool {
    now.facts.person.member == claim.member_id || claim.merged > 0
}

/// What pools pay, as the store has it.
fn funding(now: Option<&Decided>, scheme: &Scheme) -> String {
    let shares = now.map(|now| pools::shares(&now.adjudication, scheme)).unwrap_or_default();
    decision::funding(&shares).unwrap_or_default()
}
