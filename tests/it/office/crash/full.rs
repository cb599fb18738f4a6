//! A full disk: a clean refusal with a sentence, nothing half done, and it goes on once there is room.

use huzhu::desk::submit::Submit;
use huzhu::desk::{Call, Desk};
use huzhu::store::{Store, StoreError};

use super::{rows, whole};
use crate::office::claims::world::{World, desk, request, stay};
use crate::office::databases::{Base, keys, on_sqlite};
use crate::office::people::SCHEME;
use crate::office::safety::commands::{office, run};

const CLAIMS: usize = 300;

/// Hands claims in under keys of their own until one is refused: how many were taken in, and why no more.
async fn until_refused(desk: &Desk, world: &World) -> (usize, Option<StoreError>) {
    for at in 0..CLAIMS {
        let call = Call::new("s1", &format!("full-{at}"), request(stay("m1", "2026-03-01", 10)));
        if let Err(why) = desk.one::<Submit>(&world.book, call).await {
            return (at, std::sync::Arc::into_inner(why));
        }
    }
    (CLAIMS, None)
}

async fn limited(base: &Base, pages: i64) -> Store {
    Store::open(&format!("{}?max_page_count={pages}", base.url), keys()).await.unwrap()
}

#[test]
fn what_does_not_fit_is_refused_and_goes_in_when_there_is_room() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        world.store.close().await;
        let pages = base.number("select page_count from pragma_page_count").await;
        let mut taken = 0;
        for more in [8, 16] {
            let store = limited(base, pages + more).await;
            let (before, why) = until_refused(&desk(&store), &world).await;
            let why = why.expect("it is full");
            assert!(matches!(why, StoreError::Full(_)), "{why:?}");
            assert!(why.zh().contains("腾出空间") && why.to_string().contains("make room"), "{why}");
            assert!(before > taken && before < CLAIMS, "{before} after {taken}");
            taken = before;
            // Readers go on, and nothing of what was refused is there.
            assert_eq!(base.number("select count(*) from claim").await, i64::try_from(taken).unwrap());
            whole(base, &store, &world.book).await;
            store.close().await;
        }
        let store = base.store().await;
        assert!(matches!(until_refused(&desk(&store), &world).await, (CLAIMS, None)));
        assert_eq!(base.number("select count(*) from claim").await, i64::try_from(CLAIMS).unwrap());
        assert_eq!(base.number("select issued from book").await, i64::try_from(CLAIMS).unwrap());
        whole(base, &store, &world.book).await;
    });
}

#[test]
fn the_command_says_that_the_disk_is_full() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    office(folder, None);
    let settings = folder.join("office/huzhu.toml");
    let was = std::fs::read_to_string(&settings).unwrap();
    let full = format!("database = \"sqlite:office/office.db?max_page_count=1\"\n{was}");
    std::fs::write(&settings, full).unwrap();
    let (header, rows) = rows();
    std::fs::write(folder.join("all.csv"), format!("{header}\n{}\n", rows.join("\n"))).unwrap();
    let import = ["import", "roster", SCHEME, "all.csv", "--as-of", "2025-01-10", "--as", "clerk"];
    let (code, says) = run(folder, &import);
    assert!(code == 2 && says.contains("空间已满"), "{says}");
    std::fs::write(&settings, was).unwrap();
    assert_eq!(run(folder, &import).0, 0);
    assert_eq!(run(folder, &["backup", "kept", "--as", "admin"]).0, 0);
}
