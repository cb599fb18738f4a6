//! Schemes as pages need them: what they are called, what they ask for, and the words of their clauses.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::frame::Frame;
use crate::desk::schemes::InOffice;
use crate::engine::calendar::Day;
use crate::engine::scheme::model::Edition;
use crate::service::{Looking, Problem};

/// The schemes that are published, by id: read and compiled once, and kept while nothing is published.
pub(super) struct Schemes(HashMap<String, Arc<InOffice>>);

impl Schemes {
    /// Those of an office.
    pub(super) async fn of(looking: &Looking) -> Result<Self, Problem> {
        let known = looking.app.desk().office().schemes.clone();
        let look = looking
            .store()
            .look(&looking.book, move |tx| Box::pin(async move { known.all(tx).await }))
            .await?;
        Ok(Self(look))
    }

    /// One of them.
    pub(super) fn get(&self, id: &str) -> Option<&Arc<InOffice>> {
        self.0.get(id)
    }

    /// What a scheme is called; its id where it is not published any more.
    pub(super) fn title(&self, p: &Frame, id: &str) -> String {
        let latest = self.get(id).and_then(|scheme| scheme.editions().last());
        latest.map_or_else(|| id.to_owned(), |edition| edition.title.get(p.lang).to_owned())
    }

    /// The levels at which claims are approved, by id, each once.
    pub(super) fn levels(&self, p: &Frame) -> Vec<(String, String)> {
        let approvals = self.0.values().flat_map(|scheme| scheme.editions()).flat_map(|one| &one.approvals);
        let all: BTreeMap<String, String> =
            approvals.map(|one| (one.level.clone(), one.label.get(p.lang).to_owned())).collect();
        all.into_iter().collect()
    }

    /// All of them, as choices.
    pub(super) fn choices(&self, p: &Frame) -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> =
            self.0.keys().map(|id| (id.clone(), self.title(p, id))).collect();
        all.sort();
        all
    }
}

/// The edition of a scheme in force on a day, or else its last one.
pub(super) fn edition(scheme: &InOffice, day: Day) -> Option<&Edition> {
    scheme.in_force(day).or_else(|| scheme.editions().last())
}
