//! A connection that breaks while an act is being committed: the outcome is unknown, and its key finds it out.

use std::io::{Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use huzhu::engine::calendar::Day;
use huzhu::store::audit::Entry;
use huzhu::store::call;
use huzhu::store::idempotency::{Answered, Asked, Known};
use huzhu::store::staff::Who;
use huzhu::store::{BookId, Store, StoreError};

use super::databases::{keys, on_postgres};

/// Where the line is cut.
#[derive(Clone, Copy)]
enum Cut {
    Before,
    After,
}

/// A socket that leads to the server, until somebody commits while it is armed.
fn line_to(server: &Path, own: &Path, cut: Cut) -> Arc<AtomicBool> {
    let armed = Arc::new(AtomicBool::new(false));
    let listener = UnixListener::bind(own).unwrap();
    let (server, arm) = (server.to_path_buf(), armed.clone());
    thread::spawn(move || {
        for client in listener.incoming().map_while(Result::ok) {
            let server = UnixStream::connect(&server).unwrap();
            let (mut from, mut to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
            let (cut_off, arm) = (Arc::new(AtomicBool::new(false)), arm.clone());
            let is_cut = cut_off.clone();
            thread::spawn(move || carry(&mut from, &mut to, |_| !is_cut.load(Ordering::SeqCst)));
            thread::spawn(move || up(client, server, cut, &arm, &cut_off));
        }
    });
    armed
}

fn carry(from: &mut UnixStream, to: &mut UnixStream, mut goes: impl FnMut(&[u8]) -> bool) {
    let mut buffer = [0; 8192];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        if !goes(&buffer[..read]) || to.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    for end in [from, to] {
        let _ = end.shutdown(std::net::Shutdown::Both);
    }
}

fn up(mut client: UnixStream, mut server: UnixStream, cut: Cut, armed: &AtomicBool, cut_off: &AtomicBool) {
    let mut last = server.try_clone().unwrap();
    carry(&mut client, &mut server, |sent| {
        let commits = sent.windows(6).any(|part| part == b"COMMIT") && armed.swap(false, Ordering::SeqCst);
        cut_off.store(commits, Ordering::SeqCst);
        if commits && matches!(cut, Cut::After) {
            last.write_all(sent).unwrap();
            // The server answers before it hears that nobody listens; that it did is what the reader waits for.
            let _ = last.read(&mut [0; 1]);
        }
        !commits
    });
}

fn asked() -> Asked {
    Asked { principal: "s1".into(), key: "k1".into(), body_hash: "h1".into() }
}

async fn answer(store: &Store, book: &BookId) -> Result<(), StoreError> {
    let Asked { principal: who, key, body_hash } = asked();
    let answered = Some(Answered { key, body_hash, answer: "done".into() });
    let entry = Entry { who, answered, ..Entry::default() };
    store
        .write(book, |tx| {
            Box::pin(async move {
                tx.audit([entry]);
                Ok(())
            })
        })
        .await
}

async fn known(store: &Store, book: &BookId) -> Known {
    let known = store.write(book, |tx| {
        Box::pin(async move { call::known(tx, &[(asked(), Who::default())], Day::ZERO).await })
    });
    known.await.unwrap().0.remove(0)
}

#[test]
fn the_key_says_whether_an_act_stands_whose_commit_was_not_heard() {
    on_postgres(async |base| {
        let Some((_, server)) = base.url.split_once("?host=") else { return };
        for (cut, stands) in [(Cut::Before, Known::New), (Cut::After, Known::Answered("done".into()))] {
            let dir = tempfile::tempdir().unwrap();
            let name = ".s.PGSQL.5432";
            let armed = line_to(&Path::new(server).join(name), &dir.path().join(name), cut);
            let (straight, book) = base.fresh_office().await;
            let url = base.url.replace(server, &dir.path().display().to_string());
            let store = Store::open(&url, keys()).await.unwrap();
            armed.store(true, Ordering::SeqCst);
            let written = answer(&store, &book).await;
            assert!(matches!(written, Err(StoreError::Unknown(_))), "{written:?}");
            assert_eq!(known(&straight, &book).await, stands);
            assert_eq!(known(&store, &book).await, stands, "the store has other connections");
        }
    });
}
