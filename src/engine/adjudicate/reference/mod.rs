//! The slow reference: the same rules, read straight off the scheme as written, computed with decimal
//! numerators and denominators and one division at the end. It shares with the fast path only the
//! scheme's model and what a claim says of a key or a figure, so that the two can be compared.

mod fraction;
mod gate;
mod lines;

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::calendar::Day;
use crate::engine::claim::Facts;
use crate::engine::claim::words::DateKind;
use crate::engine::money::Fen;
use crate::engine::scheme::model::{Counted, Edition, Scope, Stretch, Window};
use fraction::Fraction;
use gate::Gate;

/// Running totals by place, and the dated additions of rolling windows.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    totals: BTreeMap<Place, Fraction>,
    rolling: BTreeMap<Place, Vec<(Day, Fraction)>>,
}

/// What the reference says of a claim: an amount, or that a person must look at it.
pub type Verdict = Option<Fen>;

/// How often each counter counted before a claim; none when its day or owner is not known.
type Counters = BTreeMap<String, Option<i32>>;

/// A running total as one claim sees it.
#[derive(Clone, Debug)]
struct Total {
    place: Place,
    rolling: Option<Day>,
}

/// Where a running total stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    name: String,
    along: Window,
    owner: String,
    which: Which,
}

/// Which stretch of time it is, of all that follow each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Which {
    /// There is one only, or it rolls.
    Only,
    Year(i16),
    Month(i16, i8),
    Stay(String),
    From(Day),
}

impl Reference {
    /// Decides one claim and adds it to the running totals.
    pub fn decide(&mut self, editions: &[Edition], facts: &Facts) -> Verdict {
        let mut open: Vec<Vec<usize>> = Vec::new();
        let mut refused = false;
        for edition in editions {
            let (numbers, hard) = self.open(edition, facts)?;
            refused |= hard;
            open.push(numbers);
        }
        if open.iter().all(Vec::is_empty) {
            let met = !refused && editions.iter().any(|e| gate::meets_open_clause(e, facts));
            return (!met).then_some(Fen::ZERO);
        }
        let mut paid = Fen::ZERO;
        for (edition, open) in editions.iter().zip(&open).filter(|(_, open)| !open.is_empty()) {
            paid += self.edition(edition, open, facts);
        }
        Some(paid)
    }

    /// Everything that a claim does not tell and some benefit asks for, by the codes of reasons.
    pub fn missing(&self, editions: &[Edition], facts: &Facts) -> BTreeSet<String> {
        let mut asked = BTreeSet::new();
        for edition in editions {
            let counters = &self.counters(edition, facts);
            for benefit in &edition.benefits {
                if let gate::Verdict::Pends(missing) = (Gate { edition, benefit, facts, counters }).verdict()
                {
                    asked.extend(missing);
                }
            }
        }
        asked
    }

    /// The benefits that apply, and whether one refused; none when a person must look at the claim.
    fn open(&self, edition: &Edition, facts: &Facts) -> Option<(Vec<usize>, bool)> {
        let counters = &self.counters(edition, facts);
        let (mut open, mut refused) = (Vec::new(), false);
        for (number, benefit) in edition.benefits.iter().enumerate() {
            match (Gate { edition, benefit, facts, counters }).verdict() {
                gate::Verdict::Open => open.push(number),
                gate::Verdict::Closed => {}
                gate::Verdict::Refused => refused = true,
                gate::Verdict::Pends(_) => return None,
            }
        }
        let may_meet = !open.is_empty() || !refused;
        let meets = may_meet && gate::meets_clause(counters, edition, facts, open.is_empty());
        (!meets).then_some((open, refused))
    }

    fn edition(&mut self, edition: &Edition, open: &[usize], facts: &Facts) -> Fen {
        let counters = self.counters(edition, facts);
        let mut claim = lines::Claim {
            edition,
            facts,
            counters,
            paid: BTreeMap::new(),
            above: vec![],
            spent: BTreeMap::new(),
        };
        let mut paid = Fen::ZERO;
        for number in open {
            paid += claim.benefit(&edition.benefits[*number], self);
        }
        self.count(edition, facts, &claim);
        paid
    }

    fn counters(&self, edition: &Edition, facts: &Facts) -> Counters {
        let of = |name: String, window, counted: &Counted| {
            let total = total(&format!("count.{name}"), window, edition, (facts, date_of(edition, counted)));
            (name, total.map(|t| self.get(&t).whole()))
        };
        let mut all: Counters =
            edition.counts.iter().map(|c| of(c.id.clone(), c.along, &c.counted)).collect();
        for benefit in &edition.benefits {
            if let Some(most) = &benefit.at_most {
                let counted = Counted::Paid(Some(benefit.id.clone()));
                all.extend([of(format!("{}.times", benefit.id), most.along, &counted)]);
            }
        }
        all
    }

    fn count(&mut self, edition: &Edition, facts: &Facts, claim: &lines::Claim<'_>) {
        let has_paid = |id: &str| claim.paid.get(id).is_some_and(|p| *p > Fen::ZERO);
        let mut counted = Vec::new();
        for count in &edition.counts {
            let counts = match &count.counted {
                Counted::Claims => true,
                Counted::Paid(None) => claim.paid.values().any(|p| *p > Fen::ZERO),
                Counted::Paid(Some(id)) => has_paid(id),
                Counted::Line(benefit, line) => claim.above.contains(&(benefit, line)),
            };
            counted.push((counts, format!("count.{}", count.id), count.along, count.counted.clone()));
        }
        for benefit in &edition.benefits {
            if let Some(most) = &benefit.at_most {
                let name = format!("count.{}.times", benefit.id);
                counted.push((
                    has_paid(&benefit.id),
                    name,
                    most.along,
                    Counted::Paid(Some(benefit.id.clone())),
                ));
            }
        }
        for (_, name, window, of) in counted.into_iter().filter(|(counts, ..)| *counts) {
            if let Some(total) = total(&name, window, edition, (facts, date_of(edition, &of))) {
                self.add(&total, Fraction::ONE);
            }
        }
    }

    fn get(&self, total: &Total) -> Fraction {
        match total.rolling {
            None => self.totals.get(&total.place).copied().unwrap_or(Fraction::ZERO),
            Some(day) => {
                let within = |(d, _): &&(Day, Fraction)| *d <= day && !a_year_passed(*d, day);
                let all = self.rolling.get(&total.place).into_iter().flatten();
                all.filter(within).fold(Fraction::ZERO, |sum, (_, by)| sum.plus(*by))
            }
        }
    }

    fn add(&mut self, total: &Total, by: Fraction) {
        match total.rolling {
            Some(day) => self.rolling.entry(total.place.clone()).or_default().push((day, by)),
            None => match self.totals.get_mut(&total.place) {
                Some(sum) => *sum = sum.plus(by),
                None => drop(self.totals.insert(total.place.clone(), by)),
            },
        }
    }
}

/// Is a day a year or more before another? The 29th of February counts until the 28th inclusive.
fn a_year_passed(day: Day, now: Day) -> bool {
    let packed = |d: Day| (i32::from(d.year()), d.month(), d.day());
    let (year, month, day) = packed(day);
    let (now_year, now_month, now_day) = packed(now);
    (year + 1, month, day) <= (now_year, now_month, now_day)
}

fn date_of(edition: &Edition, counted: &Counted) -> DateKind {
    let of = match counted {
        Counted::Paid(Some(id)) | Counted::Line(id, _) => edition.benefit(id).and_then(|b| b.decided_by),
        Counted::Claims | Counted::Paid(None) => None,
    };
    of.unwrap_or(edition.in_force.decided_by)
}

/// The stay: by its own name, else by the day of the claim.
fn stay(facts: &Facts) -> Which {
    let by_day = || facts.claim.dates.any().map_or(Which::Only, Which::From);
    facts.claim.admission.clone().map_or_else(by_day, Which::Stay)
}

/// Where a total stands for a claim; none when its day or owner is not known.
fn total(name: &str, along: Window, edition: &Edition, (facts, on): (&Facts, DateKind)) -> Option<Total> {
    let day = facts.claim.dates.get(on)?;
    let owner = match along.scope {
        Scope::Member => facts.person.member.clone(),
        Scope::Household => facts.person.household.clone()?,
        Scope::Employer => facts.person.employer.clone()?,
        Scope::Pool => String::new(),
    };
    let which = match along.stretch {
        Stretch::Year => Which::Year(edition.in_force.year.year_of(day)),
        Stretch::Month => Which::Month(day.year(), day.month()),
        Stretch::Admission => stay(facts),
        Stretch::PlanPeriod => {
            let period = edition.periods.iter().find(|p| p.span.contains(day));
            Which::From(period.map_or(edition.from(), |p| p.span.from()))
        }
        Stretch::Rolling12Months | Stretch::Life => Which::Only,
    };
    let rolling = (along.stretch == Stretch::Rolling12Months).then_some(day);
    Some(Total { place: Place { name: name.into(), along, owner, which }, rolling })
}
