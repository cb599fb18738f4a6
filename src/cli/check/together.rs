//! Tests all schemes and chains, several at a time: as many as there are processors.

use super::chains;
use super::tested::{self, Tested};
use crate::cli::in_order::in_order;
use crate::cli::shelf::Shelf;
use crate::cli::stop::Stop;
use crate::engine::chain::{ChainEdition, Checked};
use crate::engine::scheme::library::{Library, Published};
use crate::engine::scheme::model::Lang;

/// One scheme or chain that can be tested.
enum Work<'l> {
    Scheme(&'l Published),
    Chain(Vec<ChainEdition>),
}

impl Work<'_> {
    /// The longer its texts, the longer a scheme takes, by and large; a chain is short and names many.
    fn size(&self) -> usize {
        match self {
            Self::Scheme(published) => published.texts.iter().map(|text| text.len()).sum(),
            Self::Chain(_) => usize::MAX,
        }
    }
}

/// What testing found, by id: schemes first, then the chains that have no errors.
pub fn test_all<'l>(
    (library, chains): (&'l Library, &'l [Vec<Checked>]),
    shelf: &Shelf,
    lang: Lang,
) -> Result<Vec<(&'l str, Tested)>, Stop> {
    let schemes = library.schemes.iter().map(|(id, published)| (id.as_str(), Work::Scheme(published)));
    let work: Vec<(&str, Work<'_>)> = schemes.chain(chains.iter().filter_map(|c| chain(c))).collect();
    let test = |(id, work): &(&'l str, Work<'_>)| {
        let tested = match work {
            Work::Scheme(published) => tested::test(published, shelf, lang),
            Work::Chain(editions) => chains::test(editions.clone(), library, shelf, lang),
        };
        tested.map(|tested| (*id, tested))
    };
    in_order(&work, |(_, work)| work.size(), test).into_iter().collect()
}

fn chain(editions: &[Checked]) -> Option<(&str, Work<'_>)> {
    if editions.iter().any(|checked| checked.report.has_errors()) {
        return None;
    }
    let id = editions.iter().find_map(|checked| checked.edition.as_ref())?.id.as_str();
    Some((id, Work::Chain(editions.iter().filter_map(|checked| checked.edition.clone()).collect())))
}
