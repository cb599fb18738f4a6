//! A session: claims come one by one, each is decided against all plans, and the running totals go on.

use super::answer::{ChainAdjudication, ChainReceipt, ChainState};
use super::decide::Claim;
use super::judge::Chain;
use super::totals::Totals;
use crate::engine::adjudicate::run::Owners;
use crate::engine::adjudicate::{Frame, Movement, Reason, Session, hash};
use crate::engine::claim::Facts;
use crate::engine::claim::words::Word;
use crate::engine::money::Fen;
use crate::engine::name::Name;

/// Claims decided one after the other.
#[derive(Clone, Debug)]
pub struct ChainSession<'c> {
    pub(super) chain: &'c Chain,
    pub(super) sessions: Vec<Session<'c>>,
    /// The owners of all sessions.
    pub(super) owners: Owners,
    pub(super) totals: Totals,
}

impl<'c> ChainSession<'c> {
    pub(super) fn new(chain: &'c Chain) -> Self {
        let sessions = chain.members().iter().map(|member| member.scheme.session()).collect();
        Self { chain, sessions, owners: Owners::default(), totals: Totals::default() }
    }

    /// Brings movements of earlier claims along, as [`ChainAdjudication::all_movements`] gives them.
    pub fn bring(&mut self, history: &[Movement]) {
        for movement in history {
            match movement.total.split_once('/') {
                Some((plan, total)) => {
                    let own = Movement { total: total.into(), ..movement.clone() };
                    if let Some(member) = self.member_of(plan) {
                        self.sessions[member].bring_numbered(&[own], &mut self.owners);
                    }
                }
                None => self.totals.bring(movement),
            }
        }
    }

    /// The member that runs a plan of that id, in any edition.
    fn member_of(&self, plan: &str) -> Option<usize> {
        let editions = self.chain.editions().iter().zip(&self.chain.ready);
        editions.rev().find_map(|(edition, ready)| Some(ready[edition.plan(plan)?].member))
    }

    /// Decides one claim against all plans, explains it, and adds it to the running totals.
    pub fn decide(&mut self, facts: &Facts) -> ChainAdjudication {
        let hash = hash(facts);
        match self.chain.edition_on(facts) {
            Some(edition) => Claim::new(self, edition, facts, hash).decide(),
            None => self.no_edition(facts, hash),
        }
    }

    /// No edition is in force on the day, or the day is not known.
    fn no_edition(&self, facts: &Facts, facts_hash: String) -> ChainAdjudication {
        let kind = self.chain.editions().last().map(|edition| edition.decided_by);
        let day = kind.and_then(|kind| facts.claim.dates.get(kind));
        let code = match kind {
            Some(kind) if day.is_none() => format!("missing-date.{}", kind.word()),
            _ => "not-in-force".into(),
        };
        let given = day.map(|day| day.to_string());
        ChainAdjudication {
            state: ChainState::of(Fen::ZERO, day.is_none()),
            amount: Fen::ZERO,
            bill: Frame::of(facts, None, &[]).head,
            parts: vec![],
            left: vec![],
            reasons: vec![Reason { given, ..Reason::new(code, "", None) }],
            movements: vec![],
            provisional: vec![],
            presumed: vec![],
            receipt: ChainReceipt {
                engine: Name::new_static(env!("CARGO_PKG_VERSION")),
                chain: self.chain.id().into(),
                edition: None,
                facts: facts_hash,
            },
        }
    }
}
