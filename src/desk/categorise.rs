//! Categorise: a member is recognised as 困难职工 or the like, on evidence, or is verified again.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::leave::alive;
use super::{Office, typed};
use crate::engine::calendar::Day;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::store::category::{self, NewSpell, Standing};
use crate::store::member::{self, MemberFacts};
use crate::store::{StoreError, Tx, proof};

/// Recognises a member in a category, or verifies it again. Where the scheme has it verified anew each so many months,
/// it counts until then and not a day longer: [`super::verification`] lists what falls due.
pub struct Categorise;

/// Who is what.
#[derive(Clone, Debug, Serialize)]
pub struct Recognition {
    /// The member.
    pub member: String,
    /// The category, as a published scheme has it.
    pub category: String,
    /// First day; none: that of the spell that runs, or else the day of the verification.
    pub from: Option<Day>,
    /// Last day, inclusive; none: until further notice.
    pub to: Option<Day>,
    /// The day on which it was verified; none: today.
    pub verified: Option<Day>,
    /// The document that proves it: one of the member's, or of a claim of his. Demanded where a published scheme names the
    /// evidence that the category takes; a recognition that is verified again keeps the one that it has.
    pub proof: Option<String>,
}

/// What was recognised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognised {
    /// The member.
    pub member: String,
    /// The category.
    pub category: String,
    /// First day, inclusive.
    pub from: Day,
    /// Last day, inclusive.
    pub to: Option<Day>,
}

impl Act for Categorise {
    const NAME: &'static str = "categorise";
    const RIGHT: Right = Right::EditMember;
    type Request = Recognition;
    type Answer = Recognised;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, Recognition>],
    ) -> Result<Vec<Outcome<Recognised>>, StoreError> {
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.member.as_str()).collect();
        let members = member::for_claims(tx, office.store.keys(), &ids).await?;
        let standing = category::own(tx, &ids).await?;
        let proofs: Vec<(&str, &str)> = slice
            .iter()
            .map(|asked| (&*asked.request.member, asked.request.proof.as_deref().unwrap_or_default()))
            .collect();
        let proven = proof::there(tx, &proofs).await?;
        let schemes = office.schemes.all(tx).await?;
        let categories =
            || schemes.values().flat_map(|scheme| scheme.editions()).flat_map(|edition| &edition.categories);
        let (mut seen, mut rows, mut outcomes) = (HashSet::new(), vec![], vec![]);
        for (at, asked) in slice.iter().enumerate() {
            let (request, member) = (asked.request, members[at].as_ref());
            let own = || categories().filter(|category| category.id == *request.category);
            let evidence = own().find_map(|category| category.evidence.as_deref());
            let is_known = own().next().is_some();
            let own = (&*standing[at], proven[at], evidence);
            let judged = known(request, is_known).and_then(|()| judge(asked, member, own)).and_then(|row| {
                let stale = Refusal::Stale { what: Thing::Member, id: request.member.as_str().into() };
                let is_new = seen.insert((request.member.clone(), request.category.clone()));
                if is_new { Ok(row) } else { Err(stale) }
            });
            outcomes.push(judged.map(|(from, row)| {
                rows.push(row);
                let (member, category) = (request.member.clone(), request.category.clone());
                let object = member.clone();
                Done::new(Recognised { member, category, from, to: request.to }, object)
            }));
        }
        category::set(tx, &rows).await?;
        Ok(outcomes)
    }
}

fn judge(
    asked: &Asked<'_, Recognition>,
    member: Option<&MemberFacts>,
    (standing, proven, evidence): (&[Standing], bool, Option<&str>),
) -> Result<(Day, NewSpell), Refusal> {
    let (request, today) = (asked.request, asked.now.day());
    alive(member, &request.member, false)?;
    let verified = request.verified.unwrap_or(today);
    if verified > today {
        let said =
            ("核实日期不能晚于今天，请更正。", "The day of the verification is yet to come; correct it.");
        return Err(Refusal::field("verified", said));
    }
    if let Some(proof) = request.proof.as_deref().filter(|_| !proven) {
        return Err(Refusal::not_found(Thing::Document, proof));
    }
    let running = running(standing, &request.category, verified);
    let from = request.from.or(running.and_then(|running| running.spell.from)).unwrap_or(verified);
    typed::days(from, request.to)?;
    let same = standing.iter().find(|s| s.spell.category == request.category && s.spell.from == Some(from));
    let clash = standing.iter().filter(|s| s.spell.category == request.category).find(|s| {
        let ends =
            |to: Option<Day>, from: Option<Day>| to.is_some_and(|to| from.is_some_and(|from| to < from));
        s.spell.from != Some(from) && !ends(s.spell.to, Some(from)) && !ends(request.to, s.spell.from)
    });
    if let Some(clash) = clash {
        return Err(overlap(clash));
    }
    let document_id = request.proof.clone().or_else(|| same?.document_id.clone());
    if let (Some(evidence), None) = (evidence, &document_id) {
        return Err(unproven(evidence));
    }
    let row = NewSpell {
        member_id: request.member.clone(),
        category: request.category.clone(),
        from_day: from.to_string(),
        to_day: request.to.map(|day| day.to_string()),
        verified_on: Some(verified.to_string()),
        document_id,
        import_id: None,
    };
    Ok((from, row))
}

/// The spell of a category that runs on a day.
pub(super) fn running<'s>(standing: &'s [Standing], category: &str, day: Day) -> Option<&'s Standing> {
    standing.iter().find(|s| s.spell.category == category && s.spell.holds_on(day, None))
}

/// The category must be one that a published scheme has.
fn known(request: &Recognition, is_known: bool) -> Result<(), Refusal> {
    if is_known { Ok(()) } else { Err(Refusal::not_found(Thing::Category, &request.category)) }
}

fn unproven(evidence: &str) -> Refusal {
    let said = (
        format!(
            "方案规定认定该类别须凭“{evidence}”；请先用 huzhu member attach 上传，再以 --proof 填写材料编号。"
        ),
        format!(
            "The scheme has this category proven by: {evidence}. Add it with `huzhu member attach`, and name the document: --proof."
        ),
    );
    Refusal::field("proof", said)
}

fn overlap(with: &Standing) -> Refusal {
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let (from, to) = (day(with.spell.from), day(with.spell.to));
    let said = (
        format!("与自{from}至{to}的同一类别重叠，请更正日期，或先终止原认定。"),
        format!(
            "It overlaps the same category from {from} to {to}; correct the days, or end that one first."
        ),
    );
    Refusal::field("from", said)
}
