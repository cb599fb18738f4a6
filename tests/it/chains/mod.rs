//! Chains over the ten plans that were made for tests: one text, exclusions, ceilings, who waits for whom.

mod files;
mod laws;
mod order;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use huzhu::engine::chain::{Chain, ChainAdjudication, ChainFile, Checked, Part, read_and_check};
use huzhu::engine::claim::words::{DateKind, Event, Service, Setting, Severity};
use huzhu::engine::claim::{Component, Facts};
use huzhu::engine::money::Fen;
use huzhu::engine::people::CategorySpell;
use huzhu::engine::scheme::library::{Library, SchemeFile};

use crate::source::read;

pub const PLANS: [&str; 10] = [
    "inpatient",
    "second",
    "allowance",
    "retiree",
    "critical-a",
    "critical-b",
    "self-funded",
    "over-limit",
    "employer",
    "hardship",
];

/// The text of one of the example files.
pub fn text_of(name: &str) -> String {
    read(&format!("tests/schemes/chains/example/{name}/2020-01-01.toml"))
}

/// The ten schemes.
pub fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let path = |name: &str| format!("example/{name}/2020-01-01.toml");
        let files: Vec<SchemeFile> =
            PLANS.iter().map(|name| SchemeFile { path: path(name), text: text_of(name) }).collect();
        let library = Library::build(&files, &BTreeMap::new());
        let found: String = library.reports.iter().map(ToString::to_string).collect();
        assert_eq!(found, "");
        library
    })
}

pub fn checked(text: &str) -> Checked {
    let file = ChainFile { path: "example/ten/2020-01-01.toml".into(), text: text.into() };
    read_and_check(&file, &library().schemes)
}

pub fn chain_of(text: &str) -> Chain {
    let checked = checked(text);
    assert!(!checked.report.has_errors(), "{}", checked.report);
    Chain::new(vec![checked.edition.expect("the head reads")], &library().schemes).expect("it compiles")
}

/// A stay of a retired hardship member with something for every plan.
pub fn stay(self_pay: i32) -> Facts {
    let mut facts = Facts::default();
    facts.person.member = "m1".into();
    facts.person.service = Some(Service::Retired);
    facts.person.categories = vec![CategorySpell::always("hardship")];
    facts.claim.event = Some(Event::Treatment);
    facts.claim.setting = Some(Setting::Inpatient);
    facts.claim.severity = Some(Severity::Light);
    facts.claim.days = Some(10);
    facts.claim.dates.set(DateKind::Discharge, "2020-03-01".parse().expect("a day"));
    let figures = [
        (Component::SelfPay, self_pay),
        (Component::SelfFunded, 2_000),
        (Component::OverLimit, 1_000),
        (Component::MemberPart, self_pay + 3_000),
    ];
    for (component, yuan) in figures {
        facts.claim.settlement.set(component, Fen::yuan(yuan));
    }
    facts
}

pub fn part<'a>(answer: &'a ChainAdjudication, plan: &str) -> &'a Part {
    answer.parts.iter().find(|part| part.plan == plan).expect("the plan is in the chain")
}
