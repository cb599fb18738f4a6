//! What happened to each claim of a demonstration, as a table: whose it is, how long ago, how much, and how it stands.

use crate::engine::calendar::Day;
use crate::engine::claim::words::{DateKind, Event, HospitalLevel, Place, Setting, Severity};
use crate::engine::claim::{Claim as Occasion, Component as C, Dates, Facts, Person, Settlement};
use crate::engine::money::Fen;

/// How a claim stands in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// Being written.
    Draft,
    /// Handed in.
    Submitted,
    /// Handed in with an invoice that the claim told before carries: held.
    SameInvoice,
    /// Decided, and held by hand.
    Held,
    /// Something is asked for.
    Pending,
    /// Decided, and waiting for review.
    Proposed,
    /// Approved by all who must, and booked; or denied, where that is what it comes to.
    Answered,
    /// Sent back by the reviewer.
    SentBack,
    /// Taken back.
    Revoked,
    /// An appeal waits for its answer.
    Appealed,
    /// An appeal was upheld, and the claim is decided again.
    Upheld,
}

/// What it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// A stay that left so many yuan to the member.
    Stay(i32),
    /// Special out-patient treatment that left so many yuan.
    Special(i32),
    /// An accident that left so many yuan.
    Accident(i32),
    /// A listed disease, how severe.
    Illness(Option<Severity>),
}

/// Number of the member in his county's list, days ago that it was handed in, what it is about, how it stands.
pub(super) type Story = (usize, i64, About, Ends);

/// Those of the first county: every state.
const FIRST: &[Story] = &[
    (0, 120, About::Stay(9_800), Ends::Answered),
    (0, 70, About::Stay(18_600), Ends::Answered),
    (0, 40, About::Special(2_400), Ends::Answered),
    (0, 6, About::Stay(5_200), Ends::Proposed),
    (0, 1, About::Special(900), Ends::Submitted),
    (1, 45, About::Stay(1_500), Ends::Appealed),
    (1, 20, About::Illness(Some(Severity::Early)), Ends::Answered),
    (2, 55, About::Stay(46_000), Ends::Answered),
    (3, 50, About::Stay(3_100), Ends::Upheld),
    (4, 30, About::Accident(6_400), Ends::Pending),
    (5, 12, About::Illness(None), Ends::Pending),
    (6, 25, About::Stay(7_700), Ends::Answered),
    (7, 24, About::Stay(7_700), Ends::SameInvoice),
    (8, 15, About::Stay(12_300), Ends::Held),
    (9, 10, About::Stay(63_000), Ends::Proposed),
    (10, 9, About::Stay(4_400), Ends::SentBack),
    (11, 18, About::Stay(8_100), Ends::Revoked),
    (12, 8, About::Special(3_600), Ends::Proposed),
    (13, 5, About::Stay(11_900), Ends::Proposed),
    (14, 4, About::Stay(6_600), Ends::Submitted),
    (15, 3, About::Stay(2_900), Ends::Submitted),
    (16, 2, About::Stay(15_400), Ends::Draft),
    (17, 1, About::Special(1_200), Ends::Draft),
];

/// Those of the others.
const OTHER: &[Story] = &[
    (0, 80, About::Stay(14_200), Ends::Answered),
    (1, 60, About::Stay(1_100), Ends::Answered),
    (2, 21, About::Illness(Some(Severity::Severe)), Ends::Answered),
    (3, 14, About::Accident(2_800), Ends::Pending),
    (4, 7, About::Stay(9_300), Ends::Proposed),
    (5, 4, About::Stay(21_000), Ends::Held),
    (6, 2, About::Special(1_700), Ends::Submitted),
    (0, 1, About::Stay(3_800), Ends::Submitted),
];

/// The stories of a county by its number.
pub(super) fn of(county: usize) -> &'static [Story] {
    if county == 0 { FIRST } else { OTHER }
}

/// What a claim is decided from: it happened some days before it was handed in.
pub(super) fn facts(about: About, member: &str, (handed_in, invoice): (Day, String)) -> Facts {
    let ago = |days: i64| handed_in.checked_sub(jiff_days(days)).unwrap_or(handed_in);
    let (event, setting, days) = match about {
        About::Stay(_) => (Event::Treatment, Some(Setting::Inpatient), 7),
        About::Special(_) => (Event::Treatment, Some(Setting::SpecialOutpatient), 0),
        About::Accident(_) => (Event::Accident, Some(Setting::AccidentOutpatient), 0),
        About::Illness(_) => (Event::Diagnosis, None, 0),
    };
    let mut dates = Dates::default();
    for kind in kinds(about) {
        dates.set(*kind, if *kind == DateKind::Admission { ago(5 + days) } else { ago(5) });
    }
    let claim = Occasion {
        event: Some(event),
        setting,
        dates,
        submitted: Some(handed_in),
        settlement: slip(about),
        place: Some(Place::Local),
        hospital_level: Some(HospitalLevel::Secondary),
        days: (days > 0).then(|| u16::try_from(days).unwrap_or(0)),
        severity: if let About::Illness(severity) = about { severity } else { None },
        diagnoses: diagnosis(about).parse().into_iter().collect(),
        invoice: Some(invoice).filter(|_| !matches!(about, About::Illness(_))),
        ..Occasion::default()
    };
    Facts { claim, person: Person { member: member.into(), ..Person::default() }, ..Facts::default() }
}

fn kinds(about: About) -> &'static [DateKind] {
    match about {
        About::Stay(_) => &[DateKind::Admission, DateKind::Discharge, DateKind::Settlement],
        About::Special(_) => &[DateKind::Settlement],
        About::Accident(_) => &[DateKind::Accident, DateKind::Settlement, DateKind::Discharge],
        About::Illness(_) => &[DateKind::Diagnosis],
    }
}

fn diagnosis(about: About) -> &'static str {
    match about {
        About::Stay(_) => "J18.9",
        About::Special(_) => "E11.9",
        About::Accident(_) => "S82.2",
        About::Illness(_) => "C50.9",
    }
}

/// A slip whose figures are tied: a quarter of the in-scope cost is left to the member.
fn slip(about: About) -> Settlement {
    let (About::Stay(left) | About::Special(left) | About::Accident(left)) = about else {
        return Settlement::new();
    };
    let (in_scope, self_funded) = (left * 4, left / 10);
    Settlement::new()
        .with(C::Total, Fen::yuan(in_scope + self_funded))
        .with(C::SelfFunded, Fen::yuan(self_funded))
        .with(C::OverLimit, Fen::ZERO)
        .with(C::CategoryBFirst, Fen::ZERO)
        .with(C::InScope, Fen::yuan(in_scope))
        .with(C::PooledPaid, Fen::yuan(in_scope - left))
        .completed()
}

fn jiff_days(days: i64) -> jiff::Span {
    jiff::Span::new().days(days)
}
