//! Documents come back as they went in, and what was changed is noticed.

use std::fs;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::{FileError, Files, LARGEST, MediaType};
use crate::store::seal::{KeyRing, SealError, SeededRandom};

const PDF: &[u8] = b"%PDF-1.7 diagnosis of somebody made up";

fn keys(seed: u64) -> KeyRing {
    KeyRing::generate(Arc::new(SeededRandom::new(seed)))
}

#[test]
fn a_document_comes_back_and_its_file_shows_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::new(folder.path().join("data/documents"), keys(1));
    let stored = files.put("b1", PDF).unwrap();
    assert_eq!((stored.media_type, stored.bytes), (MediaType::Pdf, 38));
    assert_eq!(files.get("b1", &stored.hash).unwrap(), PDF);
    assert_eq!(files.put("b1", PDF).unwrap(), stored);
    let path = files.path("b1", &stored.hash).unwrap();
    let sealed = fs::read(&path).unwrap();
    assert!(!sealed.windows(9).any(|part| part == b"diagnosis"));
    let beside = fs::read_dir(path.parent().unwrap()).unwrap().count();
    assert_eq!(beside, 1, "nothing half written stays");
}

#[test]
fn a_changed_or_moved_file_does_not_open() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::new(folder.path(), keys(1));
    let hash = files.put("b1", PDF).unwrap().hash;
    let path = files.path("b1", &hash).unwrap();
    let sealed = fs::read(&path).unwrap();
    for at in [0, 9, 12, 40, sealed.len() - 1] {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        fs::write(&path, &changed).unwrap();
        assert!(files.get("b1", &hash).is_err(), "byte {at}");
    }
    fs::write(&path, &sealed[..20]).unwrap();
    assert!(files.get("b1", &hash).is_err());
    // The document is handed in once more: that mends the file.
    files.put("b1", PDF).unwrap();
    assert_eq!(files.get("b1", &hash).unwrap(), PDF);
    let other = files.path("b2", &hash).unwrap();
    fs::create_dir_all(other.parent().unwrap()).unwrap();
    fs::copy(&path, other).unwrap();
    assert!(matches!(files.get("b2", &hash), Err(FileError::Seal(SealError::Broken))));
    let strange = Files::new(folder.path(), keys(2));
    assert!(matches!(strange.get("b1", &hash), Err(FileError::Seal(SealError::Broken))));
}

#[test]
fn what_a_killed_process_left_is_swept_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::new(folder.path(), keys(1));
    assert_eq!(files.sweep(SystemTime::UNIX_EPOCH).unwrap(), 0);
    let hash = files.put("b1", PDF).unwrap().hash;
    let part = files.path("b1", &hash).unwrap().with_file_name("new-0123");
    fs::write(&part, b"half").unwrap();
    let written = fs::metadata(&part).unwrap().modified().unwrap();
    assert_eq!(files.sweep(written).unwrap(), 0, "somebody may be writing it");
    assert_eq!(files.sweep(written + Duration::from_secs(1)).unwrap(), 1);
    assert!(!part.exists());
    assert_eq!(files.get("b1", &hash).unwrap(), PDF);
}

#[test]
fn documents_follow_the_rotation_of_keys() {
    let folder = tempfile::tempdir().unwrap();
    let old = keys(1);
    let hash = Files::new(folder.path(), old.clone()).put("b1", PDF).unwrap().hash;
    let files = Files::new(folder.path(), old.with_new_key().unwrap());
    assert!(files.reseal("b1", &hash).unwrap());
    assert!(!files.reseal("b1", &hash).unwrap());
    assert_eq!(files.get("b1", &hash).unwrap(), PDF);
    let behind = Files::new(folder.path(), old).get("b1", &hash);
    assert!(matches!(behind, Err(FileError::Seal(SealError::NoKey { version: 2 }))));
}

#[test]
fn first_bytes_say_what_a_document_is() {
    let table: [(&[u8], Option<&str>); 9] = [
        (b"%PDF-1.4", Some("application/pdf")),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", Some("image/jpeg")),
        (b"\x89PNG\r\n\x1a\n", Some("image/png")),
        (b"PK\x03\x04\x14\0 OFD.xml", Some("application/ofd")),
        (b"PK\x03\x04\x14\0 scan.jpg", Some("application/zip")),
        (b"", None),
        (b"MZ\x90\0", None),
        (b"<html>", None),
        (b" %PDF-1.4", None),
    ];
    for (content, word) in table {
        assert_eq!(MediaType::of(content).ok().map(MediaType::word), word, "{content:?}");
    }
}

#[test]
fn what_cannot_be_kept_is_refused_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::new(folder.path(), keys(1));
    let mut large = b"%PDF-".to_vec();
    large.resize(LARGEST + 1, 0);
    let refused = files.put("b1", &large).unwrap_err();
    assert_eq!(refused.zh(), "文件约21MB，超过20MB的上限，请降低扫描分辨率或分成几个文件上传。");
    large.pop();
    assert_eq!(files.put("b1", &large).unwrap().bytes, 20_971_520);
    assert!(matches!(files.put("b1", b"hello"), Err(FileError::UnknownMedia)));
    let hash = "0".repeat(64);
    assert!(matches!(files.get("b1", &hash), Err(FileError::Lost { .. })));
    for (book, hash) in [("..", &*hash), ("", &hash), ("a/b", &hash), ("b1", "../x"), ("b1", &"A".repeat(64))]
    {
        assert!(matches!(files.path(book, hash), Err(FileError::Name)), "{book} {hash}");
    }
}
