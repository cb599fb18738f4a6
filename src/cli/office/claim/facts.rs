//! The facts of a claim from a JSON file.

use super::super::open::stop;
use crate::cli::console::Console;
use crate::cli::files;
use crate::cli::stop::Stop;
use crate::engine::claim::Facts;
use crate::engine::scheme::model::Lang;
use crate::exchange::facts::read_facts;

/// Reads them; `-` is standard input.
pub fn read(file: &str, console: &Console) -> Result<Facts, Stop> {
    let input = files::read(file, console.lang())?;
    let name = &input.name;
    read_facts(&input.bytes).map_err(|said| {
        stop(format!("{name}：{}", said.get(Lang::Zh)), format!("{name}: {}", said.get(Lang::En)))
    })
}
