//! What is put into a scheme's text where it stands already changes nothing.

use huzhu::engine::money::Fen;
use huzhu::engine::scheme::diff::diff;
use huzhu::engine::scheme::model::{Band, Bound, BoundKind, Bounded, Edition, Kind, Reading};
use huzhu::engine::scheme::what_if::what_if;

use crate::library::shipped;

/// Every value of a scheme that is put where it stands already leaves the edition as it is.
#[test]
fn a_change_to_what_stands_there_changes_nothing() {
    let mut tried = 0;
    for (id, shipped) in shipped() {
        for (edition, text) in shipped.scheme.editions().iter().zip(&shipped.texts) {
            for change in standing(edition) {
                let changed = what_if(text, &change).unwrap_or_else(|why| panic!("{id}: {change}: {why}"));
                assert_eq!(diff(text, &changed), [], "{id}: {change}");
                assert_eq!(changed.len() == text.len(), changed == **text, "{id}: {change}");
                tried += 1;
            }
        }
    }
    assert!(tried > 40, "{tried}");
}

/// Changes that put a limit, a rate, an amount or a band's share where it stands.
fn standing(edition: &Edition) -> Vec<String> {
    let yuan = |fen: Fen| fen.to_string().trim_end_matches(".00").to_owned();
    let mut all = vec![format!("money.round.mode = \"{}\"", edition.money.round.mode().word())];
    for benefit in &edition.benefits {
        for line in &benefit.lines {
            let path = format!("benefit.{}.{}", benefit.id, line.id);
            match &line.kind {
                Kind::Bound(Bounded { kind: BoundKind::Limit, bound: Bound::Amount(limit), .. }) => {
                    all.extend(limit.as_plain().map(|fen| format!("{path}.limit = {}", yuan(*fen))));
                }
                Kind::Amount(a) => {
                    all.extend(a.amount.as_plain().map(|fen| format!("{path}.amount = {}", yuan(*fen))));
                }
                Kind::Portion(p) => {
                    all.extend(p.ratio.as_plain().map(|ratio| format!("{path}.rate = \"{ratio}\"")));
                }
                Kind::Bands(b) => {
                    let bands = b.bands.as_plain().into_iter().flatten().enumerate();
                    let says = |band: &Band| match b.reading {
                        Reading::Fixed => format!("amount = {}", yuan(band.amount)),
                        Reading::Marginal | Reading::Whole => format!("pay = \"{}\"", band.pay),
                    };
                    all.extend(bands.map(|(at, band)| format!("{path}.bands[{at}].{}", says(band))));
                }
                _ => {}
            }
        }
    }
    all
}
