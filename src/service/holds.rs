//! How long what somebody shows holds: a session as long as it is used, and not for ever; a token until its last moment.

use std::sync::Arc;

use crate::clock::Now;
use crate::store::StoreError;
use crate::store::login::Caller;

/// A session that nobody used for so many seconds has ended.
pub const IDLE: i64 = 30 * 60;
/// Every session has ended after so many seconds.
pub(super) const LONGEST: i64 = 12 * 60 * 60;
/// That a session is in use is written down so often, in seconds.
const SEEN: i64 = 60;

/// A caller, with the moments between which he is let in.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) caller: Arc<Caller>,
    holds: Holds,
}

#[derive(Clone, Copy)]
enum Holds {
    Session { since: Now, seen: Now },
    Until(Now),
}

impl Known {
    /// A caller whose moments are read, once for all his requests.
    pub(super) fn new(caller: Caller) -> Result<Self, StoreError> {
        let moment = |text: &str| {
            Now::parse(text)
                .map_err(|error| StoreError::Broken(format!("a moment of a login, `{text}`: {error}")))
        };
        let holds = match caller.expires_at.as_str() {
            "" => Holds::Session { since: moment(&caller.since)?, seen: moment(&caller.seen_at)? },
            end => Holds::Until(moment(end)?),
        };
        Ok(Self { caller: Arc::new(caller), holds })
    }

    /// May he still call?
    pub(super) fn holds(&self, now: Now) -> bool {
        match self.holds {
            Holds::Session { since, seen } => {
                since > now.plus_seconds(-LONGEST) && seen > now.plus_seconds(-IDLE)
            }
            Holds::Until(end) => end > now,
        }
    }

    /// Is it time to write down that his session is in use?
    pub(super) fn is_to_be_seen(&self, now: Now) -> bool {
        matches!(self.holds, Holds::Session { seen, .. } if seen < now.plus_seconds(-SEEN))
    }
}
