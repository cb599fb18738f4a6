//! An edition: the text of a scheme in force from a date.

use super::{
    Approval, Benefit, Category, Ceiling, Contribution, Count, DeclaredFact, Enrolment, Lang, Lists, Place,
    Plan, Pool, Text, When,
};
use crate::engine::calendar::{Day, Span, YearStart};
use crate::engine::claim::words::DateKind;
use crate::engine::money::Rounding;
use crate::engine::name::Name;

/// Where the text was published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Title of the notice or report.
    pub title: String,
    /// Year of publication.
    pub year: Option<u16>,
    /// Its address, when it has one.
    pub url: Option<String>,
    /// What else to know.
    pub note: Option<String>,
}

/// From when to when, and which date decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// First and last day, inclusive.
    pub span: Span,
    /// The date of a claim that decides whether the edition applies.
    pub decided_by: DateKind,
    /// When the scheme's year starts.
    pub year: YearStart,
}

/// Currency and rounding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// ISO 4217 code.
    pub currency: String,
    /// Rounding of what is paid.
    pub round: Rounding,
    /// Is the running total of the benefit's window rounded, instead of each claim?
    pub along: Option<super::Window>,
}

/// How much of a clause is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClauseStatus {
    /// A rule that lines, contributions or conditions carry out.
    Rule,
    /// It says something that decides no amount.
    Informative,
    /// A rule that is not encoded: a claim that meets it goes to a person.
    Unencoded,
}

/// One clause of the notice, as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its number or name.
    pub id: String,
    /// Its words.
    pub text: Text,
    /// How much of it is encoded.
    pub status: ClauseStatus,
    /// For an unencoded clause: which claims meet it; always, when it does not say.
    pub when: When,
    /// Where the printed words allow two readings: the one that was chosen, and why.
    pub reading: Option<Text>,
    /// Where it stands in the file.
    pub place: Place,
}

/// Something that the notice does not say and the scheme had to assume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// Paths of what was assumed (`benefit.inpatient.banded`).
    pub about: Vec<String>,
    /// What was assumed, and why.
    pub text: Text,
    /// Where it stands in the file.
    pub place: Place,
}

/// Claims that get nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// The clause.
    pub clause: String,
    /// Which claims.
    pub when: When,
    /// Of which benefits; empty: all.
    pub benefits: Vec<String>,
    /// Where it stands in the file.
    pub place: Place,
}

/// A period (一期) of a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// First and last day, inclusive.
    pub span: Span,
    /// Where it stands in the file.
    pub place: Place,
}

/// The text of a scheme in force from a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// The scheme's id: its path (`cn/guizhou/sinan`).
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Where it was published.
    pub source: Source,
    /// From when to when.
    pub in_force: InForce,
    /// Currency and rounding.
    pub money: Money,
    /// The edition that it replaces, by the day that one came into force.
    pub replaces: Option<Day>,
    /// The clauses that it says it changed.
    pub changed_clauses: Vec<String>,
    /// What was assumed.
    pub assumptions: Vec<Assumption>,
    /// The clauses, as printed.
    pub clauses: Vec<Clause>,
    /// Periods.
    pub periods: Vec<Period>,
    /// Categories of members.
    pub categories: Vec<Category>,
    /// Who pays contributions: id and label.
    pub payers: Vec<(String, Text)>,
    /// Pools that pay.
    pub pools: Vec<Pool>,
    /// Plans on offer.
    pub plans: Vec<Plan>,
    /// Lists of diagnoses.
    pub lists: Lists,
    /// Keys of its own.
    pub facts: Vec<DeclaredFact>,
    /// Counters.
    pub counts: Vec<Count>,
    /// What is excluded.
    pub exclusions: Vec<Exclusion>,
    /// Who pays what.
    pub contributions: Vec<Contribution>,
    /// Who may enrol, and when cover begins.
    pub enrolments: Vec<Enrolment>,
    /// Benefits, in the order of calculation.
    pub benefits: Vec<Benefit>,
    /// Ceilings over several benefits.
    pub ceilings: Vec<Ceiling>,
    /// Who approves what is granted.
    pub approvals: Vec<Approval>,
    /// SHA-256 of the file and its lists, in hexadecimal.
    pub hash: Name,
}

impl Edition {
    /// The day it came into force, which names it among the editions of its scheme.
    pub fn from(&self) -> Day {
        self.in_force.span.from()
    }

    /// A clause by its id.
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses.iter().find(|c| c.id == id)
    }

    /// A benefit by its id.
    pub fn benefit(&self, id: &str) -> Option<&Benefit> {
        self.benefits.iter().find(|b| b.id == id)
    }

    /// What a payer of contributions is called.
    pub fn payer_label<'e>(&'e self, payer: &'e str, lang: Lang) -> &'e str {
        match self.payers.iter().find(|(id, _)| id == payer) {
            Some((_, label)) => label.get(lang),
            None if payer == "member" => lang.pick("会员", "member"),
            None => payer,
        }
    }

    /// Was this path assumed, itself or with what holds it?
    pub fn is_assumed(&self, path: &str) -> bool {
        let holds = |about: &String| {
            path == about || path.strip_prefix(about.as_str()).is_some_and(|r| r.starts_with('.'))
        };
        self.assumptions.iter().any(|a| a.about.iter().any(holds))
    }

    /// The category of everybody who is in no other.
    pub fn default_category(&self) -> Option<&str> {
        self.categories.iter().find(|c| c.default).map(|c| c.id.as_str())
    }
}
