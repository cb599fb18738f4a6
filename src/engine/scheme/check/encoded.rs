//! How much of the notice is encoded: clauses that rules cite, and those that none does.

use std::collections::BTreeSet;

use super::Subject;
use crate::engine::scheme::model::{Benefit, ClauseStatus, Edition};
use crate::engine::scheme::problem::Problems;

/// How much of a notice is encoded, in clauses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Encoded {
    /// Clauses that are rules.
    pub rules: usize,
    /// Of these, the ones that the scheme carries out.
    pub encoded: usize,
    /// Clauses that decide no amount.
    pub informative: usize,
    /// Rules that are left to a person.
    pub unencoded: usize,
}

impl Encoded {
    /// Of all rules, those left to a person included, so many percent are carried out, rounded down; all
    /// of them where there is no rule.
    pub fn percent(&self) -> usize {
        (self.encoded * 100).checked_div(self.rules + self.unencoded).unwrap_or(100)
    }
}

/// Counts the clauses of an edition.
pub fn encoded(edition: &Edition) -> Encoded {
    let cited = cited(edition);
    let mut count = Encoded::default();
    for clause in &edition.clauses {
        match clause.status {
            ClauseStatus::Informative => count.informative += 1,
            ClauseStatus::Unencoded => count.unencoded += 1,
            ClauseStatus::Rule => {
                count.rules += 1;
                count.encoded += usize::from(cited.contains(clause.id.as_str()));
            }
        }
    }
    count
}

/// The clauses that a rule or a fact cites.
fn cited(edition: &Edition) -> BTreeSet<&str> {
    let facts = edition.facts.iter().filter_map(|f| f.clause.as_deref());
    cited_by_rules(edition).into_iter().chain(facts).collect()
}

/// The clauses that a rule cites.
fn cited_by_rules(edition: &Edition) -> BTreeSet<&str> {
    let optional = [
        edition.categories.iter().filter_map(|c| c.clause.as_deref()).collect::<Vec<_>>(),
        edition.plans.iter().filter_map(|p| p.clause.as_deref()).collect(),
        edition.lists.iter().filter_map(|l| l.clause.as_deref()).collect(),
        edition.pools.iter().filter_map(|p| Some(p.when_short.as_ref()?.clause.as_str())).collect(),
        edition.pools.iter().filter_map(|p| Some(p.reserve.as_ref()?.clause.as_str())).collect(),
        edition.approvals.iter().map(|a| a.clause.as_str()).collect(),
    ];
    let rules = edition.exclusions.iter().map(|e| e.clause.as_str());
    let rules = rules.chain(edition.contributions.iter().map(|c| c.clause.as_str()));
    let rules = rules.chain(edition.enrolments.iter().map(|e| e.clause.as_str()));
    let rules = rules.chain(edition.ceilings.iter().map(|c| c.clause.as_str()));
    let benefits = edition.benefits.iter().flat_map(cited_by);
    rules.chain(benefits).chain(optional.into_iter().flatten()).collect()
}

fn cited_by(benefit: &Benefit) -> impl Iterator<Item = &str> {
    let parts = [
        Some(&benefit.clause),
        benefit.waiting_clause.as_ref(),
        benefit.deadline.as_ref().and_then(|d| d.clause.as_ref()),
        benefit.at_most.as_ref().and_then(|a| a.clause.as_ref()),
    ];
    let lines = benefit.lines.iter().filter_map(|line| line.clause.as_ref());
    parts.into_iter().flatten().chain(lines).map(String::as_str)
}

/// Warns of clauses whose status and citations do not go together.
pub(super) fn check(on: &Subject<'_>, problems: &mut Problems) {
    if !on.unreadable.is_empty() || !on.mended.broken.is_empty() {
        return;
    }
    let (cited, by_rules) = (cited(on.edition), cited_by_rules(on.edition));
    for clause in &on.edition.clauses {
        let id = &clause.id;
        // A fact may serve the `when` of a clause that is not encoded.
        let by = if clause.status == ClauseStatus::Unencoded { &by_rules } else { &cited };
        match (clause.status, by.contains(id.as_str())) {
            (ClauseStatus::Rule, false) => {
                let message =
                    (format!("第{id}条没有被任何规则引用。"), format!("clause {id} is cited by no rule"));
                let hint = (
                    "请写出该条的规则并引用它；不涉及金额的标为 status = \"informative\"，暂不编入的标为 status = \"unencoded\"。",
                    "mark it informative or unencoded, or write its rule",
                );
                problems.warn(&on.at(&clause.place, "id"), message, hint);
            }
            (ClauseStatus::Informative | ClauseStatus::Unencoded, true) => {
                let is = if clause.status == ClauseStatus::Informative { "informative" } else { "unencoded" };
                let message = (
                    format!("第{id}条标为{is}，却有规则引用它。"),
                    format!("clause {id} is marked {is}, and yet a rule cites it"),
                );
                let hint = ("请去掉该标记，或改引其他条文。", "take the mark away, or cite another clause");
                problems.warn(&on.at(&clause.place, "status"), message, hint);
            }
            _ => {}
        }
    }
}
