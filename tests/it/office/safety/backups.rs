//! Backups: the same rows and documents on either database, at one point, or a refusal that says where and why.

use std::fs;
use std::path::{Path, PathBuf};

use huzhu::desk::review::Verdict;
use huzhu::store::backup::{self, BackupError, Checked, Made, check, write};
use huzhu::store::files::Files;
use huzhu::store::seal::KeyRing;
use huzhu::store::{Store, audit};
use sqlx::Executor as _;
use tempfile::TempDir;
use tokio::sync::watch;

use crate::office::claims::world::{World, stay};
use crate::office::databases::{Base, keys, on_both};
use crate::office::writes::one_more;

const MADE: Made<'_> = Made { at: "2026-06-01T02:00:00.000000Z", book: "b1" };
const PDF: &[u8] = b"%PDF-1.7 a made-up document";

/// An office in which something happened, with a document.
async fn busy(base: &Base, documents: &Path) -> World {
    let world = World::open(base).await;
    let decided = world.decided(stay("m1", "2026-03-01", 700)).await;
    world.review("s2", &decided.claim, 1, Verdict::Approve).await.unwrap();
    world.decided(stay("m2", "2026-03-02", 400)).await;
    let stored = Files::new(documents, keys()).put("b1", PDF).unwrap();
    let pool = base.pool(1).await;
    let insert = "insert into document (book_id, id, claim_id, content_hash, media_type, bytes, name_sealed, attached_by, \
        attached_at) values ('b1', 'd1', $1, $2, 'application/pdf', 27, 'v1.', 's1', 't')";
    sqlx::query(insert).bind(decided.claim.as_str()).bind(stored.hash).execute(&pool).await.unwrap();
    pool.close().await;
    world
}

async fn backed_up(store: &Store, documents: &Path, to: &Path) {
    let files = Files::new(documents, keys());
    let (manifest, remarks) = write(store, &files, (to, MADE), &mut |_, _| ()).await.unwrap();
    assert!(remarks.is_empty() && manifest.rows() > 0);
}

fn checked(folder: &Path, keys: &KeyRing) -> Result<Checked, BackupError> {
    check(folder, keys, &mut |_, _| ())
}

/// A new backup of an office, in a folder that lives as long.
async fn of(base: &Base) -> (World, TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let world = busy(base, &dir.path().join("documents")).await;
    let to = dir.path().join("backup");
    backed_up(&world.store, &dir.path().join("documents"), &to).await;
    (world, dir, to)
}

#[test]
fn an_office_moves_to_either_database() {
    on_both(async |base| {
        let (world, dir, backup) = of(base).await;
        let sums = fs::read(backup.join("SHA256SUMS")).unwrap();
        let others = [Some(Base::sqlite()), Base::postgres().await];
        for (other, name) in others.into_iter().flatten().zip(["sqlite", "postgres"]) {
            let (store, documents) = (other.store().await, dir.path().join(name));
            let checked = checked(&backup, &keys()).unwrap();
            backup::restore(&checked, &store, &documents, &mut |_, _| ()).await.unwrap();
            let again = dir.path().join(format!("{name}-again"));
            backed_up(&store, &documents, &again).await;
            assert_eq!(fs::read(again.join("SHA256SUMS")).unwrap(), sums, "{name}");
            assert!(audit::verify(&store, &world.book).await.unwrap().is_ok());
            let twice = backup::restore(&checked, &store, &documents, &mut |_, _| ()).await;
            assert!(matches!(twice, Err(BackupError::Occupied)), "{twice:?}");
            store.close().await;
            other.end().await;
        }
    });
}

#[test]
fn a_backup_under_way_while_others_write_is_of_one_point() {
    on_both(async |base| {
        let (store, book) = base.office().await;
        let (stop, stopped) = watch::channel(false);
        let writers = (0..4).map(|_| {
            let (store, book, stopped) = (store.clone(), book.clone(), stopped.clone());
            tokio::spawn(async move {
                while !*stopped.borrow() {
                    one_more(&store, &book).await.unwrap();
                }
            })
        });
        let writers: Vec<_> = writers.collect();
        let dir = tempfile::tempdir().unwrap();
        for round in 0..10 {
            let to = dir.path().join(round.to_string());
            backed_up(&store, dir.path(), &to).await;
            let rows = fs::read_to_string(to.join("tables/household.jsonl")).unwrap().lines().count();
            let row = fs::read_to_string(to.join("tables/book.jsonl")).unwrap();
            let row: Vec<serde_json::Value> = serde_json::from_str(&row).unwrap();
            assert_eq!(row[4], rows, "as many households as numbers were issued");
        }
        stop.send(true).unwrap();
        for writer in writers {
            writer.await.unwrap();
        }
        assert!(base.number("select count(*) from household").await > 10);
    });
}

#[test]
fn whatever_is_changed_in_a_backup_is_found_and_named() {
    on_both(async |base| {
        let (_world, _dir, backup) = of(base).await;
        let files: Vec<PathBuf> = below(&backup);
        assert!(files.len() > 25, "{files:?}");
        for path in files {
            let name = path.strip_prefix(&backup).unwrap().display().to_string();
            let was = fs::read(&path).unwrap();
            let mut bytes = was.clone();
            match bytes.len() {
                0 => bytes.push(b' '),
                length => bytes[length / 2] ^= 1,
            }
            for changed in [Some(bytes), Some([&was[..], b" "].concat()), None] {
                match changed {
                    Some(changed) => fs::write(&path, changed).unwrap(),
                    None => fs::remove_file(&path).unwrap(),
                }
                match checked(&backup, &keys()).err() {
                    Some(BackupError::Damaged { file, .. }) => {
                        assert!(file == name || name.starts_with("SHA256SUMS"), "{name}: {file}");
                    }
                    other => panic!("{name}: {other:?}"),
                }
            }
            fs::write(&path, was).unwrap();
        }
        checked(&backup, &keys()).unwrap();
    });
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
}

/// Who puts other rows in and writes the list anew lacks the keys to mark it.
#[test]
fn a_list_that_was_made_anew_is_found() {
    on_both(async |base| {
        use sha2::{Digest as _, Sha256};
        let (_world, _dir, backup) = of(base).await;
        let path = backup.join("tables/claim.jsonl");
        let changed = fs::read_to_string(&path).unwrap().replace("70000", "90000");
        let hash = |text: &str| huzhu::engine::digest::hexadecimal(&Sha256::digest(text));
        let (was, is) = (hash(&fs::read_to_string(&path).unwrap()), hash(&changed));
        fs::write(&path, changed).unwrap();
        let sums = fs::read_to_string(backup.join("SHA256SUMS")).unwrap();
        assert!(sums.contains(&was));
        fs::write(backup.join("SHA256SUMS"), sums.replace(&was, &is)).unwrap();
        let found = checked(&backup, &keys()).err();
        assert!(
            matches!(&found, Some(BackupError::Damaged { file, .. }) if file == "SHA256SUMS"),
            "{found:?}"
        );
    });
}

#[test]
fn without_its_keys_a_backup_is_refused() {
    on_both(async |base| {
        let (world, dir, backup) = of(base).await;
        let other = KeyRing::generate(std::sync::Arc::new(huzhu::store::seal::SeededRandom::new(2)));
        assert!(matches!(checked(&backup, &other), Err(BackupError::OtherKeys)));
        world.store.close().await;
        let store = Store::open(&base.url, keys().with_new_key().unwrap()).await.unwrap();
        let later = dir.path().join("later");
        backed_up(&store, &dir.path().join("documents"), &later).await;
        assert!(matches!(checked(&later, &keys()), Err(BackupError::LacksKey(2))));
        checked(&later, &keys().with_new_key().unwrap()).unwrap();
        checked(&backup, &keys().with_new_key().unwrap()).unwrap();
    });
}

#[test]
fn what_is_there_already_is_left_alone() {
    on_both(async |base| {
        let (world, dir, backup) = of(base).await;
        let files = Files::new(dir.path().join("documents"), keys());
        let listener: backup::Listener<'_> = &mut |_, _| ();
        let held = write(&world.store, &files, (&backup, MADE), listener).await;
        assert!(matches!(held, Err(BackupError::Holds(_))), "{held:?}");
        fs::create_dir(dir.path().join("next.part")).unwrap();
        let underway = write(&world.store, &files, (&dir.path().join("next"), MADE), listener).await;
        assert!(matches!(underway, Err(BackupError::Underway(_))), "{underway:?}");
        let nothing = checked(dir.path(), &keys());
        assert!(matches!(nothing, Err(BackupError::None(_))));
    });
}

/// An office goes on with a document that is damaged; so does its backup, and says so.
#[test]
fn a_document_that_is_damaged_is_remarked_upon() {
    on_both(async |base| {
        let (world, dir, _) = of(base).await;
        let documents = dir.path().join("documents");
        let file = below(&documents).pop().unwrap();
        fs::write(&file, b"not what was put there").unwrap();
        let to = dir.path().join("next");
        let files = Files::new(&documents, keys());
        let (manifest, remarks) = write(&world.store, &files, (&to, MADE), &mut |_, _| ()).await.unwrap();
        assert_eq!((manifest.documents, remarks.len()), (0, 1));
        let hash = file.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(remarks[0].0.to_string().contains(&hash));
        checked(&to, &keys()).unwrap();
    });
}

/// Nothing of an attempt that fails stays in the database.
#[test]
fn a_restore_that_fails_leaves_the_database_empty() {
    on_both(async |base| {
        let (_world, dir, backup) = of(base).await;
        let checked = checked(&backup, &keys()).unwrap();
        let path = backup.join("tables/audit.jsonl");
        let rows = fs::read_to_string(&path).unwrap();
        let (but_last, _) = rows.trim_end().rsplit_once('\n').unwrap();
        // Between looking at it and putting it back.
        fs::write(&path, but_last.to_owned() + "\n").unwrap();
        let other = Base::sqlite();
        let store = other.store().await;
        let failed = backup::restore(&checked, &store, &dir.path().join("d"), &mut |_, _| ()).await;
        assert!(matches!(failed, Err(BackupError::Damaged { .. })), "{failed:?}");
        assert_eq!(other.number("select count(*) from member").await, 0);
        store.close().await;
    });
}

/// The tables of a backup are those of the database, column by column.
#[test]
fn every_table_and_column_is_in_a_backup() {
    on_both(async |base| {
        let (_world, _dir, backup) = of(base).await;
        let manifest: serde_json::Value =
            serde_json::from_slice(&fs::read(backup.join("manifest.json")).unwrap()).unwrap();
        let mut carried: Vec<String> = vec![];
        for table in manifest["tables"].as_array().unwrap() {
            let name = table["table"].as_str().unwrap();
            let columns = table["columns"].as_array().unwrap().iter();
            carried.extend(columns.map(|column| format!("{name}.{}", column.as_str().unwrap())));
        }
        carried.sort();
        assert_eq!(carried, columns(base).await);
    });
}

async fn columns(base: &Base) -> Vec<String> {
    let sql = match base.kind {
        huzhu::store::Kind::Sqlite => {
            "select t.name || '.' || c.name from sqlite_master t join pragma_table_info(t.name) c \
             where t.type = 'table' and t.name not like 'sqlite_%' and t.name <> '_sqlx_migrations'"
        }
        huzhu::store::Kind::Postgres => {
            "select cast(table_name || '.' || column_name as text) from information_schema.columns \
             where table_schema = 'public' and table_name not in ('_sqlx_migrations', 'balance')"
        }
    };
    let pool = base.pool(1).await;
    let mut columns: Vec<String> = sqlx::query_scalar(sql).fetch_all(&pool).await.unwrap();
    pool.execute("select 1").await.unwrap();
    pool.close().await;
    columns.sort();
    columns
}
