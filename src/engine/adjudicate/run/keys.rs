//! What a claim knows of a key, seen from one edition and one date.

use crate::engine::calendar::{Day, age_on, day_of_cover, days_between};
use crate::engine::claim::diagnosis::{Hit, IcdCode};
use crate::engine::claim::words::{DateKind, Relation, Word};
use crate::engine::claim::{Declared, Facts, PlanCover};
use crate::engine::ids::Sex;
use crate::engine::name::Name;
use crate::engine::people::category_on;
use crate::engine::scheme::model::{Edition, Key, KeyValue, Keys, Lists};
use crate::engine::scheme::read::NO_LIST;

/// A claim as one benefit of one edition sees it.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The claim.
    pub facts: &'a Facts,
    /// The edition, which defines categories and lists.
    pub edition: &'a Edition,
    /// The plan, where the scheme offers several.
    pub plan: Option<&'a str>,
    /// The date that decides.
    pub on: DateKind,
}

impl<'a> View<'a> {
    fn day(&self) -> Option<Day> {
        self.facts.claim.dates.get(self.on)
    }

    fn cover(&self) -> Option<&'a PlanCover> {
        match self.plan {
            Some(plan) => self.facts.cover.iter().find(|c| c.plan == plan),
            None => self.facts.cover.first(),
        }
    }

    /// Covered, not covered, or not stated. Who names plans is not covered in those he does not name.
    fn covered(&self) -> Option<bool> {
        match self.cover() {
            Some(cover) => Some(cover.covered && self.day().is_none_or(|day| within(cover, day))),
            None if self.plan.is_some() && !self.facts.cover.is_empty() => Some(false),
            None => None,
        }
    }

    fn day_of_cover(&self) -> Option<i32> {
        let cover = self.cover()?;
        let counted = cover.since.zip(self.day()).map(|(since, day)| day_of_cover(since, day));
        counted.or(cover.day)
    }

    /// The share units that the claim states, and the most that one may hold of the plan. More than that are
    /// no number to compute with: somebody must look at them.
    pub(in crate::engine::adjudicate) fn share_units(&self) -> Option<(u16, u16)> {
        let cover = self.cover()?;
        let plans = self.edition.plans.as_slice();
        let plan = plans.iter().find(|p| self.plan.unwrap_or(&cover.plan) == p.id);
        let only = || if let [only] = plans { Some(only) } else { None };
        let most = plan.or_else(only).map_or(u16::MAX, |plan| plan.most_share_units);
        Some((cover.share_units?, most))
    }

    /// Does the claim say since when the member is covered?
    pub(in crate::engine::adjudicate) fn is_enrolled_since(&self) -> bool {
        self.cover().is_some_and(|cover| cover.since.is_some())
    }

    fn category(&self) -> Option<&'a str> {
        let default = self.edition.default_category();
        let Some(day) = self.day() else {
            return None.or(default.filter(|_| self.facts.person.categories.is_empty()));
        };
        let defined = |id: &str| self.edition.categories.iter().find(|c| c.id == id);
        let reverify = |id: &str| defined(id).and_then(|c| c.reverify_months);
        category_on(&self.facts.person.categories, day, reverify)
            .map(|spell| spell.category.as_str())
            .or(default)
    }

    /// The lists that the diagnoses are on, in the order of the diagnoses.
    pub(in crate::engine::adjudicate) fn hits(&self) -> impl Iterator<Item = (IcdCode, Hit)> + use<'a> {
        let (lists, diagnoses): (&'a Lists, &'a [IcdCode]) =
            (&self.edition.lists, &self.facts.claim.diagnoses);
        diagnoses.iter().flat_map(|code| lists.of(code).iter().map(|hit| (*code, *hit)))
    }

    /// The disease key of a column, whose words are the lists in their order and then that of no list: a bit
    /// for each list, or the first list alone. None where no diagnosis is stated.
    pub(super) fn disease(&self, mask: bool) -> Option<i32> {
        if self.facts.claim.diagnoses.is_empty() {
            return None;
        }
        let number = |list: usize| i32::try_from(list).unwrap_or(i32::MAX);
        let no_list = number(self.edition.lists.len());
        let mut on = self.hits().map(|(_, hit)| number(hit.list));
        if !mask {
            return Some(on.next().unwrap_or(no_list));
        }
        let bits = on.fold(0, |all, list| all | 1 << list);
        Some(if bits == 0 { 1 << no_list } else { bits })
    }

    fn diseases(&self) -> Option<Vec<Name>> {
        let diagnoses = &self.facts.claim.diagnoses;
        if diagnoses.is_empty() {
            return None;
        }
        let mut on: Vec<Name> = Vec::new();
        for (_, hit) in self.hits() {
            let list = &self.edition.lists[hit.list].id;
            if !on.iter().any(|known| known == list) {
                on.push(list.as_str().into());
            }
        }
        if on.is_empty() {
            on.push(NO_LIST.into());
        }
        Some(on)
    }

    fn age(&self) -> Option<i32> {
        age_on(self.facts.person.birth?, self.day()?).map(i32::from)
    }
}

impl Keys for View<'_> {
    fn value(&self, key: &Key) -> KeyValue {
        let (claim, person) = (&self.facts.claim, &self.facts.person);
        match key {
            Key::Event => word(claim.event),
            Key::Setting => word(claim.setting),
            Key::Insurance => word(person.insurance),
            Key::Service => word(person.service),
            Key::Place => word(claim.place),
            Key::HospitalLevel => word(claim.hospital_level),
            Key::Severity => word(claim.severity),
            Key::Joining => word(self.cover().and_then(|c| c.joining)),
            Key::Relation => word(person.relation.or(Some(Relation::Member))),
            Key::Sex => person.sex.map_or(KeyValue::Unknown, |sex| {
                KeyValue::fixed(if sex == Sex::Female { "female" } else { "male" })
            }),
            Key::Category => self.category().map_or(KeyValue::Unknown, KeyValue::word),
            Key::Disease => self.diseases().map_or(KeyValue::Unknown, KeyValue::Words),
            Key::Covered => {
                let yes_or_no = |covered| KeyValue::fixed(if covered { "yes" } else { "no" });
                self.covered().map_or(KeyValue::Unknown, yes_or_no)
            }
            Key::Age => number(self.age()),
            Key::DaysEnrolled => number(self.day_of_cover()),
            Key::ShareUnits => {
                number(self.share_units().and_then(|(units, most)| (units <= most).then_some(units)))
            }
            Key::AdmissionNumber => number(claim.admission_number),
            Key::Days => number(claim.days),
            Key::EmployerSize => number(person.employer_size.and_then(|n| i32::try_from(n).ok())),
            Key::DaysSince(kind) => {
                let handed_in = claim.submitted.zip(claim.dates.get(*kind));
                number(handed_in.map(|(submitted, from)| days_between(from, submitted)))
            }
            Key::Fact(id) => match self.facts.declared.get(id) {
                Some(Declared::Word(word)) => KeyValue::word(word.as_str()),
                Some(Declared::Number(n)) => KeyValue::Number(*n),
                _ => KeyValue::Unknown,
            },
            Key::Count(_) => KeyValue::Unknown,
        }
    }
}

/// Does a day lie between the first and the last day of cover, as far as they are stated?
fn within(cover: &PlanCover, day: Day) -> bool {
    cover.since.is_none_or(|since| since <= day) && cover.until.is_none_or(|until| day <= until)
}

fn word<W: Word>(value: Option<W>) -> KeyValue {
    value.map_or(KeyValue::Unknown, |w| KeyValue::fixed(w.word()))
}

fn number(value: Option<impl Into<i32>>) -> KeyValue {
    value.map_or(KeyValue::Unknown, |n| KeyValue::Number(n.into()))
}
