//! One claim against ten stacked plans, with every line: the example chain that was made for tests.

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{Criterion, Throughput};
use huzhu::engine::chain::{Chain, ChainFile, read_and_check};
use huzhu::engine::claim::words::{DateKind, Event, Service, Setting, Severity};
use huzhu::engine::claim::{Component, Facts};
use huzhu::engine::money::Fen;
use huzhu::engine::people::CategorySpell;
use huzhu::engine::scheme::library::{Library, SchemeFile};

use super::watch::Watch;

macro_rules! example {
    ($name:literal) => {
        (
            concat!("example/", $name, "/2020-01-01.toml"),
            include_str!(concat!("../../tests/schemes/chains/example/", $name, "/2020-01-01.toml")),
        )
    };
}

const SCHEMES: [(&str, &str); 10] = [
    example!("inpatient"),
    example!("second"),
    example!("allowance"),
    example!("retiree"),
    example!("critical-a"),
    example!("critical-b"),
    example!("self-funded"),
    example!("over-limit"),
    example!("employer"),
    example!("hardship"),
];
const CHAIN: (&str, &str) = example!("ten");

/// So many members come, one after the other, again and again.
const MEMBERS: usize = 1_000;

fn ten() -> Chain {
    let files = SCHEMES.map(|(path, text)| SchemeFile { path: path.into(), text: text.into() });
    let schemes = Library::build(&files, &BTreeMap::new()).schemes;
    let checked = read_and_check(&ChainFile { path: CHAIN.0.into(), text: CHAIN.1.into() }, &schemes);
    assert!(!checked.report.has_errors(), "{}", checked.report);
    Chain::new(checked.edition.into_iter().collect(), &schemes).expect("the example compiles")
}

/// A stay with something for every plan.
fn stay(member: usize) -> Facts {
    let mut facts = Facts::default();
    facts.person.member = format!("m{member}");
    facts.person.service = Some(Service::Retired);
    facts.person.categories = vec![CategorySpell::always("hardship")];
    facts.claim.event = Some(Event::Treatment);
    facts.claim.setting = Some(Setting::Inpatient);
    facts.claim.severity = Some(Severity::Light);
    facts.claim.days = Some(10);
    facts.claim.dates.set(DateKind::Discharge, "2020-03-01".parse().expect("a day"));
    let figures = [
        (Component::SelfPay, 1_100_000),
        (Component::SelfFunded, 200_000),
        (Component::OverLimit, 100_000),
        (Component::MemberPart, 1_400_000),
    ];
    for (component, fen) in figures {
        facts.claim.settlement.set(component, Fen::new(fen).expect("a small amount"));
    }
    facts
}

pub fn stacked(c: &mut Criterion, watch: &mut Watch) {
    let chain = ten();
    let claims: Vec<Facts> = (0..MEMBERS).map(stay).collect();
    let answer = chain.session().decide(&claims[0]);
    let lines = answer.all_lines().count();
    assert_eq!(answer.amount, Fen::yuan(15_070), "the first claim pays what its case says");
    println!("ten stacked plans: {lines} lines, {} yuan", answer.amount);
    let many = claims.len() as u64;
    let mut group = c.benchmark_group("chain");
    group.sample_size(10).throughput(Throughput::Elements(many));
    watch.bench(&mut group, "one claim against ten stacked plans, with lines", many, || {
        let mut session = chain.session();
        for facts in &claims {
            black_box(session.decide(black_box(facts)));
        }
    });
    group.finish();
}
