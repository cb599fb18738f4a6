//! Bands: they start at nought and touch, each at one amount.

use super::Subject;
use crate::engine::money::Fen;
use crate::engine::scheme::model::{Band, Kind, Reading};
use crate::engine::scheme::problem::Problems;

pub(super) fn check(on: &Subject<'_>, problems: &mut Problems) {
    for line in on.edition.benefits.iter().flat_map(|b| &b.lines) {
        if let Kind::Bands(bands) = &line.kind
            && !on.is_broken_within(&line.place)
        {
            for row in &bands.bands.rows {
                touch(on, bands.reading, &row.value, problems);
            }
        }
    }
}

fn touch(on: &Subject<'_>, reading: Reading, bands: &[Band], problems: &mut Problems) {
    if let Some(first) = bands.first().filter(|first| first.over != Fen::ZERO) {
        let message = format!("no band covers amounts up to {}: the first band starts at nought", first.over);
        let hint = format!("add `{{ over = 0, to = {}, … }}` before it", yuan(first.over));
        problems.error(&on.at(&first.place, lower(first)), message, hint);
    }
    for band in bands {
        if band.to.is_some_and(|to| to <= band.over) {
            let message = format!("the band ends at or below {}, where it starts", band.over);
            problems.error(&on.at(&band.place, upper(band)), message, "its upper bound is the larger one");
        }
    }
    for pair in bands.windows(2) {
        if let [above, below] = pair {
            pair_touches(on, reading, (above, below), problems);
        }
    }
}

fn pair_touches(on: &Subject<'_>, reading: Reading, (one, next): (&Band, &Band), problems: &mut Problems) {
    let lines = format!("lines {} and {}", on.line(&one.place), on.line(&next.place));
    let Some(to) = one.to else {
        let message = "only the last band may be without an upper bound";
        problems.error(&one.place, message, format!("write `to = {}`", yuan(next.over)));
        return;
    };
    let twice = one.to_inclusive && next.from_inclusive;
    let never = !one.to_inclusive && !next.from_inclusive;
    let message = match next.over.cmp(&to) {
        _ if next.over <= one.over => format!("the bands of {lines} do not rise"),
        std::cmp::Ordering::Greater => {
            format!("a hole between {to} and {}: no band covers it ({lines})", next.over)
        }
        std::cmp::Ordering::Less => format!("{} to {to} lies in two bands ({lines})", next.over),
        std::cmp::Ordering::Equal if reading == Reading::Marginal => return,
        std::cmp::Ordering::Equal if twice => format!("{to} itself lies in two bands ({lines})"),
        std::cmp::Ordering::Equal if never => format!("{to} itself lies in no band ({lines})"),
        std::cmp::Ordering::Equal => return,
    };
    let hint = "bands must touch: the next one starts where the last one ends (`to` then `over`, or `below` then `from`)";
    problems.error(&on.at(&next.place, lower(next)), message, hint);
}

fn lower(band: &Band) -> &'static str {
    if band.from_inclusive { "from" } else { "over" }
}

fn upper(band: &Band) -> &'static str {
    if band.to_inclusive { "to" } else { "below" }
}

/// Yuan as one writes them in a scheme.
fn yuan(amount: Fen) -> String {
    let text = amount.to_string();
    text.strip_suffix(".00").map(Into::into).unwrap_or(text)
}
