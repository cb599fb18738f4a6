//! A line of a benefit as one sentence: when, along which window, what.

use super::band::{band_range, band_value};
use super::condition::condition;
use super::kind::{Speaker, kind};
use super::window::along;
use crate::engine::scheme::model::{Bands, Benefit, Bound, Edition, Kind, Lang, Line};

/// One line in natural language, with a full stop. Bands that depend on nothing are spelt out; figures of
/// keyed tables are not.
pub fn line_sentence(line: &Line, benefit: &Benefit, edition: &Edition, lang: Lang) -> String {
    let phrase = line_phrase(line, benefit, edition, lang);
    let text = match &line.kind {
        Kind::Bands(bands) if line.when.is_always() => format!("{phrase}{}", spelt_out(bands, edition, lang)),
        _ => phrase,
    };
    sentence(&text, lang)
}

/// One line in natural language, without a full stop and without the figures of its tables.
pub fn line_phrase(line: &Line, benefit: &Benefit, edition: &Edition, lang: Lang) -> String {
    let what = kind(&line.kind, &Speaker { benefit, edition, lang });
    let what = match line.along {
        Some(window) => {
            let along = along(window, lang);
            lang.say(format_args!("{along}：{what}"), format_args!("{along}: {what}"))
        }
        None => what,
    };
    if line.when.is_always() {
        return what;
    }
    let when = condition(&line.when, edition, lang);
    lang.say(
        format_args!("{when}的，{what}；其他情形为零"),
        format_args!("when {when}: {what}; otherwise nought"),
    )
}

fn spelt_out(bands: &Bands, edition: &Edition, lang: Lang) -> String {
    let Some(plain) = bands.bands.as_plain() else { return String::new() };
    let one = |band| {
        let range = band_range(band, bands.reading, edition, lang);
        let value = band_value(band, bands.reading, edition, lang);
        lang.say(format_args!("{range}：{value}"), format_args!("{range}: {value}"))
    };
    let all: Vec<String> = plain.iter().map(one).collect();
    lang.say(format_args!("（{}）", all.join("；")), format_args!(" ({})", all.join("; ")))
}

/// Does a line have figures that a table shows better?
pub fn has_table(kind: &Kind) -> bool {
    match kind {
        Kind::Amount(a) => a.amount.as_plain().is_none(),
        Kind::Portion(p) => p.ratio.as_plain().is_none(),
        Kind::Count(c) => c.each.as_plain().is_none(),
        Kind::Bound(b) => matches!(&b.bound, Bound::Amount(a) if a.as_plain().is_none()),
        Kind::Bands(_) => true,
        Kind::Measure(_)
        | Kind::Sum(_)
        | Kind::Proportion(_)
        | Kind::Extreme(_)
        | Kind::Result(_)
        | Kind::SoFar { .. }
        | Kind::Round { .. } => false,
    }
}

/// What a line is called: its label, else its id.
pub fn line_name(line: &Line, lang: Lang) -> &str {
    line.label.as_ref().map_or(line.id.as_str(), |label| label.get(lang))
}

/// A line as others refer to it: 第1步“可补基数”; “step 1 (eligible amount)”.
pub fn step_name(id: &str, benefit: &Benefit, lang: Lang) -> String {
    let Some(at) = benefit.lines.iter().position(|l| l.id == id) else { return id.into() };
    let name = line_name(&benefit.lines[at], lang);
    lang.say(format_args!("第{}步“{name}”", at + 1), format_args!("step {} ({name})", at + 1))
}

/// A clause after what it grants: 〔第2条〕. Ids that are plain numbers are counted, others shown as they are.
pub fn clause_mark(id: &str, lang: Lang) -> String {
    let is_number = !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit());
    match (is_number, lang) {
        (true, Lang::Zh) => format!("〔第{id}条〕"),
        (true, Lang::En) => format!("〔clause {id}〕"),
        (false, _) => format!("〔{id}〕"),
    }
}

/// A text as a sentence: a capital in English, a full stop unless it has one.
pub fn sentence(text: &str, lang: Lang) -> String {
    let stop = if text.ends_with(['。', '.', '！', '？']) { "" } else { lang.pick("。", ".") };
    let mut letters = text.chars();
    match (lang, letters.next()) {
        (Lang::En, Some(first)) => format!("{}{}{stop}", first.to_uppercase(), letters.as_str()),
        _ => format!("{text}{stop}"),
    }
}
