//! Dues for programs: one JSON object, or a CSV table with a row for each payer of each member.

use serde_json::{Value, json};

use super::Shown;
use crate::cli::csv_line::csv_line;
use crate::engine::contribution::{ByPayer, DueLine, Refusal};
use crate::engine::scheme::model::{Due, Lang};

/// Everything as one object.
pub fn json(shown: &Shown<'_>, lang: Lang) -> Value {
    let dues = shown.dues;
    let by_employer = |(employer, amounts): (&Option<String>, &ByPayer)| json!({ "employer": employer, "by_payer": amounts });
    json!({
        "scheme": shown.edition.id,
        "edition": shown.edition.from(),
        "from": dues.period.from(),
        "to": dues.period.to(),
        "by_payer": dues.by_payer,
        "by_employer": dues.by_employer.iter().map(by_employer).collect::<Vec<_>>(),
        "lines": dues.lines.iter().map(|line| due(line, shown)).collect::<Vec<_>>(),
        "refusals": dues.refusals.iter().map(|refusal| refused(refusal, shown, lang)).collect::<Vec<_>>(),
    })
}

fn due(line: &DueLine, shown: &Shown<'_>) -> Value {
    let amounts: ByPayer = line.amounts.iter().map(|due| (due.payer.clone(), due.amount)).collect();
    json!({
        "line": shown.line(line.row), "member": line.member, "employer": line.employer, "plan": line.plan,
        "contribution": line.contribution, "clause": line.clause, "covered_from": line.covered_from,
        "total": line.total(), "by_payer": amounts,
    })
}

fn refused(refusal: &Refusal, shown: &Shown<'_>, lang: Lang) -> Value {
    json!({
        "lines": refusal.rows.iter().map(|row| shown.line(*row)).collect::<Vec<_>>(),
        "member": refusal.member, "employer": refusal.employer, "plan": refusal.plan,
        "reason": refusal.code(), "clause": refusal.clause,
        "sentence": refusal.sentence.get(lang), "remedy": refusal.remedy.get(lang),
    })
}

/// A table: what is due, then who is refused.
pub fn csv(shown: &Shown<'_>, lang: Lang) -> String {
    let mut text = csv_line([
        "line",
        "member",
        "employer",
        "plan",
        "payer",
        "amount",
        "covered_from",
        "clause",
        "refused",
        "explanation",
    ]);
    for line in &shown.dues.lines {
        text.extend(line.amounts.iter().map(|due| csv_line(due_cells(line, due, shown))));
    }
    for refusal in &shown.dues.refusals {
        text.extend(refusal.rows.iter().map(|row| csv_line(refusal_cells(refusal, *row, shown, lang))));
    }
    text
}

fn due_cells(line: &DueLine, due: &Due, shown: &Shown<'_>) -> [String; 10] {
    [
        shown.line(line.row).to_string(),
        line.member.clone(),
        line.employer.clone().unwrap_or_default(),
        line.plan.clone(),
        due.payer.clone(),
        due.amount.to_string(),
        line.covered_from.map_or_else(String::new, |day| day.to_string()),
        line.clause.clone(),
        String::new(),
        String::new(),
    ]
}

fn refusal_cells(refusal: &Refusal, row: usize, shown: &Shown<'_>, lang: Lang) -> [String; 10] {
    let member = || shown.roster.get(row).map(|line| line.member.clone());
    [
        shown.line(row).to_string(),
        refusal.member.clone().or_else(member).unwrap_or_default(),
        refusal.employer.clone().unwrap_or_default(),
        refusal.plan.clone(),
        String::new(),
        String::new(),
        String::new(),
        refusal.clause.clone().unwrap_or_default(),
        refusal.code().into(),
        refusal.sentence.get(lang).to_owned() + refusal.remedy.get(lang),
    ]
}
