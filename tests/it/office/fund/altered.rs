//! Documents whose files or rows were altered: `huzhu verify` names the document, whichever way it was done.

use std::fs;
use std::path::Path;

use huzhu::desk::attach::{Attach, AttachRequest};
use huzhu::desk::verify::{Looked, verify};
use huzhu::store::files::Files;
use tempfile::TempDir;

use super::world::{approved, harm, open};
use crate::office::claims::world::World;
use crate::office::databases::{Base, keys, on_both};

const INVOICE: &[u8] = b"%PDF-1.7 a made-up invoice over 200 yuan";
const OTHER: &[u8] = b"%PDF-1.7 a made-up invoice over 900 yuan";

/// A claim with two documents, whose files lie in a folder.
struct Filed {
    world: World,
    files: Files,
    hashes: [String; 2],
    _dir: TempDir,
}

impl Filed {
    async fn open(base: &Base) -> Self {
        let world = open(base, 1000).await;
        let claim = approved(&world, "m1", "2026-03-01", 200).await;
        let dir = tempfile::tempdir().unwrap();
        let files = Files::new(dir.path(), keys());
        let mut hashes = [const { String::new() }; 2];
        for (hash, content) in hashes.iter_mut().zip([INVOICE, OTHER]) {
            let stored = files.put("b1", content).unwrap();
            world.ask::<Attach>("s1", AttachRequest::new(&claim, "发票.pdf", &stored)).await.unwrap();
            *hash = stored.hash;
        }
        Self { world, files, hashes, _dir: dir }
    }

    /// The last thing that was looked at.
    async fn last(&self) -> Looked {
        let mut last = None;
        verify(self.world.desk.office(), (&self.world.book, &self.files), |one| last = Some(one))
            .await
            .unwrap();
        last.unwrap()
    }

    fn path(&self, at: usize) -> std::path::PathBuf {
        self.files.path("b1", &self.hashes[at]).unwrap()
    }
}

type Harm = fn(&Path, &Path);

/// What is done to the file of the first document, beside that of the second.
const TO_FILES: [(&str, Harm); 5] = [
    ("one bit of its middle", |file, _| flip(file, |len| len / 2)),
    ("its last bit", |file, _| flip(file, |len| len - 1)),
    ("its end", |file, _| {
        let bytes = fs::read(file).unwrap();
        fs::write(file, &bytes[..bytes.len() - 5]).unwrap();
    }),
    ("another document in its place", |file, other| fs::write(file, fs::read(other).unwrap()).unwrap()),
    ("gone", |file, _| fs::remove_file(file).unwrap()),
];

fn flip(file: &Path, at: fn(usize) -> usize) {
    let mut bytes = fs::read(file).unwrap();
    let at = at(bytes.len());
    bytes[at] ^= 1;
    fs::write(file, bytes).unwrap();
}

#[test]
fn a_file_that_was_altered_is_found_and_its_document_named() {
    on_both(async |base| {
        let filed = Filed::open(base).await;
        let before = fs::read(filed.path(0)).unwrap();
        let clean = filed.last().await;
        assert_eq!((clean.name, clean.count, clean.broken), ("documents", 2, None));
        let ids = "select id from document where content_hash = ";
        let pool = base.pool(1).await;
        let sql = format!("{ids}'{}'", filed.hashes[0]);
        let id: String = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&pool).await.unwrap();
        pool.close().await;
        for (what, harm) in TO_FILES {
            harm(&filed.path(0), &filed.path(1));
            let last = filed.last().await;
            let place = last.broken.unwrap_or_default();
            assert_eq!(last.name, "documents", "{what}");
            assert!(place.starts_with(&format!("document {id}: ")), "{what}: {place:?}");
            fs::write(filed.path(0), &before).unwrap();
        }
        assert_eq!(filed.last().await.broken, None, "put back");
    });
}

#[test]
fn a_row_that_was_taken_away_or_says_another_file_is_found() {
    for what in ["delete from document where", "update document set content_hash = @other where"] {
        on_both(async |base| {
            let filed = Filed::open(base).await;
            let what = what.replace("@other", &format!("'{}'", filed.hashes[1]));
            harm(base, &format!("{what} content_hash = '{}'", filed.hashes[0])).await;
            let last = filed.last().await;
            let place = last.broken.unwrap_or_default();
            assert!(last.name == "acts-have-rows" && place.starts_with("audit "), "{what}: {place:?}");
        });
    }
}

#[test]
fn a_row_that_was_altered_is_found() {
    on_both(async |base| {
        let filed = Filed::open(base).await;
        for (damage, mended) in [
            ("update document set bytes = bytes + 1", "update document set bytes = bytes - 1"),
            (
                "update document set media_type = 'image/png'",
                "update document set media_type = 'application/pdf'",
            ),
        ] {
            harm(base, damage).await;
            let last = filed.last().await;
            let place = last.broken.unwrap_or_default();
            assert!(last.name == "documents" && place.starts_with("document "), "{damage}: {place:?}");
            if !mended.is_empty() {
                harm(base, mended).await;
                assert_eq!(filed.last().await.broken, None, "{mended}");
            }
        }
    });
}
