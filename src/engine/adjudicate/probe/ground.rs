//! What random claims for a benefit are made of: words, bounds, and amounts that end between two fen.

use std::collections::BTreeSet;

use super::crossings::crossings;
use super::heard::Trial;
use super::opening::Driver;
use super::put::{Figure, Value};
use super::site::{Site, passes};
use crate::engine::claim::Facts;
use crate::engine::money::Fen;
use crate::engine::scheme::model::{Benefit, Key, Kind};

/// A benefit with what claims for it are made of.
#[derive(Clone, Debug)]
pub(super) struct Ground<'s> {
    pub(super) site: Site<'s>,
    /// A claim that it is computed for.
    pub(super) base: Facts,
    pub(super) keys: Vec<Choices>,
    pub(super) figures: Vec<Amounts>,
}

/// A key with its values.
#[derive(Clone, Debug)]
pub(super) struct Choices {
    pub(super) key: Key,
    /// Those that the conditions of the benefit let through.
    pub(super) fitting: Vec<Value>,
    pub(super) all: Vec<Value>,
}

/// A figure with the amounts that are worth trying.
#[derive(Clone, Debug)]
pub(super) struct Amounts {
    pub(super) figure: Figure,
    /// Where something is crossed; nought among them.
    pub(super) bounds: Vec<i64>,
    /// Where payments end between two fen: from an amount on, in steps of so much.
    pub(super) ties: Vec<(i64, i64)>,
}

impl<'s> Ground<'s> {
    /// One for each way to open the benefit; none when no claim was found that does.
    pub(super) fn all(site: Site<'s>) -> Vec<Self> {
        let variants = site.opening().map_or(vec![], |base| site.variants(&base));
        variants.into_iter().map(|base| Self::of(site, base)).collect()
    }

    fn of(site: Site<'s>, base: Facts) -> Self {
        let choices = |key: Key| {
            let all = site.values(&key);
            let fitting = all.iter().filter(|v| passes(&site.benefit().when, &key, v)).cloned().collect();
            Choices { key, fitting, all }
        };
        let keys = site.keys().into_iter().map(choices).collect();
        let figures = site.figures().into_iter().map(|figure| Amounts::of(&site, &base, figure)).collect();
        Self { site, base, keys, figures }
    }
}

impl Amounts {
    fn of(site: &Site<'_>, base: &Facts, figure: Figure) -> Self {
        let driver = Driver::Figure(figure.clone());
        let found = crossings(site, base, &driver).into_iter().map(|(_, amount)| amount);
        let bounds: BTreeSet<i64> = std::iter::once(0).chain(found).collect();
        let bounds: Vec<i64> = bounds.into_iter().collect();
        let ties = ties(site, base, &figure, &bounds);
        Self { figure, bounds, ties }
    }
}

/// Tries steps above every bound, and keeps those whose payments are rounded from half a fen.
fn ties(site: &Site<'_>, base: &Facts, figure: &Figure, bounds: &[i64]) -> Vec<(i64, i64)> {
    let (mut trial, mut facts) = (Trial::new(site.scheme), base.clone());
    let mut is_tie = |amount: i64| {
        figure.put(&mut facts, Fen::new(amount).ok());
        trial.hear(&facts).has_tie(site.scheme.editions())
    };
    let mut found = Vec::new();
    for step in steps(site.benefit()) {
        let from = bounds.iter().map(|bound| bound + step / 2);
        found.extend(from.filter(|from| is_tie(*from) || is_tie(from + step)).map(|from| (from, step)));
    }
    found
}

/// With a ratio of p/q and an even q, a payment ends between two fen at half of q and in steps of q. Ratios
/// that follow each other multiply.
fn steps(benefit: &Benefit) -> BTreeSet<i64> {
    let mut single: BTreeSet<i64> = benefit.waiting.iter().map(|stage| stage.pay.denominator()).collect();
    for line in &benefit.lines {
        match &line.kind {
            Kind::Portion(p) => single.extend(p.ratio.rows.iter().map(|row| row.value.denominator())),
            Kind::Bands(b) => {
                single.extend(
                    b.bands.rows.iter().flat_map(|row| &row.value).map(|band| band.pay.denominator()),
                );
            }
            _ => {}
        }
    }
    let pairs = single.iter().flat_map(|a| single.iter().map(move |b| a * b));
    let all: BTreeSet<i64> = single.iter().copied().chain(pairs).collect();
    all.into_iter().filter(|q| q % 2 == 0).collect()
}
