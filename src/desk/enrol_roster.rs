//! Enrol a roster: good rows are enrolled as one import, bad rows come back with their reasons.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use super::enrolling::{self, Enrolled, Plans, Wanted};
use crate::engine::calendar::Day;
use crate::engine::money::Fen;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::engine::scheme::model::{Edition, Lang};
use crate::engine::scheme::said::Said;
use crate::exchange::roster::{RosterFile, read_roster};
use crate::store::import::{self, NewImport};
use crate::store::{StoreError, Tx};

/// Enrols a roster.
pub struct EnrolRoster;

/// A roster and what it is for.
#[derive(Clone, Debug, Serialize)]
pub struct Roster {
    /// The scheme.
    pub scheme: String,
    /// A day of the period, and the day of enrolment of whoever has none.
    pub as_of: Day,
    /// What the file is called.
    pub file_name: String,
    /// SHA-256 of the file in base64.
    file_hash: String,
    #[serde(skip)]
    bytes: Arc<[u8]>,
}

impl Roster {
    /// A roster of a file.
    pub fn new(scheme: &str, as_of: Day, file_name: &str, bytes: &[u8]) -> Self {
        let digest = Sha256::digest(bytes);
        let file_hash = base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, digest);
        Self { scheme: scheme.into(), as_of, file_name: file_name.into(), file_hash, bytes: bytes.into() }
    }

    /// SHA-256 of the file in base64.
    pub fn file_hash(&self) -> &str {
        &self.file_hash
    }
}

/// What came of a roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterAnswer {
    /// The import; none where no row was good, and nothing was kept.
    pub import: Option<String>,
    /// Rows that were enrolled.
    pub good: u64,
    /// Members that were made with them.
    pub new_members: u64,
    /// What is due in all, by payer.
    pub due: BTreeMap<String, Fen>,
    /// Rows that were not, in the order of the file.
    pub bad: Vec<BadRow>,
    /// What was left unread.
    pub warnings: Vec<Said>,
}

/// A row that was not enrolled. It carries no personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BadRow {
    /// The line of the file, counted from 1.
    pub line: usize,
    /// Why.
    pub said: Said,
}

impl Act for EnrolRoster {
    const NAME: &'static str = "enrol-roster";
    const RIGHT: Right = Right::Import;
    type Request = Roster;
    type Answer = RosterAnswer;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, Roster>],
    ) -> Result<Vec<Outcome<RosterAnswer>>, StoreError> {
        let files = open(office, tx, slice).await?;
        let mut wanted: Vec<Wanted> = vec![];
        let mut ids: Vec<Option<String>> = vec![];
        for (asked, file) in slice.iter().zip(&files) {
            let id = file.is_ok().then(|| tx.issue_id('i'));
            if let (Ok(file), Some(id)) = (file, &id) {
                wanted.extend((0..file.roster.len()).map(|at| row(asked.request, file, at, id)));
            }
            ids.push(id);
        }
        let mut rows = enrolling::enrol(office, tx, &wanted).await?.into_iter();
        let mut outcomes = Vec::with_capacity(slice.len());
        let mut runs = vec![];
        for ((asked, file), id) in slice.iter().zip(files).zip(ids) {
            let answered = file.map(|file| {
                let rows = rows.by_ref().take(file.roster.len()).collect();
                let answer = answer(&file, rows, id);
                runs.extend(run(asked, &answer));
                Done::new(answer.clone(), answer.import.unwrap_or_default())
            });
            outcomes.push(answered);
        }
        import::insert(tx, &runs).await?;
        Ok(outcomes)
    }
}

/// Reads the files; one that was imported before, here or in this slice, is refused.
async fn open(
    office: &Office,
    tx: &mut Tx,
    slice: &[Asked<'_, Roster>],
) -> Result<Vec<Result<RosterFile, Refusal>>, StoreError> {
    let ids: Vec<&str> = slice.iter().map(|asked| asked.request.scheme.as_str()).collect();
    let schemes = office.schemes.of(tx, &ids).await?;
    let hashes: Vec<&str> = slice.iter().map(|asked| asked.request.file_hash.as_str()).collect();
    let before = import::of_files(tx, &hashes).await?;
    let mut here: HashSet<&str> = HashSet::new();
    let mut files = Vec::with_capacity(slice.len());
    for (asked, before) in slice.iter().zip(before) {
        let request = asked.request;
        let seen = match before {
            Some(import) => Some((import.id, import.on)),
            None => (!here.insert(&request.file_hash)).then(|| (request.file_name.clone(), asked.now.day())),
        };
        files.push(match seen {
            Some((import, on)) => Err(Refusal::FileSeen { import: import.into(), on }),
            None => schemes
                .get(&request.scheme)
                .ok_or_else(|| Refusal::not_found(Thing::Scheme, &request.scheme))
                .and_then(|scheme| scheme.in_force(request.as_of).ok_or_else(|| no_edition(request)))
                .and_then(|edition| read(request, edition)),
        });
    }
    Ok(files)
}

fn no_edition(request: &Roster) -> Refusal {
    Refusal::NoEdition { scheme: request.scheme.as_str().into(), on: Some(request.as_of) }
}

fn read(request: &Roster, edition: &Edition) -> Result<RosterFile, Refusal> {
    let wrong =
        |why: crate::exchange::table::TableError| Refusal::field("file", (why.zh(), format!("{why}.")));
    read_roster(&request.bytes, edition).map_err(wrong)
}

/// A row as a request to enrol.
fn row(request: &Roster, file: &RosterFile, at: usize, import: &str) -> Wanted {
    let (line, person) = (&file.roster[at], &file.persons[at]);
    Wanted {
        scheme: request.scheme.clone(),
        as_of: request.as_of,
        member: Some(line.member.clone()),
        document: person.document.clone(),
        name: line.name.clone(),
        birth: line.birth,
        sex: line.sex,
        phone: person.phone.clone(),
        account: person.account.clone(),
        holder: person.holder.clone(),
        employer: line.employer.clone(),
        employer_size: line.employer_size,
        service: line.service,
        insurance: line.insurance,
        joining: line.joining,
        hired_on: line.hired_on,
        enrolled_on: line.enrolled_on,
        categories: line.categories.clone(),
        declared: line.declared.clone(),
        plans: Plans::Named(line.plans.iter().map(|plan| (plan.plan.clone(), plan.share_units)).collect()),
        import: Some(import.into()),
    }
}

fn answer(file: &RosterFile, rows: Vec<Result<Enrolled, Refusal>>, id: Option<String>) -> RosterAnswer {
    let mut answer = RosterAnswer {
        import: None,
        good: 0,
        new_members: 0,
        due: BTreeMap::new(),
        bad: vec![],
        warnings: file.warnings.iter().map(|w| Said::new(w.zh.clone(), w.en.clone())).collect(),
    };
    let mut bad: HashMap<usize, Vec<Said>> = HashMap::new();
    for error in &file.errors {
        let column = |zh: bool| {
            if error.column.is_empty() {
                String::new()
            } else if zh {
                format!("“{}”列：", error.column)
            } else {
                format!("column `{}`: ", error.column)
            }
        };
        bad.entry(error.line)
            .or_default()
            .push(Said::new(column(true) + &error.zh, column(false) + &error.en));
    }
    for (line, row) in file.lines.iter().zip(rows) {
        match row {
            Ok(enrolled) => {
                answer.good += 1;
                answer.new_members += u64::from(enrolled.is_new);
                for (payer, due) in enrolled.due {
                    *answer.due.entry(payer).or_default() += due;
                }
            }
            Err(refusal) => bad.entry(*line).or_default().push(refusal.said()),
        }
    }
    answer.import = id.filter(|_| answer.good > 0);
    answer.bad = bad.into_iter().map(|(line, said)| BadRow { line, said: joined(&said) }).collect();
    answer.bad.sort_by_key(|bad| bad.line);
    answer
}

fn joined(said: &[Said]) -> Said {
    let all = |lang: Lang| said.iter().map(|said| said.get(lang)).collect::<Vec<_>>().join(" ");
    Said::new(all(Lang::Zh), all(Lang::En))
}

fn run(asked: &Asked<'_, Roster>, answer: &RosterAnswer) -> Option<NewImport> {
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    Some(NewImport {
        id: answer.import.clone()?,
        kind: "roster",
        file_hash: asked.request.file_hash.clone(),
        file_name: asked.request.file_name.clone(),
        good_rows: count(answer.good),
        bad_rows: i64::try_from(answer.bad.len()).unwrap_or(i64::MAX),
        imported_by: asked.actor.staff.to_string(),
        imported_at: asked.now.moment(),
    })
}
