//! The application: the desk, documents and settings that handlers work with.

use std::sync::Arc;

use axum::body::Bytes;

use super::demo::Demo;
use super::holds::Known;
use super::limit::Limits;
use super::metrics::Metrics;
use super::password::Passwords;
use super::schema::Validators;
use crate::clock::Now;
use crate::desk::Desk;
use crate::engine::calendar::Day;
use crate::store::files::Files;
use crate::store::login::Shows;
use crate::store::{BookId, Memory, Scope, Store};

/// What can be set of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Must staff have a second factor before anything else?
    pub second_factor: bool,
    /// Requests of one account in a minute; 0 for no limit.
    pub per_account: u32,
    /// Requests from one address in a minute; 0 for no limit.
    pub per_address: u32,
    /// Logins from one address in a minute; 0 for no limit.
    pub logins: u32,
    /// Is the caller's address the last one in `X-Forwarded-For`, put there by a proxy of ours?
    pub behind_proxy: bool,
    /// The largest body, in bytes; documents may be as large as the office takes them.
    pub largest_body: usize,
    /// Seconds for one request, its body included.
    pub seconds: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            second_factor: true,
            per_account: 6_000,
            per_address: 12_000,
            logins: 30,
            behind_proxy: false,
            largest_body: 1 << 20,
            seconds: 30,
        }
    }
}

/// Who called before, by the hash of what he shows and the day.
pub(super) type Callers = Memory<(Shows, String, Day), Option<Known>>;

/// What members can receive, as it was answered, by whose eyes saw it: scope, book, member, day.
pub(super) type Entitled = Memory<(Scope, BookId, String, Day), Bytes>;

/// The application. Clones share it.
#[derive(Clone)]
pub struct App(Arc<Parts>);

struct Parts {
    desk: Desk,
    files: Files,
    settings: Settings,
    limits: Limits,
    passwords: Passwords,
    metrics: Metrics,
    validators: Validators,
    callers: Callers,
    entitled: Entitled,
    demo: Option<Demo>,
}

impl App {
    /// An application of a desk, with its documents.
    pub fn new(desk: Desk, files: Files, settings: Settings) -> Self {
        Self::of(desk, files, settings, None)
    }

    /// An application of a demonstration: whoever comes may log in as any of its people without a password, and nobody
    /// needs a second factor.
    pub fn demonstration(desk: Desk, files: Files, mut settings: Settings, demo: Demo) -> Self {
        settings.second_factor = false;
        Self::of(desk, files, settings, Some(demo))
    }

    fn of(desk: Desk, files: Files, settings: Settings, demo: Option<Demo>) -> Self {
        let limits = Limits::new(&settings);
        let parts = Parts {
            desk,
            files,
            settings,
            limits,
            passwords: Passwords::default(),
            metrics: Metrics::default(),
            validators: Validators::default(),
            callers: Memory::of(4_000),
            entitled: Memory::of(4_000),
            demo,
        };
        Self(Arc::new(parts))
    }

    /// Where acts are brought to.
    pub fn desk(&self) -> &Desk {
        &self.0.desk
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.0.desk.office().store
    }

    /// Who is in the demonstration; none where it is a real office.
    pub fn demo(&self) -> Option<&Demo> {
        self.0.demo.as_ref()
    }

    /// The documents.
    pub fn files(&self) -> &Files {
        &self.0.files
    }

    /// This moment, as the office has it.
    pub fn now(&self) -> Now {
        self.0.desk.office().now()
    }

    /// What was set.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    pub(super) fn passwords(&self) -> &Passwords {
        &self.0.passwords
    }

    pub(super) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    pub(super) fn callers(&self) -> &Callers {
        &self.0.callers
    }

    pub(super) fn entitled(&self) -> &Entitled {
        &self.0.entitled
    }

    pub(super) fn validators(&self) -> &Validators {
        &self.0.validators
    }
}
