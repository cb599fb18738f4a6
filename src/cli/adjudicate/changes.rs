//! Earlier decisions that stand otherwise now: receipt, old amount, new amount, difference, and the lines.

use serde_json::json;

use super::order::deciding_day;
use super::row::{COLUMNS, levels};
use super::story;
use crate::cli::console::Console;
use crate::cli::grid::Grid;
use crate::engine::adjudicate::{Adjudication, Change, Scheme};
use crate::engine::claim::Facts;
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::say::Currency;

/// One of them.
pub struct Changed {
    /// What stood and what stands.
    pub change: Change,
    /// What it is decided from now; what it was decided from, where it was revoked.
    pub facts: Facts,
    /// The bureau's settlement id.
    pub settlement_id: Option<String>,
}

/// The amount; `-` where the claim waits for a person or was revoked.
fn amount(adjudication: Option<&Adjudication>, currency: Currency<'_>) -> String {
    let decided = adjudication.map(|a| &a.decision).filter(|decision| decision.word() != "pend");
    decided.map_or_else(|| "-".into(), |decision| currency.figures(decision.amount()))
}

impl Changed {
    fn amounts(&self, currency: Currency<'_>) -> [String; 3] {
        let Change { before, after, .. } = &self.change;
        let difference = currency.figures(self.change.amount());
        [amount(before.as_ref(), currency), amount(after.as_ref(), currency), difference]
    }

    /// A line of JSON; read back, it puts the decision that holds now in place of the earlier one.
    pub fn json(&self) -> String {
        let change = &self.change;
        let line = json!({
            "receipt": change.number,
            "member": self.facts.person.member,
            "decision": "change",
            "settlement_id": self.settlement_id,
            "change": {
                "number": change.number,
                "lines": change.lines(),
                "movements": change.movements(),
                "amount": change.amount(),
            },
            "facts": self.facts,
            "adjudication": change.after,
        });
        format!("{line}\n")
    }

    /// The cells of a row of CSV: the amount is the difference.
    pub fn csv(&self, scheme: &Scheme) -> [String; COLUMNS.len()] {
        let [old, new, difference] = self.amounts(Currency::of_scheme(scheme.editions()));
        let date = deciding_day(scheme, &self.facts).map_or_else(String::new, |day| day.to_string());
        let provisional = self.change.after.as_ref().map_or_else(String::new, |a| a.provisional.join("; "));
        [
            String::new(),
            self.change.number.to_string(),
            self.facts.person.member.clone(),
            date,
            "change".into(),
            difference,
            String::new(),
            format!("{old} → {new}"),
            provisional,
            self.change.after.as_ref().map_or_else(String::new, levels),
        ]
    }
}

/// The section of changes; with all lines, the old ones negated, where they are asked for.
pub fn section(changes: &[Changed], scheme: &Scheme, explain: bool, console: &Console) -> String {
    let lang = console.lang();
    let currency = Currency::of_scheme(scheme.editions());
    let difference = lang.pick(format!("差额（{}）", currency.name(lang)), "difference".into());
    let heads = lang.pick(
        ["受理编号", "会员", "原金额", "现金额", &difference],
        ["receipt", "member", "old", "new", &difference],
    );
    let mut grid = Grid::new(&heads, &[2, 3, 4], &[], console);
    for changed in changes {
        let [old, new, difference] = changed.amounts(currency);
        grid.row([
            changed.change.number.to_string(),
            changed.facts.person.member.clone(),
            old,
            new,
            difference,
        ]);
    }
    let mut told = format!("{}\n{grid}\n", lang.pick("改动", "Changes"));
    for changed in changes {
        if explain {
            told += &lines(&changed.change, scheme, lang, console);
        }
    }
    told
}

fn lines(change: &Change, scheme: &Scheme, lang: Lang, console: &Console) -> String {
    let number = change.number;
    let head = lang.pick(
        format!("受理编号{number}：先冲销原各行，再列现各行"),
        format!("receipt {number}: the old lines negated, then the new lines"),
    );
    let grid = story::lines(&change.lines(), scheme, console).to_string();
    let indented: Vec<String> = grid.lines().map(|line| format!("  {line}")).collect();
    format!("{head}\n{}\n\n", indented.join("\n"))
}
