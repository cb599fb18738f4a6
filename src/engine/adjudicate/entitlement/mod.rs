//! Entitlements (可享待遇): what a member can still receive on a day, benefit by benefit, and what each waits for.
//!
//! Nothing is decided here. It is the same text, the same running totals and the same windows that a claim of that day
//! would be decided by, read the other way round.

mod bounds;
mod most;
#[cfg(test)]
mod tests;

use serde::Serialize;

use super::run::View;
use super::{Movement, Scheme, Session};
use crate::engine::calendar::Day;
use crate::engine::claim::Facts;
use crate::engine::claim::words::{DateKind, Word as _};
use crate::engine::money::{Fen, Ratio};
use crate::engine::scheme::model::{Benefit, Edition, Key, KeyValue, Keys, Lang, Text, When};
use crate::engine::scheme::said::Said;
use crate::engine::scheme::say;

pub use bounds::{BoundLeft, BoundRow, Times};

/// What a member can receive of one benefit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entitlement {
    /// The edition in force, by its first day.
    pub edition: Day,
    /// The benefit's id.
    pub benefit: String,
    /// What it is called.
    pub label: Said,
    /// The clause that grants it.
    pub clause: String,
    /// The plan that it belongs to, where the scheme offers several.
    pub plan: Option<String>,
    /// Which claims it is for, in words.
    pub claims: Said,
    /// Can he receive it on the day?
    pub standing: Standing,
    /// Its deductibles, triggers and limits, and how far they are reached.
    pub bounds: Vec<BoundLeft>,
    /// How many times it still pays, where that is bounded.
    pub times: Option<Times>,
    /// The most that one claim of the day can still be paid; none: no bound of the benefit says so.
    pub left: Option<Fen>,
    /// The evidence that a claim takes.
    pub evidence: Option<String>,
}

/// Can somebody receive a benefit on a day?
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Standing {
    /// He can.
    Open,
    /// He is not covered on the day.
    NotCovered,
    /// He is waiting.
    Waiting {
        /// The last day of waiting, inclusive.
        until: Day,
        /// The share that is paid until then.
        pay: Ratio,
        /// The clause of the waiting time.
        clause: String,
    },
    /// It is not for somebody like him.
    NotFor {
        /// What he would have to be, in words.
        needs: Said,
    },
    /// He is excluded.
    Excluded {
        /// What it is called.
        label: Said,
        /// The clause.
        clause: String,
    },
    /// It was paid as often as it is paid.
    UsedUp,
}

impl Standing {
    /// Is anything paid?
    pub fn pays(&self) -> bool {
        match self {
            Self::Open => true,
            Self::Waiting { pay, .. } => pay.numerator() > 0,
            Self::NotCovered | Self::NotFor { .. } | Self::Excluded { .. } | Self::UsedUp => false,
        }
    }
}

/// The facts of a claim of a day of which nothing else is known: for these the cover is found
/// ([`super::covers`]), and by them entitlements are computed.
pub fn on_day(mut facts: Facts, day: Day) -> Facts {
    for (_, kind, _) in DateKind::ALL {
        facts.claim.dates.set(*kind, day);
    }
    facts.claim.submitted = Some(day);
    facts
}

/// What a member can receive on a day, by the editions in force then. `facts` say who he is and how he is covered
/// ([`on_day`]); `history` are the movements of his windows so far.
pub fn entitlements(scheme: &Scheme, facts: &Facts, history: &[Movement]) -> Vec<Entitlement> {
    let mut session = scheme.session();
    session.bring(history);
    let mut found = vec![];
    for (number, edition) in scheme.editions().iter().enumerate() {
        for benefit in &edition.benefits {
            let on = benefit.decided_by.unwrap_or(edition.in_force.decided_by);
            let Some(day) = facts.claim.dates.get(on) else { continue };
            if edition.in_force.span.contains(day) {
                let view = View { facts, edition, plan: benefit.plan.as_deref(), on };
                found.push(Looking { benefit, number, day, view }.entitlement(&mut session));
            }
        }
    }
    found
}

/// One benefit of one edition as somebody sees it on a day.
struct Looking<'a> {
    benefit: &'a Benefit,
    /// The edition's number.
    number: usize,
    day: Day,
    view: View<'a>,
}

impl Looking<'_> {
    fn entitlement(&self, session: &mut Session<'_>) -> Entitlement {
        let Self { benefit, view, .. } = self;
        let times = self.times(session);
        let standing = self.standing(times.as_ref());
        let bounds = self.bounds(session);
        let left = if standing.pays() { self.most(&bounds) } else { Some(Fen::ZERO) };
        Entitlement {
            edition: view.edition.from(),
            benefit: benefit.id.clone(),
            label: said(&benefit.label),
            clause: benefit.clause.clone(),
            plan: benefit.plan.clone(),
            claims: condition(&benefit.when, view.edition),
            standing,
            bounds,
            times,
            left,
            evidence: benefit.evidence.clone(),
        }
    }

    fn standing(&self, times: Option<&Times>) -> Standing {
        let Self { benefit, view, .. } = self;
        if view.value(&Key::Covered) == KeyValue::word("no") {
            return Standing::NotCovered;
        }
        if benefit.when.holds(view) == Some(false) {
            return Standing::NotFor { needs: condition(&benefit.when, view.edition) };
        }
        let concerns = |benefits: &[String]| benefits.is_empty() || benefits.contains(&benefit.id);
        let mut exclusions = view.edition.exclusions.iter().filter(|exclusion| concerns(&exclusion.benefits));
        if let Some(found) = exclusions.find(|exclusion| exclusion.when.holds(view) == Some(true)) {
            return Standing::Excluded { label: said(&found.label), clause: found.clause.clone() };
        }
        if times.is_some_and(|times| times.left == 0) {
            return Standing::UsedUp;
        }
        self.waiting().unwrap_or(Standing::Open)
    }

    /// The stage of the waiting time that the day lies in, as the gate of a claim finds it.
    fn waiting(&self) -> Option<Standing> {
        let Self { benefit, view, day, .. } = self;
        let KeyValue::Number(of_cover) = view.value(&Key::DaysEnrolled) else { return None };
        let fits = |stage: &&crate::engine::scheme::model::WaitingStage| {
            of_cover <= stage.days && stage.when.holds(view) == Some(true)
        };
        // Stages for the same people come in rising order: the first that is not over is the one.
        let stage = benefit.waiting.iter().find(fits)?;
        let until = day.checked_add(jiff::Span::new().days(stage.days - of_cover)).unwrap_or(*day);
        let clause = benefit.waiting_clause.as_ref().unwrap_or(&benefit.clause).clone();
        Some(Standing::Waiting { until, pay: stage.pay, clause })
    }
}

/// A condition in words, in both languages.
fn condition(when: &When, edition: &Edition) -> Said {
    Said::new(say::condition(when, edition, Lang::Zh), say::condition(when, edition, Lang::En))
}

/// A text of the scheme in both languages.
fn said(text: &Text) -> Said {
    Said::new(text.get(Lang::Zh), text.get(Lang::En))
}
