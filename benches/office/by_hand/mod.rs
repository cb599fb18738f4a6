//! The same life of a claim written by hand: the same questions and the same rows in three transactions that take the
//! book first, a plain statement for each; texts sealed beforehand, nothing decided, nothing explained.

mod reads;
mod writes;

use std::sync::atomic::{AtomicU64, Ordering};

use huzhu::store::Kind;
use sqlx::any::AnyRow;
use sqlx::{Any, AnyPool, Row as _, Transaction};

use super::base::Base;
use super::crowd::SCHEME;
use super::life::MEMBERS;

/// So long are the sealed facts of such a claim, and its sealed answer.
const FACTS: usize = 300;
const ANSWER: usize = 800;
/// Claims of this number and later are made by hand.
const FIRST: u64 = 100_000;

/// Somebody who writes the statements himself.
pub struct Hand {
    pool: AnyPool,
    begin: &'static str,
    facts: String,
    answer: String,
    next: AtomicU64,
}

/// One of the three acts, in its transaction, which holds the book.
struct Step {
    tx: Transaction<'static, Any>,
    version: i64,
    act: &'static str,
    staff: &'static str,
    claim: String,
    key: String,
    head: (i64, String),
}

impl Hand {
    /// So many connections, and texts as long as the sealed ones of such a claim.
    pub async fn new(base: &Base, url: &str, clients: u32) -> Self {
        let begin = if base.kind == Kind::Sqlite { "begin immediate" } else { "begin" };
        let pool = base.hands(url, clients).await;
        Self {
            pool,
            begin,
            facts: "f".repeat(FACTS),
            answer: "a".repeat(ANSWER),
            next: AtomicU64::new(FIRST),
        }
    }

    /// One claim from its door to its approval, and into the books.
    pub async fn life(&self) {
        self.lived(true).await;
    }

    /// The same, but for the books.
    pub async fn unbooked(&self) {
        self.lived(false).await;
    }

    async fn lived(&self, is_booked: bool) {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let member = format!("YS{:08}", number % MEMBERS);
        let mut step = self.begin(("submit", "s1"), number).await;
        self.submit(&mut step, (number, &member)).await;
        step.end(true).await;
        let mut step = self.begin(("decide", "s1"), number).await;
        self.decide(&mut step, &member).await;
        step.end(false).await;
        let mut step = self.begin(("review", "s2"), number).await;
        step.review().await;
        if is_booked {
            step.book().await;
        }
        step.end(false).await;
    }

    /// The book is taken; was it asked before, and who asks?
    async fn begin(&self, (act, staff): (&'static str, &'static str), number: u64) -> Step {
        let mut tx = self.pool.begin_with(self.begin).await.expect("a transaction");
        let book = sqlx::query(writes::TAKE).fetch_one(&mut *tx).await.expect("the book");
        let key = format!("{act}{number}");
        let known = sqlx::query(reads::KNOWN).bind(staff).bind(&key).bind("2026-06-01");
        let known = known.fetch_all(&mut *tx).await.expect("keys and roles");
        let head: String = of_kind(&known, "head").next().expect("the chain has begun").get("a");
        let (last, hash) = head.split_once(' ').expect("number and hash");
        let head = (last.parse().expect("a number"), hash.to_owned());
        Step { tx, version: book.get("version"), act, staff, claim: format!("c{number:08}"), key, head }
    }

    async fn submit(&self, step: &mut Step, (number, member): (u64, &str)) {
        let invoice = format!("i{:0>42}", step.claim);
        let around = sqlx::query(reads::AROUND).bind(member).bind(SCHEME).bind(&invoice);
        let around = around.fetch_all(&mut *step.tx).await.expect("what lies around");
        assert_eq!(of_kind(&around, "member").count(), 1);
        let receipt = i64::try_from(number).expect("few claims");
        let insert = sqlx::query(writes::CLAIM).bind(&step.claim).bind(receipt).bind(SCHEME).bind(member);
        insert.bind(&self.facts).bind(HASH).execute(&mut *step.tx).await.expect("a claim");
        let insert = sqlx::query(writes::INVOICE).bind(invoice).bind(&step.claim);
        insert.execute(&mut *step.tx).await.expect("an invoice");
    }

    async fn decide(&self, step: &mut Step, member: &str) {
        let claim = sqlx::query(reads::CLAIM).bind(&step.claim).fetch_one(&mut *step.tx).await;
        assert_eq!(claim.expect("the claim").get::<String, _>("stage"), "submitted");
        let beside = sqlx::query(reads::BESIDE).bind(&step.claim).bind(SCHEME).bind(member);
        let beside = beside.fetch_all(&mut *step.tx).await.expect("what lies beside");
        assert_eq!(of_kind(&beside, "cover").count(), 1);
        let insert = sqlx::query(writes::DECISION).bind(&step.claim).bind(HASH).bind(&self.answer);
        insert.bind(MOMENT).execute(&mut *step.tx).await.expect("a decision");
        let insert = sqlx::query(writes::MOVEMENTS).bind(&step.claim).bind(SCHEME).bind(member);
        insert.execute(&mut *step.tx).await.expect("movements");
        let total = of_kind(&beside, "total").filter_map(|row| row.get::<String, _>("c").parse::<i64>().ok());
        let total = (total.max().unwrap_or(0) + 500).to_string();
        let add = sqlx::query(writes::TOTALS).bind(SCHEME).bind(member).bind(total);
        add.execute(&mut *step.tx).await.expect("running totals");
        let update = sqlx::query(writes::DECIDED).bind(&step.claim);
        update.execute(&mut *step.tx).await.expect("the claim");
    }
}

impl Step {
    async fn review(&mut self) {
        let reviewed = sqlx::query(reads::REVIEWED).bind(&self.claim).fetch_all(&mut *self.tx).await;
        assert_eq!(of_kind(&reviewed.expect("who had a hand in it"), "claim").count(), 1);
        let insert = sqlx::query(writes::REVIEW).bind(&self.claim).bind(MOMENT);
        insert.execute(&mut *self.tx).await.expect("a review");
        let update = sqlx::query(writes::APPROVED).bind(&self.claim);
        update.execute(&mut *self.tx).await.expect("the claim");
    }

    /// One voucher with one posting: what is granted becomes an expense that is payable.
    async fn book(&mut self) {
        let books = sqlx::query(reads::BOOKS).bind(&self.claim).bind("2026-06");
        let books = books.fetch_all(&mut *self.tx).await.expect("the books");
        let last = |kind| of_kind(&books, kind).map(|row| row.get::<i64, _>("n")).max().unwrap_or(0) + 1;
        let (id, number) = (last("last"), last("number"));
        let account = |code: &str| {
            let row = of_kind(&books, "account").find(|row| row.get::<String, _>("b") == code);
            let row = row.expect("the first claim was booked by huzhu");
            (row.get::<i64, _>("n"), row.get::<i64, _>("m"))
        };
        let ((expense, lines), (payable, others)) = (account("benefit-expense"), account("benefit-payable"));
        let insert = sqlx::query(writes::VOUCHER).bind(id).bind(number).bind(MOMENT);
        insert.execute(&mut *self.tx).await.expect("a voucher");
        let insert = sqlx::query(writes::POSTING).bind(id).bind(&self.claim);
        insert.execute(&mut *self.tx).await.expect("a posting");
        let insert = sqlx::query(writes::LINES).bind(lines + 1).bind(id).bind(expense + 500);
        let insert = insert.bind(others + 1).bind(payable - 500);
        insert.execute(&mut *self.tx).await.expect("lines");
        sqlx::query(writes::MOVED).execute(&mut *self.tx).await.expect("what moved");
        let pool = of_kind(&books, "pool").next().expect("a pool");
        let update =
            sqlx::query(writes::POOL).bind(pool.get::<i64, _>("o") + 500).bind(pool.get::<i64, _>("q"));
        assert_eq!(update.execute(&mut *self.tx).await.expect("the pool").rows_affected(), 1);
    }

    /// The audit row with the answer under its key, and the book given back where it gave a number.
    async fn end(mut self, has_issued: bool) {
        let Self { act, staff, claim, key, head, .. } = &self;
        let insert = sqlx::query(writes::AUDIT).bind(head.0 + 1).bind(self.version).bind(MOMENT).bind(*staff);
        let insert = insert.bind(*act).bind(claim).bind(HASH).bind(key).bind(&head.1);
        insert.execute(&mut *self.tx).await.expect("an audit row");
        if has_issued {
            let update = sqlx::query(writes::GIVE_BACK).bind(self.version);
            update.execute(&mut *self.tx).await.expect("the book");
        }
        self.tx.commit().await.expect("committed");
    }
}

fn of_kind<'r>(rows: &'r [AnyRow], kind: &'static str) -> impl Iterator<Item = &'r AnyRow> {
    rows.iter().filter(move |row| row.get::<String, _>("kind") == kind)
}

const HASH: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const MOMENT: &str = "2026-06-01T02:00:00.000000Z";
