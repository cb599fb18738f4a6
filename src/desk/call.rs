//! A request as it comes to the desk, and what is replied.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::engine::digest::hexadecimal;
use crate::engine::name::Name;
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::store::staff::Who;
use crate::store::version::Versioned;

/// A request, who makes it, and the key under which it is known again.
#[derive(Clone, Debug)]
pub struct Call<R> {
    /// Who asks.
    pub who: Who,
    /// Names the request for its principal: the same key gets the same answer, and nothing is done twice.
    pub key: String,
    /// Leads to the logs.
    pub request_id: String,
    /// Why, where the act asks for a reason; it stands in the audit chain.
    pub reason: String,
    /// What was seen by whoever asks for a change of it; none where nothing was looked at before.
    pub seen: Option<SeenAs>,
    /// What is asked for.
    pub request: R,
}

/// A thing as somebody saw it: a change of it is refused where it is another by now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenAs {
    /// What it is.
    pub of: Versioned,
    /// Which.
    pub id: String,
    /// Its version, any of these.
    pub versions: Vec<String>,
}

impl SeenAs {
    /// What it is called in a refusal.
    pub(super) fn thing(&self) -> Thing {
        match self.of {
            Versioned::Claim => Thing::Claim,
            Versioned::Member => Thing::Member,
            Versioned::Employer => Thing::Employer,
            Versioned::Staff => Thing::Staff,
        }
    }
}

impl<R> Call<R> {
    /// A request of an account in its own name, whose key also leads to the logs.
    pub fn new(staff: &str, key: &str, request: R) -> Self {
        Self {
            who: Who { staff: staff.into(), on_behalf_of: None },
            key: key.into(),
            request_id: key.into(),
            reason: String::new(),
            seen: None,
            request,
        }
    }

    /// The same in the name of an absent colleague.
    #[must_use]
    pub fn on_behalf_of(mut self, absent: &str) -> Self {
        self.who.on_behalf_of = Some(Name::from(absent));
        self
    }

    /// The same with a reason.
    #[must_use]
    pub fn because(mut self, reason: &str) -> Self {
        self.reason = reason.into();
        self
    }
}

impl<R: Serialize> Call<R> {
    /// Hash of what is asked for, in hexadecimal: the same key for something else is refused.
    pub(super) fn body_hash(&self, act: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(act.as_bytes());
        hash.update([0]);
        // Into memory, keys are texts and values plain: it cannot fail.
        hash.update(serde_json::to_vec(&(&self.request, &self.reason)).unwrap_or_default());
        hexadecimal(&hash.finalize())
    }
}

/// What is replied to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply<A> {
    /// The answer, or why it is refused.
    pub answer: Result<A, Refusal>,
    /// Was it done before, under the same key?
    pub replayed: bool,
}
