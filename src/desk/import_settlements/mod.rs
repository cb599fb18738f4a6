//! Import settlements (导入结算单): the good rows of a batch are handed in and decided at once, as one act; the bad ones
//! come back with their reasons.
//!
//! A batch asks the same number of questions whatever its length. A settlement is taken in once: it is known again by
//! its id or, where it has none, by its row, and must then say what it said. A row that takes an earlier settlement back takes its claim back.

mod again;
mod back;
mod judge;
mod whose;

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use super::by::By;
use super::decide::{self, Decided};
use super::enrol_roster::BadRow;
use super::submit::{self, HandedIn, NewRequest};
use crate::engine::digest::hexadecimal;
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::office::refusal::Thing;
use crate::engine::office::stage::StageName;
use crate::engine::office::{Refusal, Right};
use crate::engine::scheme::said::Said;
use crate::exchange::claims::SettlementRow;
use crate::store::claim::Changed;
use crate::store::import::{self, NewImport};
use crate::store::{StoreError, Tx};
use judge::Fate;

/// Takes in a batch of settlements.
pub struct ImportSettlements;

/// The file that batches are parts of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettlementFile {
    /// What it is called.
    pub name: String,
    /// Hash of the scheme and of its bytes.
    pub hash: String,
    /// How often it was taken in and taken back before: after that it is another request.
    pub round: i64,
}

impl SettlementFile {
    /// A file to be taken in under a scheme.
    pub fn new(scheme: &str, name: &str, bytes: &[u8], round: i64) -> Self {
        Self { name: name.into(), hash: Self::hash(scheme, bytes), round }
    }

    /// The hash by which a file is known again under a scheme.
    pub fn hash(scheme: &str, bytes: &[u8]) -> String {
        hexadecimal(&Sha256::new().chain_update(scheme).chain_update([0]).chain_update(bytes).finalize())
    }
}

/// Rows of a file, to be taken in as one act.
#[derive(Clone, Debug, Serialize)]
pub struct Batch {
    /// The scheme.
    pub scheme: Name,
    /// The file.
    pub file: SettlementFile,
    /// Rows beside them that could not be read.
    pub bad_rows: u64,
    /// Hash of the contents of the rows in their order.
    rows_hash: String,
    #[serde(skip)]
    rows: Arc<[SettlementRow]>,
}

impl Batch {
    /// Some rows of a file, and how many beside them could not be read.
    pub fn new(scheme: &str, file: SettlementFile, rows: Vec<SettlementRow>, bad_rows: u64) -> Self {
        let mut hash = Sha256::new();
        rows.iter().for_each(|row| hash.update(row.content));
        let rows_hash = hexadecimal(&hash.finalize());
        Self { scheme: scheme.into(), file, bad_rows, rows_hash, rows: rows.into() }
    }

    /// The key of a batch that was given none, made of all that is asked for, the reason too: the same rows of the same
    /// file are the same request, whenever they are sent, so that an import that was interrupted goes on where it stood.
    pub fn key(&self, because: &str) -> String {
        // Into memory, and the values are plain: it cannot fail.
        let asked = serde_json::to_vec(&(self, because)).unwrap_or_default();
        format!("settlements {}", hexadecimal(&Sha256::digest(asked)[..16]))
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }
}

/// What came of a batch. Each of its rows is in one of `good`, `known`, `taken_back` and `bad`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenIn {
    /// The import.
    pub import: String,
    /// Rows that became claims and were decided.
    pub good: u64,
    /// Rows that had been taken in before: nothing was done.
    pub known: u64,
    /// Rows that took an earlier settlement back: its claim is revoked.
    pub taken_back: u64,
    /// Claims that are held because something was noticed.
    pub held: u64,
    /// Claims for which something is granted, once it is approved.
    pub granted: u64,
    /// Claims that ask for something.
    pub pending: u64,
    /// What is granted in all.
    pub amount: Fen,
    /// Other claims that were computed again because of them.
    pub replayed: u64,
    /// Rows that were not taken in, in the order of their lines.
    pub bad: Vec<BadRow>,
}

impl TakenIn {
    /// Adds what came of another batch of the same file. What was answered before is known now.
    pub fn add(&mut self, one: Self, replayed: bool) {
        self.import = one.import;
        self.bad.extend(one.bad);
        if replayed {
            self.known += one.good + one.known + one.taken_back;
            return;
        }
        self.good += one.good;
        self.known += one.known;
        self.taken_back += one.taken_back;
        self.held += one.held;
        self.granted += one.granted;
        self.pending += one.pending;
        self.amount += one.amount;
        self.replayed += one.replayed;
    }
}

/// A row of the slice: the place of its batch, and what it says.
type Place<'b> = (usize, &'b SettlementRow);

impl Act for ImportSettlements {
    const NAME: &'static str = "import-settlements";
    const RIGHT: Right = Right::Import;
    type Request = Batch;
    type Answer = TakenIn;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, Batch>],
    ) -> Result<Vec<Outcome<TakenIn>>, StoreError> {
        let mut answers = runs(tx, slice).await?;
        let rows: Vec<Place<'_>> = slice
            .iter()
            .enumerate()
            .flat_map(|(batch, asked)| asked.request.rows.iter().map(move |row| (batch, row)))
            .collect();
        let fates = judge::fates(tx, slice, &rows, &answers).await?;
        let by: Vec<By> = slice.iter().map(By::of).collect();
        let mut refused: Vec<Option<Refusal>> = slice.iter().map(|_| None).collect();
        let claims = taken_in(office, tx, (&rows, &fates, &by)).await?;
        for ((at, _), came) in judge::claims(&fates).zip(claims) {
            let (batch, row) = rows[at];
            match came {
                Ok((decided, holds)) => count(&mut answers[batch], &decided, holds),
                Err(refusal @ Refusal::NotFound { what: Thing::Scheme, .. }) => {
                    refused[batch] = Some(refusal);
                }
                Err(refusal) => answers[batch].bad.push(bad(row, refusal.said())),
            }
        }
        for ((batch, row), fate) in rows.iter().zip(&fates) {
            match fate {
                Fate::Known => answers[*batch].known += 1,
                Fate::Wrong(said) => {
                    answers[*batch].bad.push(bad(row, said.clone()));
                }
                Fate::Claim { .. } | Fate::TakesBack(_) => {}
            }
        }
        back::take_back(office, tx, (&rows, &fates, &by), &mut answers).await?;
        let outcomes = answers.into_iter().zip(refused).map(|(mut answer, refused)| {
            answer.bad.sort_by_key(|bad| bad.line);
            let import = answer.import.clone();
            refused.map_or(Ok(Done::new(answer, import)), Err)
        });
        let outcomes: Vec<Outcome<TakenIn>> = outcomes.collect();
        note(tx, slice, &outcomes).await?;
        Ok(outcomes)
    }
}

/// An empty answer for each batch, with the id of the import that it belongs to: one for each file.
async fn runs(tx: &mut Tx, slice: &[Asked<'_, Batch>]) -> Result<Vec<TakenIn>, StoreError> {
    let hashes: Vec<&str> = slice.iter().map(|asked| asked.request.file.hash.as_str()).collect();
    let before = import::of_files(tx, &hashes).await?;
    let mut new: HashMap<&str, String> = HashMap::new();
    let ids = hashes.into_iter().zip(before).map(|(hash, before)| match before {
        Some(import) => import.id,
        None => new.entry(hash).or_insert_with(|| tx.issue_id('i')).clone(),
    });
    Ok(ids.map(|import| TakenIn { import, ..TakenIn::default() }).collect())
}

type Came = Result<(Decided, usize), Refusal>;

/// Hands in the claims among the rows and decides them: how each came out, and how many holds it has.
async fn taken_in(
    office: &Office,
    tx: &mut Tx,
    (rows, fates, by): (&[Place<'_>], &[Fate], &[By]),
) -> Result<Vec<Came>, StoreError> {
    let of = |at: usize| by[rows[at].0].clone();
    let requests: Vec<(&NewRequest, By)> =
        judge::claims(fates).map(|(at, (request, _))| (request, of(at))).collect();
    let mut handed_in = submit::hand_in(tx, &requests).await?;
    let sealed = submit::sealed(tx, &requests, &handed_in)?;
    let claims = handed_in.iter().zip(&requests).map(|(one, (request, _))| match one {
        Ok(one) => Ok(one.claim(request.facts.clone())),
        Err(refusal) => Err(refusal.clone()),
    });
    let claims = claims.collect();
    let own: Vec<By> = requests.iter().zip(&handed_in).map(|((_, by), _)| by.clone()).collect();
    let (decided, mut changed) = decide::decide(office, tx, claims, &own).await?;
    let indexes = judge::claims(fates).map(|(_, (_, index))| index);
    for (one, index) in handed_in.iter_mut().zip(indexes) {
        if let Ok(one) = one {
            one.row.settlement_index = Some(index.clone());
        }
    }
    changed.claims = as_decided(&mut handed_in, changed.claims);
    let holds: Vec<usize> =
        handed_in.iter().map(|one| one.as_ref().map_or(0, |one| one.holds.len())).collect();
    submit::write(tx, handed_in.into_iter().flatten(), sealed).await?;
    changed.write(tx).await?;
    Ok(decided.into_iter().zip(holds).map(|(decided, holds)| Ok((decided?, holds))).collect())
}

/// New claims are written as they were decided; what is left are changes of earlier ones.
fn as_decided(handed_in: &mut [Result<HandedIn, Refusal>], changed: Vec<Changed>) -> Vec<Changed> {
    let new = handed_in.iter_mut().flatten();
    let mut new: HashMap<String, &mut HandedIn> = new.map(|one| (one.row.id.clone(), one)).collect();
    let mut earlier = vec![];
    for one in changed {
        match new.get_mut(&one.id) {
            Some(own) => own.row.become_as(one),
            None => earlier.push(one),
        }
    }
    earlier
}

fn count(answer: &mut TakenIn, decided: &Decided, holds: usize) {
    let came = &decided.came;
    answer.good += 1;
    answer.held += u64::from(holds > 0);
    answer.granted += u64::from(came.paid > Fen::ZERO);
    answer.pending += u64::from(came.stage.name() == StageName::Pending);
    answer.amount += came.paid;
    answer.replayed = answer.replayed.max(u64::try_from(came.replayed).unwrap_or(u64::MAX));
}

fn bad(row: &SettlementRow, said: Said) -> BadRow {
    BadRow { line: row.claim.line, said }
}

/// Notes the imports, or adds to them.
async fn note(
    tx: &mut Tx,
    slice: &[Asked<'_, Batch>],
    outcomes: &[Outcome<TakenIn>],
) -> Result<(), StoreError> {
    let mut runs: HashMap<&str, NewImport> = HashMap::new();
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    for (asked, outcome) in slice.iter().zip(outcomes) {
        let Ok(Done { answer, .. }) = outcome else { continue };
        let run = runs.entry(&answer.import).or_insert_with(|| NewImport {
            id: answer.import.clone(),
            kind: "settlements",
            file_hash: asked.request.file.hash.clone(),
            file_name: asked.request.file.name.clone(),
            good_rows: 0,
            bad_rows: 0,
            imported_by: asked.actor.staff.to_string(),
            imported_at: asked.now.moment(),
        });
        run.good_rows += number(answer.good + answer.taken_back);
        run.bad_rows += number(asked.request.bad_rows) + i64::try_from(answer.bad.len()).unwrap_or(i64::MAX);
    }
    import::add(tx, &runs.into_values().collect::<Vec<_>>()).await
}
