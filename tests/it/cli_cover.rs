//! `huzhu adjudicate --cover`: how each member stands on the day, out of the history of his cover.

use crate::cli::{Ran, huzhu};

const GUIYANG: &str = "cn/guizhou/guiyang";
const CLAIMS: &str = "member,event,diagnosis_date,diagnosis\n\
    waits,diagnosis,2017-03-31,C50\n\
    waited,diagnosis,2017-04-01,C50\n\
    renewed,diagnosis,2017-01-10,C50\n\
    returned,diagnosis,2017-06-20,C50\n\
    left,diagnosis,2017-06-20,C50\n\
    nobody,diagnosis,2017-06-20,C50\n";
const COVER: &str = "member,covered_from,covered_to\n\
    waits,2017-01-01,2017-12-31\n\
    waited,2017-01-01,2017-12-31\n\
    renewed,2017-01-01,2017-12-31\nrenewed,2016-01-01,2016-12-31\n\
    returned,2015-01-01,2015-12-31\nreturned,2017-04-01,2017-12-31\n\
    left,2016-01-01,2016-12-31\n";

fn decide(name: &str, cover: &str, claims: &str) -> Ran {
    let path = format!("{}/{name}", env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(&path, cover).expect("it can be written");
    huzhu(&["adjudicate", GUIYANG, "-", "--csv", "--cover", &path], claims.to_owned())
}

/// Member, decision and reasons of each claim.
fn told(ran: &Ran) -> Vec<String> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        [cells[2], cells[4], cells[6]].join(" ").trim_end().to_owned()
    };
    ran.out.lines().skip(1).map(row).collect()
}

#[test]
fn waiting_renewal_and_gaps_come_out_of_the_history() {
    let ran = decide("cover.csv", COVER, CLAIMS);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(
        told(&ran),
        [
            "waits deny waiting-period",
            "waited approve",
            "renewed approve",
            "returned deny waiting-period",
            "left deny not-covered",
            "nobody deny not-covered",
        ]
    );
}

#[test]
fn a_row_that_states_its_cover_keeps_it() {
    let claims = "member,event,diagnosis_date,diagnosis,covered,joining\nnobody,diagnosis,2017-06-20,C50,yes,renewal\n";
    assert_eq!(told(&decide("cover-stated.csv", COVER, claims)), ["nobody approve"]);
}

#[test]
fn a_wrong_stretch_is_named_and_the_others_count() {
    let ran = decide("cover-wrong.csv", &format!("{COVER}x,2017-13-01,\n"), CLAIMS);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("第9行“covered_from”列"), "{}", ran.err);
    assert_eq!(told(&ran).len(), 6);
}
