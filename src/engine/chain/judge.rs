//! A chain ready to decide: its editions as written, and each plan compiled with the room that the chain leaves.

use std::collections::BTreeMap;

use super::ChainAdjudication;
use super::answer::{Part, Standing};
use super::member;
use super::model::{ChainEdition, PlanOf};
use super::session::ChainSession;
use crate::engine::adjudicate::{Answered, CompileError, Decides, Line, Movement, Scheme};
use crate::engine::calendar::Day;
use crate::engine::claim::Facts;
use crate::engine::money::Fen;
use crate::engine::scheme::library::Published;
use crate::engine::scheme::model::{Edition, Kind, Plan, ResultOf, Scope, Text};

/// A chain with all its editions, ready to decide claims.
#[derive(Clone, Debug)]
pub struct Chain {
    editions: Vec<ChainEdition>,
    members: Vec<Member>,
    /// For each edition its plans, made ready.
    pub(super) ready: Vec<Vec<Ready>>,
}

/// A scheme, or one plan of it, that the chain runs.
#[derive(Clone, Debug)]
pub(super) struct Member {
    plan: PlanOf,
    pub(super) scheme: Scheme,
    /// The plans that the scheme offers, where it is taken whole.
    pub(super) plans: Vec<String>,
    /// Is it told how much room the chain leaves?
    pub(super) gated: bool,
}

/// One plan of an edition, made ready.
#[derive(Clone, Debug)]
pub(super) struct Ready {
    /// Its part of an answer, before it is run.
    pub(super) part: Part,
    /// Its place among the members.
    pub(super) member: usize,
    /// The ceilings over it, by number.
    pub(super) ceilings: Vec<usize>,
    /// The groups that it is in, by number.
    pub(super) groups: Vec<usize>,
    /// Does a plan take the result of its scheme?
    pub(super) taken: bool,
    /// Earlier plans without whose result it cannot be computed: those that share a ceiling or a group with it.
    pub(super) shares: Vec<usize>,
}

/// Why a chain cannot be made ready.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// A scheme is not there.
    #[error("there is no scheme `{0}`")]
    NoScheme(String),
    /// A scheme cannot be taken apart by plans.
    #[error("`{0}` cannot be taken apart by plans: {1}")]
    Split(String, String),
    /// A plan cannot be compiled.
    #[error("`{0}`: {1}")]
    Compile(String, CompileError),
}

impl Chain {
    /// A chain from its editions, in the order of their dates, and the schemes that they name; all checked.
    ///
    /// # Errors
    /// [`ChainError`] for a chain that was not checked.
    pub fn new(
        editions: Vec<ChainEdition>,
        schemes: &BTreeMap<String, Published>,
    ) -> Result<Self, ChainError> {
        let mut plans: Vec<(PlanOf, bool)> = Vec::new();
        for edition in &editions {
            for plan in &edition.plans {
                let gated = is_gated(plan, edition);
                match plans.iter_mut().find(|(other, _)| other.is_same(plan)) {
                    Some((_, known)) => *known |= gated,
                    None => plans.push((plan.clone(), gated)),
                }
            }
        }
        let members = plans.into_iter().map(|(plan, gated)| Member::new(plan, gated, schemes));
        let members = members.collect::<Result<Vec<_>, _>>()?;
        let ready = editions.iter().map(|edition| ready(edition, &members)).collect();
        Ok(Self { editions, members, ready })
    }

    /// The chain's id.
    pub fn id(&self) -> &str {
        self.editions.first().map_or("", |edition| edition.id.as_str())
    }

    /// The editions, in the order of their dates.
    pub fn editions(&self) -> &[ChainEdition] {
        &self.editions
    }

    pub(super) fn members(&self) -> &[Member] {
        &self.members
    }

    /// The scheme of a plan of the chain, as it is run.
    pub fn scheme_of(&self, plan: &str) -> Option<&Scheme> {
        let written =
            self.editions.iter().rev().find_map(|edition| edition.plans.get(edition.plan(plan)?))?;
        self.members.iter().find(|member| member.plan.is_same(written)).map(|member| &member.scheme)
    }

    /// What a plan is called: as the chain says, else by the title of its scheme.
    pub fn label<'c>(&'c self, plan: &'c PlanOf) -> Option<&'c Text> {
        let scheme = || self.members.iter().find(|member| member.plan.is_same(plan)).map(|m| &m.scheme);
        let own =
            |e: &'c Edition| e.plans.iter().find(|p| Some(&p.id) == plan.plan.as_ref()).map(|p| &p.label);
        let title = || scheme()?.editions().last().map(|edition| own(edition).unwrap_or(&edition.title));
        plan.label.as_ref().or_else(title)
    }

    /// The editions of all schemes, as files of claims are read for; one of them offers the chain's plans.
    pub fn reading_editions(&self) -> Vec<Edition> {
        let mut all: Vec<Edition> = self.members.iter().flat_map(|m| m.scheme.editions()).cloned().collect();
        if let Some(first) = all.first_mut() {
            let own = self.editions.iter().flat_map(|edition| &edition.plans);
            let offered = own.map(|plan| offered(plan, self.label(plan)));
            first.plans.extend(offered.collect::<Vec<_>>());
        }
        all
    }

    /// The edition in force on the day that decides.
    pub(super) fn edition_on(&self, facts: &Facts) -> Option<(usize, Day)> {
        self.editions.iter().enumerate().find_map(|(at, edition)| {
            let day = facts.claim.dates.get(edition.decided_by)?;
            edition.span.contains(day).then_some((at, day))
        })
    }

    /// A session that decides claim after claim and keeps the running totals.
    pub fn session(&self) -> ChainSession<'_> {
        ChainSession::new(self)
    }

    /// Decides one claim. `history` are the movements of its owners' windows so far, as
    /// [`ChainAdjudication::all_movements`] gives them, in any order.
    pub fn adjudicate(&self, facts: &Facts, history: &[Movement]) -> ChainAdjudication {
        let mut session = self.session();
        session.bring(history);
        session.decide(facts)
    }
}

impl Decides for Chain {
    type Answer = ChainAdjudication;
    type Session<'c> = ChainSession<'c>;

    fn session(&self) -> ChainSession<'_> {
        Chain::session(self)
    }

    fn decide(session: &mut ChainSession<'_>, facts: &Facts) -> ChainAdjudication {
        session.decide(facts)
    }

    fn event_day(&self, facts: &Facts) -> Option<Day> {
        let last = self.editions.last().and_then(|edition| facts.claim.dates.get(edition.decided_by));
        self.edition_on(facts).map(|(_, day)| day).or(last).or_else(|| facts.claim.dates.any())
    }

    fn scopes(&self) -> Vec<Scope> {
        let own = self.editions.iter().flat_map(|edition| &edition.ceilings).filter_map(|c| c.along);
        let of_plans = self.members.iter().flat_map(|member| member.scheme.scopes());
        own.map(|window| window.scope).chain(of_plans).collect()
    }
}

impl Answered for ChainAdjudication {
    fn amount(&self) -> Fen {
        self.amount
    }

    fn lines(&self) -> Vec<Line> {
        self.all_lines().cloned().collect()
    }

    fn movements(&self) -> Vec<Movement> {
        self.all_movements().collect()
    }
}

impl Member {
    fn new(plan: PlanOf, gated: bool, schemes: &BTreeMap<String, Published>) -> Result<Self, ChainError> {
        let id = plan.scheme.clone();
        let published = schemes.get(&id).ok_or_else(|| ChainError::NoScheme(id.clone()))?;
        let editions = member::editions(&published.editions, plan.plan.as_deref(), gated)
            .map_err(|what| ChainError::Split(id.clone(), what))?;
        let offers = |edition: &Edition| edition.plans.iter().map(|plan| plan.id.clone()).collect::<Vec<_>>();
        let plans = editions.iter().flat_map(|(edition, _)| offers(edition)).collect();
        let scheme = Scheme::new(editions).map_err(|why| ChainError::Compile(id, why))?;
        Ok(Self { plan, scheme, plans, gated })
    }
}

/// Must a plan be told how much room it has, or that it has to wait?
fn is_gated(plan: &PlanOf, edition: &ChainEdition) -> bool {
    let named = |plans: &[String]| plans.contains(&plan.id);
    !plan.when.is_always()
        || edition.ceilings.iter().any(|ceiling| named(&ceiling.plans))
        || edition.excludes.iter().any(|exclude| named(&exclude.plans))
}

fn ready(edition: &ChainEdition, members: &[Member]) -> Vec<Ready> {
    let among = |lists: Vec<&[String]>, id: &String| -> Vec<usize> {
        (0..lists.len()).filter(|at| lists[*at].contains(id)).collect()
    };
    let mut all: Vec<Ready> = Vec::new();
    for plan in &edition.plans {
        let ceilings = among(edition.ceilings.iter().map(|c| c.plans.as_slice()).collect(), &plan.id);
        let groups = among(edition.excludes.iter().map(|e| e.plans.as_slice()).collect(), &plan.id);
        let shared = |other: &Ready| {
            other.ceilings.iter().any(|c| ceilings.contains(c))
                || other.groups.iter().any(|g| groups.contains(g))
        };
        let shares = (0..all.len()).filter(|at| shared(&all[*at])).collect();
        let taken = members.iter().any(|member| {
            member.scheme.editions().iter().any(|edition| takes(edition).any(|id| id == plan.scheme))
        });
        let member = members.iter().position(|member| member.plan.is_same(plan)).unwrap_or(0);
        all.push(Ready { part: not_run(plan), member, ceilings, groups, taken, shares });
    }
    all
}

/// The schemes whose results an edition's lines take.
pub(super) fn takes(edition: &Edition) -> impl Iterator<Item = &str> {
    let lines = edition.benefits.iter().flat_map(|benefit| &benefit.lines);
    lines.filter_map(|line| match &line.kind {
        Kind::Result(ResultOf::Scheme(id)) => Some(id.as_str()),
        _ => None,
    })
}

fn offered(plan: &PlanOf, label: Option<&Text>) -> Plan {
    Plan {
        id: plan.id.clone(),
        label: label.cloned().unwrap_or_default(),
        clause: None,
        needs: vec![],
        excludes: vec![],
        most_share_units: 1,
        same_for_employer: false,
        place: 0..0,
    }
}

fn not_run(plan: &PlanOf) -> Part {
    Part {
        plan: plan.id.as_str().into(),
        scheme: plan.scheme.as_str().into(),
        standing: Standing::NotMeant,
        amount: Fen::ZERO,
        clause: plan.clause.as_str().into(),
        instead: None,
        would_pay: None,
        ceiling: None,
        adjudication: None,
    }
}
