//! What must be unique across books is looked up here: it ends as a hold, never as a constraint.

use serde::Serialize;
use sqlx::FromRow;

use super::bulk::{Column, Given};
use super::claim::MemberRow;
use super::column::number;
use super::error::StoreError;
use super::seal::{KeyRing, Place};
use super::tx::Tx;
use crate::engine::calendar::Day;
use crate::engine::claim::Person;

/// An invoice on a claim.
#[derive(Clone, Debug, Serialize)]
pub struct NewInvoice {
    /// Its blind index.
    pub invoice_index: String,
    /// The claim.
    pub claim_id: String,
}

const INVOICES: Given =
    Given { name: "given", columns: &[("invoice_index", Column::Text), ("claim_id", Column::Text)] };

/// Notes invoices. One that is noted already on the same claim changes nothing.
///
/// # Errors
///
/// Those of the database.
pub async fn note_invoices(tx: &mut Tx, invoices: &[NewInvoice]) -> Result<(), StoreError> {
    let sql = "insert into seen_invoice (invoice_index, book_id, claim_id) \
        select invoice_index, book_id, claim_id from given where true on conflict do nothing";
    tx.bulk(&INVOICES, invoices, sql).await.map(|_| ())
}

/// A new claim, as far as it is looked around for.
#[derive(Clone, Debug, Serialize)]
pub struct Looked {
    /// The member.
    pub member: String,
    /// The scheme.
    pub scheme: String,
    /// The blind index of its invoice.
    pub invoice: Option<String>,
    /// The claim itself, where it has an id already: it is not seen on itself.
    pub claim: Option<String>,
    /// The hash of its facts, where it has no invoice to be known again by.
    pub facts: Option<String>,
}

const LOOKED: Given = Given {
    name: "given",
    columns: &[
        ("member", Column::Text),
        ("scheme", Column::Text),
        ("invoice", Column::Text),
        ("claim", Column::Text),
        ("facts", Column::Text),
    ],
};

/// One thing that was seen around a claim.
#[derive(Clone, Debug, FromRow)]
pub struct Seen {
    nth: i64,
    /// `member` (household, employer, state, day of death or of leaving, into whom merged, sex, birth, service, insurance,
    /// mark of the published editions, first day of cover, holder of the account and, where there is one, the member's
    /// name; number of editions, size of the employer), `invoice`
    /// (book, claim, its stage if it is in this book), `account` (a member with the same account), `account-elsewhere`
    /// (a book in which a member has it), `person-elsewhere` (a book in which the same person is a member), `facts` (another
    /// claim of the member's with the same facts, its stage).
    pub kind: String,
    /// By kind.
    pub a: Option<String>,
    /// By kind.
    pub b: Option<String>,
    /// By kind.
    pub c: Option<String>,
    /// By kind.
    pub d: Option<String>,
    /// By kind.
    pub e: Option<String>,
    f: Option<String>,
    g: Option<String>,
    h: Option<String>,
    i: Option<String>,
    j: Option<String>,
    k: Option<String>,
    p: Option<String>,
    q: Option<String>,
    /// By kind.
    pub n: Option<i64>,
    o: Option<i64>,
}

impl Seen {
    /// The place of the claim that was asked about.
    ///
    /// # Errors
    ///
    /// Never, where it comes from the store.
    pub fn place(&self) -> Result<usize, StoreError> {
        number(self.nth)
    }

    /// Of a member: who he is for a claim. What the office does not know of him is taken from it.
    ///
    /// # Errors
    ///
    /// When what is sealed cannot be opened.
    pub fn person(&self, (book, keys): (&str, &KeyRing), claimed: &Person) -> Result<Person, StoreError> {
        let member = MemberRow {
            id: claimed.member.clone(),
            household: self.a.clone(),
            employer: self.b.clone(),
            size: self.o,
            sex: self.f.clone(),
            birth_sealed: self.g.clone(),
            service: self.h.clone(),
            insurance: self.i.clone(),
        };
        member.person(book, keys, claimed)
    }

    /// Of a member: the first day on which he was ever covered in the scheme.
    pub fn covered_since(&self) -> Option<Day> {
        self.k.as_deref()?.parse().ok()
    }

    /// Of a member: in whose name the account is, and the member's own; none where the office was not told.
    ///
    /// # Errors
    ///
    /// When what is sealed cannot be opened.
    pub fn account_names(&self, tx: &Tx, member: &str) -> Result<Option<(String, String)>, StoreError> {
        let Some((holder, name)) = self.p.as_deref().zip(self.q.as_deref()) else { return Ok(None) };
        let open = |column, text| {
            let place = Place { table: "member", column, book: tx.book().as_str(), row: member };
            tx.keys().open(&place, text)
        };
        Ok(Some((open("holder_sealed", holder)?, open("name_sealed", name)?)))
    }

    /// Of a member: the mark of the scheme's published editions.
    pub fn editions(&self) -> &str {
        self.j.as_deref().unwrap_or_default()
    }
}

/// The member of each claim, and whoever has the same invoice or account, in one statement. Claims of other books are
/// not read: that they have the invoice is all that is known of them.
///
/// # Errors
///
/// Those of the database.
pub async fn around(tx: &mut Tx, claims: &[Looked]) -> Result<Vec<Seen>, StoreError> {
    let sql = "with published as (select scheme_id, cast(count(*) as bigint) as published, \
        cast(count(*) as text) || '/' || coalesce(max(confirmed_at), '') as mark from scheme_edition \
        where state = 'published' group by scheme_id) \
        select g.nth, 'member' as kind, m.household_id as a, m.employer_id as b, m.state as c, \
        case when m.state = 'left' then (select max(coalesce(e.left_on, e.to_day, '9999-12-31')) from enrolment e \
        where e.book_id = m.book_id and e.member_id = m.id and e.state = 'active') else m.died_on end as d, \
        m.merged_into as e, m.sex as f, m.birth_sealed as g, m.service as h, m.insurance as i, s.mark as j, \
        (select min(e.from_day) from enrolment e where e.book_id = m.book_id and e.member_id = m.id \
        and e.scheme_id = g.scheme and e.state = 'active') as k, m.holder_sealed as p, \
        case when m.holder_sealed is not null then m.name_sealed end as q, s.published as n, p.size as o \
        from given g join member m on m.book_id = g.book_id and m.id = g.member \
        left join employer p on p.book_id = m.book_id and p.id = m.employer_id \
        left join published s on s.scheme_id = g.scheme \
        union all select g.nth, 'invoice', s.book_id, s.claim_id, c.stage, null, null, null, null, null, null, null, null, null, null, \
        cast(null as bigint), cast(null as bigint) \
        from given g join seen_invoice s on s.invoice_index = g.invoice \
        and not (s.book_id = g.book_id and s.claim_id = coalesce(g.claim, '')) \
        left join claim c on c.book_id = g.book_id and s.book_id = g.book_id and c.id = s.claim_id \
        union all select g.nth, 'account', o.id, null, null, null, null, null, null, null, null, null, null, null, null, \
        cast(null as bigint), cast(null as bigint) \
        from given g join member m on m.book_id = g.book_id and m.id = g.member \
        join member o on o.book_id = m.book_id and o.account_index = m.account_index \
        and o.id <> m.id and o.state <> 'merged' \
        union all select g.nth, 'account-elsewhere', s.book_id, null, null, null, null, null, null, null, null, null, null, null, null, \
        cast(null as bigint), cast(null as bigint) \
        from given g join member m on m.book_id = g.book_id and m.id = g.member \
        join seen_account s on s.account_index = m.account_index and s.book_id <> g.book_id \
        union all select g.nth, 'person-elsewhere', s.book_id, null, null, null, null, null, null, null, null, null, null, null, null, \
        cast(null as bigint), cast(null as bigint) \
        from given g join identity_document d on d.book_id = g.book_id and d.member_id = g.member \
        join seen_person s on s.number_index = d.number_index and s.book_id <> g.book_id \
        union all select g.nth, 'facts', c.id, null, c.stage, null, null, null, null, null, null, null, null, null, null, \
        cast(null as bigint), cast(null as bigint) \
        from given g join claim c on c.book_id = g.book_id and c.member_id = g.member and c.scheme_id = g.scheme \
        and c.facts_hash = g.facts and c.id <> coalesce(g.claim, '')";
    tx.bulk_read(&LOOKED, claims, sql).await
}
