//! A table is unique and complete: of all combinations of its keys, each fits exactly one row.

use crate::engine::scheme::model::{Key, Test, When};
use crate::engine::scheme::read::{Domain, Known};

/// What is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// No row fits here.
    Hole(String),
    /// Two rows fit here.
    Twice(usize, usize, String),
    /// More combinations than can be looked at.
    TooLarge,
}

/// A value of a key, or a stretch of values that no row and no condition tells apart.
#[derive(Clone, Debug)]
enum Atom {
    Word(String),
    Numbers(i32, Option<i32>),
}

/// The combinations of a table's keys, and which rows fit which value.
struct Grid {
    keys: Vec<Key>,
    atoms: Vec<Vec<Atom>>,
    /// By row, key and atom.
    fits: Vec<Vec<Vec<bool>>>,
}

/// More combinations than any printed table has.
const MOST_CELLS: usize = 100_000;
/// So many flaws are named; they tend to have one cause.
const MOST_FLAWS: usize = 5;

/// What is wrong with rows that must tell all claims apart, among the claims that pass `within`.
pub(super) fn flaws(rows: &[&When], within: &[&When], known: &Known) -> Vec<Flaw> {
    let grid = Grid::new(rows, within, known);
    let Some(cells) = grid.size().filter(|cells| *cells <= MOST_CELLS) else { return vec![Flaw::TooLarge] };
    let (mut holes, mut twice) = (Vec::<Vec<Option<usize>>>::new(), Vec::<(usize, usize, String)>::new());
    for cell in (0..cells).map(|n| grid.cell(n)) {
        let fitting: Vec<usize> = (0..rows.len()).filter(|row| grid.row_fits(*row, &cell)).collect();
        match fitting.as_slice() {
            [] if holes.len() < MOST_FLAWS && !holes.iter().any(|hole| holds(hole, &cell)) => {
                holes.push(grid.widened(&cell));
            }
            [a, b, ..] if twice.len() < MOST_FLAWS && !twice.iter().any(|(x, y, _)| (x, y) == (a, b)) => {
                let at: Vec<Option<usize>> = cell.iter().copied().map(Some).collect();
                twice.push((*a, *b, grid.describe(&at)));
            }
            _ => {}
        }
    }
    let holes = holes.iter().map(|hole| Flaw::Hole(grid.describe(hole)));
    holes.chain(twice.into_iter().map(|(a, b, at)| Flaw::Twice(a, b, at))).collect()
}

impl Grid {
    fn new(rows: &[&When], within: &[&When], known: &Known) -> Self {
        let mut keys: Vec<Key> = Vec::new();
        for (key, _) in rows.iter().flat_map(|when| &when.tests) {
            if !keys.contains(key) {
                keys.push(key.clone());
            }
        }
        let tests = |key: &Key, whens: &[&When]| -> Vec<Test> {
            whens
                .iter()
                .flat_map(|w| &w.tests)
                .filter(|(k, _)| k == key)
                .map(|(_, test)| test.clone())
                .collect()
        };
        let atoms: Vec<Vec<Atom>> = keys
            .iter()
            .map(|key| {
                let (within, here) = (tests(key, within), tests(key, rows));
                let mut atoms = atoms(&known.domain(key), within.iter().chain(&here));
                atoms.retain(|atom| within.iter().all(|test| atom.passes(test)));
                atoms
            })
            .collect();
        let fits = rows.iter().map(|row| fits(row, &keys, &atoms)).collect();
        Self { keys, atoms, fits }
    }

    fn size(&self) -> Option<usize> {
        self.atoms.iter().try_fold(1_usize, |size, atoms| size.checked_mul(atoms.len()))
    }

    /// The nth combination: an atom of each key.
    fn cell(&self, mut n: usize) -> Vec<usize> {
        let mut cell = vec![0; self.keys.len()];
        for (at, atoms) in self.atoms.iter().enumerate().rev() {
            cell[at] = n % atoms.len();
            n /= atoms.len();
        }
        cell
    }

    fn row_fits(&self, row: usize, cell: &[usize]) -> bool {
        self.fits[row].iter().zip(cell).all(|(atoms, at)| atoms[*at])
    }

    /// The combination with every key left out that does not matter for no row fitting.
    fn widened(&self, cell: &[usize]) -> Vec<Option<usize>> {
        let mut wide: Vec<Option<usize>> = cell.iter().copied().map(Some).collect();
        for key in 0..wide.len() {
            let kept = wide[key].take();
            if !self.is_empty(&wide) {
                wide[key] = kept;
            }
        }
        wide
    }

    /// Does no row fit any of these combinations?
    fn is_empty(&self, wide: &[Option<usize>]) -> bool {
        self.fits.iter().all(|row| {
            row.iter().zip(wide).any(|(atoms, at)| match at {
                Some(at) => !atoms[*at],
                None => !atoms.contains(&true),
            })
        })
    }

    /// The keys with their values; nothing where none of them matters.
    fn describe(&self, at: &[Option<usize>]) -> String {
        let part = |i: usize| Some(self.atoms[i][at[i]?].describe(&self.keys[i]));
        let parts: Vec<String> = (0..self.keys.len()).filter_map(part).collect();
        parts.join(", ")
    }
}

fn holds(wide: &[Option<usize>], cell: &[usize]) -> bool {
    wide.iter().zip(cell).all(|(wide, at)| wide.is_none_or(|wide| wide == *at))
}

fn fits(row: &When, keys: &[Key], atoms: &[Vec<Atom>]) -> Vec<Vec<bool>> {
    let of_key = |(key, atoms): (&Key, &Vec<Atom>)| {
        atoms.iter().map(|atom| row.of(key).is_none_or(|test| atom.passes(test))).collect()
    };
    keys.iter().zip(atoms).map(of_key).collect()
}

fn atoms<'a>(domain: &Domain, tests: impl Iterator<Item = &'a Test>) -> Vec<Atom> {
    let least = match domain {
        Domain::Words(words) => return words.iter().map(|(word, _)| Atom::Word(word.clone())).collect(),
        Domain::Numbers(least) => *least,
        Domain::Amounts => return vec![],
    };
    let mut cuts = vec![least];
    for test in tests {
        if let Test::Ranges(ranges) = test {
            cuts.extend(
                ranges
                    .iter()
                    .flat_map(|(from, to)| [Some(*from), to.and_then(|to| to.checked_add(1))])
                    .flatten(),
            );
        }
    }
    cuts.retain(|cut| *cut >= least);
    cuts.sort_unstable();
    cuts.dedup();
    let ends = cuts.iter().skip(1).map(|next| Some(next - 1)).chain([None]);
    cuts.iter().copied().zip(ends).map(|(from, to)| Atom::Numbers(from, to)).collect()
}

impl Atom {
    fn passes(&self, test: &Test) -> bool {
        match self {
            Self::Word(word) => test.has_word(word),
            Self::Numbers(from, _) => test.has_number(*from),
        }
    }

    fn describe(&self, key: &Key) -> String {
        match self {
            Self::Word(word) => format!("{key} = {word}"),
            Self::Numbers(from, Some(to)) if from == to => format!("{key} = {from}"),
            Self::Numbers(from, Some(to)) => format!("{key} {from} to {to}"),
            Self::Numbers(from, None) => format!("{key} from {from}"),
        }
    }
}
