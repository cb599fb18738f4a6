//! The rows that came of the claims, inserted again into a new database with nothing but the statements of the insert.

use std::time::{Duration, Instant};

use huzhu::generate::World;
use huzhu::store::{BookId, Column, Given, Store, pool};
use serde::Serialize;
use sqlx::any::AnyRow;
use sqlx::{AnyPool, FromRow};

use super::super::base::Base;
use super::super::crowd;

/// A table's row, how rows are given to a statement, and the statement that inserts them.
macro_rules! table {
    ($row:ident, $given:ident, $insert:ident, $name:literal, $($column:ident: $type:ty = $kind:ident),+) => {
        #[derive(Clone, FromRow, Serialize)]
        struct $row { $($column: $type),+ }
        const $given: Given =
            Given { name: "given", columns: &[$((stringify!($column), Column::$kind)),+] };
        const $insert: &str = concat!("insert into ", $name, " (book_id", $(", ", stringify!($column)),+,
            ") select book_id", $(", ", stringify!($column)),+, " from given");
    };
}
type Text = Option<String>;

table!(Claim, CLAIM, INTO_CLAIM, "claim", id: String = Text, receipt: i64 = Number, scheme_id: String = Text,
    member_id: String = Text, household_id: Text = Text, employer_id: Text = Text, event_day: Text = Text,
    stage: String = Text, holds: i64 = Number, facts_sealed: String = Text, facts_hash: String = Text,
    decisions: i64 = Number, paid_fen: i64 = Number, entered_by: String = Text);
table!(Decision, DECISION, INTO_DECISION, "decision", claim_id: String = Text, number: i64 = Number,
    outcome: String = Text, cause: String = Text, paid_fen: i64 = Number, change_fen: i64 = Number,
    edition: String = Text, funding: String = Text, answer: String = Text, decided_by: String = Text, decided_at: String = Text);
table!(Movement, MOVEMENT, INTO_MOVEMENT, "movement", claim_id: String = Text, decision: i64 = Number,
    number: i64 = Number, scheme_id: String = Text, scope: String = Text, owner_id: String = Text,
    total: String = Text, stretch: String = Text, window_id: String = Text, before_by: String = Text);
table!(Invoice, INVOICE, INTO_INVOICE, "seen_invoice", invoice_index: String = Text, claim_id: String = Text);

/// So many claims in one transaction.
const PAGE: i64 = 2_000;

struct Page {
    claims: Vec<Claim>,
    decisions: Vec<Decision>,
    movements: Vec<Movement>,
    invoices: Vec<Invoice>,
}

/// How long it took, and how many rows they were.
pub fn again(base: &Base, from_url: &str, world: &World) -> (Duration, usize) {
    let (url, to) = base.store();
    let book = base.runtime.block_on(crowd::settle(&url, &to, world));
    let pool = base.runtime.block_on(pool(from_url, 1)).expect("a connection");
    let (mut took, mut rows, mut after) = (Duration::ZERO, 0, String::new());
    loop {
        let page = base.runtime.block_on(Page::read(&pool, &after));
        let Some(last) = page.claims.last() else { return (took, rows) };
        after.clone_from(&last.id);
        rows += page.claims.len() + page.decisions.len() + page.movements.len() + page.invoices.len();
        took += base.runtime.block_on(page.write(&to, &book));
    }
}

impl Page {
    /// The claims after one, with all that belongs to them.
    async fn read(pool: &AnyPool, after: &str) -> Self {
        let claims: Vec<Claim> =
            sqlx::query_as("select * from claim where book_id = 'b1' and id > $1 order by id limit $2")
                .bind(after)
                .bind(PAGE)
                .fetch_all(pool)
                .await
                .expect("claims");
        let last = claims.last().map(|claim| claim.id.clone()).unwrap_or_default();
        let invoice = |claim: &Claim| Invoice {
            invoice_index: format!("i{:0>42}", claim.id),
            claim_id: claim.id.clone(),
        };
        let invoices = claims.iter().map(invoice).collect();
        Self {
            claims,
            decisions: of_claims(
                pool,
                "select * from decision where book_id = 'b1' and claim_id > $1 and claim_id <= $2",
                (after, &last),
            )
            .await,
            movements: of_claims(
                pool,
                "select * from movement where book_id = 'b1' and claim_id > $1 and claim_id <= $2",
                (after, &last),
            )
            .await,
            invoices,
        }
    }

    #[expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
    async fn write(self, to: &Store, book: &BookId) -> Duration {
        let start = Instant::now();
        let write = to.write(book, move |tx| {
            Box::pin(async move {
                tx.bulk(&CLAIM, &self.claims, INTO_CLAIM).await?;
                tx.bulk(&DECISION, &self.decisions, INTO_DECISION).await?;
                tx.bulk(&MOVEMENT, &self.movements, INTO_MOVEMENT).await?;
                tx.bulk(&INVOICE, &self.invoices, INTO_INVOICE).await.map(|_| ())
            })
        });
        write.await.expect("rows that were written before");
        start.elapsed()
    }
}

async fn of_claims<R: for<'r> FromRow<'r, AnyRow> + Send + Unpin>(
    pool: &AnyPool,
    sql: &'static str,
    (after, last): (&str, &str),
) -> Vec<R> {
    sqlx::query_as(sql).bind(after).bind(last).fetch_all(pool).await.expect("what belongs to claims")
}
