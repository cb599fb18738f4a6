//! What a letter says that the claim was decided from.

use super::{Fact, Matter, both, on};
use crate::engine::claim::component::COMPONENTS;
use crate::engine::claim::words::{DateKind, Word};
use crate::engine::claim::{Component, Settlement};
use crate::engine::scheme::model::{Edition, Lang};
use crate::engine::scheme::said::Said;
use crate::engine::scheme::say;

/// The figures that a member knows from his slip.
const FIGURES: [Component; 4] =
    [Component::Total, Component::FundsPaid, Component::MemberPart, Component::SelfPay];

/// Scheme, receipt, occasion, dates and figures, as far as the claim states them.
pub(super) fn of(matter: &Matter<'_>, edition: &Edition) -> Vec<Fact> {
    let claim = &matter.facts.claim;
    let mut rows = vec![
        (Said::new("互助保障计划", "Scheme"), both(|lang| edition.title.get(lang).to_owned())),
        (Said::new("受理号", "Receipt number"), same(matter.receipt.to_string())),
    ];
    rows.extend(claim.event.map(|event| (Said::new("申请事由", "Occasion"), word(event))));
    rows.extend(claim.setting.map(|setting| (Said::new("就医类别", "Kind of care"), word(setting))));
    rows.extend(
        claim.hospital_level.map(|level| (Said::new("医院等级", "Level of the hospital"), word(level))),
    );
    rows.extend(claim.place.map(|place| (Said::new("就医地", "Place of care"), word(place))));
    rows.extend(DateKind::ALL.iter().filter_map(|(_, kind, _)| {
        let label = both(|lang| upper(&say::date_name(*kind, lang)));
        Some((label, on(claim.dates.get(*kind)?)))
    }));
    rows.extend(figures(&claim.settlement.clone().completed(), edition));
    rows.into_iter().map(|(name, value)| Fact { name, value }).collect()
}

fn figures<'e>(slip: &Settlement, edition: &'e Edition) -> impl Iterator<Item = (Said, Said)> + use<'e> {
    let known: Vec<_> = FIGURES.iter().filter_map(|figure| Some((*figure, slip.get(*figure)?))).collect();
    known.into_iter().filter_map(move |(figure, amount)| {
        let name = COMPONENTS.iter().find(|name| name.component == figure)?;
        let label = Said::new(*name.zh.first()?, upper(name.en));
        Some((label, both(|lang| say::Currency::of(edition).with(&amount.to_string(), lang))))
    })
}

fn word<W: Word>(value: W) -> Said {
    Said::new(value.zh(), upper(&value.word().replace('-', " ")))
}

fn same(text: String) -> Said {
    Said::new(text.clone(), text)
}

/// With a capital; Chinese stays as it is.
fn upper(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// What stands between a fact and its value.
pub(super) fn colon(lang: Lang) -> &'static str {
    lang.pick("：", ": ")
}
