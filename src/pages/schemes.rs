//! Schemes as pages need them: what they are called, what they ask for, the words of their clauses; and what is promised.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::frame::Frame;
use super::promise::Promise;
use crate::desk::schemes::InOffice;
use crate::engine::calendar::Day;
use crate::engine::scheme::model::Edition;
use crate::service::{Looking, Problem};
use crate::store::policy;

/// The schemes that are published, by id: read and compiled once, and kept while nothing is published.
pub(super) struct Schemes {
    by_id: HashMap<String, Arc<InOffice>>,
    promise: Promise,
}

impl Schemes {
    /// Those of an office.
    pub(super) async fn of(looking: &Looking) -> Result<Self, Problem> {
        let office = looking.app.desk().office();
        let (known, today) = (office.schemes.clone(), office.now().day());
        let look = looking.store().look(&looking.book, move |tx| {
            Box::pin(async move { Ok((known.all(tx).await?, policy::of(tx).await?)) })
        });
        let (by_id, policies) = look.await?;
        Ok(Self { by_id, promise: Promise { policies, today } })
    }

    /// What the office promises.
    pub(super) fn promise(&self) -> &Promise {
        &self.promise
    }

    /// One of them.
    pub(super) fn get(&self, id: &str) -> Option<&Arc<InOffice>> {
        self.by_id.get(id)
    }

    /// What a scheme is called; its id where it is not published any more.
    pub(super) fn title(&self, p: &Frame, id: &str) -> String {
        let latest = self.get(id).and_then(|scheme| scheme.editions().last());
        latest.map_or_else(|| id.to_owned(), |edition| edition.title.get(p.lang).to_owned())
    }

    /// What a plan of a scheme is called; its id where it is not offered any more.
    pub(super) fn plan(&self, p: &Frame, (id, plan): (&str, &str)) -> String {
        let latest = self.get(id).and_then(|scheme| scheme.editions().last());
        let found = latest.and_then(|edition| edition.plans.iter().find(|one| one.id == plan));
        found.map_or_else(|| plan.to_owned(), |found| found.label.get(p.lang).to_owned())
    }

    /// The levels at which claims are approved, by id, each once.
    pub(super) fn levels(&self, p: &Frame) -> Vec<(String, String)> {
        let approvals =
            self.by_id.values().flat_map(|scheme| scheme.editions()).flat_map(|one| &one.approvals);
        let all: BTreeMap<String, String> =
            approvals.map(|one| (one.level.clone(), one.label.get(p.lang).to_owned())).collect();
        all.into_iter().collect()
    }

    /// All of them, as choices.
    pub(super) fn choices(&self, p: &Frame) -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> =
            self.by_id.keys().map(|id| (id.clone(), self.title(p, id))).collect();
        all.sort();
        all
    }
}

/// The edition of a scheme in force on a day, or else its last one.
pub(super) fn edition(scheme: &InOffice, day: Day) -> Option<&Edition> {
    scheme.in_force(day).or_else(|| scheme.editions().last())
}
