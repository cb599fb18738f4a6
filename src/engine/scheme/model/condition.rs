//! Keys and conditions: what a table row, a benefit or an exclusion looks at.

use std::fmt;

use super::Place;
use crate::engine::claim::words::{
    DateKind, Event, HospitalLevel, Insurance, Joining, Place as Where, Relation, Service, Setting, Severity,
    Word,
};
use crate::engine::name::Name;

/// Something that a condition can look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// The occasion of the claim.
    Event,
    /// Where care was given.
    Setting,
    /// The member's category on the day of the event.
    Category,
    /// The insurance that settled.
    Insurance,
    /// In service or retired.
    Service,
    /// Place of treatment.
    Place,
    /// Level of the hospital.
    HospitalLevel,
    /// How severe the illness is.
    Severity,
    /// The member's sex.
    Sex,
    /// Who was ill.
    Relation,
    /// Which of the scheme's lists has a diagnosis of the claim.
    Disease,
    /// How the member came into the cover.
    Joining,
    /// Full years of age on the day of the event.
    Age,
    /// Which day of unbroken cover it is, the first being 1.
    DaysEnrolled,
    /// Which stay of the year it is, from 1.
    AdmissionNumber,
    /// Days of the stay.
    Days,
    /// Share units held.
    ShareUnits,
    /// How many people the employer has.
    EmployerSize,
    /// Days from a date of the claim to the day it was handed in.
    DaysSince(DateKind),
    /// Is the member covered on the day? Made by the engine, not written in schemes.
    Covered,
    /// A key that the scheme declares, by its id.
    Fact(String),
    /// A counter that the scheme declares, by its id: how often it happened *before* this claim.
    Count(String),
}

const KEYS: &[(&str, Key, &str, &str)] = &[
    ("event", Key::Event, "事由", "event"),
    ("setting", Key::Setting, "就医类别", "setting"),
    ("category", Key::Category, "职工类别", "category"),
    ("insurance", Key::Insurance, "险种", "insurance"),
    ("service", Key::Service, "人员状态", "in service or retired"),
    ("place", Key::Place, "就医地", "place of treatment"),
    ("hospital_level", Key::HospitalLevel, "医院等级", "hospital level"),
    ("severity", Key::Severity, "病情程度", "severity"),
    ("sex", Key::Sex, "性别", "sex"),
    ("relation", Key::Relation, "患者身份", "who was ill"),
    ("disease", Key::Disease, "病种", "disease"),
    ("joining", Key::Joining, "参加方式", "way of joining"),
    ("age", Key::Age, "年龄", "age"),
    ("days_enrolled", Key::DaysEnrolled, "参保天数", "day of cover"),
    ("admission_number", Key::AdmissionNumber, "住院次数", "admission number"),
    ("days", Key::Days, "住院天数", "days of the stay"),
    ("share_units", Key::ShareUnits, "份数", "share units"),
    ("employer_size", Key::EmployerSize, "单位职工人数", "employer's size"),
];

impl Key {
    /// The keys that every scheme has, with word, Chinese and English name.
    pub fn standard() -> &'static [(&'static str, Self, &'static str, &'static str)] {
        KEYS
    }

    /// The key of one of the standard words.
    pub fn from_word(word: &str) -> Option<Self> {
        KEYS.iter().find(|(w, ..)| *w == word).map(|(_, key, ..)| key.clone())
    }

    /// The words that a key of words may take, in order; none for keys that are numbers and for those
    /// whose words the scheme declares.
    pub fn fixed_words(&self) -> Option<Vec<(&'static str, &'static str)>> {
        fn words<W: Word>() -> Vec<(&'static str, &'static str)> {
            W::ALL.iter().map(|(word, _, zh)| (*word, *zh)).collect()
        }
        Some(match self {
            Self::Event => words::<Event>(),
            Self::Setting => words::<Setting>(),
            Self::Insurance => words::<Insurance>(),
            Self::Service => words::<Service>(),
            Self::Place => words::<Where>(),
            Self::HospitalLevel => words::<HospitalLevel>(),
            Self::Severity => words::<Severity>(),
            Self::Sex => vec![("female", "女"), ("male", "男")],
            Self::Relation => words::<Relation>(),
            Self::Joining => words::<Joining>(),
            Self::Covered => vec![("yes", "是"), ("no", "否")],
            _ => return None,
        })
    }

    /// The word in files.
    pub fn word(&self) -> String {
        match self {
            Self::Fact(id) | Self::Count(id) => id.clone(),
            Self::DaysSince(kind) => format!("days-since-{}", kind.word()),
            Self::Covered => "covered".into(),
            _ => KEYS.iter().find(|(_, k, ..)| k == self).map_or_else(String::new, |(w, ..)| (*w).into()),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.word())
    }
}

/// What a key must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// One of these words.
    Words(Vec<String>),
    /// Within one of these ranges, both ends inclusive; no upper end: without bound.
    Ranges(Vec<(i32, Option<i32>)>),
}

impl Test {
    /// Does a number pass?
    pub fn has_number(&self, number: i32) -> bool {
        match self {
            Self::Ranges(ranges) => {
                ranges.iter().any(|(from, to)| *from <= number && to.is_none_or(|to| number <= to))
            }
            Self::Words(_) => false,
        }
    }

    /// Does a word pass?
    pub fn has_word(&self, word: &str) -> bool {
        matches!(self, Self::Words(words) if words.iter().any(|w| w == word))
    }
}

/// Tests that must all pass. Empty: always.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// Key and what it must be, in file order.
    pub tests: Vec<(Key, Test)>,
    /// Where it stands in the file.
    pub place: Place,
}

impl When {
    /// What the tests say of one key.
    pub fn of(&self, key: &Key) -> Option<&Test> {
        self.tests.iter().find(|(k, _)| k == key).map(|(_, test)| test)
    }

    /// Is there nothing to test?
    pub fn is_always(&self) -> bool {
        self.tests.is_empty()
    }
}

/// What is known of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyValue {
    /// A word.
    Word(Name),
    /// Words, the one that counts most first. Only diseases have several: one for each list that a
    /// diagnosis is on, in the order of the diagnoses.
    Words(Vec<Name>),
    /// A number.
    Number(i32),
    /// Not known.
    Unknown,
}

impl KeyValue {
    /// A single word.
    pub fn word(word: impl Into<Name>) -> Self {
        Self::Word(word.into())
    }

    /// A single word of the language itself: nothing is copied.
    pub const fn fixed(word: &'static str) -> Self {
        Self::Word(Name::new_static(word))
    }

    /// All words; none of a number.
    pub fn words(&self) -> &[Name] {
        match self {
            Self::Word(word) => std::slice::from_ref(word),
            Self::Words(words) => words,
            Self::Number(_) | Self::Unknown => &[],
        }
    }
}

/// Something that knows keys: a claim, a line of a roster.
pub trait Keys {
    /// What is known of a key.
    fn value(&self, key: &Key) -> KeyValue;
}

impl Test {
    /// Does a value pass? None when it is not known.
    pub fn passes(&self, value: &KeyValue) -> Option<bool> {
        match value {
            KeyValue::Word(word) => Some(self.has_word(word)),
            KeyValue::Words(words) => Some(words.iter().any(|w| self.has_word(w))),
            KeyValue::Number(n) => Some(self.has_number(*n)),
            KeyValue::Unknown => None,
        }
    }
}

impl When {
    /// Do all tests pass? No, as soon as one fails; none when that depends on a key that is not known.
    pub fn holds(&self, keys: &impl Keys) -> Option<bool> {
        let mut all = Some(true);
        for (key, test) in &self.tests {
            match test.passes(&keys.value(key)) {
                Some(true) => {}
                Some(false) => return Some(false),
                None => all = None,
            }
        }
        all
    }
}
