//! People of the office: enrolled one by one and by rosters, changed, merged; schemes published by two persons.

mod changes;
mod commands;
mod documents;
mod enrolling;
mod organisations;
mod rosters;
mod schemes;
mod statements;

use std::collections::BTreeMap;

use huzhu::clock::Now;
use huzhu::desk::act::Act;
use huzhu::desk::confirm_scheme::{ConfirmScheme, Confirmation};
use huzhu::desk::enrol::Enrolment;
use huzhu::desk::propose_scheme::{Proposal, ProposeScheme};
use huzhu::desk::{Call, Desk, Office};
use huzhu::engine::calendar::Day;
use huzhu::engine::ids::DocumentKind;
use huzhu::engine::office::Refusal;
use huzhu::generate::{Sizes, World};
use huzhu::store::BookId;
use sqlx::Executor as _;

use super::databases::Base;

/// A scheme with one plan, for employers only, by calendar years.
pub const TEXT: &str = include_str!("../../../../schemes/cn/guizhou/sinan/2016-01-01.toml");
pub const SCHEME: &str = "cn/guizhou/sinan";

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A desk on an empty book, with a clerk `s1`, two administrators `s2` and `s3`, and a second account `s4` of the
/// person behind `s2`.
pub struct Setting {
    pub desk: Desk,
    pub book: BookId,
}

impl Setting {
    /// The desk before any scheme is published.
    pub async fn bare(base: &Base) -> Self {
        let (store, book) = base.office().await;
        let pool = base.pool(1).await;
        for (id, person, role) in [
            ("s1", "p1", "clerk"),
            ("s2", "p2", "administrator"),
            ("s3", "p3", "administrator"),
            ("s4", "p2", "administrator"),
        ] {
            let staff = "insert into staff (id, organisation_id, person, name, login, state) values ($1, 'o1', $2, $1, $1, 'active')";
            sqlx::query(staff).bind(id).bind(person).execute(&pool).await.unwrap();
            let held = "insert into staff_role (staff_id, role, from_day) values ($1, $2, '2000-01-01')";
            sqlx::query(held).bind(id).bind(role).execute(&pool).await.unwrap();
        }
        pool.close().await;
        let now = Now::parse("2025-01-10T02:00:00Z").unwrap();
        Self { desk: Desk::new(Office::new(store, move || now)), book }
    }

    /// The desk with the scheme published.
    pub async fn new(base: &Base) -> Self {
        let setting = Self::bare(base).await;
        let proposal = setting.propose("s2", TEXT).await.unwrap();
        setting.confirm("s3", &proposal).await.unwrap();
        setting
    }

    /// One request in the name of an account, under a key.
    pub async fn ask<A: Act>(
        &self,
        staff: &str,
        key: &str,
        request: A::Request,
    ) -> Result<A::Answer, Refusal> {
        self.desk.one::<A>(&self.book, Call::new(staff, key, request).because("为测试")).await.unwrap().answer
    }

    pub async fn propose(&self, staff: &str, text: &str) -> Result<String, Refusal> {
        let proposal = Proposal {
            scheme: SCHEME.into(),
            from: day("2016-01-01"),
            text: text.into(),
            lists: BTreeMap::new(),
        };
        Ok(self.ask::<ProposeScheme>(staff, &format!("propose {}", text.len()), proposal).await?.hash)
    }

    pub async fn confirm(&self, staff: &str, hash: &str) -> Result<(), Refusal> {
        let confirmation = Confirmation { scheme: SCHEME.into(), from: day("2016-01-01"), hash: hash.into() };
        self.ask::<ConfirmScheme>(staff, "confirm", confirmation).await.map(|_| ())
    }

    pub async fn many<A: Act>(&self, calls: Vec<Call<A::Request>>) -> Vec<Result<A::Answer, Refusal>> {
        let replies = self.desk.many::<A>(&self.book, calls).await.unwrap();
        replies.into_iter().map(|reply| reply.answer).collect()
    }
}

/// A world of made-up people.
pub fn world(dirty: u64) -> World {
    World::new(7, Sizes { members: 60, claims: 0, dirty, year: 2025 }).unwrap()
}

/// A member of the world who enrols through his employer.
pub fn enrolment(world: &World, number: u64) -> Enrolment {
    let member = world.member(number);
    Enrolment {
        scheme: SCHEME.into(),
        as_of: day("2025-01-10"),
        member: Some(member.id),
        document: Some((DocumentKind::Resident, member.id_number.as_str().into())),
        name: Some(member.name),
        account: Some(member.account),
        employer: Some(world.employer(member.employer).name),
        ..Enrolment::default()
    }
}

pub fn code<T>(answer: Result<T, Refusal>) -> &'static str {
    answer.err().map_or("done", |refusal| refusal.code())
}

/// Runs a statement past the store.
pub async fn past(base: &Base, sql: &'static str) {
    let pool = base.pool(1).await;
    pool.execute(sql).await.unwrap();
    pool.close().await;
}
