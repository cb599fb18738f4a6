//! A million claims of 100,000 members over three years, and the same rules as a loop written by hand.

use huzhu::engine::adjudicate::Scheme;
use huzhu::engine::adjudicate::run::Table;
use huzhu::engine::calendar::{Day, packed};
use huzhu::engine::claim::words::{DateKind, Event, Setting};
use huzhu::engine::claim::{Component, Facts};
use huzhu::engine::money::Fen;
use huzhu::engine::scheme::problem::Problems;
use huzhu::engine::scheme::read::{ListFiles, read};

/// The shipped Sinan scheme.
pub fn sinan() -> Scheme {
    let text = include_str!("../../schemes/cn/guizhou/sinan/2016-01-01.toml");
    let edition = read(text, &ListFiles::new(), &mut Problems::default()).expect("the shipped scheme reads");
    Scheme::new(vec![edition]).expect("the shipped scheme compiles")
}

/// A small generator of numbers: the same seed, the same claims.
struct Seed(u64);

impl Seed {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// The claims, in the order of their days.
pub fn a_million(scheme: &Scheme) -> (Vec<Facts>, Table) {
    let mut seed = Seed(20_260_101);
    let mut days: Vec<Day> = (0..1_000_000).map(|_| day(&mut seed)).collect();
    days.sort_unstable();
    let facts: Vec<Facts> = days.into_iter().map(|day| claim(day, &mut seed)).collect();
    let mut table = scheme.table();
    for claim in &facts {
        table.push(claim, scheme.editions());
    }
    (facts, table)
}

fn day(seed: &mut Seed) -> Day {
    let year = 2016 + i16::try_from(seed.below(3)).unwrap_or(0);
    let month = 1 + i8::try_from(seed.below(12)).unwrap_or(0);
    let day = 1 + i8::try_from(seed.below(28)).unwrap_or(0);
    Day::constant(year, month, day)
}

fn claim(day: Day, seed: &mut Seed) -> Facts {
    let mut facts = Facts::default();
    facts.person.member = format!("m{}", seed.below(100_000));
    facts.claim.event = Some(Event::Treatment);
    let inpatient = seed.below(10) > 0;
    facts.claim.setting = Some(if inpatient { Setting::Inpatient } else { Setting::Outpatient });
    facts.claim.dates.set(DateKind::Discharge, day);
    let size = [200_000, 1_000_000, 5_000_000][usize::try_from(seed.below(3)).unwrap_or(0)];
    let fen = i64::try_from(seed.below(size)).unwrap_or(0);
    facts.claim.settlement.set(Component::SelfPay, Fen::new(fen).unwrap_or(Fen::ZERO));
    facts
}

/// The columns that a hand-written program would keep.
pub struct Columns {
    discharged: Vec<i32>,
    who: Vec<u32>,
    inpatient: Vec<bool>,
    self_pay: Vec<i64>,
    members: usize,
}

impl Columns {
    /// The columns of claims.
    pub fn of(facts: &[Facts]) -> Self {
        let day = |f: &Facts| f.claim.dates.get(DateKind::Discharge).map_or(0, packed);
        let member = |f: &Facts| f.person.member.trim_start_matches('m').parse().unwrap_or(0);
        Self {
            discharged: facts.iter().map(day).collect(),
            who: facts.iter().map(member).collect(),
            inpatient: facts.iter().map(|f| f.claim.setting == Some(Setting::Inpatient)).collect(),
            self_pay: facts
                .iter()
                .map(|f| f.claim.settlement.get(Component::SelfPay).unwrap_or_default().get())
                .collect(),
            members: 100_000,
        }
    }
}

/// The Sinan rules as a tight loop over whole fen: what a program for this one scheme would do.
pub fn by_hand(c: &Columns) -> Fen {
    #[derive(Clone, Copy, Default)]
    struct Year {
        of: i32,
        self_pay: i64,
        paid: i64,
    }
    let mut years = vec![Year::default(); c.members];
    let mut all = 0_i64;
    for at in 0..c.discharged.len() {
        if c.discharged[at] < 20_160_101 || !c.inpatient[at] {
            continue;
        }
        let year = c.discharged[at] / 10_000;
        let state = &mut years[c.who[at] as usize];
        if state.of != year {
            *state = Year { of: year, ..Year::default() };
        }
        let before = banded(state.self_pay);
        state.self_pay += c.self_pay[at];
        let tenths = banded(state.self_pay) - before;
        let paid = ((tenths + 5) / 10).min(10_000_000 - state.paid);
        state.paid += paid;
        all += paid;
    }
    Fen::new(all).unwrap_or(Fen::MAX)
}

/// Tenths of a fen that the bands grant.
fn banded(fen: i64) -> i64 {
    if fen > 5_000_000 {
        1_500_000 * 5 + 3_000_000 * 6 + (fen - 5_000_000) * 7
    } else if fen > 2_000_000 {
        1_500_000 * 5 + (fen - 2_000_000) * 6
    } else if fen > 500_000 {
        (fen - 500_000) * 5
    } else {
        0
    }
}
