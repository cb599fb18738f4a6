//! The money that pools have (`--pool`), and the claims of the file that draw on it.

use std::collections::BTreeMap;

use super::answer::{Answer, Fate};
use crate::cli::stop::Stop;
use crate::engine::adjudicate::{Scheme, pools};
use crate::engine::calendar::Day;
use crate::engine::money::Fen;
use crate::engine::scheme::said::{Said, listed};
use crate::engine::shortage::Part;

/// What pools have, and who draws on them.
#[derive(Default)]
pub struct Purse {
    available: Vec<(String, Fen)>,
    claims: Vec<Claim>,
}

/// A claim that is paid, with what each pool is to pay of it.
pub struct Claim {
    date: Option<Day>,
    /// Its receipt number.
    pub number: u64,
    /// Its line.
    pub line: usize,
    /// Whose.
    pub member: String,
    drawn: BTreeMap<String, Fen>,
}

/// What becomes of one pool.
pub struct Payout<'p> {
    /// The pool.
    pub pool: &'p str,
    /// What it has.
    pub available: Fen,
    /// The claims that draw on it, with what it is to pay, in the order in which they were decided.
    pub claims: Vec<(&'p Claim, Fen)>,
    /// What it pays on each; none where it is short and the scheme does not say what then.
    pub parts: Option<Vec<Part>>,
}

impl Purse {
    /// Reads `--pool`: each pool once, one that the scheme has, with an amount.
    pub fn of(typed: &[String], scheme: &Scheme) -> Result<Self, Stop> {
        let mut purse = Self::default();
        for typed in typed {
            let (pool, amount) = one(typed, scheme)?;
            if purse.available.iter().any(|(there, _)| *there == pool) {
                return Err(Stop::Pool(Said::new(
                    format!("资金池“{pool}”写了两次，请只写一次。"),
                    format!("the pool `{pool}` is there twice; write it once"),
                )));
            }
            purse.available.push((pool, amount));
        }
        Ok(purse)
    }

    /// Is no pool asked about?
    pub fn is_empty(&self) -> bool {
        self.available.is_empty()
    }

    /// Hears what was decided. A correction of an earlier decision is no claim of its own.
    pub fn hear(&mut self, answer: &Answer<'_>, scheme: &Scheme) {
        let Fate::Decided(adjudication) = &answer.fate else { return };
        let drawn = pools::drawn(adjudication, scheme);
        if self.is_empty() || drawn.is_empty() {
            return;
        }
        let (row, date) = (answer.row, answer.date);
        let member = row.facts.person.member.clone();
        self.claims.push(Claim { date, number: row.number, line: row.line, member, drawn });
    }

    /// What each pool pays, in the order in which the pools were named.
    pub fn payouts(&mut self, scheme: &Scheme) -> Vec<Payout<'_>> {
        self.claims.sort_by_key(|claim| (claim.date, claim.number, claim.line));
        let claims = &self.claims;
        let payout = |(pool, available): &'_ (String, Fen)| -> (Vec<(usize, Fen)>, Option<Vec<Part>>) {
            let drawn = claims.iter().enumerate();
            let drawn: Vec<(usize, Fen)> =
                drawn.filter_map(|(at, claim)| Some((at, *claim.drawn.get(pool)?))).collect();
            let granted: Vec<Fen> = drawn.iter().map(|(_, granted)| *granted).collect();
            let parts = pools::paid_now(scheme, pool, *available, &granted);
            (drawn, parts)
        };
        let all = self.available.iter().map(|entry| {
            let (drawn, parts) = payout(entry);
            let claims = drawn.into_iter().map(|(at, granted)| (&claims[at], granted)).collect();
            Payout { pool: &entry.0, available: entry.1, claims, parts }
        });
        all.collect()
    }
}

impl Claim {
    /// The day that decided.
    pub fn date(&self) -> String {
        self.date.map_or_else(String::new, |day| day.to_string())
    }
}

fn one(typed: &str, scheme: &Scheme) -> Result<(String, Fen), Stop> {
    let stop = |zh: String, en: String| Stop::Pool(Said::new(zh, en));
    let Some((pool, yuan)) = typed.split_once('=').map(|(pool, yuan)| (pool.trim(), yuan.trim())) else {
        return Err(stop(
            format!("“{typed}”缺少等号，请写成 资金池=金额（元）。"),
            format!("`{typed}` has no equals sign; write pool=yuan"),
        ));
    };
    if pools::pool(scheme, pool).is_none() {
        let mut there: Vec<&str> =
            scheme.editions().iter().flat_map(|e| &e.pools).map(|p| p.id.as_str()).collect();
        there.dedup();
        let there = listed(&there).map(
            |zh| format!("方案没有资金池“{pool}”，现有：{zh}。"),
            |en| format!("the scheme has no pool `{pool}`; there is: {en}"),
        );
        return Err(Stop::Pool(there));
    }
    match Fen::parse(yuan) {
        Ok(amount) if amount >= Fen::ZERO => Ok((pool.to_owned(), amount)),
        Ok(amount) => Err(stop(
            format!("资金池“{pool}”的金额{amount}为负数，请更正；没有钱写0。"),
            format!("the pool `{pool}` cannot have {amount}; write 0 where it is empty"),
        )),
        Err(why) => Err(stop(format!("资金池“{pool}”：{}。", why.zh()), format!("the pool `{pool}`: {why}"))),
    }
}
