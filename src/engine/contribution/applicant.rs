//! What rules can look at when somebody enrols: the keys of a roster line on the day of enrolment.

use super::roster::RosterLine;
use crate::engine::calendar::{Day, age_on};
use crate::engine::claim::Declared;
use crate::engine::claim::words::{Relation, Word};
use crate::engine::ids::Sex;
use crate::engine::people::category_on;
use crate::engine::scheme::model::{Edition, Key, KeyValue, Keys, When};

/// A member who would enrol in one plan. Age and category are those of the day of enrolment.
///
/// ```
/// use huzhu::engine::contribution::{Applicant, RosterLine};
/// use huzhu::engine::calendar::parse_day;
/// use huzhu::engine::scheme::{model::{Key, KeyValue, Keys}, problem::Problems, read};
/// # let text = include_str!("../../../schemes/cn/guizhou/sinan/2016-01-01.toml");
/// let (edition, _) = read::read(text, &read::ListFiles::new(), &mut Problems::default()).unwrap();
/// let line = RosterLine { birth: Some(parse_day("1970-05-06")?), ..RosterLine::default() };
/// let day = parse_day("2016-05-06")?;
/// let applicant = Applicant { edition: &edition, line: &line, share_units: 1, employer_size: None, day };
/// assert_eq!(applicant.value(&Key::Age), KeyValue::Number(46));
/// assert_eq!(applicant.value(&Key::Sex), KeyValue::Unknown);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Applicant<'a> {
    /// The scheme.
    pub edition: &'a Edition,
    /// The line of the roster.
    pub line: &'a RosterLine,
    /// Share units of the plan.
    pub share_units: u16,
    /// How many people the employer has, from any line of the roster.
    pub employer_size: Option<u32>,
    /// The day of enrolment.
    pub day: Day,
}

impl Keys for Applicant<'_> {
    fn value(&self, key: &Key) -> KeyValue {
        let line = self.line;
        match key {
            Key::Category => self.category(),
            Key::Insurance => word(line.insurance),
            Key::Service => word(line.service),
            Key::Joining => word(line.joining),
            Key::Sex => line.sex.map_or(KeyValue::Unknown, sex),
            Key::Relation => KeyValue::word(Relation::Member.word()),
            Key::Age => number(line.birth.and_then(|birth| age_on(birth, self.day))),
            Key::ShareUnits => number(Some(self.share_units)),
            Key::EmployerSize => number(self.employer_size),
            Key::Fact(id) => line.declared.get(id).map_or(KeyValue::Unknown, declared),
            Key::Event
            | Key::Setting
            | Key::Place
            | Key::HospitalLevel
            | Key::Severity
            | Key::Disease
            | Key::DaysEnrolled
            | Key::AdmissionNumber
            | Key::Days
            | Key::DaysSince(_)
            | Key::Covered
            | Key::Count(_) => KeyValue::Unknown,
        }
    }
}

impl Applicant<'_> {
    /// The category of the day of enrolment, or else that of everybody who is in no other.
    fn category(&self) -> KeyValue {
        let reverify = |id: &str| self.edition.categories.iter().find(|c| c.id == id)?.reverify_months;
        let spell = category_on(&self.line.categories, self.day, reverify);
        let id = spell.map(|s| s.category.as_str()).or_else(|| self.edition.default_category());
        id.map_or(KeyValue::Unknown, KeyValue::word)
    }

    /// The keys of a condition that are not known, and on which it therefore depends; none when it holds or
    /// fails without them.
    pub(super) fn missing(&self, when: &When) -> Vec<Key> {
        if when.holds(self).is_some() {
            return vec![];
        }
        let keys = when.tests.iter().map(|(key, _)| key);
        keys.filter(|key| self.value(key) == KeyValue::Unknown).cloned().collect()
    }
}

fn word<W: Word>(value: Option<W>) -> KeyValue {
    value.map_or(KeyValue::Unknown, |value| KeyValue::word(value.word()))
}

fn sex(sex: Sex) -> KeyValue {
    KeyValue::word(match sex {
        Sex::Female => "female",
        Sex::Male => "male",
    })
}

fn number<N: TryInto<i32>>(value: Option<N>) -> KeyValue {
    value.and_then(|n| n.try_into().ok()).map_or(KeyValue::Unknown, KeyValue::Number)
}

/// An amount cannot stand in a condition.
fn declared(value: &Declared) -> KeyValue {
    match value {
        Declared::Word(word) => KeyValue::word(word),
        Declared::Number(n) => KeyValue::Number(*n),
        Declared::Amount(_) => KeyValue::Unknown,
    }
}
