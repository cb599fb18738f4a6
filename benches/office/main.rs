//! How fast an office works: durable acts and claims in bulk, beside the same written by hand, on both databases.
//!
//! `cargo bench --bench office` measures all; `-- life`, `-- orientation` or `-- bulk` one of them; a number after it is
//! how many claims are taken in bulk. `RUST_LOG=sqlx::query=debug` tells each statement and its time.

mod base;
mod bulk;
mod by_hand;
mod crowd;
mod life;
mod orientation;
#[expect(clippy::unwrap_used, dead_code, reason = "it is shared with the tests")]
#[path = "../../tests/it/office/postgres.rs"]
mod postgres;
#[path = "../watch.rs"]
mod watch;

use criterion::Criterion;
use tracing_subscriber::EnvFilter;

/// As the command has it.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Claims of the bulk; there is a member for every ten of them.
const BULK: u64 = 1_000_000;

fn main() {
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let claims = asked.iter().find_map(|word| word.parse().ok()).unwrap_or(BULK);
    let kinds = ["life", "orientation", "bulk", "sqlite", "postgres"];
    let some = |kinds: &[&str]| asked.iter().any(|word| kinds.contains(&word.as_str()));
    let wants = |kind| some(&[kind]) || !some(&kinds[..3]);
    let bases = base::both();
    let on = |base: &&base::Base| some(&[base.name]) || !some(&kinds[3..]);
    let mut criterion = Criterion::default();
    for base in bases.iter().filter(on) {
        if wants("orientation") {
            orientation::print(base);
        }
        if wants("life") {
            life::bench(&mut criterion, base);
        }
        if wants("bulk") {
            bulk::print(base, ((claims / 10).max(1_000), claims));
        }
    }
}
