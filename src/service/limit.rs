//! Rate limits: so many requests in a minute for each account and each address, a burst at a time.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RETRY_AFTER};

use super::app::Settings;
use super::problem::Problem;
use crate::clock::Now;

const MINUTE: i64 = 60_000;
/// So many callers are remembered before those that owe nothing are forgotten.
const REMEMBERED: usize = 10_000;

/// The limits of the service.
pub(super) struct Limits {
    pub(super) accounts: Limit,
    pub(super) addresses: Limit,
    pub(super) logins: Limit,
}

impl Limits {
    pub(super) fn new(settings: &Settings) -> Self {
        Self {
            accounts: Limit::new(settings.per_account),
            addresses: Limit::new(settings.per_address),
            logins: Limit::new(settings.logins),
        }
    }
}

/// A limit (GCRA): for each caller, until when his requests so far would take at the permitted pace, in milliseconds
/// since the limit was first asked.
pub(super) struct Limit {
    per_minute: i64,
    until: Mutex<(Option<Now>, HashMap<String, i64>)>,
}

impl Limit {
    /// So many in a minute, a third of them at once; 0 for no limit.
    pub(super) fn new(per_minute: u32) -> Self {
        Self { per_minute: per_minute.into(), until: Mutex::new((None, HashMap::new())) }
    }

    /// Takes one; a problem that says when to come again where there are too many.
    pub(super) fn take(&self, who: &str, now: Now) -> Result<(), Problem> {
        match self.wait(who, now) {
            0 => Ok(()),
            ms => Err(too_many(ms)),
        }
    }

    /// Milliseconds to wait; nought where one was taken.
    fn wait(&self, who: &str, now: Now) -> i64 {
        if self.per_minute == 0 {
            return 0;
        }
        let mut known = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        let at = now.ms_since(*known.0.get_or_insert(now)).max(0);
        let (step, burst) = ((MINUTE / self.per_minute).max(1), MINUTE / 3);
        if known.1.len() > REMEMBERED {
            known.1.retain(|_, until| *until > at);
        }
        let until = known.1.get(who).copied().unwrap_or(at).max(at);
        if until + step - at > burst.max(step) {
            return until + step - at - burst.max(step);
        }
        known.1.insert(who.to_owned(), until + step);
        0
    }
}

fn too_many(ms: i64) -> Problem {
    let seconds = (ms + 999) / 1000;
    let said = (
        format!("请求过多，请{seconds}秒后再试。"),
        format!("There are too many requests; try again in {seconds} seconds."),
    );
    let again = HeaderValue::from(seconds);
    Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-requests", said).header(RETRY_AFTER, again)
}

#[cfg(test)]
mod tests {
    use super::Limit;
    use crate::clock::Now;

    #[test]
    fn a_burst_and_then_the_pace() {
        let limit = Limit::new(60);
        let start = Now::parse("2026-06-01T02:00:00Z").unwrap();
        let fine = |who: &str, second: i64| limit.take(who, start.plus_seconds(second)).is_ok();
        assert_eq!((0..30).filter(|_| fine("a", 0)).count(), 20);
        assert!(fine("b", 0), "another one is not held");
        assert!(fine("a", 1) && !fine("a", 1) && fine("a", 2));
        assert_eq!((0..30).filter(|_| fine("a", 600)).count(), 20, "after a rest the burst is back");
        assert!(!fine("a", 0), "a clock that steps back opens nothing");
        assert!((0..1000).all(|_| Limit::new(0).take("a", start).is_ok()));
    }

    #[test]
    fn who_has_to_wait_is_told_how_long() {
        let (limit, now) = (Limit::new(1), Now::parse("2026-06-01T02:00:00Z").unwrap());
        assert!(limit.take("a", now).is_ok());
        let problem = limit.take("a", now).unwrap_err();
        assert_eq!((problem.status().as_u16(), problem.code()), (429, "too-many-requests"));
        assert!(
            limit.take("a", now.plus_seconds(59)).is_err() && limit.take("a", now.plus_seconds(60)).is_ok()
        );
    }
}
