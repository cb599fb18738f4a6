//! What a pool pays now, what waits and what is cut: as a table, as JSON, as CSV.

use serde_json::json;

use super::purse::{Claim, Payout};
use super::row::{COLUMNS, POOL_COLUMNS};
use crate::cli::console::Console;
use crate::cli::csv_line::csv_line;
use crate::cli::grid::Grid;
use crate::engine::adjudicate::{Scheme, pools};
use crate::engine::money::Fen;
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::say;
use crate::engine::shortage::Part;

impl Payout<'_> {
    /// What the pool is to pay in all.
    fn granted(&self) -> Fen {
        self.claims.iter().map(|(_, granted)| *granted).sum()
    }

    /// Claims with what was granted and what becomes of it.
    fn rows(&self) -> impl Iterator<Item = (&Claim, Fen, Option<Part>)> {
        let part = |at: usize| self.parts.as_ref().map(|parts| parts[at]);
        self.claims.iter().enumerate().map(move |(at, (claim, granted))| (*claim, *granted, part(at)))
    }

    /// How much the pool has, how much it is to pay, and by which rule it does.
    pub fn sentence(&self, scheme: &Scheme, lang: Lang) -> String {
        let Some((edition, pool)) = pools::pool(scheme, self.pool) else { return String::new() };
        let (label, has, granted) = (pool.label.get(lang), self.available, self.granted());
        let (there, due) = (has.grouped(), granted.grouped());
        let head = lang.pick(
            format!("资金池“{label}”：可用{there}元，应付{due}元"),
            format!("pool “{label}”: {there} yuan there, {due} yuan to pay"),
        );
        let then = match &pool.when_short {
            _ if granted <= has => lang.pick("，足以全额给付。".into(), ": enough for all".into()),
            None => lang.pick(
                "，资金不足。方案没有写明不足时怎么办，这里不分配；请由主办方决定，写入方案[[pool]]的when_short。".into(),
                ": it is short. The scheme does not say what then, and nothing is shared out here; whoever runs the pool must decide, and write it as `when_short` of the [[pool]]".to_owned(),
            ),
            Some(short) => {
                let rule = say::when_short(Some(short.rule), lang);
                let clause = say::clause_mark(&short.clause, lang);
                let assumed = edition.is_assumed(&format!("pool.{}", self.pool));
                let assumed = if assumed { lang.pick("〔暂定〕", "〔assumed〕") } else { "" };
                lang.pick(
                    format!("，资金不足；{rule}{clause}{assumed}。"),
                    format!(": it is short; {rule} {clause}{assumed}"),
                )
            }
        };
        head + &then
    }

    /// The section of the pool: its sentence, its claims, its totals.
    pub fn section(&self, scheme: &Scheme, console: &Console) -> String {
        let lang = console.lang();
        let sentence = self.sentence(scheme, lang);
        if self.claims.is_empty() {
            return sentence;
        }
        let heads = lang.pick(
            ["行号", "受理编号", "会员", "应付（元）", "现付", "等候", "核减"],
            ["line", "receipt", "member", "granted", "now", "waits", "cut"],
        );
        let mut grid = Grid::new(&heads, &[3, 4, 5, 6], &[], console);
        for (claim, granted, part) in self.rows() {
            let [now, waits, cut] = amounts(part, "-");
            let of = [claim.line.to_string(), claim.number.to_string(), claim.member.clone()];
            grid.row(of.into_iter().chain([granted.to_string(), now, waits, cut]));
        }
        let total = self.total(lang).map(|total| format!("\n{total}")).unwrap_or_default();
        format!("{sentence}\n{grid}{total}")
    }

    fn total(&self, lang: Lang) -> Option<String> {
        let parts = self.parts.as_ref()?;
        let sum = |of: fn(&Part) -> Fen| -> Fen { parts.iter().map(of).sum() };
        let (now, waits, cut) = (sum(|p| p.now), sum(|p| p.waits), sum(|p| p.cut));
        let rest = self.available - now;
        let left = if rest < Fen::ZERO {
            let lacks = (Fen::ZERO - rest).grouped();
            lang.pick(format!("尚缺{lacks}元"), format!("{lacks} yuan to be made up for"))
        } else {
            let rest = rest.grouped();
            lang.pick(format!("池中余{rest}元"), format!("{rest} yuan stay in the pool"))
        };
        let [now, waits, cut] = [now, waits, cut].map(Fen::grouped);
        Some(lang.pick(
            format!("现付合计{now}元，等候{waits}元，核减{cut}元；{left}。"),
            format!("{now} yuan paid now, {waits} waiting, {cut} cut; {left}"),
        ))
    }

    /// A line of JSON for each claim.
    pub fn json(&self, scheme: &Scheme) -> String {
        let (rule, clause) = self.rule(scheme).unzip();
        let line = |(claim, granted, part): (&Claim, Fen, Option<Part>)| {
            let line = json!({
                "line": claim.line,
                "receipt": claim.number,
                "member": claim.member,
                "decision": "pool",
                "pool": self.pool,
                "available": self.available,
                "granted": granted,
                "now": part.map(|part| part.now),
                "waits": part.map(|part| part.waits),
                "cut": part.map(|part| part.cut),
                "rule": rule,
                "clause": clause,
            });
            format!("{line}\n")
        };
        self.rows().map(line).collect()
    }

    /// A row of CSV for each claim: the amount stands with the decision, and here what comes of it.
    pub fn csv(&self, scheme: &Scheme) -> String {
        let (rule, clause) = self.rule(scheme).unzip();
        let row = |(claim, granted, part): (&Claim, Fen, Option<Part>)| {
            let mut cells = vec![claim.line.to_string(), claim.number.to_string(), claim.member.clone()];
            cells.extend([claim.date(), "pool".into()]);
            cells.resize(COLUMNS.len(), String::new());
            let [now, waits, cut] = amounts(part, "");
            cells.extend([self.pool.to_owned(), granted.to_string(), now, waits, cut]);
            cells.extend([rule, clause].map(|word| word.unwrap_or_default().to_owned()));
            csv_line(cells)
        };
        self.rows().map(row).collect()
    }

    /// The rule that is applied and its clause: none where the money suffices, or the scheme is silent.
    fn rule<'s>(&self, scheme: &'s Scheme) -> Option<(&'static str, &'s str)> {
        let short = pools::pool(scheme, self.pool)?.1.when_short.as_ref()?;
        (self.granted() > self.available).then_some((short.rule.word(), short.clause.as_str()))
    }
}

/// What is paid now, waits and is cut, in cells.
fn amounts(part: Option<Part>, none: &str) -> [String; 3] {
    let Some(Part { now, waits, cut }) = part else { return [none; 3].map(String::from) };
    [now, waits, cut].map(|amount| amount.to_string())
}

/// A row of CSV that is about no pool, in a table that has the columns of one.
pub fn padded<const N: usize>(cells: [String; N], has_pools: bool) -> Vec<String> {
    let mut cells = Vec::from(cells);
    if has_pools {
        cells.resize(N + POOL_COLUMNS.len(), String::new());
    }
    cells
}
