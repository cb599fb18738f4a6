//! PostgreSQL crashes and comes back while eight writers are at work: what was answered stands, once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use huzhu::desk::submit::{Submit, Submitted};
use huzhu::desk::{Call, Desk};
use huzhu::store::{BookId, Kind, StoreError};
use tokio::sync::watch;

use super::whole;
use crate::office::claims::world::{World, desk, request, stay};
use crate::office::databases::{Base, runtime};
use crate::office::postgres::Cluster;

const WRITERS: usize = 8;
const EACH: usize = 40;

/// How a server is, and what was answered so far.
#[derive(Clone)]
struct Seen {
    is_up: watch::Receiver<bool>,
    answered: watch::Sender<usize>,
    refused: Arc<AtomicUsize>,
}

/// Asks until it is answered: under the same key, so that nothing is done twice.
async fn asked(desk: &Desk, book: &BookId, key: &str, seen: &mut Seen) -> Submitted {
    loop {
        let call = Call::new("s1", key, request(stay("m1", "2026-03-01", 10)));
        match desk.one::<Submit>(book, call).await.map_err(Arc::into_inner) {
            Ok(reply) => {
                seen.answered.send_modify(|answered| *answered += 1);
                return reply.answer.unwrap();
            }
            Err(Some(StoreError::Down(_) | StoreError::Unknown(_) | StoreError::Busy(_))) => {
                seen.refused.fetch_add(1, Ordering::Relaxed);
                seen.is_up.wait_for(|is_up| *is_up).await.unwrap();
            }
            Err(other) => panic!("{key}: {other:?}"),
        }
    }
}

#[test]
fn what_was_answered_survives_a_crash_of_the_server() {
    let Some(cluster) = Cluster::new("fsync = off\n") else { return };
    runtime().block_on(async {
        let base = Base::at(Kind::Postgres, cluster.url());
        let world = World::open(&base).await;
        let (up, is_up) = watch::channel(true);
        let (answered, mut count) = watch::channel(0);
        let seen = Seen { is_up, answered, refused: Arc::default() };
        let writers = (0..WRITERS).map(|writer| {
            let (mut seen, book) = (seen.clone(), world.book.clone());
            // A desk of its own each, so that they do not share slices.
            let desk = desk(&world.store);
            tokio::spawn(async move {
                let mut claims = vec![];
                for at in 0..EACH {
                    claims.push(asked(&desk, &book, &format!("{writer}-{at}"), &mut seen).await.claim);
                }
                claims
            })
        });
        let writers: Vec<_> = writers.collect();
        for share in 1..=2 {
            count.wait_for(|answered| *answered >= share * WRITERS * EACH / 4).await.unwrap();
            up.send(false).unwrap();
            cluster.crash();
            cluster.start();
            up.send(true).unwrap();
        }
        let mut claims = vec![];
        for writer in writers {
            claims.extend(writer.await.unwrap());
        }
        claims.sort();
        claims.dedup();
        assert_eq!(claims.len(), WRITERS * EACH, "each was answered with a claim of its own");
        assert!(seen.refused.load(Ordering::Relaxed) > 0, "nobody met the crash");
        let rows = base.number("select count(*) from claim").await;
        assert_eq!(rows, i64::try_from(WRITERS * EACH).unwrap());
        assert_eq!(base.number("select issued from book").await, rows);
        whole(&base, &world.store, &world.book).await;
    });
}
