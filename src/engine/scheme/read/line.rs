//! Lines: exactly one field says what kind a line is.

use super::condition::when;
use super::keyed::{grouped, keyed};
use super::known::Known;
use super::measure::measures;
use super::table::{Tab, as_ratio, as_text, as_yuan};
use crate::engine::money::{Fen, Ratio, Rounding, RoundingMode};
use crate::engine::scheme::model::{
    Amount, Band, Bands, Bound, BoundKind, Bounded, CountLine, Extreme, Keyed, Kind, Line, Measure, Portion,
    Proportion, Reading, ResultOf, Sum,
};
use crate::engine::scheme::problem::Problems;
use crate::engine::scheme::said::{Said, listed};
use crate::engine::scheme::shape::KINDS;

/// Reads one line.
pub fn line(t: &Tab<'_, '_>, known: &Known, problems: &mut Problems) -> Option<Line> {
    let when = when(t, "when", known, problems);
    Some(Line {
        id: t.word("id"),
        label: t.label("label"),
        clause: t.text("clause"),
        along: t.window("along"),
        when,
        kind: kind(t, known, problems)?,
        place: t.place.clone(),
    })
}

fn kind(t: &Tab<'_, '_>, known: &Known, problems: &mut Problems) -> Option<Kind> {
    let given: Vec<&str> = KINDS.iter().copied().filter(|k| t.has(k)).collect();
    let [kind] = given.as_slice() else {
        no_one_kind(t, &given, problems);
        return None;
    };
    stray_fields(t, kind, problems);
    match *kind {
        "amount" => Some(Kind::Amount(Amount { amount: yuan_table(t, "amount", known, problems)? })),
        "measure" => Some(Kind::Measure(Measure { of: measures(t, "measure", known, problems)? })),
        "sum" | "difference" => Some(Kind::Sum(Sum {
            of: t.texts(kind),
            difference: *kind == "difference",
            signed: t.flag("signed"),
        })),
        "rate" | "times" => portion(t, kind, known, problems),
        "bands" => bands(t, known, problems),
        "each" => count(t, known, problems),
        "in_proportion" => proportion(t, problems),
        "least" | "greatest" => {
            Some(Kind::Extreme(Extreme { of: t.texts(kind), greatest: *kind == "greatest" }))
        }
        "result" => result(t, problems),
        "so_far" => so_far(t, problems),
        "round" => Some(Kind::Round { of: of(t, problems), rule: rounding(&t.table("round")?)? }),
        bound => bounded(t, bound, known, problems),
    }
}

fn no_one_kind(t: &Tab<'_, '_>, given: &[&str], problems: &mut Problems) {
    let message = if given.is_empty() {
        Said::new("这一行没有写明怎样计算。", "the line says no kind")
    } else {
        listed(given).map(
            |zh| format!("这一行同时写了几种计算方式：{zh}。"),
            |en| format!("the line is of several kinds at once: {en}"),
        )
    };
    let hint = listed(KINDS)
        .map(|zh| format!("请写下列之一，且只写一种：{zh}。"), |en| format!("write exactly one of: {en}"));
    if given.is_empty() {
        problems.missing(&t.place, message, hint);
    } else {
        problems.error(&t.place, message, hint);
    }
}

/// Fields that belong to one kind and stand in a line of another.
fn stray_fields(t: &Tab<'_, '_>, kind: &str, problems: &mut Problems) {
    const BELONGS: [(&str, &[&str]); 9] = [
        ("reading", &["bands"]),
        ("found_by", &["bands"]),
        ("count", &["each"]),
        ("after", &["each"]),
        ("most", &["each"]),
        ("all_from", &["each"]),
        ("signed", &["difference"]),
        ("exclusive", &["trigger"]),
        (
            "of",
            &[
                "rate",
                "times",
                "bands",
                "in_proportion",
                "deductible",
                "trigger",
                "limit",
                "minimum",
                "top_up",
                "round",
                "so_far",
            ],
        ),
    ];
    for (field, kinds) in BELONGS {
        if t.has(field) && !kinds.contains(&kind) {
            let message = (
                format!("计算方式为“{kind}”的行不能写“{field}”。"),
                format!("`{field}` has no meaning in a line of kind `{kind}`"),
            );
            let hint = listed(kinds).map(
                |zh| format!("请删去“{field}”；它只用于：{zh}。"),
                |en| format!("take `{field}` out, or write one of: {en}"),
            );
            problems.error(&t.place_of(field), message, hint);
        }
    }
}

/// The line that a line is computed from; empty where it is not said, which is noted.
fn of(t: &Tab<'_, '_>, problems: &mut Problems) -> String {
    if !t.has("of") {
        let message = ("这一行缺少“of”（以上方哪一行为基础计算）。", "the line lacks `of`");
        let hint = (
            "请补写，例如 of = \"eligible\"，其中eligible为上方某行的标识（id）。",
            "name the line above that it is computed from, for example of = \"eligible\"",
        );
        problems.missing(&t.place, message, hint);
    }
    t.word("of")
}

fn yuan_table(t: &Tab<'_, '_>, key: &str, known: &Known, problems: &mut Problems) -> Option<Keyed<Fen>> {
    keyed(t.get(key)?, known, problems, as_yuan)
}

fn portion(t: &Tab<'_, '_>, key: &str, known: &Known, problems: &mut Problems) -> Option<Kind> {
    let ratio = keyed(t.get(key)?, known, problems, as_ratio)?;
    Some(Kind::Portion(Portion { of: of(t, problems), ratio, times: key == "times" }))
}

fn bands(t: &Tab<'_, '_>, known: &Known, problems: &mut Problems) -> Option<Kind> {
    let reading = match t.text("reading").as_deref() {
        Some("whole") => Reading::Whole,
        Some("fixed") => Reading::Fixed,
        _ => Reading::Marginal,
    };
    let own = ["over", "from", "to", "below", "pay", "amount"];
    let rows = t.tables("bands");
    let bands = grouped(&rows, &own, known, problems, |row, problems| Some(band(row, reading, problems)))?;
    Some(Kind::Bands(Bands { of: of(t, problems), found_by: t.text("found_by"), reading, bands }))
}

fn band(row: &Tab<'_, '_>, reading: Reading, problems: &mut Problems) -> Band {
    for (one, other) in [("over", "from"), ("to", "below")] {
        if row.has(one) && row.has(other) {
            problems.error(
                &row.place_of(other),
                (
                    format!("这一段同时写了“{one}”和“{other}”。"),
                    format!("the band has both `{one}` and `{other}`"),
                ),
                (
                    "请按办法原文保留一个：over为超过（不含本数），from为起（含本数），to为以下（含本数），below为不足（不含本数）。",
                    "keep the one that the notice means: over and below leave the bound out, from and to take it in",
                ),
            );
        }
    }
    let (wanted, stray) = if reading == Reading::Fixed { ("amount", "pay") } else { ("pay", "amount") };
    if row.has(stray) || !row.has(wanted) {
        let word = if reading == Reading::Fixed { "fixed" } else { "marginal or whole" };
        let zh = if reading == Reading::Fixed {
            "固定金额（fixed）"
        } else {
            "比例（marginal或whole）"
        };
        let message = (
            format!("按{zh}读的分段须写“{wanted}”，不写“{stray}”。"),
            format!("a band read as {word} needs `{wanted}` and not `{stray}`"),
        );
        let hint = (
            "按比例给付写pay = \"50%\"；给付固定金额写amount = 500，并在本行写reading = \"fixed\"。",
            "write pay = \"50%\", or amount = 500 with reading = \"fixed\" in the line",
        );
        problems.missing(&row.place, message, hint);
    }
    Band {
        over: row.yuan("from").or_else(|| row.yuan("over")).unwrap_or(Fen::ZERO),
        from_inclusive: row.has("from") || !row.has("over"),
        to: row.yuan("to").or_else(|| row.yuan("below")),
        to_inclusive: !row.has("below"),
        pay: row.ratio("pay").unwrap_or(Ratio::ZERO),
        amount: row.yuan("amount").unwrap_or(Fen::ZERO),
        place: row.place.clone(),
    }
}

fn count(t: &Tab<'_, '_>, known: &Known, problems: &mut Problems) -> Option<Kind> {
    let word = t.text("count").unwrap_or_default();
    let Some(count) =
        known.key(&word).filter(|k| matches!(known.domain(k), super::known::Domain::Numbers(_)))
    else {
        let hint = (
            "请写 count = \"days\"（住院天数）、\"share_units\"（份数），或本方案自定的整数类判断项。",
            "write `count = \"days\"`, `\"share_units\"`, or a fact of type number",
        );
        let message = match word.as_str() {
            "" => Said::new("这一行缺少“count”（按什么数量计）。", "the line lacks `count`"),
            _ => Said::new(
                format!("“{word}”不是可以计数的数量。"),
                format!("`{word}` is no number that can be counted"),
            ),
        };
        problems.error(&t.place_of("count"), message, hint);
        return None;
    };
    let each = yuan_table(t, "each", known, problems)?;
    let all_from = t.whole("all_from");
    Some(Kind::Count(CountLine {
        count,
        after: t.whole("after").unwrap_or(0),
        most: t.whole("most"),
        all_from,
        each,
    }))
}

fn so_far(t: &Tab<'_, '_>, problems: &mut Problems) -> Option<Kind> {
    if !t.flag("so_far") || !t.has("along") {
        let hint = (
            "请写 so_far = true，并写明期间，例如 along = \"member.month\"（每人每月）。",
            "write `so_far = true` and the window, for example `along = \"member.month\"`",
        );
        let message = ("累计数须写明按哪个期间累计。", "a running total needs a window");
        problems.error(&t.place_of("so_far"), message, hint);
        return None;
    }
    Some(Kind::SoFar { of: of(t, problems) })
}

fn proportion(t: &Tab<'_, '_>, problems: &mut Problems) -> Option<Kind> {
    let of = of(t, problems);
    match <[String; 2]>::try_from(t.texts("in_proportion")) {
        Ok([part, whole]) => Some(Kind::Proportion(Proportion { of, part, whole })),
        Err(_) => {
            problems.error(
                &t.place_of("in_proportion"),
                ("比例关系须写两行。", "a proportion takes two lines"),
                ("请写成 [\"部分\", \"整体\"]，填两行的标识（id）。", "write [part, whole], two lines by id"),
            );
            None
        }
    }
}

fn result(t: &Tab<'_, '_>, problems: &mut Problems) -> Option<Kind> {
    let of = t.table("result")?;
    match (of.text("benefit"), of.text("scheme")) {
        (Some(benefit), None) => Some(Kind::Result(ResultOf::Benefit(benefit))),
        (None, Some(scheme)) => Some(Kind::Result(ResultOf::Scheme(scheme))),
        _ => {
            problems.error(
                &of.place,
                ("结果须引用一项待遇或一个方案，且只写一个。", "a result is of one benefit or of one scheme"),
                (
                    "请写成 { benefit = \"…\" } 或 { scheme = \"…\" }。",
                    "write { benefit = \"…\" } or { scheme = \"…\" }",
                ),
            );
            None
        }
    }
}

fn bounded(t: &Tab<'_, '_>, word: &str, known: &Known, problems: &mut Problems) -> Option<Kind> {
    let kind = BoundKind::ALL.iter().find(|(w, _)| *w == word).map(|(_, kind)| *kind)?;
    let value = t.get(word)?;
    let bound = match as_text(value) {
        Some(line) => Bound::Line(line.into()),
        None => Bound::Amount(yuan_table(t, word, known, problems)?),
    };
    Some(Kind::Bound(Bounded { of: of(t, problems), kind, bound, exclusive: t.flag("exclusive") }))
}

/// Reads a named rounding.
pub fn rounding(t: &Tab<'_, '_>) -> Option<Rounding> {
    let mode = t.text("mode")?;
    let mode = RoundingMode::ALL.iter().find(|(word, _)| *word == mode).map(|(_, mode)| *mode)?;
    Rounding::new(t.yuan("to")?, mode).ok()
}
