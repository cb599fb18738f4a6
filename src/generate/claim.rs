//! Claims: whose, when, where, for what, and how much; few members have many.

use super::amounts;
use super::dirt::Dirt;
use super::draw::{About, Draw};
use super::employer;
use super::member::{Member, back};
use super::season;
use super::world::World;
use crate::engine::calendar::{Day, stay_days};
use crate::engine::claim::words::{Event, HospitalLevel, Place, Setting};
use crate::engine::claim::{Claim as Occasion, Dates, Facts, Person};

/// Of each hundred rows the last takes an earlier one back.
const REVERSED: u64 = 100;
/// A prime above every number of members: steps of it visit all of them.
const STEP: u64 = 15_485_863;

/// The code of all invoices.
const INVOICE_CODE: &str = "52990025";

const SETTINGS: [(u64, Setting); 5] = [
    (52, Setting::Inpatient),
    (30, Setting::Outpatient),
    (10, Setting::SpecialOutpatient),
    (5, Setting::Emergency),
    (3, Setting::DaySurgery),
];
const LEVELS: [(u64, HospitalLevel); 4] = [
    (48, HospitalLevel::Tertiary),
    (36, HospitalLevel::Secondary),
    (14, HospitalLevel::Primary),
    (2, HospitalLevel::Unrated),
];
const PLACES: [(u64, Place); 3] = [(88, Place::Local), (9, Place::Province), (3, Place::Outside)];
const DIAGNOSES: [(u64, &str); 12] = [
    (14, "I10"),
    (10, "I25.1"),
    (12, "J18.9"),
    (9, "E11.9"),
    (8, "I63.9"),
    (7, "M51.2"),
    (6, "K80.2"),
    (6, "N20.0"),
    (5, "H25.9"),
    (3, "C34.9"),
    (3, "C50.9"),
    (2, "N18.5"),
];

/// What a row of the settlements is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A claim.
    Clean,
    /// It takes back the claim of an earlier row, whose figures it repeats below nought.
    Reversal {
        /// The number of that row.
        of: u64,
    },
    /// Something is wrong with it.
    Dirty(Dirt),
    /// It repeats something of an earlier row.
    Repeats {
        /// Which is wrong with it.
        dirt: Dirt,
        /// The number of that row.
        of: u64,
    },
}

/// A claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its number, from 0; it stands on line `number + 2` of the file.
    pub number: u64,
    /// The member's number.
    pub member: u64,
    /// What its row is.
    pub row: Row,
    /// The bureau's settlement id.
    pub settlement_id: String,
    /// The settlement that it takes back.
    pub reverses: Option<String>,
    /// What is read from its row; cover is not in it.
    pub facts: Facts,
}

impl Row {
    pub(super) fn new(world: &World, number: u64) -> Self {
        if is_reversal(number)
            && let Some(of) = earlier(world, number)
        {
            return Self::Reversal { of };
        }
        if !is_dirty(world, number) {
            return Self::Clean;
        }
        let dirt = world.seed.draw(About::Dirt, number).pick(Dirt::ALL).copied().unwrap_or(Dirt::CheckDigit);
        match (dirt, earlier(world, number)) {
            (Dirt::DuplicateInvoice | Dirt::DuplicateSettlement, Some(of)) => Self::Repeats { dirt, of },
            (Dirt::DuplicateInvoice | Dirt::DuplicateSettlement, None) => Self::Dirty(Dirt::CheckDigit),
            _ => Self::Dirty(dirt),
        }
    }

    /// What is wrong with it.
    pub fn dirt(self) -> Option<Dirt> {
        match self {
            Self::Clean | Self::Reversal { .. } => None,
            Self::Dirty(dirt) | Self::Repeats { dirt, .. } => Some(dirt),
        }
    }
}

fn is_reversal(number: u64) -> bool {
    number % REVERSED == REVERSED - 1
}

fn is_dirty(world: &World, number: u64) -> bool {
    world.seed.draw(About::Row, number).is_one_of(world.sizes.dirty)
}

/// An earlier clean claim of the same hundred.
fn earlier(world: &World, number: u64) -> Option<u64> {
    let first = number - number % REVERSED;
    let many = number - first;
    let start = world.seed.draw(About::Dirt, number).below(many);
    let turned = (0..many).map(|step| first + (start + step) % many);
    turned.into_iter().find(|at| !is_dirty(world, *at) && !is_reversal(*at))
}

impl Claim {
    pub(super) fn new(world: &World, number: u64) -> Self {
        let row = Row::new(world, number);
        match row {
            Row::Clean | Row::Dirty(_) => Self::drawn(world, number, row),
            Row::Reversal { of } => Self::reversal(world, number, of),
            Row::Repeats { dirt, of } => Self::repeating(world, number, dirt, of),
        }
    }

    fn drawn(world: &World, number: u64, row: Row) -> Self {
        let mut draw = world.seed.draw(About::Claim, number);
        let member = member_of(&mut draw, world.sizes.members);
        let facts = facts(&mut draw, world, &world.member(member), number);
        Self { number, member, row, settlement_id: settlement_id(number), reverses: None, facts }
    }

    fn reversal(world: &World, number: u64, of: u64) -> Self {
        let back = Self::drawn(world, of, Row::Clean);
        let mut facts = back.facts;
        facts.claim.settlement = facts.claim.settlement.reversed();
        facts.claim.dates.settlement = Some(season::day_of(world.sizes.year, number, world.sizes.claims));
        let (row, reverses) = (Row::Reversal { of }, Some(back.settlement_id));
        Self { number, member: back.member, row, settlement_id: settlement_id(number), reverses, facts }
    }

    /// A row with the invoice or the settlement id of another: the member is that one's.
    fn repeating(world: &World, number: u64, dirt: Dirt, of: u64) -> Self {
        let first = Self::drawn(world, of, Row::Clean);
        let row = Row::Repeats { dirt, of };
        let mut draw = world.seed.draw(About::Claim, number);
        let mut facts = facts(&mut draw, world, &world.member(first.member), number);
        let mut settlement_id = settlement_id(number);
        if dirt == Dirt::DuplicateInvoice {
            facts.claim.invoice = first.facts.claim.invoice;
        } else {
            settlement_id = first.settlement_id;
        }
        Self { number, member: first.member, row, settlement_id, reverses: None, facts }
    }
}

/// Few members have many claims; who they are is scattered over the employers.
fn member_of(draw: &mut Draw, members: u64) -> u64 {
    draw.skewed(members) * STEP % members
}

fn settlement_id(number: u64) -> String {
    format!("SL{number:010}")
}

fn facts(draw: &mut Draw, world: &World, member: &Member, number: u64) -> Facts {
    let setting = draw.weighed(&SETTINGS).copied().unwrap_or(Setting::Inpatient);
    let level = draw.weighed(&LEVELS).copied().unwrap_or(HospitalLevel::Primary);
    let place = draw.weighed(&PLACES).copied().unwrap_or(Place::Local);
    let stay = matches!(setting, Setting::Inpatient | Setting::DaySurgery);
    let settled = season::day_of(world.sizes.year, number, world.sizes.claims);
    let admitted = if setting == Setting::Inpatient { back(settled, length(draw)) } else { settled };
    let settlement = amounts::slip(draw, level, stay).completed();
    let diagnosis = draw.weighed(&DIAGNOSES).and_then(|code| code.parse().ok());
    let claim = Occasion {
        event: Some(Event::Treatment),
        setting: Some(setting),
        dates: dates(admitted, settled),
        settlement,
        place: Some(place),
        hospital_level: Some(level),
        admission: Some(format!("JZ{number:010}")),
        days: stay.then(|| u16::try_from(stay_days(admitted, settled)).unwrap_or(0)),
        diagnoses: diagnosis.into_iter().collect(),
        invoice: Some(format!("{INVOICE_CODE}-{number:010}")),
        ..Occasion::default()
    };
    Facts { claim, person: person(member), ..Facts::default() }
}

/// Days of a stay: a few, seldom weeks.
fn length(draw: &mut Draw) -> i64 {
    i64::try_from(draw.of_any_size(0, 5)).unwrap_or(1)
}

fn dates(admitted: Day, settled: Day) -> Dates {
    Dates {
        admission: Some(admitted),
        discharge: Some(settled),
        settlement: Some(settled),
        ..Dates::default()
    }
}

fn person(member: &Member) -> Person {
    Person {
        member: member.id.clone(),
        employer: Some(employer::name(member.employer)),
        birth: Some(member.id_number.birth()),
        sex: Some(member.id_number.sex()),
        insurance: Some(member.insurance),
        service: Some(member.service),
        ..Person::default()
    }
}
