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
use crate::engine::scheme::shape::KINDS;

/// Reads one line.
pub fn line(t: &Tab<'_, '_>, known: &Known, problems: &mut Problems) -> Option<Line> {
    let kind = kind(t, known, problems)?;
    Some(Line {
        id: t.text("id")?,
        label: t.label("label"),
        clause: t.text("clause"),
        along: t.window("along"),
        when: when(t, "when", known, problems),
        kind,
        place: t.place.clone(),
    })
}

fn kind(t: &Tab<'_, '_>, known: &Known, problems: &mut Problems) -> Option<Kind> {
    let given: Vec<&str> = KINDS.iter().copied().filter(|k| t.has(k)).collect();
    let [kind] = given.as_slice() else {
        let message = match given.as_slice() {
            [] => "the line says no kind".to_owned(),
            several => format!("the line is of several kinds at once: {}", several.join(", ")),
        };
        problems.error(&t.place, message, format!("write exactly one of: {}", KINDS.join(", ")));
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
        "round" => Some(Kind::Round { of: of(t, problems)?, rule: rounding(&t.table("round")?)? }),
        bound => bounded(t, bound, known, problems),
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
            let message = format!("`{field}` has no meaning in a line of kind `{kind}`");
            problems.error(
                &t.place_of(field),
                message,
                format!("take `{field}` out, or write one of: {}", kinds.join(", ")),
            );
        }
    }
}

fn of(t: &Tab<'_, '_>, problems: &mut Problems) -> Option<String> {
    let of = t.text("of");
    if of.is_none() {
        problems.error(&t.place, "the line lacks `of`", "name the line above that it is computed from");
    }
    of
}

fn yuan_table(t: &Tab<'_, '_>, key: &str, known: &Known, problems: &mut Problems) -> Option<Keyed<Fen>> {
    keyed(t.get(key)?, known, problems, as_yuan)
}

fn portion(t: &Tab<'_, '_>, key: &str, known: &Known, problems: &mut Problems) -> Option<Kind> {
    let ratio = keyed(t.get(key)?, known, problems, as_ratio)?;
    Some(Kind::Portion(Portion { of: of(t, problems)?, ratio, times: key == "times" }))
}

fn bands(t: &Tab<'_, '_>, known: &Known, problems: &mut Problems) -> Option<Kind> {
    let reading = match t.text("reading").as_deref() {
        Some("whole") => Reading::Whole,
        Some("fixed") => Reading::Fixed,
        _ => Reading::Marginal,
    };
    let own = ["over", "from", "to", "below", "pay", "amount"];
    let rows = t.tables("bands");
    let bands = grouped(&rows, &own, known, problems, |row, problems| band(row, reading, problems))?;
    Some(Kind::Bands(Bands { of: of(t, problems)?, found_by: t.text("found_by"), reading, bands }))
}

fn band(row: &Tab<'_, '_>, reading: Reading, problems: &mut Problems) -> Option<Band> {
    for (one, other) in [("over", "from"), ("to", "below")] {
        if row.has(one) && row.has(other) {
            problems.error(
                &row.place_of(other),
                format!("the band has both `{one}` and `{other}`"),
                "keep the one that the notice means",
            );
        }
    }
    let (wanted, stray) = if reading == Reading::Fixed { ("amount", "pay") } else { ("pay", "amount") };
    if row.has(stray) || !row.has(wanted) {
        let word = if reading == Reading::Fixed { "fixed" } else { "marginal or whole" };
        problems.error(&row.place, format!("a band read as {word} needs `{wanted}` and not `{stray}`"), "");
        return None;
    }
    Some(Band {
        over: row.yuan("from").or_else(|| row.yuan("over")).unwrap_or(Fen::ZERO),
        from_inclusive: row.has("from") || !row.has("over"),
        to: row.yuan("to").or_else(|| row.yuan("below")),
        to_inclusive: !row.has("below"),
        pay: if row.has("pay") { row.ratio("pay")? } else { Ratio::ZERO },
        amount: if row.has("amount") { row.yuan("amount")? } else { Fen::ZERO },
        place: row.place.clone(),
    })
}

fn count(t: &Tab<'_, '_>, known: &Known, problems: &mut Problems) -> Option<Kind> {
    let word = t.text("count").unwrap_or_default();
    let Some(count) =
        known.key(&word).filter(|k| matches!(known.domain(k), super::known::Domain::Numbers(_)))
    else {
        let hint = "write `count = \"days\"`, `\"share_units\"`, or a fact of type number";
        problems.error(&t.place_of("count"), format!("`{word}` is no number that can be counted"), hint);
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
        let hint = "write `so_far = true` and the window, for example `along = \"member.month\"`";
        problems.error(&t.place_of("so_far"), "a running total needs a window", hint);
        return None;
    }
    Some(Kind::SoFar { of: of(t, problems)? })
}

fn proportion(t: &Tab<'_, '_>, problems: &mut Problems) -> Option<Kind> {
    let of = of(t, problems)?;
    match <[String; 2]>::try_from(t.texts("in_proportion")) {
        Ok([part, whole]) => Some(Kind::Proportion(Proportion { of, part, whole })),
        Err(_) => {
            problems.error(
                &t.place_of("in_proportion"),
                "a proportion takes two lines",
                "write [part, whole]",
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
                "a result is of one benefit or of one scheme",
                "write { benefit = \"…\" } or { scheme = \"…\" }",
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
    Some(Kind::Bound(Bounded { of: of(t, problems)?, kind, bound, exclusive: t.flag("exclusive") }))
}

/// Reads a named rounding.
pub fn rounding(t: &Tab<'_, '_>) -> Option<Rounding> {
    let mode = t.text("mode")?;
    let mode = RoundingMode::ALL.iter().find(|(word, _)| *word == mode).map(|(_, mode)| *mode)?;
    Rounding::new(t.yuan("to")?, mode).ok()
}
