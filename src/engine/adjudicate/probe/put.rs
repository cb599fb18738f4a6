//! Putting the value of a key or a figure onto a claim, so that a rule which looks there finds it.

use crate::engine::calendar::Day;
use crate::engine::claim::diagnosis::{CodeSet, IcdCode};
use crate::engine::claim::words::{DateKind, Word};
use crate::engine::claim::{Declared, Facts, PlanCover, Settlement};
use crate::engine::ids::Sex;
use crate::engine::money::Fen;
use crate::engine::people::CategorySpell;
use crate::engine::scheme::model::{Edition, Key, MeasureOf};
use crate::engine::scheme::read::NO_LIST;

/// A value of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A word.
    Word(String),
    /// A number.
    Number(i32),
    /// Not known.
    Unknown,
}

/// From where a key is looked at: the edition, the plan, the date that decides.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sight<'a> {
    pub(super) edition: &'a Edition,
    pub(super) plan: Option<&'a str>,
    pub(super) on: DateKind,
}

impl Sight<'_> {
    /// Puts a value onto a claim. A counter cannot be put: it comes of the claims before.
    pub(super) fn put(&self, facts: &mut Facts, key: &Key, value: &Value) {
        let word = match value {
            Value::Word(word) => Some(word.as_str()),
            _ => None,
        };
        let number = match value {
            Value::Number(n) => Some(*n),
            _ => None,
        };
        let (claim, person) = (&mut facts.claim, &mut facts.person);
        match key {
            Key::Event => claim.event = word.and_then(Word::from_word),
            Key::Setting => claim.setting = word.and_then(Word::from_word),
            Key::Insurance => person.insurance = word.and_then(Word::from_word),
            Key::Service => person.service = word.and_then(Word::from_word),
            Key::Place => claim.place = word.and_then(Word::from_word),
            Key::HospitalLevel => claim.hospital_level = word.and_then(Word::from_word),
            Key::Severity => claim.severity = word.and_then(Word::from_word),
            Key::Relation => person.relation = word.and_then(Word::from_word),
            Key::Sex => person.sex = word.map(|w| if w == "female" { Sex::Female } else { Sex::Male }),
            Key::Category => person.categories = word.map(CategorySpell::always).into_iter().collect(),
            Key::Disease => {
                claim.diagnoses = word.and_then(|w| code_on(self.edition, w)).into_iter().collect();
            }
            Key::Joining => self.cover(facts).joining = word.and_then(Word::from_word),
            Key::Covered => self.put_covered(facts, word),
            Key::DaysEnrolled => self.cover(facts).day = number,
            Key::ShareUnits => self.cover(facts).share_units = small(number),
            Key::Age => self.put_age(facts, number),
            Key::AdmissionNumber => claim.admission_number = small(number),
            Key::Days => claim.days = small(number),
            Key::EmployerSize => person.employer_size = number.and_then(|n| u32::try_from(n).ok()),
            Key::DaysSince(kind) => {
                let days = number.map(|n| jiff::Span::new().days(n));
                claim.submitted =
                    claim.dates.get(*kind).zip(days).and_then(|(day, n)| day.checked_add(n).ok());
            }
            Key::Fact(id) => declare(facts, id, value),
            Key::Count(_) => {}
        }
    }

    fn cover<'f>(&self, facts: &'f mut Facts) -> &'f mut PlanCover {
        let plan = self.plan.unwrap_or_default();
        let at = facts.cover.iter().position(|c| c.plan == plan).unwrap_or_else(|| {
            let (plan, covered) = (plan.to_owned(), true);
            facts.cover.push(PlanCover { plan, covered, ..PlanCover::default() });
            facts.cover.len() - 1
        });
        &mut facts.cover[at]
    }

    fn put_covered(&self, facts: &mut Facts, word: Option<&str>) {
        match word {
            Some(word) => self.cover(facts).covered = word == "yes",
            None => facts.cover.clear(),
        }
    }

    fn put_age(&self, facts: &mut Facts, age: Option<i32>) {
        let years = age.map(|n| jiff::Span::new().years(n));
        let born = facts.claim.dates.get(self.on).zip(years).and_then(|(day, n)| day.checked_sub(n).ok());
        facts.person.birth = born;
    }
}

fn small(number: Option<i32>) -> Option<u16> {
    number.and_then(|n| u16::try_from(n).ok())
}

fn declare(facts: &mut Facts, id: &str, value: &Value) {
    let declared = match value {
        Value::Word(word) => Declared::Word(word.clone()),
        Value::Number(n) => Declared::Number(*n),
        Value::Unknown => {
            facts.declared.remove(id);
            return;
        }
    };
    facts.declared.insert(id.into(), declared);
}

/// A code that is on a list and, if there is one, on no other; for the word of no list one that is on none.
fn code_on(edition: &Edition, list: &str) -> Option<IcdCode> {
    if list == NO_LIST {
        let codes = ('A'..='Z').filter_map(|letter| format!("{letter}51").parse::<IcdCode>().ok());
        return codes.into_iter().find(|code| !edition.lists.iter().any(|l| l.codes.contains(code)));
    }
    let own = edition.lists.iter().find(|l| l.id == list)?;
    let codes =
        || own.entries.iter().filter_map(|entry| Some(CodeSet::parse_entry(&entry.code).ok()?.first()));
    let elsewhere = |code: &IcdCode| edition.lists.iter().any(|l| l.id != list && l.codes.contains(code));
    codes().find(|code| !elsewhere(code)).or_else(|| codes().next())
}

/// Something of a claim that lines compute with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Figure {
    /// A figure of the bill, or an amount that the scheme declares.
    Of(MeasureOf),
    /// What another scheme paid.
    Layer(String),
}

impl Figure {
    /// Puts an amount onto a claim, or takes it away.
    pub(super) fn put(&self, facts: &mut Facts, amount: Option<Fen>) {
        match (self, amount) {
            (Self::Of(MeasureOf::Component(c)), Some(amount)) => facts.claim.settlement.set(*c, amount),
            (Self::Of(MeasureOf::Component(c)), None) => {
                let known: Vec<_> = facts.claim.settlement.known().filter(|(k, _)| k != c).collect();
                facts.claim.settlement =
                    known.into_iter().fold(Settlement::new(), |slip, (k, n)| slip.with(k, n));
            }
            (Self::Of(MeasureOf::Expense(class)), Some(amount)) => {
                facts.claim.expenses.insert(*class, amount);
            }
            (Self::Of(MeasureOf::Expense(_)), None) => facts.claim.expenses.clear(),
            (Self::Of(MeasureOf::Fact(id)), Some(amount)) => {
                facts.declared.insert(id.clone(), Declared::Amount(amount));
            }
            (Self::Of(MeasureOf::Fact(id)), None) => {
                facts.declared.remove(id);
            }
            (Self::Layer(id), Some(amount)) => {
                facts.layers.insert(id.clone(), amount);
            }
            (Self::Layer(id), None) => {
                facts.layers.remove(id);
            }
        }
    }
}

/// Puts one day as every date of a claim.
pub(super) fn put_day(facts: &mut Facts, day: Day) {
    for (_, kind, _) in DateKind::ALL {
        facts.claim.dates.set(*kind, day);
    }
}
