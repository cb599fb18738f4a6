//! The lists of an edition as one index: a single search finds every list that a diagnosis is on.

use std::collections::{BTreeMap, BTreeSet};

use super::set::Interval;
use super::{CodeSet, IcdCode, ListEntry};

/// The lists that each code is on. Codes between two starts are on the same lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListIndex {
    /// Where other lists begin to hold, sorted.
    starts: Vec<u128>,
    /// For each start, where its hits end; they begin where those of the start before end.
    ends: Vec<usize>,
    hits: Vec<Hit>,
}

/// An entry of a list that a code falls under: of several, the narrowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The list, by number.
    pub list: usize,
    /// The entry, by number.
    pub entry: usize,
}

/// The entries that hold at one place, by list; the narrowest first.
type Holding = BTreeMap<usize, BTreeSet<(u128, usize)>>;

impl ListIndex {
    /// The index of some lists, numbered in their order. Entries that are no codes are left out.
    pub fn new<'l>(lists: impl IntoIterator<Item = &'l [ListEntry]>) -> Self {
        let mut changes: BTreeMap<u128, Vec<(bool, Hit, u128)>> = BTreeMap::new();
        for (list, entries) in lists.into_iter().enumerate() {
            let read = |e: &ListEntry| CodeSet::parse_entry(&e.code).ok().map(Interval::from);
            for (entry, Interval { first, last }) in
                entries.iter().enumerate().filter_map(|(at, e)| Some((at, read(e)?)))
            {
                let (hit, width) = (Hit { list, entry }, last - first);
                changes.entry(first).or_default().push((true, hit, width));
                changes.entry(last.saturating_add(1)).or_default().push((false, hit, width));
            }
        }
        let (mut index, mut holding) = (Self::default(), Holding::new());
        for (start, changes) in changes {
            changes.into_iter().for_each(|change| apply(change, &mut holding));
            index.push(start, &holding);
        }
        index
    }

    fn push(&mut self, start: u128, holding: &Holding) {
        let narrowest = holding.iter().filter_map(|(list, all)| Some((*list, all.first()?.1)));
        self.hits.extend(narrowest.map(|(list, entry)| Hit { list, entry }));
        self.starts.push(start);
        self.ends.push(self.hits.len());
    }

    /// Every list that the code is on, in their order; O(log n) over all entries of all lists.
    pub fn of(&self, code: &IcdCode) -> &[Hit] {
        let Some(at) = self.starts.partition_point(|start| *start <= code.key()).checked_sub(1) else {
            return &[];
        };
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.hits[from..self.ends[at]]
    }
}

fn apply((begins, hit, width): (bool, Hit, u128), holding: &mut Holding) {
    let all = holding.entry(hit.list).or_default();
    if begins {
        all.insert((width, hit.entry));
    } else {
        all.remove(&(width, hit.entry));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(text: &str) -> IcdCode {
        text.parse().unwrap()
    }

    fn list(codes: &str) -> Vec<ListEntry> {
        codes.split_whitespace().map(|code| ListEntry::new(code, "病")).collect()
    }

    fn index(lists: &[Vec<ListEntry>]) -> ListIndex {
        ListIndex::new(lists.iter().map(Vec::as_slice))
    }

    #[test]
    fn a_code_is_found_on_each_list_by_its_narrowest_entry() {
        let index = index(&[list("C00-C97 C50 C50.9"), list("I21"), list("C50.900x001 D05")]);
        let found = |text: &str| index.of(&code(text)).iter().map(|h| (h.list, h.entry)).collect::<Vec<_>>();
        for (code, hits) in [
            ("C50.900x001", vec![(0, 2), (2, 0)]),
            ("C50.900x002", vec![(0, 2)]),
            ("C50.1", vec![(0, 1)]),
            ("C97.x00", vec![(0, 0)]),
            ("D05.1", vec![(2, 1)]),
            ("D06", vec![]),
            ("A00", vec![]),
            ("Z99", vec![]),
        ] {
            assert_eq!(found(code), hits, "{code}");
        }
        assert_eq!(ListIndex::default().of(&code("C50")), []);
    }

    const CODE: &str = "[CD][0-2][0-2](\\.[0-2x]{1,3})?";

    proptest! {
        #[test]
        fn the_index_agrees_with_each_list_alone(
            lists in prop::collection::vec(prop::collection::vec((CODE, CODE), 0..6), 0..4),
            typed in CODE,
        ) {
            let entry = |(a, b): &(String, String)| {
                let (first, last) = if code(a) <= code(b) { (a, b) } else { (b, a) };
                ListEntry::new(format!("{first}-{last}"), "病")
            };
            let lists: Vec<Vec<ListEntry>> = lists.iter().map(|l| l.iter().map(entry).collect()).collect();
            let alone = |list: &Vec<ListEntry>| CodeSet::from_entries(list.iter().map(|e| &e.code)).unwrap();
            let on: Vec<usize> = (0..lists.len()).filter(|at| alone(&lists[*at]).contains(&code(&typed))).collect();
            let found: Vec<usize> = index(&lists).of(&code(&typed)).iter().map(|h| h.list).collect();
            prop_assert_eq!(found, on);
        }
    }
}
