//! Who approves what is granted: the ladder of levels.

use super::About;
use super::boundary::benefit_names;
use super::citation::assumed_mark;
use super::page::Page;
use crate::engine::scheme::model::{Approval, ladders};
use crate::engine::scheme::say;

/// The ladders, a row for each step.
pub(super) fn approvals(a: About<'_>, page: &mut Page) {
    if a.edition.approvals.is_empty() {
        return;
    }
    page.section(a.lang.pick("审批权限", "Who approves"));
    let heads = [
        a.lang.pick("涉及待遇", "Of which benefits"),
        a.lang.pick("适用情形", "When"),
        a.lang.pick("给付金额", "What is granted"),
        a.lang.pick("审批级次", "Level"),
    ];
    let rows: Vec<_> = ladders(&a.edition.approvals).iter().flat_map(|ladder| rows(ladder, a)).collect();
    page.table(&heads.map(String::from), &rows);
}

fn rows(ladder: &[&Approval], a: About<'_>) -> Vec<Vec<String>> {
    let bounds = ladder.iter().map(|step| step.up_to);
    let below = std::iter::once(None).chain(bounds.clone());
    let row = |(step, bounds): (&&Approval, _)| {
        let clause = say::clause_mark(&step.clause, a.lang);
        let opinions = say::opinions(step.opinions, a.lang);
        vec![
            benefit_names(&step.benefits, a),
            say::condition(&step.when, a.edition, a.lang),
            say::approval_range(bounds, a.edition, a.lang),
            format!("{}{opinions}{clause}{}", step.label.get(a.lang), assumed_mark("approval", a)),
        ]
    };
    ladder.iter().zip(below.zip(bounds)).map(row).collect()
}
