//! The scheme of an argument: an id, a folder or the file of an edition, with all its editions.

use std::path::{Path, PathBuf};

use super::console::Console;
use super::lot::Lot;
use super::shelf::{Shelf, WrongRow};
use super::stop::Stop;
use super::{files, reports};
use crate::engine::adjudicate::Scheme;
use crate::engine::calendar::Day;
use crate::engine::chain::Chain;
use crate::engine::scheme::library::{Library, Published};
use crate::engine::scheme::model::Edition;
use crate::exchange::table::CellError;

/// Which scheme, and where it lies.
#[derive(Clone, Debug, clap::Args)]
pub struct SchemeArgs {
    /// The scheme or chain: its id (cn/guizhou/sinan), its folder, or the .toml file of one of its editions. All its
    /// editions are read, and the date of each claim decides
    #[arg(value_name = "SCHEME")]
    pub scheme: String,
    #[command(flatten)]
    pub library: LibraryArgs,
}

/// Where schemes lie.
#[derive(Clone, Debug, clap::Args)]
pub struct LibraryArgs {
    /// Folder of the schemes, with the shared lists in lists/
    #[arg(long, value_name = "FOLDER", default_value = "schemes")]
    pub schemes: PathBuf,
}

/// One scheme without errors.
pub struct Found {
    /// Its editions, with their texts.
    pub published: Published,
    /// Their folder.
    pub folder: PathBuf,
}

impl SchemeArgs {
    /// Reads and checks the scheme, after some changes.
    pub fn find(&self, changes: &[String]) -> Result<Found, Stop> {
        let lot = self.lot()?;
        let root = self.library.root_of(&lot);
        let files = Shelf::of(std::slice::from_ref(&lot), &root)?.changed(changes)?;
        let Library { schemes, reports, .. } = files.library();
        let mut errors = reports::errors(reports);
        errors.extend(files.list_errors.iter().map(WrongRow::report));
        if !errors.is_empty() {
            return Err(Stop::Scheme(errors));
        }
        let published = schemes.into_values().next().unwrap_or_default();
        Ok(Found { published, folder: lot.folder })
    }

    /// The chain, if it is one, with its schemes read and checked, after some changes of these.
    pub fn find_chain(&self, changes: &[String]) -> Result<Option<Chain>, Stop> {
        let lot = self.lot()?;
        let root = self.library.root_of(&lot);
        let files = Shelf::of(std::slice::from_ref(&lot), &root)?;
        if !files.has_chains() {
            return Ok(None);
        }
        let files = files.changed(changes)?;
        let library = files.library();
        let chains = files.chains(&library);
        let Library { schemes, reports, .. } = library;
        let of_chains = chains.iter().flatten().map(|checked| checked.report.clone());
        let mut errors = reports::errors(reports.into_iter().chain(of_chains).collect());
        errors.extend(files.list_errors.iter().map(WrongRow::report));
        if !errors.is_empty() {
            return Err(Stop::Scheme(errors));
        }
        let editions = chains.into_iter().next().unwrap_or_default();
        let editions = editions.into_iter().filter_map(|checked| checked.edition).collect();
        Ok(Some(Chain::new(editions, &schemes)?))
    }

    /// The files of the editions.
    fn lot(&self) -> Result<Lot, Stop> {
        let asked = Path::new(&self.scheme);
        if asked.is_file() {
            return Lot::around(asked);
        }
        let id = self.scheme.trim_end_matches('/');
        for folder in [asked.to_owned(), self.library.schemes.join(id)] {
            let lot = Lot::of(folder)?;
            if !lot.editions.is_empty() {
                return Ok(lot);
            }
        }
        Err(self.library.no_scheme(&self.scheme)?)
    }
}

impl LibraryArgs {
    /// Where the ids of a folder's editions begin: above the parts of the id, else the folder of schemes.
    pub fn root_of(&self, lot: &Lot) -> PathBuf {
        if lot.folder.starts_with(&self.schemes) {
            return self.schemes.clone();
        }
        lot.root().unwrap_or_else(|| self.schemes.clone())
    }

    /// The error for a scheme that is not there, with those that are, the likeliest first.
    fn no_scheme(&self, asked: &str) -> Result<Stop, Stop> {
        let mut there = self.ids()?;
        let last = |id: &str| id.rsplit('/').next().unwrap_or_default().to_owned();
        there.sort_by_key(|id| (strsim::damerau_levenshtein(&last(id), &last(asked)), id.clone()));
        let folder = self.schemes.display().to_string();
        Ok(Stop::NoScheme { asked: asked.into(), folder, there })
    }

    fn ids(&self) -> Result<Vec<String>, Stop> {
        if !self.schemes.is_dir() {
            return Ok(vec![]);
        }
        let mut ids = Vec::new();
        for folder in files::folders(&self.schemes)? {
            if !Lot::of(folder.clone())?.editions.is_empty() {
                let below = folder.strip_prefix(&self.schemes).unwrap_or(&folder);
                ids.push(below.display().to_string());
            }
        }
        Ok(ids)
    }
}

impl Found {
    /// The scheme, ready to decide.
    pub fn scheme(&self) -> Result<Scheme, Stop> {
        Ok(Scheme::new(self.published.editions.clone())?)
    }

    /// The editions.
    pub fn editions(&self) -> Vec<&Edition> {
        self.published.editions.iter().map(|(edition, _)| edition).collect()
    }

    /// The edition in force on a day.
    pub fn in_force(&self, day: Day) -> Result<&Edition, Stop> {
        let mut editions = self.editions().into_iter();
        editions.find(|edition| edition.in_force.span.contains(day)).ok_or_else(|| self.no_edition(day))
    }

    /// The edition that came into force on a day, with its text; the latest where none is named.
    pub fn edition(&self, from: Option<Day>) -> Result<(&Edition, &str), Stop> {
        let mut all = self.editions().into_iter().zip(self.published.texts.iter().map(|text| &**text));
        let found = match from {
            Some(day) => all.find(|(edition, _)| edition.from() == day),
            None => all.next_back(),
        };
        found.ok_or_else(|| self.no_edition(from.unwrap_or(Day::ZERO)))
    }

    fn no_edition(&self, day: Day) -> Stop {
        let editions = self.editions();
        let scheme = editions.first().map(|edition| edition.id.clone()).unwrap_or_default();
        let there = editions.iter().map(|edition| edition.from().to_string()).collect();
        Stop::NoEdition { scheme, day: day.to_string(), there }
    }
}

/// Says what is wrong with rows of a file.
pub fn tell_rows(file: &str, errors: &[CellError], console: &mut Console) {
    let lang = console.lang();
    for error in errors {
        console.tell(lang.pick(format!("{file}：{}", error.zh()), format!("{file}: {error}")));
    }
}
