//! Running totals of a chain's ceilings: what all its plans were paid in a window.

use std::collections::HashMap;

use smol_str::{ToSmolStr, format_smolstr};

use super::model::ChainEdition;
use crate::engine::adjudicate::Movement;
use crate::engine::adjudicate::run::stay_name;
use crate::engine::calendar::{Day, packed};
use crate::engine::claim::Facts;
use crate::engine::claim::words::Word;
use crate::engine::money::{Exact, Fen};
use crate::engine::name::Name;
use crate::engine::scheme::model::{Scope, Stretch, Window};

/// All running totals, by ceiling, window, owner and stretch of time.
#[derive(Clone, Debug, Default)]
pub(super) struct Totals {
    sums: HashMap<Standing, Fen>,
    /// Dated additions of rolling windows.
    rolling: HashMap<(Name, Name), Vec<(i32, Fen)>>,
}

/// Where a total stands for one claim.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Standing {
    ceiling: Name,
    window: Window,
    owner: Name,
    which: Name,
}

impl Standing {
    /// Where the total of a ceiling stands for a claim on a day; none when the owner is not known.
    pub(super) fn of(
        ceiling: &str,
        window: Window,
        (facts, day): (&Facts, Day),
        chain: &ChainEdition,
    ) -> Option<Self> {
        let person = &facts.person;
        let owner = match window.scope {
            Scope::Member => person.member.as_str().into(),
            Scope::Household => person.household.as_deref()?.into(),
            Scope::Employer => person.employer.as_deref()?.into(),
            Scope::Pool => Name::default(),
        };
        let which = match window.stretch {
            Stretch::Year => chain.year.year_of(day).to_smolstr(),
            Stretch::Month => (packed(day) / 100).to_smolstr(),
            Stretch::Admission => stay_name(facts).into(),
            Stretch::Rolling12Months => packed(day).to_smolstr(),
            Stretch::PlanPeriod | Stretch::Life => Name::default(),
        };
        Some(Self { ceiling: ceiling.into(), window, owner, which })
    }
}

impl Totals {
    /// What has been paid so far.
    pub(super) fn get(&self, at: &Standing) -> Fen {
        if at.window.stretch != Stretch::Rolling12Months {
            return self.sums.get(at).copied().unwrap_or_default();
        }
        let day: i32 = at.which.parse().unwrap_or(0);
        // The same day of the year before is not counted.
        let within = |d: &i32| day - 10_000 < *d && *d <= day;
        let all = self.rolling.get(&(at.ceiling.clone(), at.owner.clone())).into_iter().flatten();
        all.filter(|(d, _)| within(d)).map(|(_, fen)| *fen).sum()
    }

    /// Adds a payment to what stood there before, and says so.
    pub(super) fn add(&mut self, at: &Standing, before: Fen, by: Fen) -> Movement {
        self.put(at.clone(), by);
        Movement {
            total: format_smolstr!("ceiling.{}", at.ceiling),
            scope: Name::new_static(at.window.scope.word()),
            owner: at.owner.clone(),
            stretch: Name::new_static(at.window.stretch.word()),
            window: at.which.clone(),
            before: Exact::from(before),
            by: Exact::from(by),
        }
    }

    /// Brings a movement of an earlier claim along; none of the chain's own does nothing.
    pub(super) fn bring(&mut self, movement: &Movement) {
        let ceiling = movement.total.strip_prefix("ceiling.");
        let scope = Scope::from_word(&movement.scope);
        let stretch = Stretch::from_word(&movement.stretch);
        let (Some(ceiling), Some(scope), Some(stretch), Some(by)) =
            (ceiling, scope, stretch, movement.by.whole())
        else {
            return;
        };
        let (owner, which) = (movement.owner.clone(), movement.window.clone());
        self.put(Standing { ceiling: ceiling.into(), window: Window { scope, stretch }, owner, which }, by);
    }

    fn put(&mut self, at: Standing, by: Fen) {
        if at.window.stretch == Stretch::Rolling12Months {
            let day = at.which.parse().unwrap_or(0);
            self.rolling.entry((at.ceiling, at.owner)).or_default().push((day, by));
        } else {
            *self.sums.entry(at).or_default() += by;
        }
    }
}
