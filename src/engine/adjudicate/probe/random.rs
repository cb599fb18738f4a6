//! Random claims for a scheme, the same ones for the same seed: near its bounds, filling its windows, and
//! often made so that a payment ends exactly between two fen.

use super::ground::{Amounts, Choices, Ground};
use super::put::{Value, put_day};
use super::site::Site;
use super::splitmix::SplitMix;
use crate::engine::adjudicate::Scheme;
use crate::engine::calendar::{Day, Span};
use crate::engine::claim::{Dates, Facts};
use crate::engine::money::Fen;

/// Makes claims for a scheme, one after the other.
#[derive(Clone, Debug)]
pub struct Sampler<'s> {
    grounds: Vec<Ground<'s>>,
    draw: Draw,
    made: u32,
}

/// Draws one thing after the other.
#[derive(Clone, Debug)]
struct Draw(SplitMix);

impl<'s> Sampler<'s> {
    /// A maker of claims. The same scheme and seed make the same claims.
    pub fn new(scheme: &'s Scheme, seed: u64) -> Self {
        let grounds = Site::all(scheme).into_iter().flat_map(Ground::all).collect();
        Self { grounds, draw: Draw(SplitMix::new(seed)), made: 0 }
    }

    /// The next claim. Six or so are one member's, four members a household, eight an employer.
    pub fn claim(&mut self) -> Facts {
        let number = self.made;
        self.made += 1;
        let Some(ground) = self.draw.0.pick(&self.grounds) else { return Facts::default() };
        let mut facts = ground.base.clone();
        self.draw.owners(&mut facts, number / 24 * 4);
        self.draw.dates(&mut facts, ground.site.edition().in_force.span);
        for choices in &ground.keys {
            self.draw.key(&mut facts, &ground.site, choices);
        }
        let tied = self.draw.0.pick(&ground.figures).filter(|a| !a.ties.is_empty()).map(|a| a.figure.clone());
        for amounts in &ground.figures {
            let amount = match &tied {
                Some(figure) if *figure != amounts.figure => Some(Fen::yuan(self.draw.yuan())),
                _ => self.draw.amount(amounts),
            };
            amounts.figure.put(&mut facts, amount);
        }
        facts
    }
}

impl Draw {
    fn owners(&mut self, facts: &mut Facts, first: u32) {
        let member = first + self.0.below(4);
        facts.person.member = format!("m{member}");
        facts.person.household = (!self.0.once_in(100)).then(|| format!("h{}", member / 4));
        facts.person.employer = (!self.0.once_in(100)).then(|| format!("e{}", member / 8));
        facts.claim.admission = self.0.once_in(2).then(|| format!("s{}", self.0.below(3)));
    }

    fn dates(&mut self, facts: &mut Facts, span: Span) {
        if self.0.once_in(200) {
            facts.claim.dates = Dates::default();
            return;
        }
        let day = self.day(span);
        put_day(facts, day);
        if let (true, Ok(before)) =
            (self.0.once_in(8), day.checked_sub(jiff::Span::new().days(self.0.below(20))))
        {
            facts.claim.dates.admission = Some(before);
        }
    }

    /// A day in force, often at the turn of a year or of the edition, sometimes beside it.
    fn day(&mut self, span: Span) -> Day {
        let days = |n: u32| jiff::Span::new().days(n);
        let from = span.from();
        let last = span.to().or_else(|| from.checked_add(jiff::Span::new().years(3)).ok()).unwrap_or(from);
        let long = u32::try_from(crate::engine::calendar::days_between(from, last)).unwrap_or(0);
        let any = from.checked_add(days(self.0.below(long + 1))).unwrap_or(from);
        let new_year = Day::new(any.year(), 1, 1).unwrap_or(any);
        match self.0.below(16) {
            0 => new_year.max(from),
            1 => new_year.yesterday().unwrap_or(any).max(from),
            2 => self
                .0
                .pick(&[Ok(from), from.yesterday(), Ok(last), last.tomorrow()])
                .and_then(|d| d.clone().ok())
                .unwrap_or(any),
            _ => any,
        }
    }

    /// Leaves a key as it opens the benefit, or takes another value that does, or any, or none.
    fn key(&mut self, facts: &mut Facts, site: &Site<'_>, choices: &Choices) {
        let value = match self.0.below(256) {
            0 => Some(&Value::Unknown),
            1..4 => self.0.pick(&choices.all),
            4..24 => self.0.pick(&choices.fitting),
            _ => None,
        };
        let more = i32::try_from(self.0.below(4)).unwrap_or(0);
        match value {
            Some(Value::Number(n)) => site.sight().put(facts, &choices.key, &Value::Number(n + more)),
            Some(value) => site.sight().put(facts, &choices.key, value),
            None => {}
        }
    }

    /// Most are aimed at a tie, one in ten at a bound; few are nought, below nought or unknown.
    fn amount(&mut self, amounts: &Amounts) -> Option<Fen> {
        let bound = self.0.pick(&amounts.bounds).copied().unwrap_or(0);
        let fen = match self.0.below(256) {
            0..2 => return None,
            2..4 => 0,
            4..6 => -self.0.of_any_size(20),
            6..32 => bound + i64::from(self.0.below(3)) - 1,
            32..192 => match self.0.pick(&amounts.ties) {
                Some((from, step)) => from + step * (self.0.of_any_size(24) / step),
                None => self.0.of_any_size(24),
            },
            _ => self.0.of_any_size(24),
        };
        Fen::new(fen).ok()
    }

    fn yuan(&mut self) -> i32 {
        i32::try_from(self.0.of_any_size(14)).unwrap_or(0)
    }
}
