//! What was accepted, written: employers, members with their numbers, categories, enrolments.

use std::collections::{BTreeMap, HashMap};

use super::lookup::{Known, Whom};
use super::rules::Accepted;
use super::{Enrolled, EnrolledPlan, Wanted};
use crate::desk::Office;
use crate::desk::follow::pool_id;
use crate::engine::calendar::Day;
use crate::engine::ledger::{Amount, Posting, events};
use crate::engine::money::Fen;
use crate::engine::office::Refusal;
use crate::engine::office::fraud::MemberState;
use crate::store::category::{self, NewSpell};
use crate::store::employer::{self, NewEmployer};
use crate::store::enrolment::{self, NewEnrolment};
use crate::store::identity::{self, NewNumber};
use crate::store::member::{self, Change, NewMember};
use crate::store::{StoreError, Tx};

/// What is to be written.
#[derive(Default)]
struct Rows {
    employers: Vec<NewEmployer>,
    members: Vec<NewMember>,
    numbers: Vec<NewNumber>,
    returned: Vec<Change>,
    spells: Vec<NewSpell>,
    enrolments: Vec<NewEnrolment>,
    dues: Vec<Posting>,
    /// Ids of new members by the index of their document, and of new employers by name.
    ids: HashMap<String, String>,
    employer_ids: HashMap<String, String>,
}

/// Writes what was accepted and answers all.
pub(super) async fn write(
    office: &Office,
    tx: &mut Tx,
    (wanted, known): (&[Wanted], &Known),
    judged: Vec<Result<Accepted, Refusal>>,
) -> Result<Vec<Result<Enrolled, Refusal>>, StoreError> {
    let mut rows = Rows::default();
    let mut answers = Vec::with_capacity(judged.len());
    for (at, judged) in judged.into_iter().enumerate() {
        answers.push(match (judged, &known.whom[at]) {
            (Ok(accepted), Ok(whom)) => Ok(rows.add((office, tx), (&wanted[at], known), whom, accepted)),
            (Err(refusal), _) => Err(refusal),
            (_, Err(refusal)) => Err(refusal.clone()),
        });
    }
    employer::insert(tx, &rows.employers).await?;
    member::insert(tx, office.store.keys(), &rows.members).await?;
    identity::insert(tx, office.store.keys(), &rows.numbers).await?;
    member::change(tx, &rows.returned).await?;
    category::set(tx, &rows.spells).await?;
    enrolment::insert(tx, &rows.enrolments).await?;
    tx.owe(rows.dues);
    Ok(answers)
}

impl Rows {
    fn add(
        &mut self,
        (office, tx): (&Office, &mut Tx),
        (wanted, known): (&Wanted, &Known),
        whom: &Whom,
        accepted: Accepted,
    ) -> Enrolled {
        let employer = self.employer(tx, wanted, known);
        let (member, is_new) = match whom {
            Whom::Member(id) => (id.clone(), false),
            Whom::New(index) => self.member(office, tx, wanted, (index, employer.clone())),
        };
        let pool = known.edition(wanted).ok().and_then(|edition| edition.pools.first());
        let pool = pool_id(&wanted.scheme, pool.map_or("", |pool| &pool.id));
        let known = known.member(whom);
        if known.is_some_and(|member| member.state == MemberState::Left) {
            self.returned.push(Change::of(&member).to(MemberState::Active));
        }
        let spells = wanted.categories.iter().map(|spell| NewSpell {
            member_id: member.clone(),
            category: spell.category.clone(),
            from_day: text(spell.from.unwrap_or(wanted.as_of)),
            to_day: spell.to.map(text),
            verified_on: spell.verified.map(text),
            document_id: None,
            import_id: wanted.import.clone(),
        });
        self.spells.extend(spells);
        let employer = employer.or_else(|| known.and_then(|member| member.employer.clone()));
        let mut plans = Vec::with_capacity(accepted.plans.len());
        for (plan, span, share_units) in accepted.plans {
            let id = tx.issue_id('e');
            self.enrolments.push(NewEnrolment {
                id: id.clone(),
                member_id: member.clone(),
                scheme_id: wanted.scheme.clone(),
                plan: plan.clone(),
                employer_id: employer.clone(),
                from_day: text(span.from()),
                to_day: span.to().map(text),
                enrolled_on: text(wanted.enrolled_on.unwrap_or(wanted.as_of)),
                hired_on: wanted.hired_on.map(text),
                share_units,
                import_id: wanted.import.clone(),
            });
            plans.push(EnrolledPlan { id, plan, from: span.from(), to: span.to(), share_units });
        }
        self.owe(&pool, &plans, employer.as_ref().unwrap_or(&member), &accepted.due);
        Enrolled { member, is_new, plans, due: accepted.due }
    }

    /// What each payer owes for an enrolment, through the employer, or the member himself.
    fn owe(&mut self, pool: &str, plans: &[EnrolledPlan], party: &str, due: &BTreeMap<String, Fen>) {
        let Some(first) = plans.first() else { return };
        for (payer, amount) in due {
            let owed = Amount::new(*amount).map(|amount| events::contribution_due(pool, payer, amount));
            self.dues.extend(owed.map(|posting| posting.about(&first.id).with(party)));
        }
    }

    /// The employer's id; one that is not in the book is made.
    fn employer(&mut self, tx: &mut Tx, wanted: &Wanted, known: &Known) -> Option<String> {
        let name = wanted.employer.as_deref()?;
        if let Some(employer) = known.employer(wanted) {
            return Some(employer.id.clone());
        }
        if let Some(id) = self.employer_ids.get(name) {
            return Some(id.clone());
        }
        let id = tx.issue_id('w');
        self.employer_ids.insert(name.into(), id.clone());
        self.employers.push(NewEmployer {
            id: id.clone(),
            organisation_id: tx.organisation().into(),
            name: name.into(),
            credit_code: None,
            size: wanted.employer_size,
            import_id: wanted.import.clone(),
        });
        Some(id)
    }

    /// A new member, made once for all requests of a slice.
    fn member(
        &mut self,
        office: &Office,
        tx: &mut Tx,
        wanted: &Wanted,
        (index, employer): (&str, Option<String>),
    ) -> (String, bool) {
        if let Some(id) = self.ids.get(index) {
            return (id.clone(), false);
        }
        let id = tx.issue_id('m');
        self.ids.insert(index.into(), id.clone());
        let document =
            wanted.document.as_ref().map(|document| NewNumber::document(office.store.keys(), &id, document));
        let number =
            wanted.member.as_ref().map(|number| NewNumber::in_files(office.store.keys(), &id, number));
        self.numbers.extend(document.into_iter().chain(number));
        self.members.push(NewMember {
            id: id.clone(),
            employer,
            name: wanted.name.as_deref().unwrap_or_default().trim().into(),
            birth: wanted.birth.or_else(|| wanted.document.as_ref()?.birth()),
            sex: wanted.sex,
            phone: wanted.phone.clone(),
            account: wanted.account.clone(),
            holder: wanted.account.as_ref().and(wanted.holder.clone()),
            service: wanted.service,
            insurance: wanted.insurance,
            import: wanted.import.clone(),
        });
        (id, true)
    }
}

fn text(day: Day) -> String {
    day.to_string()
}
