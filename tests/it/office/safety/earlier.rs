//! Backups of earlier and later versions: what is missing is what an empty column has, or a sentence says what to do.

use std::fs;
use std::path::{Path, PathBuf};

use huzhu::engine::digest::hexadecimal;
use huzhu::store::audit;
use huzhu::store::backup::{self, BackupError, Checked, Made, check, write};
use huzhu::store::files::Files;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use crate::office::claims::world::{World, stay};
use crate::office::databases::{Base, keys, on_both};
use crate::office::fund::world::harm;

/// A contribution that is due, in the books past the store.
const DUE: &str = "insert into voucher (book_id, id, period, kind, number, day, act, document, reason, made_by, made_at) \
    values ('b1', 9001, '2026-03', 'transfer', 1, '2026-03-01', 'x', '', '', 's1', '2026'); \
    insert into posting (book_id, voucher_id, number, pool_id, event, debit, credit, sub, amount_fen, object, party) \
    values ('b1', 9001, 1, 'p', 'contribution-due', 'contribution-receivable', 'contribution-income', 'member', 6000, '', 'w1')";

/// A backup of an office in which something happened.
async fn of(base: &Base) -> (World, TempDir, PathBuf) {
    let (world, dir) = (World::open(base).await, tempfile::tempdir().unwrap());
    world.decided(stay("m1", "2026-03-01", 700)).await;
    world.submit(stay("m2", "2026-03-02", 400)).await;
    harm(base, DUE).await;
    let (files, to) = (Files::new(dir.path().join("documents"), keys()), dir.path().join("backup"));
    let made = Made { at: "2026-06-01T02:00:00Z", book: "b1" };
    write(&world.store, &files, (&to, made), &mut |_, _| ()).await.unwrap();
    (world, dir, to)
}

fn manifest(backup: &Path) -> Value {
    serde_json::from_slice(&fs::read(backup.join("manifest.json")).unwrap()).unwrap()
}

/// Makes the list and its mark anew, as the version that made the backup would have.
fn listed_anew(backup: &Path, manifest: &Value) {
    fs::write(backup.join("manifest.json"), serde_json::to_vec(manifest).unwrap()).unwrap();
    let list = fs::read_to_string(backup.join("SHA256SUMS")).unwrap();
    let names = list.lines().filter_map(|line| line.split_once("  ")).map(|(_, name)| name);
    let there = names.filter_map(|name| Some((name, fs::read(backup.join(name)).ok()?)));
    let list: Vec<String> =
        there.map(|(name, bytes)| format!("{}  {name}\n", hexadecimal(&Sha256::digest(bytes)))).collect();
    let list = list.concat();
    let mark = keys().index("backup", &hexadecimal(&Sha256::digest(&list)));
    fs::write(backup.join("SHA256SUMS"), list).unwrap();
    fs::write(backup.join("SHA256SUMS.mark"), mark).unwrap();
}

/// Takes tables away, which a later migration made.
fn without_tables(backup: &Path, gone: &[&str]) {
    let mut manifest = manifest(backup);
    let tables = manifest["tables"].as_array_mut().unwrap();
    tables.retain(|table| !gone.contains(&table["table"].as_str().unwrap()));
    for table in gone {
        fs::remove_file(backup.join(format!("tables/{table}.jsonl"))).unwrap();
    }
    listed_anew(backup, &manifest);
}

/// Takes a column of a table away, which a later migration added.
fn without_column(backup: &Path, table: &str, gone: &str) {
    let mut manifest = manifest(backup);
    let tables = manifest["tables"].as_array_mut().unwrap();
    let carried = tables.iter_mut().find(|one| one["table"] == table).unwrap();
    let columns = carried["columns"].as_array_mut().unwrap();
    let at = columns.iter().position(|column| column == gone).unwrap();
    columns.remove(at);
    let path = backup.join(format!("tables/{table}.jsonl"));
    let mut rows = String::new();
    for line in fs::read_to_string(&path).unwrap().lines() {
        let mut row: Vec<Value> = serde_json::from_str(line).unwrap();
        row.remove(at);
        rows += &(json!(row).to_string() + "\n");
    }
    fs::write(path, rows).unwrap();
    listed_anew(backup, &manifest);
}

fn checked(backup: &Path) -> Result<Checked, BackupError> {
    check(backup, &keys(), &mut |_, _| ())
}

#[test]
fn a_backup_of_an_earlier_version_is_put_back_as_an_office_of_this_one() {
    on_both(async |base| {
        let (world, dir, backup) = of(base).await;
        without_tables(&backup, &["credential", "session", "token", "party_period"]);
        without_column(&backup, "claim", "settlement_index");
        without_column(&backup, "claim", "holds");
        without_column(&backup, "claim", "handed_in_on");
        let others = [Some(Base::sqlite()), Base::postgres().await];
        for (other, name) in others.into_iter().flatten().zip(["sqlite", "postgres"]) {
            let store = other.store().await;
            let back = checked(&backup).unwrap();
            backup::restore(&back, &store, &dir.path().join(name), &mut |_, _| ()).await.unwrap();
            assert!(audit::verify(&store, &world.book).await.unwrap().is_ok());
            let claims = "select count(*) from claim where holds = 0 and settlement_index is null";
            assert_eq!(other.number(claims).await, 2, "{name}");
            assert_eq!(other.number("select count(*) from credential").await, 0);
            let due = "select due_fen + open_fen from party_period where period = '2026-03' and party = 'w1'";
            assert_eq!(other.number(due).await, 12_000, "{name}");
            store.close().await;
            other.end().await;
        }
    });
}

#[test]
fn what_this_version_cannot_do_without_is_named_with_what_to_do() {
    on_both(async |base| {
        let (_world, _dir, backup) = of(base).await;
        without_column(&backup, "claim", "stage");
        let refused = checked(&backup).err().unwrap();
        assert!(matches!(&refused, BackupError::Earlier(what) if what == "claim.stage"), "{refused}");
        let said = refused.said();
        let zh = said.get(huzhu::engine::scheme::model::Lang::Zh);
        assert!(zh.contains("较早的版本") && zh.contains("claim.stage"), "{zh}");
    });
}

#[test]
fn a_backup_of_a_later_version_is_refused() {
    on_both(async |base| {
        let (_world, _dir, backup) = of(base).await;
        let mut manifest = manifest(&backup);
        manifest["tables"][0]["columns"].as_array_mut().unwrap().push(json!("newer"));
        listed_anew(&backup, &manifest);
        let refused = checked(&backup).err().unwrap();
        assert!(
            matches!(&refused, BackupError::Unknown(what) if what.split('.').nth(1) == Some("newer")),
            "{refused}"
        );
    });
}
