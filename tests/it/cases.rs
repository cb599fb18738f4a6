//! Every case beside a scheme holds, every edge agrees, and every band and refusal has its case.

use huzhu::engine::adjudicate::probe::{ProbeCase, edges, run, unhit};

use crate::library::{probe, shipped, small};

/// What no case hits although it stands in a scheme, with the reason why it cannot or need not be hit.
const UNHIT: &[(&str, &str)] = &[];

#[test]
fn every_case_holds() {
    let mut failures = Vec::new();
    for (id, shipped) in shipped().iter().chain(small()) {
        let cases: Vec<ProbeCase> = shipped.cases.iter().map(probe).collect();
        assert!(!cases.is_empty(), "{id} has no cases");
        let results = run(&shipped.scheme, &cases);
        failures
            .extend(results.into_iter().filter_map(|r| r.failure).map(|failure| format!("{id}: {failure}")));
    }
    assert!(failures.is_empty(), "{} cases fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_edge_of_every_shipped_scheme_agrees() {
    let mut failures = Vec::new();
    for (id, shipped) in shipped() {
        let found = edges(&shipped.scheme);
        assert!(found.tried > 20, "{id}: only {} edges", found.tried);
        let all = found.disagreements.into_iter().chain(found.unopened);
        failures.extend(all.map(|failure| format!("{id}: {failure}")));
    }
    assert!(failures.is_empty(), "{} edges fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_band_limit_category_and_refusal_is_hit_by_a_case() {
    let mut missed = Vec::new();
    for (id, shipped) in shipped() {
        let cases: Vec<ProbeCase> = shipped.cases.iter().map(probe).collect();
        let all = unhit(&shipped.scheme, &cases, &[]).into_iter().map(|missed| format!("{id}: {missed}"));
        missed.extend(all.filter(|missed| !UNHIT.iter().any(|(known, _)| known == missed)));
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
