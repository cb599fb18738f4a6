//! Withdraw a scheme: an edition that nothing stands on decides nothing more; two persons must want it.

use serde::{Deserialize, Serialize};

use super::Office;
use super::act::{Act, Asked, Done, Outcome};
use super::propose_scheme::in_subtree;
use crate::engine::calendar::Day;
use crate::engine::name::Name;
use crate::engine::office::refusal::Thing;
use crate::engine::office::undo::{EditionStands, Stands};
use crate::engine::office::{Involved, Person, Refusal, Right};
use crate::store::scheme::{self, EditionKey, Standing, Step};
use crate::store::{StoreError, Tx};

/// Withdraws an edition: the first who asks for it proposes it, and another person, who asks for the same, does it. Until
/// then the edition goes on deciding. A proposal that nobody has confirmed is withdrawn by one person.
///
/// What stands on it is looked for in all books. An act of another book that runs at the same moment may still be
/// decided by it; its decision keeps what it was decided from, and stands as it was made.
pub struct WithdrawScheme;

/// Which edition.
#[derive(Clone, Debug, Serialize)]
pub struct WithdrawalRequest {
    /// The scheme.
    pub scheme: String,
    /// The first day in force.
    pub from: Day,
    /// The hash, so that nothing else is withdrawn.
    pub hash: String,
}

/// How the edition stands now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawalAnswer {
    /// The scheme.
    pub scheme: String,
    /// The first day in force.
    pub from: Day,
    /// Is it withdrawn? Otherwise another person must want it too.
    pub is_withdrawn: bool,
}

impl Act for WithdrawScheme {
    const NAME: &'static str = "withdraw-scheme";
    const RIGHT: Right = Right::ProposeScheme;
    type Request = WithdrawalRequest;
    type Answer = WithdrawalAnswer;

    async fn carry_out(
        _: &Office,
        tx: &mut Tx,
        slice: &[Asked<'_, WithdrawalRequest>],
    ) -> Result<Vec<Outcome<WithdrawalAnswer>>, StoreError> {
        let sought: Vec<(&str, &str)> =
            slice.iter().map(|asked| (&*asked.actor.staff, asked.request.scheme.as_str())).collect();
        let standing = scheme::standing(tx, &sought).await?;
        let keys: Vec<EditionKey> = slice.iter().map(|asked| key(asked.request)).collect();
        let stands = scheme::stands_on(tx, &keys).await?;
        let (mut rows, mut outcomes) = (Vec::<Step>::new(), vec![]);
        for (at, (asked, key)) in slice.iter().zip(keys).enumerate() {
            let counts = stands.iter().filter(|(of, ..)| *of == at).map(|(_, what, count)| (*what, *count));
            let twice = rows.iter().any(|row| row.key == key);
            let judged = judge(asked, (&standing[at], twice), counts);
            outcomes.push(judged.map(|is_withdrawn| {
                let answer = WithdrawalAnswer {
                    scheme: key.scheme_id.clone(),
                    from: asked.request.from,
                    is_withdrawn,
                };
                let (object, before) = (key.scheme_id.clone(), key.hash.clone());
                rows.push(Step {
                    key,
                    by_staff: asked.actor.staff.to_string(),
                    at: asked.now.moment(),
                    state: if is_withdrawn { "withdrawn" } else { "published" },
                });
                Done { before, ..Done::new(answer, object) }
            }));
        }
        scheme::withdraw(tx, &rows).await?;
        Ok(outcomes)
    }
}

fn key(request: &WithdrawalRequest) -> EditionKey {
    EditionKey {
        scheme_id: request.scheme.clone(),
        from_day: request.from.to_string(),
        hash: request.hash.clone(),
    }
}

/// Is it withdrawn by this, or only proposed to be?
fn judge(
    asked: &Asked<'_, WithdrawalRequest>,
    (standing, twice): (&[Standing], bool),
    counts: impl Iterator<Item = (Stands, u64)>,
) -> Result<bool, Refusal> {
    let WithdrawalRequest { scheme, from, hash } = asked.request;
    let from_day = from.to_string();
    in_subtree(standing, scheme)?;
    let edition = standing.iter().find(|edition| edition.from_day == from_day && edition.hash == *hash);
    let edition = edition.ok_or_else(|| Refusal::not_found(Thing::Edition, hash))?;
    if twice || edition.state == "withdrawn" {
        return Err(Refusal::Stale { what: Thing::Edition, id: hash.as_str().into() });
    }
    if edition.state == "proposed" {
        return Ok(true);
    }
    let what: Vec<(Stands, u64)> = counts.filter(|(_, count)| *count > 0).collect();
    if !what.is_empty() {
        return Err(Refusal::EditionStands(EditionStands {
            scheme: scheme.as_str().into(),
            from: *from,
            what,
        }));
    }
    let Some(first) = &edition.withdrawer else { return Ok(false) };
    let mut makers = Involved::default();
    makers.add_person(Person(Name::from(first.as_str())));
    makers.check(&asked.actor).map(|()| true)
}
