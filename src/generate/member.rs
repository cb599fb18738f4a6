//! Members: who they are, where they work, and how they are enrolled.

use super::draw::{About, Draw};
use super::employer;
use super::numbers::{self, A_DAY};
use super::world::World;
use crate::engine::calendar::{Day, age_on};
use crate::engine::claim::words::{Insurance, Service};
use crate::engine::ids::{ResidentId, Sex};

const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];

/// A member who does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The number, from 0.
    pub number: u64,
    /// The member's number in files (会员编号): YS and eight digits.
    pub id: String,
    /// The name, such as 测试甲0001. Different for all.
    pub name: String,
    /// The identity number. Different for all.
    pub id_number: ResidentId,
    /// The employer's number.
    pub employer: usize,
    /// In service or retired.
    pub service: Service,
    /// The insurance.
    pub insurance: Insurance,
    /// A bank account; no bank has numbers that begin with 9999.
    pub account: String,
    /// A telephone number; no network has numbers that begin with 100.
    pub phone: String,
    /// How the member is enrolled.
    pub enrolled: Enrolled,
}

/// An enrolment for the year of the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// The member's number.
    pub member: u64,
    /// The day on which the employer hired the member.
    pub hired_on: Day,
    /// The day of enrolment.
    pub enrolled_on: Day,
    /// First day of cover.
    pub from: Day,
    /// Last day of cover, inclusive.
    pub to: Day,
    /// Share units.
    pub share_units: u16,
}

impl Member {
    pub(super) fn new(world: &World, number: u64) -> Self {
        let mut draw = world.seed.draw(About::Member, number);
        let year = world.sizes.year;
        let first_day = first_of(year);
        let sex = if draw.below(2) == 0 { Sex::Female } else { Sex::Male };
        let birth = birth(&mut draw, number, first_day);
        let service = service(birth, sex, first_day);
        let insurance = if draw.is_one_of(30) { Insurance::Resident } else { Insurance::Employee };
        Self {
            number,
            id: id(number),
            name: name(number),
            id_number: numbers::resident(birth, sex, number % A_DAY),
            employer: employer::of_member(&world.starts, number),
            service,
            insurance,
            account: format!("9999{number:012}{:03}", draw.below(1000)),
            phone: format!("100{number:08}"),
            enrolled: enrolled(&mut draw, number, birth, year),
        }
    }
}

/// The number of a member in files.
pub(super) fn id(number: u64) -> String {
    format!("YS{number:08}")
}

/// The name of a member.
pub(super) fn name(number: u64) -> String {
    let stem = usize::try_from(number % 10).unwrap_or(0);
    format!("测试{}{:04}", STEMS[stem], number / 10)
}

/// A day in the 45 years that end 20 years before. Those who share the rest of their number (who are [`A_DAY`]
/// apart) are born on different days.
fn birth(draw: &mut Draw, number: u64, first_day: Day) -> Day {
    let days = draw.below(64) * 256 + number / A_DAY % 256;
    back(first_day, 20 * 366 + i64::try_from(days).unwrap_or(0))
}

/// Men retire at 60, women at 55.
fn service(birth: Day, sex: Sex, day: Day) -> Service {
    let retires = if sex == Sex::Male { 60 } else { 55 };
    if age_on(birth, day).is_some_and(|age| age >= retires) { Service::Retired } else { Service::InService }
}

/// Most enrol in the weeks before the year; one of fifty during it, when newly hired.
fn enrolled(draw: &mut Draw, member: u64, birth: Day, year: i16) -> Enrolled {
    let first = first_of(year);
    let last = back(first_of(year + 1), 1);
    let share_units = if draw.is_one_of(100) { 2 } else { 1 };
    let (hired_on, enrolled_on, from) = if draw.is_one_of(20) {
        let from = back(last, draw.upto(300));
        (back(from, 10), back(from, 1), from)
    } else {
        let years = draw.upto(20 * 365).min(days_since(birth, first) - 18 * 366).max(31);
        (back(first, years), back(first, 1 + draw.upto(29)), first)
    };
    Enrolled { member, hired_on, enrolled_on, from, to: last, share_units }
}

fn days_since(from: Day, to: Day) -> i64 {
    i64::from(crate::engine::calendar::days_between(from, to))
}

/// The first of January.
pub(super) fn first_of(year: i16) -> Day {
    Day::new(year, 1, 1).unwrap_or(Day::ZERO)
}

/// So many days earlier.
pub(super) fn back(day: Day, days: i64) -> Day {
    day.checked_sub(jiff::Span::new().days(days)).unwrap_or(day)
}
