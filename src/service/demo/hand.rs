//! The hand that brings acts to the desk of a demonstration, at moments that it sets itself.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::DemoError;
use crate::clock::Now;
use crate::desk::{Act, Call, Desk, Office};
use crate::store::{BookId, Store, StoreError};

/// Seconds of a day.
pub(super) const DAY: i64 = 24 * 60 * 60;

/// Brings acts, each under a key of its own.
pub(super) struct Hand {
    desk: Desk,
    clock: Arc<Mutex<Now>>,
    staff: HashMap<&'static str, String>,
    next: u64,
}

impl Hand {
    /// A hand at the desk of a store, whose clock stands at a moment.
    pub fn new(store: &Store, documents: &Path, begun: Now) -> Self {
        let clock = Arc::new(Mutex::new(begun));
        let shown = Arc::clone(&clock);
        let office =
            Office::new(store.clone(), move || *shown.lock().unwrap_or_else(PoisonError::into_inner));
        Self { desk: Desk::new(office.with_documents(documents)), clock, staff: HashMap::new(), next: 0 }
    }

    /// The office.
    pub fn office(&self) -> &Office {
        self.desk.office()
    }

    /// This moment.
    pub fn now(&self) -> Now {
        *self.clock.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets the clock, which never goes back.
    pub fn at(&mut self, moment: Now) {
        let mut clock = self.clock.lock().unwrap_or_else(PoisonError::into_inner);
        *clock = moment.max(*clock);
    }

    /// Notes the account of a login.
    pub fn know(&mut self, login: &'static str, staff: String) {
        self.staff.insert(login, staff);
    }

    /// The account of a login.
    pub fn staff(&self, login: &str) -> &str {
        self.staff.get(login).map_or("", String::as_str)
    }

    /// One request of a login in a book. A minute goes by with it.
    pub async fn ask<A: Act>(
        &mut self,
        (book, login): (&str, &str),
        request: A::Request,
        reason: &str,
    ) -> Result<A::Answer, DemoError> {
        let mut all = self.ask_all::<A>((book, login), vec![request], reason).await?;
        all.pop().ok_or_else(|| StoreError::Broken(format!("{} left a request out", A::NAME)).into())
    }

    /// Several requests as one slice.
    pub async fn ask_all<A: Act>(
        &mut self,
        (book, login): (&str, &str),
        requests: Vec<A::Request>,
        reason: &str,
    ) -> Result<Vec<A::Answer>, DemoError> {
        self.at(self.now().plus_seconds(60));
        let book = BookId::try_from(book).map_err(|why| StoreError::Broken(why.to_string()))?;
        let mut calls = Vec::with_capacity(requests.len());
        for request in requests {
            self.next += 1;
            calls.push(Call::new(self.staff(login), &format!("demo-{}", self.next), request).because(reason));
        }
        let refused = |refusal| DemoError::Refused { act: A::NAME, refusal };
        let replies = self.desk.many::<A>(&book, calls).await?;
        replies.into_iter().map(|reply| reply.answer.map_err(refused)).collect()
    }
}
