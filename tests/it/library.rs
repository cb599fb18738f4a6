//! The shipped schemes as a whole: they load, their dues hold, and the figures of the reports follow from them.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use huzhu::engine::adjudicate::Scheme;
use huzhu::engine::adjudicate::probe::{ProbeCase, run};
use huzhu::engine::claim::ties::{MemberPartRule, untied};
use huzhu::engine::claim::words::{DateKind, Event, Setting};
use huzhu::engine::claim::{Component, Facts};
use huzhu::engine::contribution::{RosterLine, dues, run_dues_cases};
use huzhu::engine::money::Fen;
use huzhu::engine::scheme::library::{Library, SchemeFile};
use huzhu::engine::scheme::model::Edition;
use huzhu::engine::scheme::read::ListFiles;
use huzhu::exchange::cases::{Case, read_cases};
use huzhu::exchange::list::read_list;
use huzhu::exchange::roster::read_dues_cases;

use crate::source::{paths, read};

/// A shipped scheme with its texts and the cases beside it.
pub struct Shipped {
    pub scheme: Scheme,
    pub texts: Vec<Arc<str>>,
    pub cases: Vec<Case>,
}

/// All shipped schemes by id.
pub fn shipped() -> &'static BTreeMap<String, Shipped> {
    static SHIPPED: OnceLock<BTreeMap<String, Shipped>> = OnceLock::new();
    SHIPPED.get_or_init(|| load("schemes"))
}

/// The small schemes that show one shape each, and the one of the guide.
pub fn small() -> &'static BTreeMap<String, Shipped> {
    static SMALL: OnceLock<BTreeMap<String, Shipped>> = OnceLock::new();
    SMALL.get_or_init(|| load("tests/schemes"))
}

/// The part of a path below a folder.
fn below<'p>(folder: &str, path: &'p str) -> &'p str {
    path.strip_prefix(folder).map_or(path, |rest| rest.trim_start_matches('/'))
}

fn load(folder: &str) -> BTreeMap<String, Shipped> {
    let all = paths(folder);
    // The schemes of chains are called by their place below that folder, and have tests of their own.
    let here = |path: &&String| path.strip_suffix(".toml").is_some() && !path.contains("/chains/");
    let editions = all.iter().filter(here);
    let files: Vec<SchemeFile> =
        editions.map(|path| SchemeFile { path: below(folder, path).into(), text: read(path) }).collect();
    let library = Library::build(&files, &lists(folder, &all));
    assert!(!library.has_errors(), "{}", library.reports.iter().map(ToString::to_string).collect::<String>());
    let ready = |(id, published): (String, huzhu::engine::scheme::library::Published)| {
        let cases = published.editions.iter().flat_map(|(edition, _)| cases_of(folder, edition)).collect();
        let scheme = Scheme::new(published.editions).unwrap_or_else(|why| panic!("{id}: {why}"));
        (id, Shipped { scheme, texts: published.texts, cases })
    };
    library.schemes.into_iter().map(ready).collect()
}

fn lists(folder: &str, all: &[String]) -> BTreeMap<String, ListFiles> {
    let mut lists: BTreeMap<String, ListFiles> = BTreeMap::new();
    for path in all {
        let Some((id, name)) = below(folder, path).split_once("/lists/") else { continue };
        let list = read_list(read(path).as_bytes()).unwrap_or_else(|why| panic!("{path}: {why}"));
        assert_eq!(list.errors, [], "{path}");
        lists.entry(id.into()).or_default().insert(name.into(), list.entries);
    }
    lists
}

/// The path of a file beside an edition.
fn beside(folder: &str, edition: &Edition, kind: &str) -> String {
    format!("{folder}/{}/{}.{kind}.csv", edition.id, edition.from())
}

fn cases_of(folder: &str, edition: &Edition) -> Vec<Case> {
    let path = beside(folder, edition, "cases");
    let file = read_cases(read(&path).as_bytes(), &[edition]).unwrap_or_else(|why| panic!("{path}: {why}"));
    assert_eq!(file.errors, [], "{path}");
    file.cases
}

/// A case as the engine takes it.
pub fn probe(case: &Case) -> ProbeCase {
    ProbeCase {
        approval: case.approval.clone(),
        available: case.available.clone(),
        now: case.now,
        id: case.id.clone(),
        scenario: case.scenario.clone(),
        facts: case.facts.clone(),
        expect: case.expect,
        decision: case.decision.clone().unwrap_or_default(),
        reasons: case.reasons.clone(),
    }
}

/// What the cases of a scheme whose ids start with a word were paid, in order.
fn paid(scheme: &str, start: &str) -> Vec<Fen> {
    let shipped = &shipped()[scheme];
    let cases: Vec<ProbeCase> = shipped.cases.iter().map(probe).collect();
    let results = run(&shipped.scheme, &cases);
    results.iter().filter(|r| r.id.starts_with(start)).map(|r| r.found.decision.amount()).collect()
}

#[test]
fn every_row_of_the_seed_systems_is_a_scheme() {
    let ids: Vec<&str> = shipped().keys().map(String::as_str).collect();
    let rows = [
        "cn/guizhou/guiyang",
        "cn/guizhou/hardship",
        "cn/guizhou/liupanshui/drugs",
        "cn/guizhou/liupanshui/inpatient",
        "cn/guizhou/provincial",
        "cn/guizhou/sinan",
        "cn/guizhou/zunyi",
        "cn/hebei/suning",
        "cn/shaanxi/baoji",
        "cn/shaanxi/xianyang",
        "cn/yunnan/mile",
    ];
    assert!(rows.iter().all(|row| ids.contains(row)), "{ids:?}");
}

#[test]
fn every_case_of_dues_holds() {
    let mut wrong = wrong_dues("schemes", shipped());
    wrong.extend(wrong_dues("tests/schemes", small()));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The cases of dues of a folder that cannot be read or do not hold.
fn wrong_dues(folder: &str, schemes: &BTreeMap<String, Shipped>) -> Vec<String> {
    let mut wrong = Vec::new();
    for path in paths(folder).iter().filter(|path| path.ends_with(".dues.csv")) {
        let (id, name) = below(folder, path).rsplit_once('/').expect("a scheme has a folder");
        let edition = schemes[id].scheme.editions().iter().find(|e| name.starts_with(&e.from().to_string()));
        let edition = edition.unwrap_or_else(|| panic!("{path} stands beside no edition"));
        let file =
            read_dues_cases(read(path).as_bytes(), edition).unwrap_or_else(|why| panic!("{path}: {why}"));
        wrong.extend(file.errors.iter().map(|error| format!("{path}: {error}")));
        let failed = run_dues_cases(edition, &file.cases).into_iter().filter(|outcome| !outcome.holds());
        wrong.extend(failed.map(|outcome| format!("{path}: {outcome:?}")));
    }
    wrong
}

#[test]
fn the_dialysis_scenario_ties_and_says_by_how_much_the_rule_misses_the_report() {
    let shipped = &shipped()["cn/guizhou/provincial"];
    let bills = shipped.cases.iter().filter(|case| case.scenario.as_deref() == Some("dialysis"));
    let sum =
        |component| -> Fen { bills.clone().filter_map(|c| c.facts.claim.settlement.get(component)).sum() };
    let (total, funds, own) = (sum(Component::Total), sum(Component::FundsPaid), sum(Component::MemberPart));
    assert_eq!((total, funds, own), (Fen::yuan(991_600), Fen::yuan(864_400), Fen::yuan(127_200)));
    assert_eq!(total - funds, own);
    for case in bills.clone() {
        assert_eq!(untied(&case.facts.claim.settlement, MemberPartRule::default()), [], "{}", case.id);
    }
    // The report printed 88,400, that is 69.5 % of the own share, and 38,800 left.
    let printed = shipped.cases.iter().find_map(|case| case.printed).expect("the printed aid is kept");
    assert_eq!((printed, own - printed), (Fen::yuan(88_400), Fen::yuan(38_800)));
    assert_eq!((printed.get() * 1000 + own.get() / 2) / own.get(), 695);
    // The provisional rule pays 70 %: 640 yuan more, and says so.
    let ruled: Fen = paid("cn/guizhou/provincial", "dialysis-").into_iter().sum();
    assert_eq!((ruled, ruled - printed), (Fen::yuan(89_040), Fen::yuan(640)));
}

#[test]
fn the_figures_of_the_reports_follow() {
    let yuan = |all: Vec<Fen>| all.into_iter().sum::<Fen>();
    let school: Vec<Fen> = (1..=8).flat_map(|n| paid("cn/hebei/suning", &format!("school-{n}"))).collect();
    assert_eq!((school.len(), yuan(school)), (8, Fen::yuan(4 * 1_500 + 4 * 1_000)));
    assert_eq!(yuan(paid("cn/hebei/suning", "card-worker-")), Fen::yuan(6 * 300));
    assert_eq!(35_126 + 101_938 + 60_328, 197_392);
}

#[test]
fn three_hundred_and_fourteen_households_draw_their_allowance_down() {
    let scheme = &shipped()["cn/guizhou/liupanshui/drugs"].scheme;
    let good =
        shipped()["cn/guizhou/liupanshui/drugs"].cases.iter().find(|case| case.id == "exactly-the-balance");
    let mut session = scheme.session();
    let mut pools: BTreeMap<String, Fen> = BTreeMap::new();
    for household in 1..=314 {
        let mut facts = good.expect("the case is there").facts.clone();
        facts.person.member = format!("m{household}");
        facts.person.household = Some(format!("h{household}"));
        let paid: Vec<_> = (0..3).map(|_| session.decide(&facts)).collect();
        for share in paid.iter().flat_map(|answer| &answer.funding) {
            *pools.entry(share.pool.clone()).or_default() += share.amount;
        }
    }
    let halves: Vec<(&str, Fen)> = pools.iter().map(|(pool, fen)| (pool.as_str(), *fen)).collect();
    assert_eq!(halves, [("city", Fen::yuan(157_000)), ("county", Fen::yuan(157_000))]);
}

/// Guizhou as a whole: 7,108 units, 724,800 members, 33 yuan a year, 11,000 sick.
#[test]
fn a_province_is_charged_and_its_sick_are_paid() {
    let scheme = &shipped()["cn/guizhou/provincial"].scheme;
    let edition = &scheme.editions()[0];
    let (units, members) = (7_108_u32, 724_800_u32);
    let as_of = "2015-06-01".parse().expect("a day");
    let (mut charged, mut due) = (0, Fen::ZERO);
    for unit in 0..units {
        let size = members / units + u32::from(unit < members % units);
        let found = dues(edition, &(0..size).map(|n| member(unit, n)).collect::<Vec<_>>(), as_of);
        assert_eq!(found.refusals, []);
        charged += found.lines.len();
        due += found.by_payer.values().copied().sum();
    }
    assert_eq!((charged, due), (724_800, Fen::yuan(33 * 724_800)));
    // The report says 120 million in five years.
    assert_eq!(due.get() * 5 / 100, 119_592_000);
    let mut table = scheme.table();
    (0..11_000).for_each(|sick| table.push(&bill(sick), scheme.editions()));
    let tally = scheme.tally(&table);
    assert_eq!((tally.paid, tally.denied, tally.pending), (11_000, 0, 0));
    // Each bore 700 to 800 yuan; the report's 5.535 million are 503.18 each.
    let expected: Fen =
        (0..11_000).map(|sick| borne(sick) * 7 / 10).map(|fen| Fen::new(fen).expect("small")).sum();
    assert_eq!(tally.amount, expected);
    assert!((Fen::yuan(5_300_000)..Fen::yuan(5_900_000)).contains(&tally.amount), "{}", tally.amount);
}

fn member(unit: u32, number: u32) -> RosterLine {
    RosterLine {
        member: format!("{unit}-{number}"),
        employer: Some(format!("u{unit}")),
        ..RosterLine::default()
    }
}

/// What a sick member bore, in fen; a multiple of ten.
fn borne(sick: i64) -> i64 {
    70_000 + sick % 1_000 * 10
}

fn bill(sick: i64) -> Facts {
    let mut facts = Facts::default();
    facts.person.member = format!("s{sick}");
    facts.claim.event = Some(Event::Treatment);
    facts.claim.setting = Some(Setting::Inpatient);
    facts.claim.dates.set(DateKind::Settlement, "2015-03-01".parse().expect("a day"));
    let slip = facts.claim.settlement.clone();
    let slip = slip.with(Component::Total, Fen::yuan(5_000));
    let funds = Fen::yuan(5_000) - Fen::new(borne(sick)).expect("small");
    facts.claim.settlement = slip.with(Component::FundsPaid, funds).completed();
    facts
}
