//! Values by keys and bands as tables.

use super::About;
use crate::engine::scheme::model::{Band, Bands, Bound, Key, Keyed, Kind, Reading, When};
use crate::engine::scheme::say;

/// Heads and rows of a table.
pub(super) type Cells = (Vec<String>, Vec<Vec<String>>);

/// A value by its keys, one row each.
pub(super) fn keyed<T>(values: &Keyed<T>, head: &str, a: About<'_>, show: impl Fn(&T) -> String) -> Cells {
    let keys = values.keys();
    let mut heads = key_heads(&keys, a);
    heads.push(head.into());
    let row = |when: &When, value: &T| {
        let mut cells = key_cells(&keys, when, a);
        cells.push(show(value));
        cells
    };
    (heads, values.rows.iter().map(|r| row(&r.when, &r.value)).collect())
}

fn key_heads(keys: &[Key], a: About<'_>) -> Vec<String> {
    keys.iter().map(|k| say::key_name(k, a.edition, a.lang)).collect()
}

fn key_cells(keys: &[Key], when: &When, a: About<'_>) -> Vec<String> {
    let cell = |key: &Key| match when.of(key) {
        Some(test) => say::test_value(key, test, a.edition, a.lang),
        None => a.lang.pick("不限", "any").into(),
    };
    keys.iter().map(cell).collect()
}

/// The figures of a line, where it has a table.
pub(super) fn of_line(kind: &Kind, a: About<'_>) -> Option<Cells> {
    if !say::has_table(kind) {
        return None;
    }
    let amount = a.lang.pick("金额", "Amount");
    let yuan = |fen: &_| say::amount(*fen, a.edition, a.lang);
    match kind {
        Kind::Amount(line) => Some(keyed(&line.amount, amount, a, yuan)),
        Kind::Count(line) => Some(keyed(&line.each, amount, a, yuan)),
        Kind::Portion(line) => {
            let head =
                if line.times { a.lang.pick("倍数", "Multiple") } else { a.lang.pick("比例", "Share") };
            let show = |share: &_| if line.times { say::times(*share, a.lang) } else { say::ratio(*share) };
            Some(keyed(&line.ratio, head, a, show))
        }
        Kind::Bands(line) => Some(bands(line, a)),
        Kind::Bound(line) => match &line.bound {
            Bound::Amount(amounts) => Some(keyed(amounts, amount, a, yuan)),
            Bound::Line(_) => None,
        },
        Kind::Measure(_)
        | Kind::Sum(_)
        | Kind::Proportion(_)
        | Kind::Extreme(_)
        | Kind::Result(_)
        | Kind::SoFar { .. }
        | Kind::Round { .. } => None,
    }
}

fn bands(line: &Bands, a: About<'_>) -> Cells {
    let keys = line.bands.keys();
    let mut heads = key_heads(&keys, a);
    heads.push(a.lang.pick("金额段", "Band").into());
    heads.push(match line.reading {
        Reading::Marginal => a.lang.pick("对落入本段部分的比例", "Share of the part in the band").into(),
        Reading::Whole => a.lang.pick("对全额的比例", "Share of the whole").into(),
        Reading::Fixed => a.lang.pick("定额", "Fixed sum").into(),
    });
    let row = |when: &When, band: &Band| {
        let mut cells = key_cells(&keys, when, a);
        cells.push(say::band_range(band, line.reading, a.edition, a.lang));
        cells.push(say::band_value(band, line.reading, a.edition, a.lang));
        cells
    };
    let rows = line.bands.rows.iter().flat_map(|r| r.value.iter().map(|band| row(&r.when, band)));
    (heads, rows.collect())
}
