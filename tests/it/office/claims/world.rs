//! A small office for tests of claims: a clerk, reviewers, a deputy, members with cover, and a scheme with a limit.

use std::sync::atomic::{AtomicU32, Ordering};

use huzhu::clock::Now;
use huzhu::desk::decide::{Decide, DecideRequest, DecidedAnswer};
use huzhu::desk::review::{Review, ReviewRequest, Reviewed, Verdict};
use huzhu::desk::submit::{NewRequest, Submit, Submitted};
use huzhu::desk::{Act, Call, Desk, Office};
use huzhu::engine::claim::words::{DateKind, Event, Setting};
use huzhu::engine::claim::{Component, Facts};
use huzhu::engine::money::Fen;
use huzhu::engine::office::Refusal;
use huzhu::store::seal::Place;
use huzhu::store::{BookId, Store};
use sqlx::AssertSqlSafe;

use crate::office::databases::{Base, keys};

pub const SCHEME: &str = "test/limit";

/// All of the self-pay above nought, at most 1000 yuan a member a year; above 500 yuan a second level agrees.
pub const TEXT: &str = r#"
format   = "scheme/1"
id       = "test/limit"
title    = "测试互助"
title_en = "Test mutual aid"
source   = { title = "测试", year = 2026, note = "测试" }
in_force = { from = 2020-01-01, decided_by = "discharge-date", year = "calendar" }
money    = { currency = "CNY", round = { to = 0.01, mode = "half-up", at = "claim" } }

[[clause]]
id      = "1"
text    = "个人自付全额补助，每人每年度不超过1000元。"
text_en = "The whole self-pay, at most 1,000 yuan a member a year."

[[pool]]
id       = "test"
label    = "互助金"
label_en = "pool"

[[enrolment]]
clause      = "1"
by_employer = true

[[benefit]]
id       = "inpatient"
label    = "住院补助"
label_en = "in-patient subsidy"
clause   = "1"
when     = { setting = "inpatient" }
funding  = [{ pool = "test", share = "100%", odd_fen = true }]

[[benefit.line]]
id       = "eligible"
label    = "可补基数"
label_en = "eligible amount"
measure  = ["self_pay"]

[[benefit.line]]
id       = "paid"
label    = "年度封顶"
label_en = "yearly limit"
clause   = "1"
of       = "eligible"
along    = "member.year"
limit    = 1000
"#;

/// An office that is open.
pub struct World {
    pub desk: Desk,
    pub store: Store,
    pub book: BookId,
    next: AtomicU32,
}

impl World {
    /// A clerk s1, reviewers s2 and s3, s4 who is the person of s1 as a reviewer, s5 a clerk who stands in for s2, and
    /// members m1 to m60 who are covered.
    pub async fn open(base: &Base) -> Self {
        let (store, book) = base.office().await;
        let pool = base.pool(1).await;
        let staff = |id: &str, person: &str, role: &str| {
            format!(
                "insert into staff (id, organisation_id, person, name, login, state) \
                 values ('{id}', 'o1', '{person}', '某人', '{id}', 'active'); \
                 insert into staff_role (staff_id, role, from_day) values ('{id}', '{role}', '2020-01-01');"
            )
        };
        let mut sql = String::new();
        for (id, person, role) in [
            ("s1", "p1", "clerk"),
            ("s2", "p2", "reviewer"),
            ("s3", "p3", "reviewer"),
            ("s4", "p1", "reviewer"),
            ("s5", "p5", "clerk"),
        ] {
            sql.push_str(&staff(id, person, role));
        }
        sql.push_str(
            "insert into deputy (staff_id, deputy_id, from_day, to_day, reason) \
             values ('s2', 's1', '2020-01-01', '2030-01-01', '休假'), ('s2', 's5', '2020-01-01', '2030-01-01', '休假'), \
             ('s1', 's3', '2020-01-01', '2030-01-01', '休假');",
        );
        sql.push_str(
            "insert into scheme_edition (scheme_id, from_day, hash, text, lists, state, proposed_by, proposed_at, confirmed_at) \
             values ('test/limit', '2020-01-01', 'h', '@text', '{}', 'published', 's1', '2020', '2020');",
        );
        for number in 1..=60 {
            let id = format!("m{number}");
            let name =
                keys().seal(&Place { table: "member", column: "name_sealed", book: "b1", row: &id }, "某人");
            let rows = format!(
                "insert into member (book_id, id, name_sealed, state) values ('b1', '{id}', '{name}', 'active'); \
                 insert into enrolment (book_id, id, member_id, scheme_id, plan, from_day, enrolled_on, share_units, state) \
                 values ('b1', 'e{number}', '{id}', 'test/limit', '', '2020-01-01', '2020-01-01', 1, 'active');"
            );
            sql.push_str(&rows);
        }
        let sql = sql.replace("@text", &TEXT.replace('\'', "''"));
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&pool).await.unwrap();
        pool.close().await;
        let desk = desk(&store);
        Self { desk, store, book, next: AtomicU32::new(0) }
    }

    /// The same office with other words in its scheme, each pair of what is there and what stands instead, and an
    /// administrator s6.
    pub async fn with(base: &Base, changes: &[(&str, &str)]) -> Self {
        let world = Self::open(base).await;
        let text = changes.iter().fold(TEXT.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        });
        let pool = base.pool(1).await;
        sqlx::query("update scheme_edition set text = $1").bind(text).execute(&pool).await.unwrap();
        let staff = "insert into staff (id, organisation_id, person, name, login, state) \
            values ('s6', 'o1', 'p6', '某人', 's6', 'active'); \
            insert into staff_role (staff_id, role, from_day) values ('s6', 'administrator', '2020-01-01')";
        sqlx::raw_sql(AssertSqlSafe(staff)).execute(&pool).await.unwrap();
        pool.close().await;
        world
    }

    /// A key that was not used before.
    pub fn key(&self) -> String {
        format!("k{}", self.next.fetch_add(1, Ordering::Relaxed))
    }

    /// The same with an invoice of its own.
    pub fn once(&self, mut facts: Facts) -> Facts {
        facts.claim.invoice = Some(self.key());
        facts
    }

    /// One request of an account.
    pub async fn ask<A: Act>(&self, staff: &str, request: A::Request) -> Result<A::Answer, Refusal> {
        self.call::<A>(Call::new(staff, &self.key(), request).because("测试")).await
    }

    /// One call.
    pub async fn call<A: Act>(&self, call: Call<A::Request>) -> Result<A::Answer, Refusal> {
        self.desk.one::<A>(&self.book, call).await.unwrap().answer
    }

    pub async fn submit(&self, facts: Facts) -> Submitted {
        self.ask::<Submit>("s1", request(facts)).await.unwrap()
    }

    pub async fn decide(&self, claim: &str) -> DecidedAnswer {
        self.ask::<Decide>("s1", DecideRequest { claim: claim.into() }).await.unwrap()
    }

    pub async fn review(
        &self,
        staff: &str,
        claim: &str,
        decision: u32,
        verdict: Verdict,
    ) -> Result<Reviewed, Refusal> {
        self.ask::<Review>(staff, ReviewRequest { claim: claim.into(), decision, verdict }).await
    }

    /// Handed in and decided.
    pub async fn decided(&self, facts: Facts) -> DecidedAnswer {
        let claim = self.submit(facts).await.claim;
        self.decide(&claim).await
    }
}

/// A desk on a store, on the first of June 2026.
pub fn desk(store: &Store) -> Desk {
    let now = Now::parse("2026-06-01T02:00:00Z").unwrap();
    Desk::new(Office::new(store.clone(), move || now))
}

pub fn request(facts: Facts) -> NewRequest {
    NewRequest { scheme: SCHEME.into(), facts, draft: false, import: None, agent: None }
}

/// A stay of a member that ended on a day, with so much left to him.
pub fn stay(member: &str, day: &str, yuan: i32) -> Facts {
    let mut facts = Facts::default();
    facts.person.member = member.into();
    facts.claim.event = Some(Event::Treatment);
    facts.claim.setting = Some(Setting::Inpatient);
    facts.claim.dates.set(DateKind::Discharge, day.parse().unwrap());
    facts.claim.settlement.set(Component::SelfPay, Fen::yuan(yuan));
    facts
}
