//! Name a payee: an heir, a guardian or somebody else who is paid in place of a member, on proof.

use serde::{Deserialize, Serialize};

use super::act::{Act, Asked, Done, Outcome};
use super::by::By;
use super::{Office, typed};
use crate::engine::calendar::Day;
use crate::engine::claim::words::Word;
use crate::engine::ids::DocumentKind;
use crate::engine::office::fraud::MemberState;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{PayeeKind, Refusal, Right};
use crate::store::member::{self, MemberFacts, account_index};
use crate::store::payee::{self, NewPayee};
use crate::store::{StoreError, Tx, identity, proof};

/// Names a payee. Nothing is paid to him before another person has confirmed him.
pub struct NamePayee;

/// Who is paid.
#[derive(Clone, Debug, Serialize)]
pub struct Naming {
    /// The member; one who has left or died as well.
    pub member: String,
    /// Why he is paid.
    pub kind: PayeeKind,
    /// The name, as on the document.
    pub name: String,
    /// Kind and number of his identity document: he does not review the member's claims.
    pub document: (DocumentKind, String),
    /// The bank account.
    pub account: String,
    /// The document that proves it: one of the member's, or of a claim of his.
    pub proof: String,
    /// First day; none: today.
    pub from: Option<Day>,
}

/// Which payee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayeeAnswer {
    /// His id.
    pub payee: String,
}

impl Act for NamePayee {
    const NAME: &'static str = "name-payee";
    const RIGHT: Right = Right::ChangeAccount;
    type Request = Naming;
    type Answer = PayeeAnswer;

    async fn carry_out(
        office: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, Naming>],
    ) -> Result<Vec<Outcome<PayeeAnswer>>, StoreError> {
        let keys = office.store.keys();
        let ids: Vec<&str> = slice.iter().map(|asked| asked.request.member.as_str()).collect();
        let members = member::for_claims(tx, keys, &ids).await?;
        let proofs: Vec<(&str, &str)> =
            slice.iter().map(|asked| (asked.request.member.as_str(), asked.request.proof.as_str())).collect();
        let proven = proof::there(tx, &proofs).await?;
        let (mut rows, mut outcomes) = (vec![], vec![]);
        for ((asked, member), proven) in slice.iter().zip(&members).zip(proven) {
            let judged = judge(office, asked, member.as_ref(), proven);
            outcomes.push(judged.map(|row| {
                let id = tx.issue_id('y');
                rows.push(NewPayee { id: id.clone(), ..row });
                Done::new(PayeeAnswer { payee: id.clone() }, id)
            }));
        }
        payee::insert(tx, keys, &rows).await?;
        Ok(outcomes)
    }
}

fn judge(
    office: &Office,
    asked: &Asked<'_, Naming>,
    member: Option<&MemberFacts>,
    proven: bool,
) -> Result<NewPayee, Refusal> {
    let request = asked.request;
    let member = member.ok_or_else(|| Refusal::not_found(Thing::Member, &request.member))?;
    if member.state == MemberState::Merged {
        let into = member.merged_into.as_deref().map(Into::into);
        let member = request.member.as_str().into();
        return Err(Refusal::MemberNotActive { member, state: MemberState::Merged, into });
    }
    if request.kind == PayeeKind::Heir && member.state != MemberState::Dead {
        let said = (
            "该会员未登记死亡，不能登记继承人；请先用 huzhu member leave --died 登记死亡日期。",
            "The member is not noted as dead, so nobody is his heir; note the death first: huzhu member leave --died.",
        );
        return Err(Refusal::field("kind", said));
    }
    let name = typed::name(&request.name)?;
    let document = typed::document(request.document.0, &request.document.1)?;
    let account = typed::account(&request.account)?;
    if !proven {
        return Err(Refusal::not_found(Thing::Document, &request.proof));
    }
    let keys = office.store.keys();
    Ok(NewPayee {
        id: String::new(),
        member_id: request.member.clone(),
        kind: request.kind.word(),
        person: identity::index_of(keys, &document),
        name: name.into(),
        account_index: account_index(keys, &account),
        account: account.as_str().into(),
        document_id: request.proof.clone(),
        from_day: request.from.unwrap_or_else(|| asked.now.day()).to_string(),
        named_by: By::of(asked).staff,
    })
}
