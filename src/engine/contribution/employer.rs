//! What an employer's roster must satisfy: least participation, least members, equal share units.

use std::collections::{BTreeMap, BTreeSet};

use super::explain;
use super::refusal::{Grounds, Refusal};
use super::roster::RosterLine;
use super::wish::{Round, Wish};
use crate::engine::money::Ratio;
use crate::engine::scheme::model::{Enrolment, Key};

/// The wishes of one employer under one rule.
struct Group<'a> {
    employer: &'a str,
    rule: &'a Enrolment,
    /// Places among the wishes.
    wishes: Vec<usize>,
    refused: bool,
}

/// The wishes by employer and rule, and who holds plans already.
pub(super) struct Employers<'a> {
    groups: Vec<Group<'a>>,
    holders: BTreeMap<&'a str, Vec<&'a RosterLine>>,
}

impl<'a> Employers<'a> {
    /// The employers of a roster.
    pub fn of(roster: &'a [RosterLine], wishes: &[Wish<'a>]) -> Self {
        // Where a rule stands in the file tells one from another.
        let mut groups: BTreeMap<(&str, usize), Group<'_>> = BTreeMap::new();
        for (at, wish) in wishes.iter().enumerate() {
            let Some(employer) = wish.line.employer.as_deref() else { continue };
            for rule in &wish.rules {
                let new = || Group { employer, rule, wishes: vec![], refused: false };
                groups.entry((employer, rule.place.start)).or_insert_with(new).wishes.push(at);
            }
        }
        let mut holders: BTreeMap<&str, Vec<&RosterLine>> = BTreeMap::new();
        for line in roster.iter().filter(|line| !line.holds.is_empty()) {
            if let Some(employer) = line.employer.as_deref() {
                holders.entry(employer).or_default().push(line);
            }
        }
        Self { groups: groups.into_values().collect(), holders }
    }

    /// Refuses employers of which too few enrol, each with all its wishes, once. The first time, employers
    /// with no wish left are looked at too. Where enough would enrol if facts that are missing were filled in,
    /// those who lack them are asked for these alone.
    pub fn refuse_too_few(
        &mut self,
        round: &Round<'a>,
        wishes: &mut [Wish<'a>],
        refusals: &mut Vec<Refusal>,
        first: bool,
    ) {
        let holders = &self.holders;
        for group in self.groups.iter_mut().filter(|g| !g.refused) {
            if !first && !group.wishes.iter().any(|at| wishes[*at].accepted) {
                continue;
            }
            let too_few = |enrolled: u32| {
                let mut found = participation(round, group, wishes, enrolled);
                let least = group.rule.least_members.filter(|least| enrolled < *least);
                found.extend(least.map(|least| explain::least_members(group.rule, least, enrolled)));
                found
            };
            let found = too_few(enrolled(group, holders, wishes, false));
            let only_facts = too_few(enrolled(group, holders, wishes, true)).is_empty();
            let concerned = |at: &&usize| !(only_facts && wishes[**at].lacks_facts);
            let places: Vec<usize> = group.wishes.iter().filter(concerned).copied().collect();
            group.refused = !found.is_empty();
            let plan = group.rule.plan.as_deref().unwrap_or("");
            let found = found.into_iter().filter(|_| !places.is_empty());
            refusals.extend(found.map(|g| refuse(g, group.employer, plan, &places, wishes)));
        }
    }

    /// Refuses employers whose members hold different numbers of share units of a plan that must be equal.
    pub fn refuse_different_units(round: &Round<'a>, wishes: &mut [Wish<'a>], refusals: &mut Vec<Refusal>) {
        let mut by_plan: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
        for (at, wish) in wishes.iter().enumerate().filter(|(_, w)| w.accepted) {
            if let (Some(employer), Some(plan)) = (wish.line.employer.as_deref(), round.plan(wish))
                && plan.same_for_employer
            {
                by_plan.entry((employer, wish.plan)).or_default().push(at);
            }
        }
        for ((employer, id), places) in by_plan {
            let units: BTreeSet<u16> = places.iter().map(|at| wishes[*at].units).collect();
            let Some(plan) = round.edition.plans.iter().find(|p| p.id == id).filter(|_| units.len() > 1)
            else {
                continue;
            };
            let grounds = explain::units_differ(plan, &units.into_iter().collect::<Vec<_>>());
            refusals.push(refuse(grounds, employer, id, &places, wishes));
        }
    }
}

/// Members of the employer who enrol under the rule, or hold its plan already; `with_lacking`: and those who
/// lack nothing but facts.
fn enrolled(
    group: &Group<'_>,
    holders: &BTreeMap<&str, Vec<&RosterLine>>,
    wishes: &[Wish<'_>],
    with_lacking: bool,
) -> u32 {
    let of_rule = |line: &&&RosterLine| match &group.rule.plan {
        Some(plan) => line.holds.contains(plan),
        None => true,
    };
    let held = holders.get(group.employer).into_iter().flatten().filter(of_rule).map(|l| l.member.as_str());
    let new =
        group.wishes.iter().map(|at| &wishes[*at]).filter(|w| w.accepted || with_lacking && w.lacks_facts);
    let new = new.map(Wish::member);
    let members: BTreeSet<&str> = held.chain(new).collect();
    u32::try_from(members.len()).unwrap_or(u32::MAX)
}

/// Enough of the staff, by the employer's size; nothing where the rule asks for none.
fn participation(round: &Round<'_>, group: &Group<'_>, wishes: &[Wish<'_>], enrolled: u32) -> Vec<Grounds> {
    let (rule, edition) = (group.rule, round.edition);
    let Some(table) = &rule.least_participation else { return vec![] };
    let sizes: Vec<u32> = round.sizes.get(group.employer).into_iter().flatten().copied().collect();
    let size = match sizes.as_slice() {
        [] => return vec![explain::missing(edition, &Key::EmployerSize, &rule.clause)],
        [size] if enrolled <= *size => *size,
        _ => return vec![explain::conflicting_size(rule, &sizes, enrolled)],
    };
    let Some(applicant) = group.wishes.first().map(|at| round.applicant(&wishes[*at])) else { return vec![] };
    if let Some(row) = table.rows.iter().find(|row| row.when.holds(&applicant) == Some(true)) {
        let needed = share_of(size, row.value);
        let few = enrolled < needed;
        return few
            .then(|| explain::least_participation(rule, row.value, [size, enrolled, needed]))
            .into_iter()
            .collect();
    }
    let missing: BTreeSet<Key> = table.rows.iter().flat_map(|row| applicant.missing(&row.when)).collect();
    missing.iter().map(|key| explain::missing(edition, key, &rule.clause)).collect()
}

/// The least number of people that is a share of so many: 80 % of 99 is 80.
fn share_of(size: u32, share: Ratio) -> u32 {
    let (above, below) = (i128::from(share.numerator()), i128::from(share.denominator()));
    u32::try_from((i128::from(size) * above + below - 1) / below).unwrap_or(u32::MAX)
}

fn refuse(
    grounds: Grounds,
    employer: &str,
    plan: &str,
    places: &[usize],
    wishes: &mut [Wish<'_>],
) -> Refusal {
    for at in places {
        wishes[*at].accepted = false;
    }
    let mut rows: Vec<usize> = places.iter().map(|at| wishes[*at].row).collect();
    rows.dedup();
    grounds.of(None, Some(employer), plan, rows)
}
