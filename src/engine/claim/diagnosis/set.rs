//! A set of diagnosis codes: codes with their extensions, and ranges of them.

use super::{IcdCode, IcdError};

/// A set of diagnosis codes; every code in it brings its extensions (`C50` covers `C50.9` and
/// `C50.900x001`).
///
/// ```
/// use huzhu::engine::claim::diagnosis::CodeSet;
/// let cancers = CodeSet::from_entries(["C00-C97", "D05"]).map_err(|(_, error)| error)?;
/// assert!(cancers.contains(&"C97.x00".parse()?));
/// assert!(!cancers.contains(&"D04".parse()?));
/// # Ok::<(), huzhu::engine::claim::diagnosis::IcdError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeSet {
    /// Disjoint, sorted, with a gap between any two.
    intervals: Vec<Interval>,
}

/// One entry of a set: a code with its extensions, or a range of codes whose end has its extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeEntry {
    first: IcdCode,
    last: IcdCode,
}

/// Keys from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Interval {
    pub(super) first: u128,
    pub(super) last: u128,
}

impl CodeEntry {
    /// The code, or the start of the range.
    pub fn first(&self) -> IcdCode {
        self.first
    }

    /// The code again, or the end of the range; its extensions belong to it.
    pub fn last(&self) -> IcdCode {
        self.last
    }
}

impl CodeSet {
    /// Reads one entry: a code (`C50`, `C50.9`) or a range (`C00-C97`, also `C00~C97`).
    ///
    /// # Errors
    /// [`IcdError`] if a code is misspelt or the range runs backwards.
    pub fn parse_entry(text: &str) -> Result<CodeEntry, IcdError> {
        let (first, last) = text.split_once(['-', '~']).unwrap_or((text, text));
        let (first, last) = (first.parse::<IcdCode>()?, last.parse::<IcdCode>()?);
        // "C50.9-C50" is no error: C50 brings C50.9 with it.
        if first.key() > last.last_extension() {
            return Err(IcdError::Backwards { first, last });
        }
        Ok(CodeEntry { first, last })
    }

    /// The set of all codes that any of the entries covers.
    ///
    /// # Errors
    /// The position of the first wrong entry, counted from 0, and what is wrong with it.
    pub fn from_entries<I>(entries: I) -> Result<Self, (usize, IcdError)>
    where
        I: IntoIterator<Item: AsRef<str>>,
    {
        let read = |(at, entry): (usize, I::Item)| {
            Self::parse_entry(entry.as_ref()).map(Interval::from).map_err(|error| (at, error))
        };
        let intervals = entries.into_iter().enumerate().map(read).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { intervals: merged(intervals) })
    }

    /// Whether the code is covered; O(log n).
    pub fn contains(&self, code: &IcdCode) -> bool {
        let at = self.intervals.partition_point(|interval| interval.last < code.key());
        self.intervals.get(at).is_some_and(|interval| interval.first <= code.key())
    }

    /// A code that both sets cover, as an example for the message; `None` if there is none.
    pub fn overlaps(&self, other: &Self) -> Option<String> {
        let starts_of =
            |set: &Self| set.intervals.iter().map(|interval| IcdCode::of_key(interval.first)).collect();
        let (ours, theirs): (Vec<IcdCode>, Vec<IcdCode>) = (starts_of(self), starts_of(other));
        // If two intervals meet, the start of one lies in the other.
        let common = |codes: Vec<IcdCode>, set: &Self| codes.into_iter().find(|code| set.contains(code));
        common(ours, other).or_else(|| common(theirs, self)).map(|code| code.to_string())
    }

    /// How many separate ranges are left after merging; entries that touch or overlap count once.
    pub fn len(&self) -> usize {
        self.intervals.len()
    }

    /// Whether nothing is covered.
    pub fn is_empty(&self) -> bool {
        self.intervals.is_empty()
    }
}

impl From<CodeEntry> for Interval {
    fn from(entry: CodeEntry) -> Self {
        Self { first: entry.first.key(), last: entry.last.last_extension() }
    }
}

/// Sorted, with those that overlap or touch made one.
fn merged(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.sort_unstable();
    let mut result: Vec<Interval> = Vec::with_capacity(intervals.len());
    for next in intervals {
        match result.last_mut() {
            Some(previous) if next.first <= previous.last.saturating_add(1) => {
                previous.last = previous.last.max(next.last);
            }
            _ => result.push(next),
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{CodeSet, IcdCode, IcdError as E};

    fn code(text: &str) -> IcdCode {
        text.parse().unwrap()
    }

    fn set(entries: &str) -> CodeSet {
        CodeSet::from_entries(entries.split_whitespace()).unwrap()
    }

    #[test]
    fn sets_cover_codes() {
        let table = [
            ("C50", "C50", true),
            ("C50", "C50.900x001", true),
            ("C50", "C5", false),
            ("C50.9", "C50", false),
            ("C50.9", "C50.8", false),
            ("C00-C97", "C97.x00x001", true),
            ("C00~C97", "C00", true),
            ("C00-C97", "D00", false),
            ("C00-C97", "B99.9", false),
            ("C00.1-C05", "C00", false),
            ("C00.1-C05", "C00.1", true),
            ("C50.9-C50", "C50.9", true),
            ("I60-I64 C00-D09 I21", "I21.900", true),
            ("I60-I64 C00-D09 I21", "I22", false),
            ("", "I22", false),
        ];
        for (entries, typed, covered) in table {
            let found = typed.parse().is_ok_and(|code| set(entries).contains(&code));
            assert_eq!(found, covered, "{entries} {typed}");
        }
    }

    #[test]
    fn wrong_entries_are_named_by_position() {
        let backwards = E::Backwards { first: code("C97"), last: code("C00") };
        assert_eq!(backwards.zh(), "疾病诊断编码范围C97至C00前后颠倒，请对调。");
        assert_eq!(CodeSet::from_entries(["C50", "C97-C00"]), Err((1, backwards)));
        assert_eq!(CodeSet::from_entries(["C50-", "I10"]), Err((0, E::Empty)));
        assert_eq!(CodeSet::from_entries(["C00-C05-C09"]), Err((0, E::Spelling)));
    }

    #[test]
    fn neighbours_become_one_range() {
        for (entries, ranges) in
            [("", 0), ("C51 C50", 1), ("C50 C52", 2), ("C50 C50.9 C50", 1), ("C50.9 C50.91-C51", 1)]
        {
            assert_eq!((set(entries).len(), set(entries).is_empty()), (ranges, ranges == 0), "{entries}");
        }
    }

    #[test]
    fn overlaps_give_an_example() {
        let table = [
            ("C00-C97", "D00 C50.9", Some("C50.9")),
            ("C50.9", "C50", Some("C50.9")),
            ("C00-C50", "C50.9-C60", Some("C50.9")),
            ("C00-C49", "C50-C97", None),
            ("", "C50", None),
        ];
        for (ours, theirs, example) in table {
            assert_eq!(set(ours).overlaps(&set(theirs)).as_deref(), example, "{ours} {theirs}");
            assert_eq!(set(theirs).overlaps(&set(ours)).as_deref(), example, "{theirs} {ours}");
        }
    }

    /// Few letters and digits, so that codes meet often.
    const CODE: &str = "[CD][0-2][0-2](\\.[0-2x]{1,3})?";

    /// Whether the entry covers the code, told by comparing characters.
    fn naive(entry: &str, code: &str) -> bool {
        let plain = |text: &str| text.replace('.', "").to_uppercase();
        let (first, last) = entry.split_once('-').unwrap_or((entry, entry));
        let (first, last, code) = (plain(first), plain(last), plain(code));
        first <= code && (code <= last || code.starts_with(&last))
    }

    proptest! {
        #[test]
        fn contains_agrees_with_a_naive_scan(pairs in prop::collection::vec((CODE, CODE, any::<bool>()), 0..8), typed in CODE) {
            let entry = |(a, b, range): &(String, String, bool)| {
                let (first, last) = if code(a) <= code(b) { (a, b) } else { (b, a) };
                if *range { format!("{first}-{last}") } else { first.clone() }
            };
            let entries: Vec<String> = pairs.iter().map(entry).collect();
            let covered = entries.iter().any(|entry| naive(entry, &typed));
            prop_assert_eq!(CodeSet::from_entries(&entries).unwrap().contains(&code(&typed)), covered);
        }

        #[test]
        fn an_example_is_in_both(a in prop::collection::vec(CODE, 0..4), b in prop::collection::vec(CODE, 0..4), typed in CODE) {
            let (ours, theirs) = (CodeSet::from_entries(&a).unwrap(), CodeSet::from_entries(&b).unwrap());
            match ours.overlaps(&theirs) {
                Some(example) => prop_assert!(ours.contains(&code(&example)) && theirs.contains(&code(&example))),
                None => prop_assert!(!(ours.contains(&code(&typed)) && theirs.contains(&code(&typed)))),
            }
        }

        #[test]
        fn no_entry_panics(text in "\\PC{0,16}|[A-Zx0-9.+*~-]{0,16}") {
            let _ = CodeSet::parse_entry(&text);
        }
    }
}
