//! Where an amount crosses a bound of a benefit: found by halving, whatever lies between the claim and the line.

use std::rc::Rc;

use super::heard::{Heard, Trial};
use super::opening::Driver;
use super::site::Site;
use crate::engine::adjudicate::program::Origin;
use crate::engine::adjudicate::run::Step;
use crate::engine::claim::Facts;
use crate::engine::money::{Exact, Fen};
use crate::engine::scheme::model::{Bands, Benefit, Kind, Line};

/// Something that an amount reaches or passes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Signal {
    /// The bound of a deductible, trigger, limit, minimum, top-up or ceiling.
    Bound(Origin),
    /// A bound of a band, by the line that finds the band.
    Band(usize, Fen),
    /// One line meets another.
    Meets(usize, usize),
}

/// A bound and whether it is to be passed instead of reached.
#[derive(Clone, Copy, Debug)]
struct Crossing {
    signal: Signal,
    passed: bool,
}

impl Crossing {
    /// Is it crossed? None where the claim never came to the line.
    fn is_crossed(self, site: &Site<'_>, heard: &Heard) -> Option<bool> {
        let step = |origin| step(site, heard, origin);
        let amount = |line| step(Origin::Line(line)).map(|s| s.amount);
        let (reaches, bound) = match self.signal {
            Signal::Bound(origin) => {
                let step = step(origin)?;
                (step.base, step.bound?)
            }
            Signal::Band(line, bound) => (amount(line)?, bound.into()),
            Signal::Meets(one, other) => (amount(one)?, amount(other)?),
        };
        let above: Exact = reaches.less(bound);
        Some(above.numerator() > 0 || (!self.passed && above.is_zero()))
    }

    /// The smallest amount of a driver at which it is crossed.
    fn amount(
        self,
        site: &Site<'_>,
        driver: &Driver,
        (facts, trial): (&mut Facts, &mut Trial<'_>),
    ) -> Option<i64> {
        let mut crossed = |amount: i64| {
            let carried = driver.set(facts, amount, site);
            carried.then(|| self.is_crossed(site, trial.hear(facts))).flatten()
        };
        let (mut below, mut above) = (0, driver.most());
        if crossed(above) != Some(true) || crossed(below) != Some(false) {
            return None;
        }
        while above - below > 1 {
            let middle = below + (above - below) / 2;
            if crossed(middle) == Some(true) { above = middle } else { below = middle }
        }
        Some(above)
    }
}

/// The amounts of a driver at which something is crossed, each with what it is.
pub(super) fn crossings(site: &Site<'_>, base: &Facts, driver: &Driver) -> Vec<(Rc<str>, i64)> {
    let (mut found, mut facts, mut trial) = (Vec::new(), base.clone(), Trial::new(site.scheme));
    for (name, signal) in signals(site) {
        for passed in [false, true] {
            let on = (&mut facts, &mut trial);
            if let Some(amount) = (Crossing { signal, passed }).amount(site, driver, on) {
                found.push((Rc::clone(&name), amount));
            }
        }
    }
    found.dedup();
    found
}

/// What moves amounts through a benefit.
pub(super) fn drivers(site: &Site<'_>) -> Vec<Driver> {
    let counts = site.benefit().lines.iter().filter_map(|line| match &line.kind {
        Kind::Count(count) => Some(Driver::Key(count.count.clone())),
        _ => None,
    });
    site.figures().into_iter().map(Driver::Figure).chain(counts).collect()
}

/// The same claim with all its other figures at an amount.
pub(super) fn with_others(site: &Site<'_>, base: &Facts, amount: Fen) -> Facts {
    let mut facts = base.clone();
    for figure in site.figures() {
        figure.put(&mut facts, Some(amount));
    }
    facts
}

fn step<'h>(site: &Site<'_>, heard: &'h Heard, origin: Origin) -> Option<&'h Step> {
    let is = |s: &&Step| (s.edition, s.benefit, s.origin) == (site.edition, site.benefit, origin);
    heard.steps.iter().rev().find(is)
}

fn signals(site: &Site<'_>) -> Vec<(Rc<str>, Signal)> {
    let benefit = site.benefit();
    let mut all = Vec::new();
    for (number, line) in benefit.lines.iter().enumerate() {
        let name: Rc<str> = format!("{}.{}", site.path(), line.id).into();
        let signals = match &line.kind {
            Kind::Bound(_) => vec![Signal::Bound(Origin::Line(number))],
            Kind::Bands(bands) => of_bands(benefit, bands),
            Kind::Extreme(e) => meets(benefit, &e.of),
            Kind::Sum(sum) if sum.difference => meets(benefit, &sum.of),
            _ => vec![],
        };
        all.extend(signals.into_iter().map(|signal| (Rc::clone(&name), signal)));
    }
    for (number, ceiling) in site.edition().ceilings.iter().enumerate() {
        if ceiling.covers.contains(&benefit.id) {
            all.push((format!("ceiling.{}", ceiling.id).into(), Signal::Bound(Origin::Ceiling(number))));
        }
    }
    all
}

fn place(lines: &[Line], id: &str) -> Option<usize> {
    lines.iter().position(|line| line.id == id)
}

fn of_bands(benefit: &Benefit, bands: &Bands) -> Vec<Signal> {
    let Some(finder) = place(&benefit.lines, bands.found_by.as_ref().unwrap_or(&bands.of)) else {
        return vec![];
    };
    let of_band = bands.bands.rows.iter().flat_map(|row| &row.value);
    let mut bounds: Vec<Fen> = of_band.flat_map(|band| [Some(band.over), band.to]).flatten().collect();
    bounds.sort_unstable();
    bounds.dedup();
    bounds.into_iter().map(|bound| Signal::Band(finder, bound)).collect()
}

fn meets(benefit: &Benefit, lines: &[String]) -> Vec<Signal> {
    let places: Vec<usize> = lines.iter().filter_map(|id| place(&benefit.lines, id)).collect();
    places.windows(2).map(|pair| Signal::Meets(pair[0], pair[1])).collect()
}
