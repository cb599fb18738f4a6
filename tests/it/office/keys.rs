//! Every table that grows with the office's work leads with its book, in its primary key and in each unique key.

use huzhu::store::Kind;

use super::databases::{Base, on_both};

/// Tables that belong to no book, or look across all of them.
const OF_NO_BOOK: [&str; 13] = [
    "_sqlx_migrations",
    "organisation",
    "book",
    "staff",
    "staff_role",
    "deputy",
    "scheme_edition",
    "seen_person",
    "seen_account",
    "seen_invoice",
    "credential",
    "session",
    "token",
];

const SQLITE_TABLES: &str =
    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name";
const POSTGRES_TABLES: &str =
    "select cast(tablename as text) from pg_tables where schemaname = 'public' order by tablename";

/// Table, key, and the first column of the key.
const SQLITE_KEYS: &str = "select t.name, k.name, c.name from sqlite_master t \
    join pragma_index_list(t.name) k join pragma_index_info(k.name) c \
    where t.type = 'table' and k.\"unique\" = 1 and c.seqno = 0 order by t.name, k.name";
const POSTGRES_KEYS: &str = "select cast(t.relname as text), cast(k.relname as text), cast(c.attname as text) \
    from pg_index i join pg_class t on t.oid = i.indrelid join pg_class k on k.oid = i.indexrelid \
    join pg_attribute c on c.attrelid = t.oid and c.attnum = i.indkey[0] \
    where i.indisunique and t.relnamespace = cast('public' as regnamespace) order by t.relname, k.relname";

/// What keeps the table out of a distributed database, or out of a book.
fn wrong(tables: &[String], keys: &[(String, String, String)]) -> Vec<String> {
    let hot = |table: &&String| !OF_NO_BOOK.contains(&table.as_str());
    let bare = tables.iter().filter(hot).filter(|table| !keys.iter().any(|(of, ..)| of == *table));
    let astray = keys.iter().filter(|(table, _, first)| hot(&table) && first != "book_id");
    let bare = bare.map(|table| format!("{table} has no key"));
    bare.chain(astray.map(|(table, key, first)| format!("{key} of {table} leads with {first}"))).collect()
}

async fn schema(base: &Base) -> (Vec<String>, Vec<(String, String, String)>) {
    let (tables, keys) = match base.kind {
        Kind::Sqlite => (SQLITE_TABLES, SQLITE_KEYS),
        Kind::Postgres => (POSTGRES_TABLES, POSTGRES_KEYS),
    };
    let pool = base.pool(1).await;
    let tables = sqlx::query_scalar(tables).fetch_all(&pool).await.unwrap();
    let keys = sqlx::query_as(keys).fetch_all(&pool).await.unwrap();
    pool.close().await;
    (tables, keys)
}

#[test]
fn hot_tables_lead_with_their_book() {
    on_both(async |base| {
        base.store().await.close().await;
        let (tables, keys) = schema(base).await;
        let named = ["claim", "decision", "movement", "enrolment", "member", "audit", "review", "hold"];
        for table in named.into_iter().chain(OF_NO_BOOK) {
            assert!(tables.iter().any(|name| name == table), "{table} is there");
        }
        assert_eq!(wrong(&tables, &keys), [] as [&str; 0]);
    });
}

#[test]
fn canary_a_key_without_its_book_is_seen() {
    on_both(async |base| {
        base.store().await.close().await;
        let pool = base.pool(1).await;
        for sql in [
            "create table astray (id text not null primary key, book_id text not null)",
            "create table bare (book_id text)",
        ] {
            sqlx::query(sql).execute(&pool).await.unwrap();
        }
        pool.close().await;
        let (tables, keys) = schema(base).await;
        assert_eq!(wrong(&tables, &keys).len(), 2);
    });
}
