//! Lists of diagnoses: one claim decided and told under lists of 10, 1,000 and 40,000 codes takes the same time.

use super::watch::Watch;
use criterion::{Criterion, Throughput};
use huzhu::engine::adjudicate::Scheme;
use huzhu::engine::calendar::Day;
use huzhu::engine::claim::diagnosis::ListEntry;
use huzhu::engine::claim::words::{DateKind, Event, Setting};
use huzhu::engine::claim::{Component, Facts};
use huzhu::engine::money::Fen;
use huzhu::engine::scheme::problem::Problems;
use huzhu::engine::scheme::read::{ListFiles, read};
use std::hint::black_box;

const SINAN: &str = include_str!("../../schemes/cn/guizhou/sinan/2016-01-01.toml");
/// Claims of one measurement.
const CLAIMS: u64 = 2_000;

/// Benches one claim under lists that grow, and prints what each took.
pub fn lists(c: &mut Criterion, watch: &mut Watch) {
    let mut group = c.benchmark_group("lists");
    group.sample_size(10).throughput(Throughput::Elements(CLAIMS));
    for codes in [10, 1_000, 40_000] {
        let scheme = with_lists(codes);
        let facts = claim();
        let answer = scheme.adjudicate(&facts, &[]);
        assert_eq!(answer.decision.amount(), Fen::yuan(1_500), "{codes}");
        assert_eq!(answer.proofs.len(), 1, "{codes}");
        watch.bench(&mut group, &format!("one claim, lists of {codes} codes"), CLAIMS, || {
            for _ in 0..CLAIMS {
                black_box(scheme.adjudicate(black_box(&facts), &[]));
            }
        });
    }
    group.finish();
}

/// The Sinan scheme for the diseases of the first of four lists.
fn with_lists(codes: usize) -> Scheme {
    let names = ["serious", "women", "chronic", "rare"];
    let declared: String = names
        .map(|id| format!("[[list]]\nid = \"{id}\"\nlabel = \"{id}\"\nfile = \"{id}.csv\"\n\n"))
        .concat();
    let when = "{ setting = \"inpatient\", disease = \"serious\" }";
    let text = SINAN.replacen("[[benefit]]", &format!("{declared}[[benefit]]"), 1);
    let text = text.replacen("{ setting = \"inpatient\" }", when, 1);
    let files: ListFiles =
        names.iter().enumerate().map(|(at, id)| (format!("{id}.csv"), entries(at, codes))).collect();
    let edition = read(&text, &files, &mut Problems::default()).expect("the scheme reads");
    Scheme::new(vec![edition]).expect("the scheme compiles")
}

/// Codes of one list: no two lists have one in common, and the first has that of the claim in its midst.
fn entries(list: usize, codes: usize) -> Vec<ListEntry> {
    let letter = ["C", "D", "E", "F"][list];
    let code = |n: usize| format!("{letter}{:02}.{:03}", n / 1_000, n % 1_000);
    let own = ListEntry::new(format!("{letter}99"), "恶性肿瘤").proven_by("病理报告");
    (1..codes).map(|n| ListEntry::new(code(n), "病")).chain([own]).collect()
}

fn claim() -> Facts {
    let mut facts = Facts::default();
    facts.person.member = "m".into();
    facts.claim.event = Some(Event::Treatment);
    facts.claim.setting = Some(Setting::Inpatient);
    facts.claim.dates.set(DateKind::Discharge, Day::constant(2016, 3, 1));
    facts.claim.settlement.set(Component::SelfPay, Fen::yuan(8_000));
    facts.claim.diagnoses = ["I10", "C99.1"].iter().filter_map(|code| code.parse().ok()).collect();
    facts
}
