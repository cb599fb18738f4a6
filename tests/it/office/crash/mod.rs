//! What breaks: the writing process is killed, the disk is full, the database goes away or is held by somebody else.

mod full;
mod killed;
mod locked;
mod restarted;

use huzhu::generate::{Sizes, World};
use huzhu::store::{BookId, Store};

use super::databases::Base;
use super::fund::world::clean_in;

/// People, and so many claims of theirs.
fn world(claims: usize) -> World {
    let claims = u64::try_from(claims).unwrap();
    World::new(11, Sizes { members: 180, claims, dirty: 0, year: 2025 }).unwrap()
}

/// The first line of rosters, and the rows of all employers of a world.
fn rows() -> (String, Vec<String>) {
    let world = world(0);
    let texts: Vec<String> = world.employers().map(|employer| world.roster(employer.number).text).collect();
    let rows = texts.iter().flat_map(|text| text.lines().skip(1)).filter(|row| !row.ends_with(",2"));
    (texts[0].lines().next().unwrap().to_owned(), rows.map(str::to_owned).collect())
}

/// No act is lost or doubled: the book is verified, and each act that was done left one row in it and one answer.
async fn whole(base: &Base, store: &Store, book: &BookId) {
    clean_in(store, book).await;
    let done = base.number("select count(*) from audit where result = 'done' and act <> 'init'").await;
    let answers = base.number("select count(*) from audit where answer is not null").await;
    assert_eq!(done, answers, "each act has its row and its answer");
}
