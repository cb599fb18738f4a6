//! Dues: what everybody on a roster owes by payer, who is refused and why, and the totals.

use std::collections::{BTreeMap, BTreeSet};

use super::charge::{covered_from, parts, times};
use super::eligible;
use super::refusal::Refusal;
use super::roster::RosterLine;
use super::together::refuse_together;
use super::wish::{Round, Wish};
use crate::engine::calendar::{Day, Span};
use crate::engine::money::Fen;
use crate::engine::scheme::model::{Contribution, Due, Edition};

/// Money by payer.
pub type ByPayer = BTreeMap<String, Fen>;

/// What a roster owes, and who is refused. Every wish is in one or the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dues {
    /// The period that the dues are for, both days inclusive.
    pub period: Span,
    /// What is due, in the order of the roster.
    pub lines: Vec<DueLine>,
    /// Who enrols in what, in the order of the roster: every wish that nothing refuses.
    pub accepted: Vec<Accepted>,
    /// Every reason why somebody is refused, in the order of the roster.
    pub refusals: Vec<Refusal>,
    /// The total by payer.
    pub by_payer: ByPayer,
    /// The totals of each employer by payer; under none, those of members without an employer.
    pub by_employer: BTreeMap<Option<String>, ByPayer>,
}

/// A wish that nothing refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The line of the roster, counted from 0.
    pub row: usize,
    /// The plan; empty for the only plan of a scheme.
    pub plan: String,
    /// Share units.
    pub share_units: u16,
    /// The first day of cover, inclusive; none where the scheme does not say.
    pub covered_from: Option<Day>,
}

/// One contribution of one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueLine {
    /// The line of the roster, counted from 0.
    pub row: usize,
    /// The member.
    pub member: String,
    /// The employer.
    pub employer: Option<String>,
    /// The plan that it buys; empty for what is charged once for the scheme.
    pub plan: String,
    /// The contribution's id.
    pub contribution: String,
    /// The clause.
    pub clause: String,
    /// The first day of cover, inclusive; none where the scheme does not say.
    pub covered_from: Option<Day>,
    /// Who owes how much, in the order of the scheme.
    pub amounts: Vec<Due>,
}

impl DueLine {
    /// The whole of it.
    pub fn total(&self) -> Fen {
        self.amounts.iter().map(|due| due.amount).sum()
    }
}

/// Works out what is due for a roster.
///
/// `as_of` is a day of the period that the dues are for (or before the first one), and the day of enrolment
/// of everybody whose line gives none. Participation counts the members who can enrol and those who hold
/// the plan already. What is charged for the scheme as a whole is charged once a member, however many plans
/// he enrols in.
///
/// ```
/// use huzhu::engine::calendar::parse_day;
/// use huzhu::engine::contribution::{RosterLine, dues};
/// use huzhu::engine::money::Fen;
/// use huzhu::engine::scheme::{problem::Problems, read};
/// # let text = include_str!("../../../schemes/cn/guizhou/sinan/2016-01-01.toml");
/// let (edition, _) = read::read(text, &read::ListFiles::new(), &mut Problems::default()).unwrap();
/// let line = |member: &str, employer: Option<&str>| RosterLine {
///     member: member.into(),
///     employer: employer.map(Into::into),
///     ..RosterLine::default()
/// };
/// let roster = [line("M1", Some("县一小")), line("M2", None)];
/// let found = dues(&edition, &roster, parse_day("2016-01-01")?);
/// assert_eq!(found.by_payer["county-government"], Fen::yuan(100));
/// assert_eq!(found.refusals[0].code(), "employer-only");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn dues(edition: &Edition, roster: &[RosterLine], as_of: Day) -> Dues {
    let round = Round::new(edition, roster, as_of);
    let mut wishes = round.wishes(roster);
    let mut refusals = Vec::new();
    for wish in &mut wishes {
        let found = eligible::check(&round, wish);
        refusals.extend(found.into_iter().map(|grounds| wish.refuse(grounds)));
    }
    refuse_together(&round, roster, &mut wishes, &mut refusals);
    refusals.sort_by_key(|r| (r.rows.first().copied(), r.plan.clone(), r.reason));
    let lines = charge(&round, &wishes);
    let (by_payer, by_employer) = totals(&lines);
    let accepted = wishes.iter().filter(|wish| wish.accepted).map(|wish| accepted(&round, wish)).collect();
    Dues { period: round.period, lines, accepted, refusals, by_payer, by_employer }
}

fn accepted(round: &Round<'_>, wish: &Wish<'_>) -> Accepted {
    let covered_from = covered_from(round, wish);
    Accepted { row: wish.row, plan: wish.plan.into(), share_units: wish.units, covered_from }
}

/// Charges the wishes that nothing refuses, in the order of the roster.
fn charge<'a>(round: &Round<'a>, wishes: &[Wish<'a>]) -> Vec<DueLine> {
    let mut charged_once: BTreeSet<&str> = BTreeSet::new();
    let mut gifts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut lines = Vec::new();
    for wish in wishes.iter().filter(|w| w.accepted) {
        let first = charged_once.insert(wish.member());
        for contribution in wish.contributions.iter().filter(|c| first || c.plan.is_some()) {
            let gift = takes_gift(contribution, wish.member(), &mut gifts);
            lines.extend(line(round, wish, contribution, gift));
        }
    }
    lines
}

/// Is there a gift left for the member? He takes it.
fn takes_gift<'a>(
    contribution: &'a Contribution,
    member: &'a str,
    gifts: &mut BTreeMap<&'a str, BTreeSet<&'a str>>,
) -> bool {
    let Some((_, quota)) = &contribution.gift else { return false };
    let taken = gifts.entry(&contribution.id).or_default();
    let left = u32::try_from(taken.len()).is_ok_and(|taken| taken < *quota);
    taken.contains(member) || left && taken.insert(member)
}

fn line(round: &Round<'_>, wish: &Wish<'_>, contribution: &Contribution, gift: bool) -> Option<DueLine> {
    Some(DueLine {
        row: wish.row,
        member: wish.member().into(),
        employer: wish.line.employer.clone(),
        plan: contribution.plan.clone().unwrap_or_default(),
        contribution: contribution.id.clone(),
        clause: contribution.clause.clone(),
        covered_from: covered_from(round, wish),
        amounts: parts(contribution, times(contribution, round, wish), gift)?,
    })
}

fn totals(lines: &[DueLine]) -> (ByPayer, BTreeMap<Option<String>, ByPayer>) {
    let mut by_payer = ByPayer::new();
    let mut by_employer: BTreeMap<Option<String>, ByPayer> = BTreeMap::new();
    for line in lines {
        let employer = by_employer.entry(line.employer.clone()).or_default();
        for due in &line.amounts {
            *by_payer.entry(due.payer.clone()).or_default() += due.amount;
            *employer.entry(due.payer.clone()).or_default() += due.amount;
        }
    }
    (by_payer, by_employer)
}
