//! The schemes that a chain names: they are there, whole or by plans, each once, in one currency.

use super::{Subject, instead};
use crate::engine::adjudicate::Scheme;
use crate::engine::chain::member;
use crate::engine::chain::model::PlanOf;
use crate::engine::chain::words;
use crate::engine::scheme::library::Published;
use crate::engine::scheme::model::Edition;
use crate::engine::scheme::problem::Problems;

pub(super) fn check(on: &Subject<'_>, problems: &mut Problems) {
    for (at, plan) in on.edition.plans.iter().enumerate() {
        let Some(published) = on.schemes.get(&plan.scheme) else {
            let known = on.schemes.keys().map(String::as_str);
            let says = words::unknown("scheme", &plan.scheme, instead(&plan.scheme, known));
            says.error(&on.at(&plan.place, "scheme"), problems);
            continue;
        };
        let again = |other: &PlanOf| {
            let (one, two) = (&other.plan, &plan.plan);
            other.scheme == plan.scheme && (one == two || one.is_none() || two.is_none())
        };
        if on.edition.plans[..at].iter().any(again) {
            words::same_scheme(&plan.scheme).error(&on.at(&plan.place, "scheme"), problems);
        }
        one_plan(on, plan, published, problems);
    }
    currency(on, problems);
}

fn one_plan(on: &Subject<'_>, plan: &PlanOf, published: &Published, problems: &mut Problems) {
    let Some(id) = &plan.plan else { return };
    let at = on.at(&plan.place, "plan");
    let offered = published.editions.iter().flat_map(|(edition, _)| &edition.plans).map(|p| p.id.as_str());
    if !offered.clone().any(|known| known == id) {
        words::unknown("plan", id, instead(id, offered)).error(&at, problems);
        return;
    }
    match member::editions(&published.editions, Some(id), true).map(Scheme::new) {
        Err(what) => words::split(&plan.scheme, &what).error(&at, problems),
        Ok(Err(why)) => words::split(&plan.scheme, &why.to_string()).error(&at, problems),
        Ok(Ok(_)) => {}
    }
}

/// A chain adds amounts up, so they are of one currency.
fn currency(on: &Subject<'_>, problems: &mut Problems) {
    let editions = |plan: &PlanOf| on.schemes.get(&plan.scheme).into_iter().flat_map(|p| &p.editions);
    let currency = |edition: &Edition| edition.money.currency.clone();
    let mut first = None;
    for plan in &on.edition.plans {
        for own in editions(plan).map(|(edition, _)| currency(edition)) {
            let first = first.get_or_insert_with(|| own.clone());
            if *first != own {
                words::currencies(first, &own).error(&on.at(&plan.place, "scheme"), problems);
                return;
            }
        }
    }
}
