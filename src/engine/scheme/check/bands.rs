//! Bands: they start at nought and touch, each at one amount.

use std::cmp::Ordering;

use super::Subject;
use crate::engine::money::Fen;
use crate::engine::scheme::model::{Band, Kind, Line, Reading};
use crate::engine::scheme::problem::Problems;
use crate::engine::scheme::said::Said;
use crate::engine::scheme::tree::Item;

pub(super) fn check(on: &Subject<'_>, problems: &mut Problems) {
    for line in on.edition.benefits.iter().flat_map(|b| &b.lines) {
        if let Kind::Bands(bands) = &line.kind
            && !has_conditions_broken(on, line)
        {
            let start = on.at(&line.place, "bands").start;
            for row in &bands.bands.rows {
                touch(on, (start, bands.reading), &row.value, problems);
            }
        }
    }
}

/// The rows of a table are told apart by their conditions: where one cannot be read, nobody knows which rows
/// follow each other.
fn has_conditions_broken(on: &Subject<'_>, line: &Line) -> bool {
    const OWN: [&str; 6] = ["over", "from", "to", "below", "pay", "amount"];
    let rows = on.tree.table_at(&line.place).map(|item| item.list("bands")).unwrap_or_default();
    let conditions = rows.iter().flat_map(Item::fields).filter(|(key, _)| !OWN.contains(&key.as_str()));
    let unknown = |key: &str| on.known.key(key).is_none();
    conditions.into_iter().any(|(key, item)| unknown(key) || on.is_broken(&item.reach()))
}

/// Is a bound of the band unreadable? That it pays what cannot be read does not matter here.
fn is_unbounded(on: &Subject<'_>, band: &Band) -> bool {
    let bounds = ["over", "from", "to", "below"];
    let row = on.tree.table_at(&band.place);
    let of = |key: &str| row.and_then(|row| row.get(key)).map(|bound| bound.place.clone());
    bounds.into_iter().filter_map(of).any(|place| on.is_unread(&place)) || on.is_on_broken_line(&band.place)
}

fn touch(on: &Subject<'_>, (start, reading): (usize, Reading), bands: &[Band], problems: &mut Problems) {
    if let Some(first) = bands.first().filter(|first| first.over != Fen::ZERO)
        && !on.is_on_broken_line(&(start..first.place.end))
        && !is_unbounded(on, first)
    {
        let over = yuan(first.over);
        let message = (
            format!("{over}元及以下没有对应的分段：第一段应从0起。"),
            format!("no band covers amounts up to {}: the first band starts at nought", first.over),
        );
        let hint = (
            format!("请在前面补一段 {{ over = 0, to = {over}, … }}，或把本段改为从0起。"),
            format!("add `{{ over = 0, to = {over}, … }}` before it"),
        );
        problems.error(&on.at(&first.place, lower(first)), message, hint);
    }
    for band in bands.iter().filter(|band| !is_unbounded(on, band)) {
        if band.to.is_some_and(|to| to <= band.over) {
            ends_too_soon(on, band, problems);
        }
    }
    for pair in bands.windows(2) {
        if let [one, next] = pair
            && !on.is_on_broken_line(&(one.place.start..next.place.end))
            && !is_unbounded(on, one)
            && !is_unbounded(on, next)
        {
            pair_touches(on, reading, (one, next), problems);
        }
    }
}

fn ends_too_soon(on: &Subject<'_>, band: &Band, problems: &mut Problems) {
    let over = yuan(band.over);
    let message = (
        format!("这一段的上限不高于下限{over}元。"),
        format!("the band ends at or below {}, where it starts", band.over),
    );
    let hint = ("上限须大于下限，请更正。", "its upper bound is the larger one");
    problems.error(&on.at(&band.place, upper(band)), message, hint);
}

fn pair_touches(on: &Subject<'_>, reading: Reading, (one, next): (&Band, &Band), problems: &mut Problems) {
    let Some(to) = one.to else {
        let message = ("只有最后一段可以不写上限。", "only the last band may be without an upper bound");
        let end = yuan(next.over);
        let hint = (format!("请补写 to = {end}。"), format!("write `to = {end}`"));
        problems.error(&one.place, message, hint);
        return;
    };
    if let Some(message) = fault(reading, (one, next, to), (on.line(&one.place), on.line(&next.place))) {
        let hint = (
            "各段须首尾相接：后一段的下限等于前一段的上限（前一段写to，后一段写over；或前一段写below，后一段写from）。",
            "bands must touch: the next one starts where the last one ends (`to` then `over`, or `below` then `from`)",
        );
        problems.error(&on.at(&next.place, lower(next)), message, hint);
    }
}

/// What is wrong between two bands that stand on these lines.
fn fault(reading: Reading, (one, next, to): (&Band, &Band, Fen), (a, b): (usize, usize)) -> Option<Said> {
    let (over, end) = (next.over, yuan(to));
    let en = format!("lines {a} and {b}");
    let zh = format!("第{a}行和第{b}行");
    let twice = one.to_inclusive && next.from_inclusive;
    let never = !one.to_inclusive && !next.from_inclusive;
    Some(match over.cmp(&to) {
        _ if over <= one.over => {
            Said::new(format!("分段没有从低到高排列（{zh}）。"), format!("the bands of {en} do not rise"))
        }
        Ordering::Greater => Said::new(
            format!("分段有空档：{end}元至{}元没有对应的分段（{zh}之间）。", yuan(over)),
            format!("a hole between {to} and {over}: no band covers it ({en})"),
        ),
        Ordering::Less => Said::new(
            format!("分段重叠：{}元至{end}元同时属于两段（{zh}）。", yuan(over)),
            format!("{over} to {to} lies in two bands ({en})"),
        ),
        Ordering::Equal if reading == Reading::Marginal => return None,
        Ordering::Equal if twice => Said::new(
            format!("恰好{end}元同时属于两段（{zh}）。"),
            format!("{to} itself lies in two bands ({en})"),
        ),
        Ordering::Equal if never => Said::new(
            format!("恰好{end}元不属于任何一段（{zh}）。"),
            format!("{to} itself lies in no band ({en})"),
        ),
        Ordering::Equal => return None,
    })
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
