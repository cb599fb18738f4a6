//! The ladder of approval on one decision: which levels must agree, who has, who may be next, and what remains.

use serde::{Deserialize, Serialize};

use super::eyes::Involved;
use super::refusal::Refusal;
use super::rights::Right;
use super::role::{Actor, Person};
use crate::engine::adjudicate::Approver;
use crate::engine::name::Name;

/// The level of a review where the scheme has no ladder, and of a denial: every reviewer may give it.
pub const REVIEW: &str = "review";

/// What must be given on one decision, and what was. Reviews of earlier decisions of the claim do not count.
///
/// ```
/// use huzhu::engine::office::{Actor, Involved, Ladder, Role};
/// let clerk = Actor::new("u1", "a").with(Role::Clerk);
/// let reviewer = Actor::new("u2", "b").with(Role::Reviewer);
/// let mut ladder = Ladder::new(&[], Involved::of(&clerk));
/// let level = ladder.next(&reviewer)?;
/// ladder.give(&level, &reviewer)?;
/// assert!(ladder.is_complete());
/// # Ok::<(), huzhu::engine::office::Refusal>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    makers: Involved,
    steps: Vec<Step>,
}

/// One level that must agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The level.
    pub level: Name,
    /// So many persons must agree.
    pub opinions: u16,
    /// Who agreed: the persons of each review, the one at the desk first.
    pub given: Vec<Vec<Person>>,
}

/// Why a review cannot be given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum LadderRefusal {
    /// All that must agree have.
    Complete,
    /// The person agreed to this decision already, here or at another level.
    GivenAlready,
    /// The level is not one that must agree, or not any more.
    NotNeeded {
        /// The level.
        level: Name,
    },
    /// The reviewer does not hold the levels that remain.
    NotYours {
        /// Those that remain.
        remain: Vec<Name>,
    },
}

impl Ladder {
    /// What must be given on a decision that these approvers were found for
    /// ([`crate::engine::adjudicate::Adjudication::approval`]); without any, one review. A level that several ladders of
    /// the scheme name is asked once, for the most opinions; where it hangs on something unknown, all that it may be.
    pub fn new(approvers: &[Approver], makers: Involved) -> Self {
        let mut steps: Vec<Step> = Vec::new();
        for approver in approvers {
            let opinions = approver.opinions.max(1);
            match steps.iter_mut().find(|step| step.level == approver.level) {
                Some(step) => step.opinions = step.opinions.max(opinions),
                None => steps.push(Step { level: (&*approver.level).into(), opinions, given: Vec::new() }),
            }
        }
        if steps.is_empty() {
            steps.push(Step { level: REVIEW.into(), opinions: 1, given: Vec::new() });
        }
        Self { makers, steps }
    }

    /// Puts in a review that was given before, as the store has it. One of a level that is not needed is left out.
    pub fn given(&mut self, level: &str, persons: impl IntoIterator<Item = Person>) {
        if let Some(step) = self.steps.iter_mut().find(|step| step.level == level) {
            step.given.push(persons.into_iter().collect());
        }
    }

    /// The levels, each with what was given.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Have all agreed?
    pub fn is_complete(&self) -> bool {
        self.steps.iter().all(|step| step.missing() == 0)
    }

    /// What remains: levels, and how many persons of each.
    pub fn remains(&self) -> impl Iterator<Item = (&Name, u16)> {
        self.steps.iter().map(|step| (&step.level, step.missing())).filter(|(_, missing)| *missing > 0)
    }

    /// The level that an actor would give: the first that remains and that he holds.
    ///
    /// # Errors
    /// [`Refusal::NoRight`] without the right to review, [`Refusal::MakerIsChecker`] to whoever had a hand in the
    /// decision, [`Refusal::Ladder`] otherwise.
    pub fn next(&self, actor: &Actor) -> Result<Name, Refusal> {
        self.admits(actor)?;
        let held = |level: &&Name| *level == REVIEW || actor.levels.contains(level);
        let found = self.remains().map(|(level, _)| level).find(held).cloned();
        found.ok_or_else(|| Refusal::Ladder(self.not_yours()))
    }

    /// The actor agrees at a level.
    ///
    /// # Errors
    /// As [`Self::next`], and when the level does not remain.
    pub fn give(&mut self, level: &str, actor: &Actor) -> Result<(), Refusal> {
        self.admits(actor)?;
        if !self.remains().any(|(name, _)| name == level) {
            return Err(Refusal::Ladder(LadderRefusal::NotNeeded { level: level.into() }));
        }
        if level != REVIEW && !actor.levels.iter().any(|held| held == level) {
            return Err(Refusal::Ladder(self.not_yours()));
        }
        self.given(level, actor.persons().cloned());
        Ok(())
    }

    /// Those of the staff who may give the next review.
    pub fn candidates<'a>(&'a self, staff: &'a [Actor]) -> impl Iterator<Item = &'a Actor> {
        staff.iter().filter(|actor| self.next(actor).is_ok())
    }

    fn admits(&self, actor: &Actor) -> Result<(), Refusal> {
        actor.check(Right::Review)?;
        if self.is_complete() {
            return Err(Refusal::Ladder(LadderRefusal::Complete));
        }
        self.makers.check(actor)?;
        let given =
            |person: &Person| self.steps.iter().flat_map(|step| &step.given).any(|by| by.contains(person));
        if actor.persons().any(given) { Err(Refusal::Ladder(LadderRefusal::GivenAlready)) } else { Ok(()) }
    }

    fn not_yours(&self) -> LadderRefusal {
        LadderRefusal::NotYours { remain: self.remains().map(|(level, _)| level.clone()).collect() }
    }
}

impl Step {
    /// How many opinions are still missing.
    pub fn missing(&self) -> u16 {
        self.opinions.saturating_sub(u16::try_from(self.given.len()).unwrap_or(u16::MAX))
    }
}

#[cfg(test)]
mod tests;
