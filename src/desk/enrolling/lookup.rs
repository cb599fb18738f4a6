//! What is known of those who would enrol: the scheme, the member behind a number, the employer, who holds what.

use std::collections::HashMap;
use std::sync::Arc;

use super::Wanted;
use crate::desk::Office;
use crate::desk::schemes::InOffice;
use crate::engine::calendar::Span;
use crate::engine::coverage::period_of;
use crate::engine::office::fraud::MemberState;
use crate::engine::office::refusal::{Refusal, Thing};
use crate::engine::scheme::model::Edition;
use crate::store::employer::{self, Employer, Holds};
use crate::store::identity;
use crate::store::member::{self, MemberFacts};
use crate::store::{StoreError, Tx};

/// Who a request is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Whom {
    /// A member of the book.
    Member(String),
    /// Somebody new, by the blind index of his document.
    New(String),
}

impl Whom {
    /// The same for all requests of a slice about the same person.
    pub fn key(&self) -> &str {
        match self {
            Self::Member(key) | Self::New(key) => key,
        }
    }
}

/// All that was looked up.
pub(super) struct Known {
    schemes: HashMap<String, Arc<InOffice>>,
    /// By place of the request.
    pub whom: Vec<Result<Whom, Refusal>>,
    members: HashMap<String, MemberFacts>,
    employers: HashMap<String, Employer>,
    /// By scheme and first day of the period.
    holds: HashMap<(String, Span), Vec<Holds>>,
}

impl Known {
    pub async fn of(office: &Office, tx: &mut Tx, wanted: &[Wanted]) -> Result<Self, StoreError> {
        let schemes = office.schemes.of(tx, &distinct(wanted.iter().map(|w| w.scheme.as_str()))).await?;
        let whom = whom(office, tx, wanted).await?;
        let ids = distinct(whom.iter().filter_map(|whom| match whom {
            Ok(Whom::Member(id)) => Some(id.as_str()),
            _ => None,
        }));
        let members = member::for_claims(tx, office.store.keys(), &ids).await?;
        let members = members.into_iter().flatten().map(|member| (member.id.clone(), member)).collect();
        let called = distinct(wanted.iter().filter_map(|w| w.employer.as_deref()));
        let found = employer::find(tx, &called).await?;
        let employers =
            called.iter().zip(found).filter_map(|(name, found)| Some(((*name).to_owned(), found?)));
        let employers = employers.collect();
        let mut known = Self { schemes, whom, members, employers, holds: HashMap::new() };
        let fits = |(whom, wanted): (&Result<Whom, Refusal>, &Wanted)| {
            whom.clone().and_then(|whom| known.fits(wanted, whom))
        };
        known.whom = known.whom.iter().zip(wanted).map(fits).collect();
        known.look_who_holds(tx, wanted).await?;
        Ok(known)
    }

    /// The edition in force on the day.
    pub fn edition(&self, wanted: &Wanted) -> Result<&Edition, Refusal> {
        let scheme = self.schemes.get(&wanted.scheme);
        let scheme = scheme.ok_or_else(|| Refusal::not_found(Thing::Scheme, &wanted.scheme))?;
        let none = || Refusal::NoEdition { scheme: wanted.scheme.as_str().into(), on: Some(wanted.as_of) };
        scheme.in_force(wanted.as_of).ok_or_else(none)
    }

    /// The member, if it is one of the book.
    pub fn member(&self, whom: &Whom) -> Option<&MemberFacts> {
        self.members.get(whom.key())
    }

    /// The employer, if it is one of the book.
    pub fn employer(&self, wanted: &Wanted) -> Option<&Employer> {
        self.employers.get(wanted.employer.as_deref()?)
    }

    /// Who holds plans of the scheme in the period, through the employers that were asked about.
    pub fn holds(&self, scheme: &str, period: &Span) -> &[Holds] {
        self.holds.get(&(scheme.to_owned(), *period)).map_or(&[], Vec::as_slice)
    }

    /// The name of an employer of the book.
    pub fn employer_name(&self, id: &str) -> Option<&str> {
        self.employers.values().find(|employer| employer.id == id).map(|employer| employer.name.as_str())
    }

    /// Is it the member, as the request describes him, and may anything be done for him?
    fn fits(&self, wanted: &Wanted, whom: Whom) -> Result<Whom, Refusal> {
        let Some(member) = self.member(&whom) else { return Ok(whom) };
        if matches!(member.state, MemberState::Dead | MemberState::Merged) {
            let into = member.merged_into.as_deref().map(Into::into);
            return Err(Refusal::MemberNotActive {
                member: member.id.as_str().into(),
                state: member.state,
                into,
            });
        }
        if wanted.name.as_deref().is_some_and(|name| name.trim() != member.name) {
            let said = (
                format!("姓名与会员{}登记的姓名不一致，请对照证件核对。", member.id),
                format!("The name is not that of member {}; compare it with the document.", member.id),
            );
            return Err(Refusal::field("name", said));
        }
        Ok(whom)
    }

    /// Only for schemes whose rules count the members of an employer: others are spared the reading.
    async fn look_who_holds(&mut self, tx: &mut Tx, wanted: &[Wanted]) -> Result<(), StoreError> {
        let mut asked: HashMap<(String, Span), Vec<String>> = HashMap::new();
        for wanted in wanted {
            let Some((edition, employer)) = self.edition(wanted).ok().zip(self.employer(wanted)) else {
                continue;
            };
            if counts_members(edition) {
                let period = period_of(edition, wanted.as_of);
                asked.entry((wanted.scheme.clone(), period)).or_default().push(employer.id.clone());
            }
        }
        for ((scheme, period), employers) in asked {
            let employers = distinct(employers.iter().map(String::as_str));
            let holds = employer::holds(tx, &scheme, &period, &employers).await?;
            self.holds.insert((scheme, period), holds);
        }
        Ok(())
    }
}

fn counts_members(edition: &Edition) -> bool {
    edition.enrolments.iter().any(|rule| rule.least_members.is_some() || rule.least_participation.is_some())
}

/// Each once, in order.
pub(in crate::desk) fn distinct<'a>(all: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut all: Vec<&str> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}

async fn whom(
    office: &Office,
    tx: &mut Tx,
    wanted: &[Wanted],
) -> Result<Vec<Result<Whom, Refusal>>, StoreError> {
    let keys = office.store.keys();
    let by_document: Vec<Option<String>> =
        wanted.iter().map(|w| w.document.as_ref().map(|d| identity::index_of(keys, d))).collect();
    let by_number: Vec<Option<String>> =
        wanted.iter().map(|w| w.member.as_deref().map(|n| identity::index_of_number(keys, n))).collect();
    let indexes = distinct(by_document.iter().chain(&by_number).flatten().map(String::as_str));
    let holders = identity::holders(tx, &indexes).await?;
    let holders: HashMap<&str, String> =
        indexes.iter().zip(holders).filter_map(|(index, holder)| Some((*index, holder?.member))).collect();
    let ids = distinct(wanted.iter().filter_map(|w| w.member.as_deref()));
    let of_book = member::which(tx, &ids).await?;
    let held = |index: &Option<String>| holders.get(index.as_deref()?).cloned();
    Ok((0..wanted.len())
        .map(|at| {
            let asked = &wanted[at];
            let named = asked.member.as_ref().filter(|id| of_book.contains(id.as_str())).cloned();
            let number = named.or_else(|| held(&by_number[at]));
            decide(asked, (held(&by_document[at]), by_document[at].as_ref()), number)
        })
        .collect())
}

/// The member of the document, and of the number in files: they must be the same.
fn decide(
    wanted: &Wanted,
    (by_document, index): (Option<String>, Option<&String>),
    by_number: Option<String>,
) -> Result<Whom, Refusal> {
    match (by_document, by_number) {
        (Some(one), Some(other)) if one != other => Err(Refusal::field(
            "member",
            (
                format!(
                    "会员编号属于会员{other}，证件号码却属于会员{one}，请核对；如系重复登记，请办理合并。"
                ),
                format!(
                    "The member's number is that of {other} and the document that of {one}; check both, or merge the two."
                ),
            ),
        )),
        (None, Some(other)) if index.is_some() => Err(Refusal::field(
            "id_number",
            (
                format!(
                    "会员编号属于会员{other}，其登记的证件号码与此不同，请核对；如登记有误，请办理证件号码更正。"
                ),
                format!(
                    "The member's number is that of {other}, who has another document; check it, or correct his."
                ),
            ),
        )),
        (Some(member), _) | (None, Some(member)) => Ok(Whom::Member(member)),
        (None, None) => new(wanted, index),
    }
}

fn new(wanted: &Wanted, index: Option<&String>) -> Result<Whom, Refusal> {
    let Some(index) = index else {
        return Err(Refusal::field(
            "id_number",
            (
                "没有登记过该会员，首次参加须填写证件号码。",
                "The member is not in the book; whoever enrols for the first time must give an identity document.",
            ),
        ));
    };
    if wanted.name.as_deref().is_none_or(|name| name.trim().is_empty()) {
        return Err(Refusal::field(
            "name",
            ("首次参加须填写姓名。", "The name is missing; type it as on the document."),
        ));
    }
    Ok(Whom::New(index.clone()))
}
