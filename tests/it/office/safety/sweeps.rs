//! Answers that are kept no longer are forgotten in passing, by whoever opens an office.

use huzhu::clock::Now;
use huzhu::desk::submit::Submit;
use huzhu::desk::sweep::at_start;
use huzhu::desk::{Call, Desk, Office, Reply};
use huzhu::store::Store;

use crate::office::claims::world::{World, request, stay};
use crate::office::databases::on_both;

fn office(store: &Store, now: Now) -> Office {
    Office::new(store.clone(), move || now)
}

/// Hands a claim in under a key, so many days ago by the clock of this machine, which the guard looks at as well.
async fn handed_in(world: &World, days: i64, key: &str) -> bool {
    let then = Now::parse(&Now::read().days_ago(days)).unwrap();
    let call = Call::new("s1", key, request(stay("m1", "2024-03-01", 100)));
    let desk = Desk::new(office(&world.store, then));
    let Reply { answer, replayed } = desk.one::<Submit>(&world.book, call).await.unwrap();
    answer.unwrap();
    replayed
}

#[test]
fn an_office_that_is_opened_forgets_what_is_old_once_a_day() {
    on_both(async |base| {
        let world = World::open(base).await;
        for key in ["a", "b", "c"] {
            handed_in(&world, 500, key).await;
        }
        handed_in(&world, 390, "young").await;
        let swept = async |days: i64| {
            let now = Now::parse(&Now::read().days_ago(days)).unwrap();
            at_start(&office(&world.store, now), &world.book).await.unwrap()
        };
        assert_eq!(swept(101).await, 0, "it is too early");
        assert_eq!(swept(0).await, 3);
        assert!(handed_in(&world, 0, "young").await, "it is still known");
        assert!(!handed_in(&world, 450, "a").await, "it is forgotten");
        assert_eq!(swept(0).await, 0, "once a day");
        assert_eq!(base.number("select count(*) from swept").await, 1);
        assert_eq!(swept(-1).await, 1);
    });
}

#[test]
fn a_young_office_is_left_alone() {
    on_both(async |base| {
        let world = World::open(base).await;
        handed_in(&world, 10, "a").await;
        let now = Now::read();
        assert_eq!(at_start(&office(&world.store, now), &world.book).await.unwrap(), 0);
        assert_eq!(base.number("select count(*) from swept").await, 0);
    });
}
