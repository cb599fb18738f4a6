//! The same life of a claim written by hand: the same rows read and written in three transactions that take the book
//! first, one statement for one row, texts sealed beforehand, nothing decided, nothing explained.

use std::sync::atomic::{AtomicU64, Ordering};

use huzhu::store::Kind;
use sqlx::{Any, AnyPool, Transaction};

use super::base::Base;
use super::life::MEMBERS;

/// Somebody who writes the statements himself.
pub struct Hand {
    pool: AnyPool,
    begin: &'static str,
    facts: String,
    answer: String,
    next: AtomicU64,
}

/// One of the three acts.
struct Step {
    act: &'static str,
    staff: &'static str,
    number: i64,
    key: String,
}

type Tx = Transaction<'static, Any>;

impl Hand {
    /// So many connections, and texts as long as the sealed ones of such a claim.
    pub async fn new(base: &Base, url: &str, clients: u32) -> Self {
        let begin = if base.kind == Kind::Sqlite { "begin immediate" } else { "begin" };
        let pool = base.hands(url, clients).await;
        Self { pool, begin, facts: "f".repeat(500), answer: "a".repeat(1_900), next: AtomicU64::new(0) }
    }

    /// One claim from its door to its approval.
    pub async fn life(&self) {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let member = format!("YS{:08}", number % MEMBERS);
        let number = i64::try_from(number).expect("few claims") + 1;
        let claim = format!("c{number:08}");
        let step = |act, staff| Step { act, staff, number, key: format!("{act}{number}") };
        let submit = step("submit", "s1");
        let mut tx = self.begin(&submit).await;
        self.submit(&mut tx, (number, &claim, &member)).await;
        Self::end(tx, &submit).await;
        let decide = step("decide", "s1");
        let mut tx = self.begin(&decide).await;
        self.decide(&mut tx, (&claim, &member)).await;
        Self::end(tx, &decide).await;
        let review = step("review", "s2");
        let mut tx = self.begin(&review).await;
        Self::review(&mut tx, &claim).await;
        Self::end(tx, &review).await;
    }

    /// The book is taken; was it asked before, and who asks?
    async fn begin(&self, step: &Step) -> Tx {
        let mut tx = self.pool.begin_with(self.begin).await.expect("a transaction");
        sqlx::query(
            "update book set version = version + 1 where id = 'b1' \
            returning id, organisation_id, title, version, issued, audited, audit_head",
        )
        .fetch_one(&mut *tx)
        .await
        .expect("the book");
        sqlx::query(
            "select body_hash, answer from idempotency where book_id = 'b1' and principal = $1 and key = $2",
        )
        .bind(step.staff)
        .bind(&step.key)
        .fetch_optional(&mut *tx)
        .await
        .expect("keys");
        sqlx::query(
            "select s.id, s.person, o.path, r.role, coalesce(r.level, '') from staff s \
            join organisation o on o.id = s.organisation_id join staff_role r on r.staff_id = s.id \
            where s.id = $1 and s.state = 'active' and r.from_day <= '2026-06-01' \
            and coalesce(r.to_day, '9999') >= '2026-06-01'",
        )
        .bind(step.staff)
        .fetch_all(&mut *tx)
        .await
        .expect("roles");
        tx
    }

    async fn submit(&self, tx: &mut Tx, (number, claim, member): (i64, &str, &str)) {
        let invoice = format!("i{claim:0>42}");
        sqlx::query("select 'member' as kind, m.household_id as a, m.employer_id as b, m.state as c, m.died_on as d, \
            m.merged_into as e, (select count(*) from scheme_edition s \
            where s.scheme_id = 'cn/guizhou/sinan' and s.state = 'published') as n \
            from member m where m.book_id = 'b1' and m.id = $1 \
            union all select 'invoice', s.book_id, s.claim_id, c.stage, null, null, cast(null as bigint) \
            from seen_invoice s left join claim c on c.book_id = s.book_id and c.id = s.claim_id \
            where s.invoice_index = $2 \
            union all select 'account', o.id, null, null, null, null, cast(null as bigint) \
            from member m join member o on o.book_id = m.book_id and o.account_index = m.account_index and o.id <> m.id \
            where m.book_id = 'b1' and m.id = $1 \
            union all select 'account-elsewhere', s.book_id, null, null, null, null, cast(null as bigint) \
            from member m join seen_account s on s.account_index = m.account_index and s.book_id <> 'b1' \
            where m.book_id = 'b1' and m.id = $1")
            .bind(member).bind(&invoice).fetch_all(&mut **tx).await.expect("what lies around");
        sqlx::query("insert into claim (book_id, id, receipt, scheme_id, member_id, event_day, stage, facts_sealed, \
            facts_hash, entered_by) values ('b1', $1, $2, 'cn/guizhou/sinan', $3, '2025-01-01', 'submitted', $4, $5, 's1')")
            .bind(claim).bind(number).bind(member).bind(&self.facts).bind(HASH)
            .execute(&mut **tx).await.expect("a claim");
        sqlx::query("insert into seen_invoice (invoice_index, book_id, claim_id) values ($1, 'b1', $2)")
            .bind(&invoice)
            .bind(claim)
            .execute(&mut **tx)
            .await
            .expect("an invoice");
    }

    async fn decide(&self, tx: &mut Tx, (claim, member): (&str, &str)) {
        sqlx::query("select c.receipt, c.scheme_id, c.stage, c.holds, c.decisions, c.paid_fen, c.facts_sealed, \
            c.facts_hash, m.id, m.household_id, m.employer_id, m.sex, m.birth_sealed, m.service, m.insurance, \
            (select count(*) from hold h where h.book_id = c.book_id and h.claim_id = c.id) \
            from claim c join member m on m.book_id = c.book_id and m.id = c.member_id \
            where c.book_id = 'b1' and c.id = $1")
            .bind(claim).fetch_one(&mut **tx).await.expect("the claim");
        sqlx::query("select 'category' as kind, c.category as a, c.from_day as b, c.to_day as c, c.verified_on as d, \
            cast(null as text) as e, cast(null as text) as f, cast(null as bigint) as n \
            from category_spell c where c.book_id = 'b1' and c.member_id = $1 \
            union all select 'cover', e.plan, e.from_day, e.to_day, e.enrolled_on, e.hired_on, e.left_on, e.share_units \
            from enrolment e where e.book_id = 'b1' and e.member_id = $1 and e.scheme_id = 'cn/guizhou/sinan' \
            and e.state = 'active' \
            union all select 'last', max(c.event_day), null, null, null, null, null, null from claim c \
            where c.book_id = 'b1' and c.member_id = $1 and c.scheme_id = 'cn/guizhou/sinan' and c.id <> $2 \
            and c.stage in ('pending', 'proposed', 'approved', 'denied') \
            union all select 'movement', m.total, m.scope, m.owner_id, m.stretch, m.window_id, m.before_by, null \
            from movement m where m.book_id = 'b1' and m.scheme_id = 'cn/guizhou/sinan' and m.scope = 'member' \
            and m.owner_id = $1")
            .bind(member).bind(claim).fetch_all(&mut **tx).await.expect("what lies beside");
        sqlx::query("insert into decision (book_id, claim_id, number, outcome, cause, paid_fen, change_fen, edition, \
            answer, decided_by, decided_at) values ('b1', $1, 1, 'approve', 'decide', 50000, 50000, $2, $3, 's1', $4)")
            .bind(claim).bind(HASH).bind(&self.answer).bind(MOMENT)
            .execute(&mut **tx).await.expect("a decision");
        sqlx::query("insert into movement (book_id, claim_id, decision, number, scheme_id, scope, owner_id, total, \
            stretch, window_id, before_by) values ('b1', $1, 1, 1, 'cn/guizhou/sinan', 'member', $2, $3, 'year', '2025', $4), \
            ('b1', $1, 1, 2, 'cn/guizhou/sinan', 'member', $2, $5, 'year', '2025', $4)")
            .bind(claim).bind(member).bind("inpatient.banded").bind("[\"0\",\"600000\"]").bind("inpatient.paid")
            .execute(&mut **tx).await.expect("movements");
        sqlx::query(
            "update claim set stage = 'proposed', decisions = 1, paid_fen = 50000, event_day = '2025-01-01', \
            version = version + 1 where book_id = 'b1' and id = $1",
        )
        .bind(claim)
        .execute(&mut **tx)
        .await
        .expect("the claim");
    }

    async fn review(tx: &mut Tx, claim: &str) {
        sqlx::query("select 'claim' as kind, c.id as a, c.stage as b, d.answer as c, c.decisions as n, c.paid_fen as m, \
            c.holds as o from claim c join decision d on d.book_id = c.book_id and d.claim_id = c.id \
            and d.number = c.decisions where c.book_id = 'b1' and c.id = $1 \
            union all select 'maker', s.person, null, null, null, null, null from claim c \
            join staff s on s.id = c.entered_by where c.book_id = 'b1' and c.id = $1 \
            union all select 'maker', s.person, null, null, null, null, null from decision d \
            join staff s on s.id = d.decided_by where d.book_id = 'b1' and d.claim_id = $1 \
            union all select 'review', s.person, r.level, r.outcome, r.decision, r.number, null from review r \
            join staff s on s.id = r.reviewed_by where r.book_id = 'b1' and r.claim_id = $1 \
            union all select 'member', i.number_index, null, null, null, null, null from claim c \
            join identity_document i on i.book_id = c.book_id and i.member_id = c.member_id \
            where c.book_id = 'b1' and c.id = $1 \
            union all select 'relative', s.person, s.id, null, null, null, null from claim c \
            join relative r on r.book_id = c.book_id and r.member_id = c.member_id join staff s on s.id = r.staff_id \
            where c.book_id = 'b1' and c.id = $1")
            .bind(claim).fetch_all(&mut **tx).await.expect("who had a hand in it");
        sqlx::query(
            "insert into review (book_id, claim_id, number, decision, level, outcome, reviewed_by, reason, \
            reviewed_at) values ('b1', $1, 1, 1, 'review', 'approve', 's2', '', $2)",
        )
        .bind(claim)
        .bind(MOMENT)
        .execute(&mut **tx)
        .await
        .expect("a review");
        sqlx::query(
            "update claim set stage = 'approved', version = version + 1 where book_id = 'b1' and id = $1",
        )
        .bind(claim)
        .execute(&mut **tx)
        .await
        .expect("the claim");
    }

    /// The audit row, the answer under its key, and the book given back.
    async fn end(mut tx: Tx, step: &Step) {
        let object = format!("c{:08}", step.number);
        sqlx::query(
            "insert into audit (book_id, number, at, who, on_behalf_of, act, object, scope, before_hash, \
            after_hash, reason, result, request_id, previous, hash) \
            select 'b1', audited + 1, $1, $2, '', $3, $4, '/o1/', '', $5, '', 'done', $6, audit_head, $5 \
            from book where id = 'b1'",
        )
        .bind(MOMENT)
        .bind(step.staff)
        .bind(step.act)
        .bind(&object)
        .bind(HASH)
        .bind(&step.key)
        .execute(&mut *tx)
        .await
        .expect("an audit row");
        sqlx::query(
            "insert into idempotency (book_id, principal, key, act, body_hash, answer, answered_at) \
            values ('b1', $1, $2, $3, $4, $5, $6)",
        )
        .bind(step.staff)
        .bind(&step.key)
        .bind(step.act)
        .bind(HASH)
        .bind(&object)
        .bind(MOMENT)
        .execute(&mut *tx)
        .await
        .expect("an answer");
        sqlx::query(
            "update book set issued = issued + 1, audited = audited + 1, audit_head = $1 where id = 'b1'",
        )
        .bind(HASH)
        .execute(&mut *tx)
        .await
        .expect("the book");
        tx.commit().await.expect("committed");
    }
}

const HASH: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const MOMENT: &str = "2026-06-01T02:00:00.000000Z";
