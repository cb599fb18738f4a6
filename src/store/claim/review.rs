//! Claims as a reviewer sees them: what was decided, who had a hand in it, who agreed, and who is concerned.

use serde::Serialize;
use sqlx::FromRow;

use super::history::{Decided, decided_place};
use super::read::fen;
use crate::engine::adjudicate::Approver;
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::office::{Involved, Ladder, Person, Recusal, Signal, Stage, Standing};
use crate::store::bulk::{Column, Given};
use crate::store::column::{number, word};
use crate::store::error::StoreError;
use crate::store::seal::KeyRing;
use crate::store::tx::Tx;

/// A claim under review.
#[derive(Clone, Debug)]
pub struct UnderReview {
    /// Stage and open holds.
    pub standing: Standing,
    /// How many decisions there are.
    pub decisions: u32,
    /// What the last of them grants.
    pub paid: Fen,
    /// What must be given on the last decision, and what was.
    pub ladder: Ladder,
    /// Who entered the claim, or decided it.
    pub makers: Involved,
    /// Who reviewed the last decision.
    pub reviewers: Involved,
    /// Who is concerned.
    pub recusal: Recusal,
    /// The last number of its reviews.
    pub reviews: i64,
    /// Books in which a claim carries its invoice, and that no hold of it has named yet.
    pub elsewhere: Vec<Name>,
    /// The last number of its holds.
    pub last_hold: i64,
    /// The import that brought it, where that is taken back.
    pub undone: Option<Name>,
}

#[derive(Serialize)]
struct Asked<'a> {
    id: &'a str,
}

const ASKED: Given = Given { name: "given", columns: &[("id", Column::Text)] };

/// A row of any kind: `claim`, `maker`, `review`, `member` or `relative`.
#[derive(Clone, Debug, FromRow)]
struct Row {
    nth: i64,
    kind: String,
    a: Option<String>,
    b: Option<String>,
    c: Option<String>,
    d: Option<String>,
    n: Option<i64>,
    m: Option<i64>,
    o: Option<i64>,
}

/// `family` are the member who is kept and those that were merged into him: what one of them is, all are.
const ROWS: &str = "with asked as (select g.nth, c.*, coalesce(m.merged_into, m.id) as kept from given g \
    join claim c on c.book_id = g.book_id and c.id = g.id \
    join member m on m.book_id = c.book_id and m.id = c.member_id), \
    family as (select nth, book_id, kept as id from asked union all \
    select k.nth, k.book_id, m.id from asked k join member m on m.book_id = k.book_id and m.merged_into = k.kept) \
    select k.nth, 'claim' as kind, k.id as a, k.stage as b, coalesce(d.answer, '') as c, \
    case when i.undone_at is not null then i.id end as d, k.decisions as n, k.paid_fen as m, k.holds as o from asked k \
    left join import_run i on i.book_id = k.book_id and i.id = k.import_id \
    left join decision d on d.book_id = k.book_id and d.claim_id = k.id and d.number = k.decisions \
    union all select k.nth, 'maker', s.person, null, null, null, null, null, null from asked k \
    join staff s on s.id in (k.entered_by, coalesce(k.entered_for, '')) \
    union all select k.nth, 'maker', s.person, null, null, null, null, null, null from asked k \
    join decision d on d.book_id = k.book_id and d.claim_id = k.id and d.cause in ('decide', 'correct') \
    join staff s on s.id in (d.decided_by, coalesce(d.decided_for, '')) \
    union all select k.nth, 'maker', a.agent_index, null, null, null, null, null, null from asked k \
    join agent a on a.book_id = k.book_id and a.claim_id = k.id \
    union all select k.nth, 'review', s.person, a.person, r.level, r.outcome, r.decision, r.number, null from asked k \
    join review r on r.book_id = k.book_id and r.claim_id = k.id \
    join staff s on s.id = r.reviewed_by left join staff a on a.id = r.on_behalf_of \
    union all select f.nth, 'member', i.number_index, null, null, null, null, null, null from family f \
    join identity_document i on i.book_id = f.book_id and i.member_id = f.id \
    union all select f.nth, 'member', p.person, null, null, null, null, null, null from family f \
    join payee p on p.book_id = f.book_id and p.member_id = f.id \
    union all select f.nth, 'relative', s.person, s.id, null, null, null, null, null from family f \
    join relative r on r.book_id = f.book_id and r.member_id = f.id join staff s on s.id = r.staff_id \
    union all select k.nth, 'elsewhere', o.book_id, null, null, null, null, null, null from asked k \
    join seen_invoice s on s.book_id = k.book_id and s.claim_id = k.id \
    join seen_invoice o on o.invoice_index = s.invoice_index and o.book_id <> s.book_id \
    union all select k.nth, 'hold', h.detail, null, null, null, h.number, null, null from asked k \
    join hold h on h.book_id = k.book_id and h.claim_id = k.id";

/// The claims of some ids under review, in their order; none where there is no such claim in the book. One statement.
///
/// # Errors
///
/// Those of the database; [`StoreError::Broken`] when an answer cannot be opened.
pub async fn under_review(
    tx: &mut Tx,
    keys: &KeyRing,
    ids: &[&str],
) -> Result<Vec<Option<UnderReview>>, StoreError> {
    let asked: Vec<Asked<'_>> = ids.iter().map(|id| Asked { id }).collect();
    let rows: Vec<Row> = tx.bulk_read(&ASKED, &asked, ROWS).await?;
    let mut of: Vec<Vec<Row>> = ids.iter().map(|_| vec![]).collect();
    for row in rows {
        of[number::<usize>(row.nth)?].push(row);
    }
    let book = tx.book().as_str();
    of.iter().map(|rows| claim(book, keys, rows)).collect()
}

fn claim(book: &str, keys: &KeyRing, rows: &[Row]) -> Result<Option<UnderReview>, StoreError> {
    let Some(row) = rows.iter().find(|row| row.kind == "claim") else { return Ok(None) };
    let (decisions, paid) = (number(row.n.unwrap_or(0))?, fen(row.m.unwrap_or(0))?);
    let text = |part: &Option<String>| part.clone().unwrap_or_default();
    let standing = Standing {
        stage: Stage::of(word(&text(&row.b))?, decisions, paid),
        holds: number(row.o.unwrap_or(0))?,
    };
    let approvers = approvers(book, keys, (&text(&row.a), decisions), &text(&row.c))?;
    let mut makers = Involved::default();
    of_kind(rows, "maker")
        .filter_map(|row| row.a.as_deref())
        .for_each(|person| makers.add_person(of(person)));
    let mut ladder = Ladder::new(&approvers, makers.clone());
    let mut reviewers = Involved::default();
    let mut recusal = Recusal::default();
    let persons =
        |row: &Row| [row.a.as_deref(), row.b.as_deref()].into_iter().flatten().map(of).collect::<Vec<_>>();
    for row in of_kind(rows, "review") {
        let own = row.n == Some(i64::from(decisions));
        match row.d.as_deref() {
            Some("recuse") => persons(row).into_iter().for_each(|person| recusal.recused.add_person(person)),
            Some("approve") if own => ladder.given(&text(&row.c), persons(row)),
            _ => {}
        }
        if own {
            persons(row).into_iter().for_each(|person| reviewers.add_person(person));
        }
    }
    recusal.member = of_kind(rows, "member").filter_map(|row| row.a.as_deref().map(of)).collect();
    recusal.related = of_kind(rows, "relative").filter_map(|row| row.a.as_deref().map(of)).collect();
    recusal.relatives = of_kind(rows, "relative").filter_map(|row| Some(row.b.as_deref()?.into())).collect();
    let reviews = of_kind(rows, "review").filter_map(|row| row.m).max().unwrap_or(0);
    let elsewhere = elsewhere(rows);
    let last_hold = of_kind(rows, "hold").filter_map(|row| row.n).max().unwrap_or(0);
    Ok(Some(UnderReview {
        standing,
        decisions,
        paid,
        ladder,
        makers,
        reviewers,
        recusal,
        reviews,
        elsewhere,
        last_hold,
        undone: row.d.as_deref().map(Name::from),
    }))
}

/// Books that have the invoice and that no hold has named, each once.
fn elsewhere(rows: &[Row]) -> Vec<Name> {
    let signals = of_kind(rows, "hold").filter_map(|row| Signal::from_detail(row.a.as_deref()?));
    let named: Vec<Name> = signals
        .filter_map(|signal| match signal {
            Signal::SameInvoiceElsewhere { books } => Some(books),
            _ => None,
        })
        .flatten()
        .collect();
    let seen = of_kind(rows, "elsewhere").filter_map(|row| row.a.as_deref().map(Name::from));
    let mut books: Vec<Name> = seen.filter(|book| !named.contains(book)).collect();
    books.sort_unstable();
    books.dedup();
    books
}

fn of_kind<'r>(rows: &'r [Row], kind: &'static str) -> impl Iterator<Item = &'r Row> {
    rows.iter().filter(move |row| row.kind == kind)
}

fn of(person: &str) -> Person {
    Person(person.into())
}

/// Who must approve the decision; nobody in particular where nothing was computed.
fn approvers(
    book: &str,
    keys: &KeyRing,
    (claim, decision): (&str, u32),
    answer: &str,
) -> Result<Vec<Approver>, StoreError> {
    if answer.is_empty() {
        return Ok(vec![]);
    }
    let decided: Decided = keys.open_json(&decided_place(book, &format!("{claim}/{decision}")), answer)?;
    Ok(decided.adjudication.approval)
}
