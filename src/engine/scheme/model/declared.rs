//! What a scheme declares: categories, pools, plans, lists, facts, counters.

use super::{Place, Text, Window};
use std::ops::Deref;

use crate::engine::claim::diagnosis::{CodeSet, Hit, IcdCode, ListEntry, ListIndex};
use crate::engine::money::{Fen, Ratio};
use crate::engine::shortage::Rule;

/// A category of members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// The clause that names it.
    pub clause: Option<String>,
    /// The evidence that it takes.
    pub evidence: Option<String>,
    /// It lapses so many months after the last verification.
    pub reverify_months: Option<u8>,
    /// Is it the category of everybody who is in no other?
    pub default: bool,
    /// Where it stands in the file.
    pub place: Place,
}

/// A fund pool that benefits are paid from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// The benefits that it may pay (专款专用); empty: any.
    pub only_for: Vec<String>,
    /// What happens when it runs short; none: the notice does not say.
    pub when_short: Option<WhenShort>,
    /// What goes into its reserve and comes out of it; none: the notice does not say.
    pub reserve: Option<Reserve>,
    /// Where it stands in the file.
    pub place: Place,
}

/// What goes into a pool's reserve and comes out of it (储备金).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reserve {
    /// The share of a year's contributions and subsidies that goes in; none: no share is named.
    pub rate: Option<Ratio>,
    /// It holds at most so much, inclusive; none: no ceiling is named.
    pub most: Option<Fen>,
    /// Does it come out only when the pool cannot pay?
    pub only_when_short: bool,
    /// The clause.
    pub clause: String,
}

/// What happens when a pool runs short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhenShort {
    /// The rule.
    pub rule: Rule,
    /// The clause.
    pub clause: String,
}

/// One thing that a member can enrol in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// The clause that offers it.
    pub clause: Option<String>,
    /// Plans that one must hold as well.
    pub needs: Vec<String>,
    /// Plans that one may not hold as well.
    pub excludes: Vec<String>,
    /// The largest number of share units.
    pub most_share_units: u16,
    /// Must all members of an employer hold the same number?
    pub same_for_employer: bool,
    /// Where it stands in the file.
    pub place: Place,
}

/// A list of diagnosis codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// The clause that names it.
    pub clause: Option<String>,
    /// The file beside the edition that holds the codes, if they are not in the scheme itself.
    pub file: Option<String>,
    /// The codes.
    pub codes: CodeSet,
    /// The entries, as the list gives them.
    pub entries: Vec<ListEntry>,
    /// Where it stands in the file.
    pub place: Place,
}

/// The lists of an edition, with one index of all their codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    all: Vec<List>,
    index: ListIndex,
}

impl Lists {
    /// Every list that a code is on, with the entry: one search, however many lists and codes there are.
    pub fn of(&self, code: &IcdCode) -> &[Hit] {
        self.index.of(code)
    }
}

impl FromIterator<List> for Lists {
    fn from_iter<I: IntoIterator<Item = List>>(lists: I) -> Self {
        let all: Vec<List> = lists.into_iter().collect();
        let index = ListIndex::new(all.iter().map(|list| list.entries.as_slice()));
        Self { all, index }
    }
}

impl Deref for Lists {
    type Target = [List];
    fn deref(&self) -> &[List] {
        &self.all
    }
}

impl<'l> IntoIterator for &'l Lists {
    type Item = &'l List;
    type IntoIter = std::slice::Iter<'l, List>;
    fn into_iter(self) -> Self::IntoIter {
        self.all.iter()
    }
}

/// What kind of value a declared fact has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactType {
    /// Yes or no.
    Flag,
    /// One of the scheme's own words.
    Choice(Vec<Choice>),
    /// A whole number.
    Number,
    /// An amount of money.
    Amount,
}

/// One word of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The word.
    pub id: String,
    /// What it is called.
    pub label: Text,
}

/// A key of the scheme's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredFact {
    /// Its id, and its column in files.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// The clause that needs it.
    pub clause: Option<String>,
    /// What values it takes.
    pub is: FactType,
    /// The evidence that it takes.
    pub evidence: Option<Text>,
    /// The sentence for the clerk when it is unknown.
    pub unknown: Text,
    /// Where it stands in the file.
    pub place: Place,
}

/// Which claims a counter counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Every claim that was decided.
    Claims,
    /// Claims on which a benefit paid (any benefit of the scheme when none is named).
    Paid(Option<String>),
    /// Claims on which a line of a benefit was above nought.
    Line(String, String),
}

/// A counter: how often something happened before this claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Its id, a key for tables and conditions.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// Whose, and over which stretch.
    pub along: Window,
    /// What is counted.
    pub counted: Counted,
    /// Where it stands in the file.
    pub place: Place,
}
