//! Claims bound to a scheme: a table that has only the columns which some line or condition reads.

use std::collections::HashMap;

use super::keys::View;
use crate::engine::adjudicate::program::{AmountColumn, KeyColumn, Layout};
use crate::engine::calendar::packed;
use crate::engine::claim::{Claim, Declared, Facts};
use crate::engine::money::Fen;
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
    layout: Layout,
    dates: Vec<i32>,
    amounts: Vec<i64>,
    keys: Vec<i32>,
    owners: Vec<u32>,
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

/// The places of owners within a row.
const OWNERS: usize = 4;

/// One claim of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    /// Dates, packed, by column.
    pub dates: &'t [i32],
    /// Amounts in fen, by column.
    pub amounts: &'t [i64],
    /// Keys, by column.
    pub keys: &'t [i32],
    /// Member, household, employer, stay.
    pub owners: &'t [u32],
}

impl Row<'_> {
    /// The owner of a scope.
    #[inline]
    pub fn owner(&self, scope: Scope) -> u32 {
        match scope {
            Scope::Member => self.owners[0],
            Scope::Household => self.owners[1],
            Scope::Employer => self.owners[2],
            Scope::Pool => 0,
        }
    }

    /// The stay.
    #[inline]
    pub fn admission(&self) -> u32 {
        self.owners[3]
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
    pub fn new(layout: &Layout) -> Self {
        Self {
            layout: layout.clone(),
            dates: vec![],
            amounts: vec![],
            keys: vec![],
            owners: vec![],
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
        let four = self.dates.len() + self.keys.len() + self.owners.len();
        four * size_of::<i32>() + self.amounts.len() * size_of::<i64>()
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
        self.dates.clear();
        self.amounts.clear();
        self.keys.clear();
        self.owners.clear();
        self.rows = 0;
    }

    /// Adds a claim. `editions` are those that the layout was compiled from.
    pub fn push(&mut self, facts: &Facts, editions: &[Edition]) {
        let claim = &facts.claim;
        let dates = self.layout.dates.iter().map(|kind| claim.dates.get(*kind).map_or(UNKNOWN, packed));
        self.dates.extend(dates);
        if let [.., before, this] = self.dates.as_slice() {
            self.in_order &= before <= this;
        }
        for column in &self.layout.amounts {
            let amount = amount(column, facts);
            self.largest += i128::from(amount.unwrap_or_default().get().unsigned_abs());
            self.amounts.push(amount.map_or(UNKNOWN_AMOUNT, Fen::get));
        }
        for column in &self.layout.keys {
            let view = View {
                facts,
                edition: &editions[column.edition],
                plan: column.plan.as_deref(),
                on: column.on,
            };
            self.keys.push(key(column, &view));
        }
        self.push_owners(facts);
        self.rows += 1;
    }

    fn push_owners(&mut self, facts: &Facts) {
        let person = &facts.person;
        let member = self.names.number(0, &person.member);
        let mut other = |kind: usize, name: &Option<String>, wanted: bool| match name {
            Some(name) if wanted => self.names.number(kind, name),
            _ => NO_OWNER,
        };
        let household = other(1, &person.household, self.layout.household);
        let employer = other(2, &person.employer, self.layout.employer);
        let stay = self.layout.admission.then(|| stay_name(facts));
        let stay = stay.map_or(NO_OWNER, |name| self.names.number(3, &name));
        self.owners.extend([member, household, employer, stay]);
    }

    /// A claim by its number, from 0.
    pub fn row(&self, at: usize) -> Row<'_> {
        let of = |many: usize| at * many..(at + 1) * many;
        Row {
            dates: &self.dates[of(self.layout.dates.len())],
            amounts: &self.amounts[of(self.layout.amounts.len())],
            keys: &self.keys[of(self.layout.keys.len())],
            owners: &self.owners[of(OWNERS)],
        }
    }

    /// The members of the claims, in the same order.
    pub fn members(&self) -> impl Iterator<Item = u32> + '_ {
        self.owners.iter().step_by(OWNERS).copied()
    }

    /// How many owners of a scope have come.
    pub fn count_owners(&self, scope: Scope) -> usize {
        place(scope).map_or(1, |kind| self.names.numbers[kind].len())
    }

    /// The claims, in the order in which they were added.
    pub fn rows(&self) -> Rows<'_> {
        Rows {
            left: self.rows,
            widths: [self.layout.dates.len(), self.layout.amounts.len(), self.layout.keys.len()],
            rest: Row { dates: &self.dates, amounts: &self.amounts, keys: &self.keys, owners: &self.owners },
        }
    }
}

/// The claims of a table, one after the other.
#[derive(Clone, Debug)]
pub struct Rows<'t> {
    left: usize,
    widths: [usize; 3],
    rest: Row<'t>,
}

impl<'t> Iterator for Rows<'t> {
    type Item = Row<'t>;

    #[inline]
    fn next(&mut self) -> Option<Row<'t>> {
        self.left = self.left.checked_sub(1)?;
        let (dates, rest_dates) = self.rest.dates.split_at(self.widths[0]);
        let (amounts, rest_amounts) = self.rest.amounts.split_at(self.widths[1]);
        let (keys, rest_keys) = self.rest.keys.split_at(self.widths[2]);
        let (owners, rest_owners) = self.rest.owners.split_at(OWNERS);
        self.rest = Row { dates: rest_dates, amounts: rest_amounts, keys: rest_keys, owners: rest_owners };
        Some(Row { dates, amounts, keys, owners })
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
    let bit =
        |word: &String| column.words.iter().position(|w| w == word).and_then(|at| i32::try_from(at).ok());
    match view.value(&column.key) {
        KeyValue::Number(n) => n,
        KeyValue::Words(words) if column.mask => {
            words.iter().filter_map(bit).fold(0, |all, at| all | 1 << at)
        }
        KeyValue::Words(words) => words.iter().find_map(bit).unwrap_or(UNKNOWN),
        KeyValue::Unknown => UNKNOWN,
    }
}
