//! Settlements that are taken back: the claim counts no more, as if its history had been replayed.

use huzhu::engine::adjudicate::{Entry, History, Scheme};
use huzhu::engine::scheme::problem::Problems;
use huzhu::engine::scheme::read::{ListFiles, read};
use huzhu::exchange::claims::{ClaimProfile, read_claims};

use crate::cli::{Ran, huzhu};

const SINAN: &str = "cn/guizhou/sinan";
const CLAIMS: &str = include_str!("../../schemes/examples/sinan-claims.csv");

#[test]
fn a_reversal_undoes_its_claim_or_is_wrong() {
    let head = "会员编号,结算ID,退费标志,就医类别,出院日期,自付\nm1,S1,0,住院,2016-03-01,9000\nm1,S2,0,住院,2016-04-01,9000\n";
    let paid = |rows: &str| huzhu(&["adjudicate", SINAN, "-", "--csv"], format!("{head}{rows}"));
    let amounts = |ran: &Ran| -> Vec<String> {
        ran.out.lines().skip(1).filter_map(|line| Some(line.split(',').nth(5)?.to_owned())).collect()
    };
    assert_eq!(amounts(&paid("")), ["2000.00", "4500.00"]);
    assert_eq!(amounts(&paid("m1,S1,1,住院,2016-03-01,-9000\n")), ["", "2000.00", ""]);
    for (row, says) in [
        ("m1,S1,1,住院,2016-03-01,-8999.99", "第4行：该行冲销第2行的结算单，但金额不一致"),
        ("m1,S9,1,住院,2016-03-01,-9000", "第4行：该行冲销结算单S9，但文件中没有该结算单"),
        ("m1,,1,住院,2016-03-01,-9000", "第4行：该行为退费，但未填结算ID"),
    ] {
        let ran = paid(&format!("{row}\n"));
        assert_eq!((ran.code, amounts(&ran)), (1, vec!["2000.00".to_owned(), "4500.00".to_owned()]));
        assert!(ran.err.contains(says), "{}", ran.err);
    }
}

/// The command leaves both rows out; a history decides the claim first and then revokes it. Both agree.
#[test]
fn leaving_out_is_replaying() {
    let text = include_str!("../../schemes/cn/guizhou/sinan/2016-01-01.toml");
    let scheme = Scheme::new(vec![read(text, &ListFiles::new(), &mut Problems::default()).unwrap()]).unwrap();
    let editions: Vec<_> = scheme.editions().iter().collect();
    let rows = read_claims(CLAIMS.as_bytes(), &ClaimProfile::default(), &editions).unwrap().claims;
    let mut history = History::new(&scheme);
    for row in rows.iter().filter(|row| !row.reversal) {
        history.decide(row.number, row.facts.clone());
    }
    for back in rows.iter().filter(|row| row.reversal) {
        let taken = rows.iter().find(|row| !row.reversal && row.settlement_id == back.settlement_id).unwrap();
        history.revoke(taken.number);
    }
    let amount =
        |(number, entry): (&u64, &Entry)| format!("{number} {}", entry.adjudication.decision.amount());
    let replayed: Vec<String> = history.entries().iter().map(amount).collect();
    let ran = huzhu(&["adjudicate", SINAN, "-", "--csv"], CLAIMS);
    let cells = ran.out.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    let decided: Vec<String> =
        cells.filter(|c| !c[5].is_empty()).map(|c| format!("{} {}", c[1], c[5])).collect();
    assert_eq!(replayed, decided);
}
