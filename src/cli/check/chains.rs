//! Chains under `huzhu check`: what is wrong with their files, and whether their cases hold.

use super::cases::{beside, note};
use super::tested::Tested;
use crate::cli::shelf::Shelf;
use crate::cli::stop::Stop;
use crate::engine::chain::{Chain, ChainCase, ChainEdition, run_cases};
use crate::engine::scheme::library::Library;
use crate::engine::scheme::model::{Edition, Lang};
use crate::exchange::cases::{Case, read_cases};

/// Makes a chain ready and runs the cases beside its editions.
pub fn test(
    editions: Vec<ChainEdition>,
    library: &Library,
    shelf: &Shelf,
    lang: Lang,
) -> Result<Tested, Stop> {
    let mut tested = Tested {
        encoded: editions.iter().map(ChainEdition::encoded_percent).min().unwrap_or(0),
        ..Tested::default()
    };
    match Chain::new(editions, &library.schemes) {
        Ok(chain) => cases(&chain, shelf, lang, &mut tested)?,
        Err(why) => tested.errors.push(why.to_string()),
    }
    Ok(tested)
}

fn cases(chain: &Chain, shelf: &Shelf, lang: Lang, tested: &mut Tested) -> Result<(), Stop> {
    let reading = chain.reading_editions();
    let reading: Vec<&Edition> = reading.iter().collect();
    for edition in chain.editions() {
        let path = shelf.path(&edition.id, edition.from());
        let Some((file, bytes)) = beside(&path, "cases.csv", lang)? else { continue };
        let read = read_cases(&bytes, &reading).map_err(|why| Stop::table(&file, why))?;
        note(&file, &read.errors, lang, &mut tested.errors);
        let lines: Vec<usize> = read.cases.iter().map(|case| case.line).collect();
        let cases: Vec<ChainCase> = read.cases.into_iter().map(case).collect();
        for (line, failure) in lines.into_iter().zip(run_cases(chain, &cases)) {
            tested.cases.add(failure.is_none());
            tested.errors.extend(failure.map(|failure| format!("{file}:{line}: {failure}")));
        }
    }
    Ok(())
}

fn case(case: Case) -> ChainCase {
    let decision = case.decision.unwrap_or_default();
    let Case { id, scenario, facts, expect, reasons, by_plan, .. } = case;
    ChainCase { id, scenario, facts, expect, decision, reasons, by_plan }
}
