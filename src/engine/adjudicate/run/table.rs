//! Claims bound to a scheme: a table that has only the columns which some line or condition reads.

#![expect(clippy::inline_always, reason = "the inner loop of a million claims: measured")]

use std::collections::HashMap;
use std::sync::Arc;

use super::keys::View;
use crate::engine::adjudicate::program::{AmountColumn, KeyColumn, Layout};
use crate::engine::calendar::packed;
use crate::engine::claim::{Claim, Declared, Facts};
use crate::engine::money::Fen;
use crate::engine::name::Name;
use crate::engine::scheme::model::{Edition, Key, KeyValue, Keys, MeasureOf, Scope};

/// A key or date that is not known.
pub const UNKNOWN: i32 = i32::MIN;
/// An amount that is not known.
pub const UNKNOWN_AMOUNT: i64 = i64::MIN;
/// An owner that is not known.
pub const NO_OWNER: u32 = u32::MAX;

/// Claims, column by column of one layout.
#[derive(Clone, Debug)]
pub struct Table {
    layout: Arc<Layout>,
    columns: Columns,
    rows: usize,
    largest: i128,
    in_order: bool,
    names: Owners,
}

/// Names of owners and stays, numbered in the order they come.
#[derive(Clone, Debug, Default)]
pub struct Owners {
    numbers: [HashMap<String, u32>; 4],
}

/// The numbers of a claim's owners and of its stay.
#[derive(Clone, Copy, Debug)]
pub struct Numbers([u32; OWNERS]);

/// The places of owners.
const OWNERS: usize = 4;

/// What claims know, column by column.
#[derive(Clone, Debug, Default)]
struct Columns {
    /// Dates, packed.
    dates: Vec<Vec<i32>>,
    /// Amounts in fen.
    amounts: Vec<Vec<i64>>,
    /// Keys.
    keys: Vec<Vec<i32>>,
    /// Member, household, employer, stay.
    owners: [Vec<u32>; OWNERS],
}

/// One claim of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    columns: &'t Columns,
    at: usize,
}

impl<'t> Row<'t> {
    /// This claim alone.
    pub fn alone(&self) -> Rows<'t> {
        Rows { columns: self.columns, from: self.at, many: 1 }
    }

    /// A date, packed.
    #[inline(always)]
    pub fn date(&self, column: usize) -> i32 {
        self.columns.dates[column][self.at]
    }

    /// An amount in fen.
    #[inline(always)]
    pub fn amount(&self, column: usize) -> i64 {
        self.columns.amounts[column][self.at]
    }

    /// A key.
    #[inline(always)]
    pub fn key(&self, column: usize) -> i32 {
        self.columns.keys[column][self.at]
    }

    /// The owner of a scope.
    #[inline(always)]
    pub fn owner(&self, scope: Scope) -> u32 {
        match scope {
            Scope::Member => self.columns.owners[0][self.at],
            Scope::Household => self.columns.owners[1][self.at],
            Scope::Employer => self.columns.owners[2][self.at],
            Scope::Pool => 0,
        }
    }

    /// The stay.
    #[inline(always)]
    pub fn admission(&self) -> u32 {
        self.columns.owners[3][self.at]
    }
}

/// Claims of a table that stand one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'t> {
    columns: &'t Columns,
    from: usize,
    many: usize,
}

impl<'t> Rows<'t> {
    /// How many they are.
    pub fn len(&self) -> usize {
        self.many
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.many == 0
    }

    /// Their dates, packed.
    pub fn dates(&self, column: usize) -> &'t [i32] {
        &self.columns.dates[column][self.from..self.from + self.many]
    }

    /// Their amounts in fen.
    pub fn amounts(&self, column: usize) -> &'t [i64] {
        &self.columns.amounts[column][self.from..self.from + self.many]
    }

    /// Their keys.
    pub fn keys(&self, column: usize) -> &'t [i32] {
        &self.columns.keys[column][self.from..self.from + self.many]
    }

    /// Their owners of a scope; none where all have the same.
    pub fn owners(&self, scope: Scope) -> Option<&'t [u32]> {
        Some(&self.columns.owners[place(scope)?][self.from..self.from + self.many])
    }

    /// One of them, from 0.
    #[inline(always)]
    pub fn row(&self, at: usize) -> Row<'t> {
        Row { columns: self.columns, at: self.from + at }
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = Row<'t>> + use<'t> {
        let Self { columns, from, many } = *self;
        (from..from + many).map(move |at| Row { columns, at })
    }

    /// All of them, so many at a time.
    pub fn chunks(&self, most: usize) -> impl Iterator<Item = Self> + use<'t> {
        let Self { columns, from, many } = *self;
        (0..many).step_by(most).map(move |at| Self { columns, from: from + at, many: most.min(many - at) })
    }
}

impl Owners {
    fn number(&mut self, kind: usize, name: &str) -> u32 {
        if let Some(number) = self.numbers[kind].get(name) {
            return *number;
        }
        let number = u32::try_from(self.numbers[kind].len()).unwrap_or(NO_OWNER);
        self.numbers[kind].insert(name.into(), number);
        number
    }

    /// The number of an owner by name; none when it has not come.
    pub fn find(&self, scope: Scope, name: &str) -> Option<u32> {
        self.numbers[place(scope)?].get(name).copied()
    }

    /// The number of an owner by name, a new one if need be.
    pub fn of(&mut self, scope: Scope, name: &str) -> u32 {
        place(scope).map_or(0, |kind| self.number(kind, name))
    }

    /// The numbers of a claim, for several tables that share these owners.
    pub fn of_claim(&mut self, facts: &Facts) -> Numbers {
        let person = &facts.person;
        let mut other = |kind, name: Option<&str>| name.map_or(NO_OWNER, |name| self.number(kind, name));
        Numbers([
            other(0, Some(&person.member)),
            other(1, person.household.as_deref()),
            other(2, person.employer.as_deref()),
            other(3, Some(&stay_name(facts))),
        ])
    }

    /// The number of a stay.
    pub fn stay(&mut self, name: &str) -> u32 {
        self.number(3, name)
    }
}

fn place(scope: Scope) -> Option<usize> {
    match scope {
        Scope::Member => Some(0),
        Scope::Household => Some(1),
        Scope::Employer => Some(2),
        Scope::Pool => None,
    }
}

impl Table {
    /// A table without rows.
    pub fn new(layout: &Arc<Layout>) -> Self {
        Self {
            layout: Arc::clone(layout),
            columns: Columns {
                dates: vec![vec![]; layout.dates.len()],
                amounts: vec![vec![]; layout.amounts.len()],
                keys: vec![vec![]; layout.keys.len()],
                owners: Default::default(),
            },
            rows: 0,
            largest: 0,
            in_order: layout.dates.len() <= 1,
            names: Owners::default(),
        }
    }

    /// How many claims it has.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Has it no claim?
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// How many bytes its columns take.
    pub fn bytes(&self) -> usize {
        let Columns { dates, amounts, keys, owners } = &self.columns;
        let four = dates.len() + keys.len() + owners.iter().filter(|column| !column.is_empty()).count();
        self.rows * (four * size_of::<i32>() + amounts.len() * size_of::<i64>())
    }

    /// The sum of the sizes of all amounts, in fen: bounds every running total.
    pub fn largest_total(&self) -> i128 {
        self.largest
    }

    /// Do the claims stand in the order of their dates? Only said of schemes that look at one date.
    pub fn in_order(&self) -> bool {
        self.in_order
    }

    /// The names of owners.
    pub fn owners(&mut self) -> &mut Owners {
        &mut self.names
    }

    /// Takes the rows out, and keeps the names of owners: for claims that come one by one.
    pub fn clear(&mut self) {
        let Columns { dates, amounts, keys, owners } = &mut self.columns;
        dates.iter_mut().chain(keys).for_each(Vec::clear);
        amounts.iter_mut().for_each(Vec::clear);
        owners.iter_mut().for_each(Vec::clear);
        self.rows = 0;
        self.largest = 0;
        self.in_order = self.layout.dates.len() <= 1;
    }

    /// Adds a claim. `editions` are those that the layout was compiled from.
    pub fn push(&mut self, facts: &Facts, editions: &[Edition]) {
        self.push_own(facts, editions);
        self.push_owners(facts);
    }

    /// Adds a claim whose owners were numbered for several tables.
    pub fn push_numbered(&mut self, facts: &Facts, editions: &[Edition], numbers: Numbers) {
        self.push_own(facts, editions);
        let Layout { household, employer, admission, .. } = *self.layout;
        let looked_at = [true, household, employer, admission];
        for (at, column) in self.columns.owners.iter_mut().enumerate().filter(|(at, _)| looked_at[*at]) {
            column.push(numbers.0[at]);
        }
    }

    /// What a claim knows itself.
    fn push_own(&mut self, facts: &Facts, editions: &[Edition]) {
        let Columns { dates, amounts, keys, .. } = &mut self.columns;
        for (column, kind) in dates.iter_mut().zip(&self.layout.dates) {
            column.push(facts.claim.dates.get(*kind).map_or(UNKNOWN, packed));
            if let [.., before, this] = column.as_slice() {
                self.in_order &= before <= this;
            }
        }
        for (column, of) in amounts.iter_mut().zip(&self.layout.amounts) {
            let amount = amount(of, facts);
            self.largest += i128::from(amount.unwrap_or_default().get().unsigned_abs());
            column.push(amount.map_or(UNKNOWN_AMOUNT, Fen::get));
        }
        for (column, of) in keys.iter_mut().zip(&self.layout.keys) {
            let edition = &editions[of.edition];
            column.push(key(of, &View { facts, edition, plan: of.plan.as_deref(), on: of.on }));
        }
        self.rows += 1;
    }

    /// Owners that the scheme does not look at take no room.
    fn push_owners(&mut self, facts: &Facts) {
        let (person, owners, names) = (&facts.person, &mut self.columns.owners, &mut self.names);
        owners[0].push(names.number(0, &person.member));
        let mut other = |kind: usize, name: Option<&str>| {
            owners[kind].push(name.map_or(NO_OWNER, |name| names.number(kind, name)));
        };
        if self.layout.household {
            other(1, person.household.as_deref());
        }
        if self.layout.employer {
            other(2, person.employer.as_deref());
        }
        if self.layout.admission {
            other(3, Some(&stay_name(facts)));
        }
    }

    /// A claim by its number, from 0.
    pub fn row(&self, at: usize) -> Row<'_> {
        Row { columns: &self.columns, at }
    }

    /// How many owners of a scope have come.
    pub fn count_owners(&self, scope: Scope) -> usize {
        place(scope).map_or(1, |kind| self.names.numbers[kind].len())
    }

    /// The claims, in the order in which they were added.
    pub fn rows(&self) -> Rows<'_> {
        Rows { columns: &self.columns, from: 0, many: self.rows }
    }
}

/// What a stay is called within the totals: its own name; without one, settlements of one member and one day
/// are of one stay.
pub fn stay_name(facts: &Facts) -> String {
    let member = &facts.person.member;
    match &facts.claim.admission {
        Some(stay) => format!("{member} {stay}"),
        None => format!("{member} {}", facts.claim.dates.any().map_or(0, packed)),
    }
}

fn amount(column: &AmountColumn, facts: &Facts) -> Option<Fen> {
    match column {
        AmountColumn::Layer(scheme) => facts.layers.get(scheme).copied(),
        AmountColumn::Measures(figures) => {
            let sum = figures.iter().try_fold(Fen::ZERO, |sum, f| sum.checked_add(figure(f, facts)?));
            sum.map(Fen::or_zero)
        }
    }
}

/// One figure of a claim, when it is known.
pub fn figure(of: &MeasureOf, facts: &Facts) -> Option<Fen> {
    let Claim { settlement, expenses, .. } = &facts.claim;
    match of {
        MeasureOf::Component(component) => settlement.get(*component),
        // A bill by classes lists the classes it has; without any the classes are unknown.
        MeasureOf::Expense(class) => match expenses.get(class) {
            None if !expenses.is_empty() => Some(Fen::ZERO),
            found => found.copied(),
        },
        MeasureOf::Fact(id) => match facts.declared.get(id) {
            Some(Declared::Amount(amount)) => Some(*amount),
            _ => None,
        },
    }
}

fn key(column: &KeyColumn, view: &View<'_>) -> i32 {
    if column.key == Key::Disease {
        return view.disease(column.mask).unwrap_or(UNKNOWN);
    }
    let bit = |word: &Name| column.words.iter().position(|w| w == word).and_then(|at| i32::try_from(at).ok());
    match view.value(&column.key) {
        KeyValue::Number(n) => n,
        KeyValue::Word(word) if column.mask => bit(&word).map_or(0, |at| 1 << at),
        KeyValue::Word(word) => bit(&word).unwrap_or(UNKNOWN),
        KeyValue::Words(words) if column.mask => {
            words.iter().filter_map(bit).fold(0, |all, at| all | 1 << at)
        }
        KeyValue::Words(words) => words.iter().find_map(bit).unwrap_or(UNKNOWN),
        KeyValue::Unknown => UNKNOWN,
    }
}
