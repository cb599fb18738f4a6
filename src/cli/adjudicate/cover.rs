//! `--cover`: how the member of each claim stands in its plans on the day, out of the history of his cover.

use crate::cli::console::Console;
use crate::cli::files;
use crate::cli::schemes::tell_rows;
use crate::cli::stop::Stop;
use crate::engine::adjudicate::{Scheme, covers};
use crate::engine::coverage::Spell;
use crate::exchange::claims::ClaimRow;
use crate::exchange::cover::read_cover;

/// Works out the cover of claims that do not state it themselves. Who is not in the file is not covered.
/// Are there wrong rows? They are told, and their cover does not count.
pub fn add(
    path: &str,
    scheme: &Scheme,
    claims: &mut [ClaimRow],
    console: &mut Console,
) -> Result<bool, Stop> {
    let input = files::read(path, console.lang())?;
    let history = read_cover(&input.bytes).map_err(|why| Stop::table(&input.name, why))?;
    tell_rows(&input.name, &history.errors, console);
    for row in claims.iter_mut().filter(|row| row.facts.cover.is_empty()) {
        let spells = history.spells.get(&row.facts.person.member).map_or(&[] as &[Spell], Vec::as_slice);
        row.facts.cover = covers(scheme, &row.facts, spells);
    }
    Ok(!history.errors.is_empty())
}
