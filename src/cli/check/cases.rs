//! The cases beside the editions of a scheme.

use std::path::{Path, PathBuf};

use crate::cli::files;
use crate::cli::shelf::Shelf;
use crate::cli::stop::Stop;
use crate::engine::adjudicate::probe::ProbeCase;
use crate::engine::contribution::DuesCase;
use crate::engine::scheme::library::Published;
use crate::engine::scheme::model::{Edition, Lang};
use crate::exchange::cases::{Case, read_cases};
use crate::exchange::roster::read_dues_cases;
use crate::exchange::table::CellError;

/// All cases of a scheme.
#[derive(Clone, Debug, Default)]
pub struct Cases {
    /// Claims, with the place of each: file and line.
    pub claims: Vec<(ProbeCase, String)>,
    /// Rosters: the edition by its place, the file, the cases.
    pub dues: Vec<(usize, String, Vec<DuesCase>)>,
}

/// Reads the cases of a scheme; rows that are wrong are added to the errors.
pub fn read(
    published: &Published,
    shelf: &Shelf,
    lang: Lang,
    errors: &mut Vec<String>,
) -> Result<Cases, Stop> {
    let editions: Vec<&Edition> = published.editions.iter().map(|(edition, _)| edition).collect();
    let mut cases = Cases::default();
    for (at, edition) in editions.iter().enumerate() {
        let path = shelf.path_of(edition);
        if let Some((file, bytes)) = beside(&path, "cases.csv", lang)? {
            let read = read_cases(&bytes, &editions).map_err(|why| Stop::table(&file, why))?;
            note(&file, &read.errors, lang, errors);
            let of_chains = read.cases.iter().filter(|case| !case.by_plan.is_empty());
            errors.extend(of_chains.map(|case| {
                let place = format!("{file}:{}", case.line);
                lang.pick(
                    format!("{place}：expect_by_plan 只用于组合"),
                    format!("{place}: expect_by_plan is for chains only"),
                )
            }));
            cases.claims.extend(read.cases.into_iter().map(|case| probe(case, edition, &file)));
        }
        if let Some((file, bytes)) = beside(&path, "dues.csv", lang)? {
            let read = read_dues_cases(&bytes, edition).map_err(|why| Stop::table(&file, why))?;
            note(&file, &read.errors, lang, errors);
            cases.dues.push((at, file, read.cases));
        }
    }
    Ok(cases)
}

/// A file beside an edition, if there is one.
pub(super) fn beside(edition: &Path, ending: &str, lang: Lang) -> Result<Option<(String, Vec<u8>)>, Stop> {
    let path: PathBuf = edition.with_extension(ending);
    if !path.is_file() {
        return Ok(None);
    }
    let input = files::read(&path.display().to_string(), lang)?;
    Ok(Some((input.name, input.bytes)))
}

pub(super) fn note(file: &str, wrong: &[CellError], lang: Lang, errors: &mut Vec<String>) {
    errors.extend(
        wrong.iter().map(|error| lang.pick(format!("{file}：{}", error.zh()), format!("{file}: {error}"))),
    );
}

/// A case to probe with. Scenarios of two editions share nothing, whatever they are called.
fn probe(case: Case, edition: &Edition, file: &str) -> (ProbeCase, String) {
    let place = format!("{file}:{}", case.line);
    let scenario = case.scenario.map(|scenario| format!("{} {scenario}", edition.from()));
    let decision = case.decision.unwrap_or_default();
    let Case { id, facts, expect, reasons, .. } = case;
    (ProbeCase { id, scenario, facts, expect, decision, reasons }, place)
}
