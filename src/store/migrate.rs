//! Tables brought up to date, and guards put in force, at each start.

use std::borrow::Cow;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyPool, Executor as _, SqlSafeStr as _};

use super::connect::Kind;
use super::error::StoreError;

/// In the order of their numbers. What was once released is never changed, only followed.
const MIGRATIONS: [(i64, &str, &str); 5] = [
    (1, "office", include_str!("../../migrations/0001_office.sql")),
    (2, "fund", include_str!("../../migrations/0002_fund.sql")),
    (3, "service", include_str!("../../migrations/0003_service.sql")),
    (4, "parties", include_str!("../../migrations/0004_parties.sql")),
    (5, "handed_in", include_str!("../../migrations/0005_handed_in.sql")),
];

const SQLITE_GUARDS: &str = include_str!("../../migrations/guards/sqlite.sql");
const POSTGRES_GUARDS: &str = include_str!("../../migrations/guards/postgres.sql");

/// The migrations, in their order.
pub(super) fn texts() -> impl Iterator<Item = &'static str> {
    MIGRATIONS.iter().map(|(_, _, text)| *text)
}

/// Brings the tables up to date and puts the guards in force.
pub(super) async fn migrate(kind: Kind, pool: &AnyPool) -> Result<(), StoreError> {
    let migration = |(version, name, sql): (i64, &'static str, &'static str)| {
        Migration::new(version, Cow::Borrowed(name), MigrationType::Simple, sql.into_sql_str(), false)
    };
    Migrator::with_migrations(MIGRATIONS.map(migration).into()).run(pool).await?;
    match kind {
        Kind::Sqlite => guard_at_once(pool).await,
        Kind::Postgres => guard_one_by_one(pool).await,
    }
}

/// SQLite has no `create or replace`: no moment may be without a guard.
async fn guard_at_once(pool: &AnyPool) -> Result<(), StoreError> {
    let mut tx = pool.begin_with(Kind::Sqlite.begin()).await?;
    for statement in statements(SQLITE_GUARDS) {
        tx.execute(statement).await?;
    }
    Ok(tx.commit().await?)
}

/// None may wait for a table while it keeps another locked: offices may be at work.
async fn guard_one_by_one(pool: &AnyPool) -> Result<(), StoreError> {
    for statement in statements(POSTGRES_GUARDS) {
        pool.execute(statement).await?;
    }
    Ok(())
}

fn statements(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.split("\n\n").filter(|part| !part.starts_with("--"))
}
