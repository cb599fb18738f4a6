//! What is sealed opens in its place with its key, and nowhere else.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;

use super::{KeyError, KeyFile, KeyRing, KeySource as _, KeyText, Place, SealError, SeededRandom};
use super::{Random, SystemRandom};

const HERE: Place<'static> = Place { table: "member", column: "name_sealed", book: "b1", row: "m00000012" };

fn random(seed: u64) -> Arc<dyn Random> {
    Arc::new(SeededRandom::new(seed))
}

fn keys() -> KeyRing {
    KeyRing::generate(random(1))
}

fn read(text: &str) -> Result<KeyRing, KeyError> {
    KeyRing::read(&KeyText::new(text.to_owned()), random(2))
}

#[test]
fn a_value_opens_nowhere_else() {
    let keys = keys();
    let sealed = keys.seal(&HERE, "测试甲0001");
    let elsewhere = [
        Place { table: "payee", ..HERE },
        Place { column: "phone_sealed", ..HERE },
        Place { book: "b2", ..HERE },
        Place { row: "m00000013", ..HERE },
        // The same letters, divided in another way.
        Place { book: "b", row: "1m00000012", ..HERE },
        Place { table: "membername", column: "_sealed", ..HERE },
    ];
    for place in elsewhere {
        assert_eq!(keys.open(&place, &sealed), Err(SealError::Broken), "{place:?}");
    }
    assert_eq!(KeyRing::generate(random(9)).open(&HERE, &sealed), Err(SealError::Broken));
    assert_eq!(keys.open_packed(&HERE, &sealed), Err(SealError::Broken));
    assert_eq!(keys.open(&HERE, &sealed).as_deref(), Ok("测试甲0001"));
}

#[test]
fn what_was_never_sealed_is_said_to_be_so() {
    let keys = keys();
    for text in ["", "测试甲0001", "v1", "1.abc", "v.abc", "v01.abc", "v+1.abc", "v0.abc", "v99999999999.abc"]
    {
        assert_eq!(keys.open(&HERE, text), Err(SealError::NotSealed), "{text}");
    }
    for text in ["v1.", "v1.abc", "v1.****", "v1.AAAA"] {
        assert_eq!(keys.open(&HERE, text), Err(SealError::Broken), "{text}");
    }
    assert_eq!(keys.open(&HERE, "v7.AAAA"), Err(SealError::NoKey { version: 7 }));
}

#[test]
fn the_same_value_is_never_sealed_alike() {
    let keys = keys();
    let all: BTreeSet<String> = (0..1000).map(|_| keys.seal(&HERE, "x")).collect();
    assert_eq!(all.len(), 1000);
}

#[test]
fn keys_are_rotated_and_old_values_open_as_long_as_their_key_is_there() {
    let old = keys();
    let new = old.with_new_key().unwrap();
    assert_eq!((new.newest(), new.has(1), new.has(3)), (2, true, false));
    let sealed = old.seal(&HERE, "x");
    assert_eq!(new.open(&HERE, &sealed).as_deref(), Ok("x"));
    let again = new.reseal(&HERE, &sealed).unwrap().expect("it was under the old key");
    assert_eq!((KeyRing::version_of(&sealed), KeyRing::version_of(&again)), (Ok(1), Ok(2)));
    assert_eq!(new.reseal(&HERE, &again), Ok(None));
    assert_eq!(new.open(&HERE, &again).as_deref(), Ok("x"));
    assert_eq!(old.open(&HERE, &again), Err(SealError::NoKey { version: 2 }));
    assert_eq!(old.index("id-number", "x"), new.index("id-number", "x"));
    assert_eq!(old.fingerprint(), new.fingerprint());
    let packed = old.seal_packed(&HERE, "{}");
    let again = new.reseal_packed(&HERE, &packed).unwrap().expect("it was under the old key");
    assert_eq!(new.open_packed(&HERE, &again).as_deref(), Ok("{}"));
}

#[test]
fn the_text_of_the_keys_is_read_back() {
    let keys = keys().with_new_key().unwrap();
    let text = keys.to_text();
    let sealed = keys.seal(&HERE, "x");
    for text in [text.to_string(), text.replace('\n', "\r\n"), keys_on_one_line(&text)] {
        let same = read(&text).unwrap();
        assert_eq!(same.newest(), 2);
        assert_eq!(same.open(&HERE, &sealed).as_deref(), Ok("x"));
        assert_eq!(same.fingerprint(), keys.fingerprint());
    }
    assert_eq!(format!("{keys:?} {:?}", KeyText::new("secret".into())), "KeyRing(..) KeyText(..)");
}

fn keys_on_one_line(text: &str) -> String {
    text.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("; ")
}

#[test]
fn texts_that_are_no_keys_are_refused_with_their_line() {
    let key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let table = [
        (String::new(), "data"),
        (format!("index {key}"), "data"),
        (format!("data 1 {key}"), "index"),
        (format!("data 1 {key}\nindex AAAA"), "line 2"),
        (format!("data 0 {key}\nindex {key}"), "line 1"),
        (format!("data 01 {key}\nindex {key}"), "line 1"),
        (format!("data 1 {key} x\nindex {key}"), "line 1"),
        (format!("# note\nkey 1 {key}"), "line 2"),
        (format!("data 1 {key}\ndata 1 {key}\nindex {key}"), "line 2 of the keys gives"),
        (format!("data 1 {key}\nindex {key};index {key}"), "line 3 of the keys gives"),
    ];
    for (text, says) in table {
        let error = read(&text).unwrap_err();
        assert!(error.to_string().contains(says) && error.zh().ends_with('。'), "{text}: {error}");
        assert!(!error.to_string().contains(key));
    }
    assert!(read(&format!("data 3 {key}\nindex {key}")).is_ok_and(|ring| ring.newest() == 3));
}

#[cfg(unix)]
#[test]
fn a_key_file_is_for_its_owner_only() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let file = KeyFile(folder.path().join("keys"));
    assert!(matches!(file.text(), Err(KeyError::Unread { .. })));
    file.create(&keys().to_text()).unwrap();
    assert!(matches!(file.create("x"), Err(KeyError::There { .. })), "it is not written over");
    let ring = KeyRing::read(&file, random(3)).unwrap();
    assert_eq!(ring.fingerprint(), keys().fingerprint());
    for (mode, private) in [(0o400, true), (0o640, false), (0o604, false), (0o700, true)] {
        set_permissions(&file.0, Permissions::from_mode(mode)).unwrap();
        let refused = matches!(KeyRing::read(&file, random(3)), Err(KeyError::OpenToOthers { .. }));
        assert_eq!(refused, !private, "{mode:o}");
    }
}

#[test]
fn an_index_tells_kinds_apart() {
    let keys = keys();
    assert_eq!(keys.index("id-number", "x").len(), 43);
    assert_ne!(keys.index("id-number", "x"), keys.index("account", "x"));
    assert_ne!(keys.index("ab", "c"), keys.index("a", "bc"));
    assert_ne!(keys.index("account", "x"), KeyRing::generate(random(9)).index("account", "x"));
}

#[test]
fn large_json_shrinks_and_comes_back() {
    let keys = keys();
    let rows: Vec<String> = (0..500).map(|n| format!("a line of the answer, number {n}")).collect();
    let sealed = keys.seal_json(&HERE, &rows).unwrap();
    assert!(sealed.len() < serde_json::to_string(&rows).unwrap().len() / 2);
    assert_eq!(keys.open_json::<Vec<String>>(&HERE, &sealed).unwrap(), rows);
    assert_eq!(keys.open(&HERE, &sealed), Err(SealError::Broken));
    let other = keys.open_json::<Vec<u8>>(&HERE, &sealed).unwrap_err();
    assert!(!other.to_string().contains("answer"), "{other}");
}

#[test]
fn the_system_gives_other_bytes_each_time() {
    let system = SystemRandom::open().unwrap();
    let draw = || {
        let mut bytes = [0; 32];
        system.fill(&mut bytes);
        bytes
    };
    assert_ne!(draw(), draw());
}

proptest! {
    #[test]
    fn what_is_sealed_comes_back(text in ".{0,200}", row in "[a-z0-9/]{0,12}", packed: bool) {
        let keys = keys();
        let place = Place { row: &row, ..HERE };
        let (sealed, opened) = if packed {
            let sealed = keys.seal_packed(&place, &text);
            (sealed.clone(), keys.open_packed(&place, &sealed))
        } else {
            let sealed = keys.seal(&place, &text);
            (sealed.clone(), keys.open(&place, &sealed))
        };
        prop_assert_eq!(opened.as_deref(), Ok(&*text));
        prop_assert!(text.len() < 8 || !sealed.contains(&text));
    }

    #[test]
    fn any_changed_character_is_noticed(text in ".{0,40}", at: prop::sample::Index, to in "[A-Za-z0-9_.-]") {
        let keys = keys();
        let sealed = keys.seal(&HERE, &text);
        let at = at.index(sealed.len());
        let mut changed = sealed.clone();
        changed.replace_range(at..=at, &to);
        prop_assert_eq!(keys.open(&HERE, &changed).is_ok(), changed == sealed);
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,80}|v[0-9]{1,3}\\.[A-Za-z0-9_-]{0,120}") {
        let _ = (keys().open(&HERE, &text), keys().open_packed(&HERE, &text), read(&text));
    }
}
