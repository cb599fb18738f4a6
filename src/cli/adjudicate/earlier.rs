//! Decisions of earlier runs: the JSON lines of `huzhu adjudicate --json`, read back so that totals go on.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::cli::files;
use crate::cli::stop::Stop;
use crate::engine::adjudicate::{Adjudication, History, Scheme};
use crate::engine::claim::Facts;
use crate::engine::scheme::model::Lang;
use crate::exchange::text::decode;

/// Claims that were decided earlier and still stand, by receipt number.
#[derive(Default)]
pub struct Earlier(pub BTreeMap<u64, Past>);

/// One of them.
pub struct Past {
    /// What it was decided from.
    pub facts: Facts,
    /// What was decided.
    pub adjudication: Adjudication,
    /// The bureau's settlement id.
    pub settlement_id: Option<String>,
    /// Is its number only the line where it stood, for want of a receipt number?
    pub is_line: bool,
}

/// What a line says.
#[derive(Deserialize)]
struct Json {
    receipt: u64,
    #[serde(default)]
    line: Option<u64>,
    #[serde(default)]
    decision: String,
    #[serde(default)]
    settlement_id: Option<String>,
    #[serde(default)]
    change: Option<IgnoredAny>,
    #[serde(default)]
    facts: Option<Facts>,
    #[serde(default)]
    adjudication: Option<Adjudication>,
}

impl Earlier {
    /// Reads files in their order: a later line about a claim replaces what stood before.
    pub fn read(paths: &[String], scheme: &Scheme, lang: Lang) -> Result<Self, Stop> {
        let mut earlier = Self::default();
        for path in paths {
            let input = files::read(path, lang)?;
            let text = decode(&input.bytes).map_err(|why| Stop::table(&input.name, why.into()))?.text;
            for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
                earlier.add(text, scheme.id(), lang).map_err(|why| Stop::Earlier {
                    file: input.name.clone(),
                    line,
                    why,
                })?;
            }
        }
        Ok(earlier)
    }

    fn add(&mut self, text: &str, scheme: &str, lang: Lang) -> Result<(), String> {
        let json: Json = serde_json::from_str(text).map_err(|why| why.to_string())?;
        match (json.adjudication, json.facts) {
            (Some(adjudication), Some(facts)) if adjudication.receipt.scheme == scheme => {
                let is_line = json.line == Some(json.receipt);
                let settlement_id = json.settlement_id;
                self.0.insert(json.receipt, Past { facts, adjudication, settlement_id, is_line });
            }
            (Some(adjudication), Some(_)) => {
                let other = adjudication.receipt.scheme;
                return Err(lang.pick(
                    format!("按另一方案{other}审核"),
                    format!("it was decided under another scheme, {other}"),
                ));
            }
            (None, _) if json.change.is_some() => {
                self.0.remove(&json.receipt);
            }
            (None, None) if ["taken-back", "takes-back", "pool"].contains(&json.decision.as_str()) => {}
            _ => {
                let why = lang.pick("缺少 facts 或 adjudication", "`facts` or `adjudication` is missing");
                return Err(why.into());
            }
        }
        Ok(())
    }

    /// All of them as a history that goes on.
    pub fn history<'s>(&self, scheme: &'s Scheme) -> History<'s> {
        let mut history = History::new(scheme);
        for (number, past) in &self.0 {
            history.record(*number, past.facts.clone(), past.adjudication.clone());
        }
        history
    }

    /// The claim with a settlement id.
    pub fn with_settlement(&self, id: &str) -> Option<(u64, &Past)> {
        let mut all = self.0.iter().map(|(number, past)| (*number, past));
        all.find(|(_, past)| past.settlement_id.as_deref() == Some(id))
    }
}
