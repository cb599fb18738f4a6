//! The sentence of a line: what was computed from what.

use super::Voice;
use super::bound::bounded;
use crate::engine::adjudicate::line::{Line, LineKind};
use crate::engine::adjudicate::scheme::Scheme;
use crate::engine::claim::Component;
use crate::engine::money::Exact;
use crate::engine::scheme::model::{Kind, Lang, Line as Written, Reading};
use crate::engine::scheme::say;

/// The sentence of one line of an explanation.
pub fn line(line: &Line, scheme: &Scheme, lang: Lang) -> String {
    let Some(voice) = Voice::of(scheme, line.edition, lang) else { return line.line.to_string() };
    match line.kind {
        LineKind::Bill => bill(line, voice),
        LineKind::Pays => {
            let label = voice.benefit(&line.benefit).map_or("", |b| b.label.get(lang));
            let amount = voice.yuan(line.amount);
            voice.say(format_args!("“{label}”给付{amount}"), format_args!("“{label}” pays {amount}"))
        }
        LineKind::Outside => {
            let figure = bill(line, voice);
            voice.say(
                format_args!("{figure}，不计入补助，由本人负担"),
                format_args!("{figure}, which the benefits do not look at: borne by the member"),
            )
        }
        LineKind::Left => {
            let (bore, left) = (voice.yuan(line.base), voice.yuan(line.amount));
            voice.say(
                format_args!("个人负担{bore}，互助给付后本人还负担{left}"),
                format_args!("of the {bore} that the member bore, {left} is left to him"),
            )
        }
        LineKind::Kept => {
            let (bore, kept) = (voice.yuan(line.base), voice.yuan(line.amount));
            voice.say(
                format_args!("个人负担共{bore}，互助给付后本人共负担{kept}"),
                format_args!("of {bore} in all, the member keeps {kept}"),
            )
        }
        LineKind::Floor => floor(line, voice),
        LineKind::Round => rounded(line, voice),
        LineKind::Waiting => waiting(line, voice),
        LineKind::Ceiling => ceiling(line, voice),
        LineKind::Rest => {
            let amount = voice.yuan(line.amount);
            voice.say(
                format_args!("扣除本人应负担部分后，给付{amount}"),
                format_args!("after what the member keeps: {amount}"),
            )
        }
        _ => written(line, voice),
    }
}

fn bill(line: &Line, voice: Voice<'_>) -> String {
    let names = Component::from_word(&line.line).map(Component::names);
    let name = names.map_or(line.line.as_str(), |n| voice.lang.pick(n.zh[0], n.en));
    let amount = voice.yuan(line.amount);
    voice.say(format_args!("{name}{amount}"), format_args!("{name}: {amount}"))
}

/// Why a line below nought pays nothing.
fn floor(line: &Line, voice: Voice<'_>) -> String {
    let base = voice.yuan(line.base);
    match line.before {
        Some(_) => voice.say(
            format_args!("此前已给付的多于按累计额应得的（{base}），本次不再给付，也不追回"),
            format_args!("more was paid before than the running total is due ({base}): nothing now, and nothing is asked back"),
        ),
        None => voice.say(
            format_args!("计算结果{base}不足零，不予给付"),
            format_args!("{base} is below nought: nothing is paid"),
        ),
    }
}

fn rounded(line: &Line, voice: Voice<'_>) -> String {
    let (base, amount) = (voice.yuan(line.base), voice.yuan(line.amount));
    let rule = rounding_rule(voice);
    let before = line.before.filter(|before| !before.is_zero()).map(|before| voice.yuan(before));
    match (line.line.as_str(), before) {
        // The window's total is rounded, so this claim's part may be a fen off its own rounding.
        ("rounding", Some(before)) => voice.say(
            format_args!("此前累计{before}，本次{base}；累计额取整（{rule}）后，本次得{amount}"),
            format_args!("{before} before, {base} this time; with the total rounded ({rule}): {amount}"),
        ),
        ("rounding", None) => voice.say(
            format_args!("{base}取整为{amount}（{rule}）"),
            format_args!("{base} is rounded to {amount} ({rule})"),
        ),
        _ => voice.say(format_args!("{base}取整为{amount}"), format_args!("{base} is rounded to {amount}")),
    }
}

/// The rounding of the scheme, and whether the notice has it.
fn rounding_rule(voice: Voice<'_>) -> String {
    let rule = say::rounding(voice.edition.money.round, voice.edition, voice.lang);
    if voice.edition.assumptions.iter().any(|a| a.about.iter().any(|path| path == "money")) {
        return voice.say(format_args!("暂定规则：{rule}"), format_args!("assumed: {rule}"));
    }
    rule
}

fn waiting(line: &Line, voice: Voice<'_>) -> String {
    let (base, amount) = (voice.yuan(line.base), voice.yuan(line.amount));
    let ratio = line.ratio.map(|r| r.to_string()).unwrap_or_default();
    voice.say(
        format_args!("在等待期内，按{ratio}给付：{base}×{ratio}={amount}"),
        format_args!("within the waiting time {ratio} is paid: {base} × {ratio} = {amount}"),
    )
}

fn ceiling(line: &Line, voice: Voice<'_>) -> String {
    let label = voice.edition.ceilings.iter().find(|c| c.id == line.line);
    let label = label.map_or(line.line.as_str(), |c| c.label.get(voice.lang));
    format!("{label}{}{}", voice.lang.pick("：", ": "), bounded(line, voice))
}

/// A line that stands in the scheme.
fn written(line: &Line, voice: Voice<'_>) -> String {
    let benefit = voice.benefit(&line.benefit);
    let Some((written, benefit)) =
        benefit.and_then(|b| Some((b.lines.iter().find(|l| l.id == line.line)?, b)))
    else {
        return format!("{} {}", line.line, line.amount);
    };
    let name = say::line_name(written, voice.lang);
    let colon = voice.lang.pick("：", ": ");
    let phrase = || say::line_phrase(written, benefit, voice.edition, voice.lang);
    let counts = !skipped(line, written);
    let said = match line.kind {
        _ if !counts && matches!(written.kind, Kind::Bound(_)) => {
            let amount = voice.yuan(line.amount);
            voice.say(
                format_args!("条件不符，不适用，仍为{amount}"),
                format_args!("does not apply here: {amount} as it was"),
            )
        }
        _ if !counts => voice.lang.pick("条件不符，按0计", "does not count here").to_owned(),
        LineKind::Band => band(line, written, voice),
        LineKind::Bands => bands(line, voice),
        LineKind::Rate | LineKind::Times => times(line, voice),
        LineKind::Count => counted(line, voice),
        LineKind::Deductible | LineKind::Trigger | LineKind::Limit | LineKind::Minimum | LineKind::TopUp => {
            bounded(line, voice)
        }
        _ => format!("{}{colon}{}", phrase(), voice.yuan(line.amount)),
    };
    format!("{name}{colon}{said}")
}

/// Did the line not count on this claim?
fn skipped(line: &Line, written: &Written) -> bool {
    let has_ratio_or_bound = line.ratio.is_some() || line.bound.is_some() || line.band.is_some();
    let expects = matches!(written.kind, Kind::Portion(_) | Kind::Bound(_) | Kind::Count(_));
    let as_it_was = line.amount.is_zero() || matches!(written.kind, Kind::Bound(_));
    !written.when.is_always() && expects && !has_ratio_or_bound && as_it_was
}

fn band(line: &Line, written: &Written, voice: Voice<'_>) -> String {
    let Kind::Bands(bands) = &written.kind else { return String::new() };
    let group = bands.bands.rows.get(line.row.unwrap_or(0)).map(|r| &r.value);
    let found = group.zip(line.band).and_then(|(group, band)| group.get(band));
    let range =
        found.map(|b| say::band_range(b, bands.reading, voice.edition, voice.lang)).unwrap_or_default();
    let amount = voice.yuan(line.amount);
    let before = line.before.filter(|before| bands.reading != Reading::Marginal && !before.is_zero());
    match line.ratio {
        // The band is found by the total, and the whole of it is computed anew: no product of this claim.
        Some(ratio) if before.is_some() => {
            let (before, base) = (voice.yuan(before.unwrap_or(Exact::ZERO)), voice.yuan(line.base));
            voice.say(
                format_args!("{range}一档，此前累计{before}，本次{base}，累计额按{ratio}计算，减去此前所得，本次为{amount}"),
                format_args!("{range}: {before} before, {base} this time; {ratio} of the total, less what was given before: {amount}"),
            )
        }
        Some(ratio) => {
            let base = voice.yuan(line.base);
            let part = if bands.reading == Reading::Marginal { "部分" } else { "一档，全额" };
            voice.say(
                format_args!("{range}{part}{base}×{ratio}={amount}"),
                format_args!("{range}: {base} × {ratio} = {amount}"),
            )
        }
        // Below the first of the bands there is none to be named.
        None if range.is_empty() => voice.say(format_args!("给付{amount}"), format_args!("{amount} is paid")),
        None => voice.say(format_args!("{range}，给付{amount}"), format_args!("{range}: {amount}")),
    }
}

fn bands(line: &Line, voice: Voice<'_>) -> String {
    let amount = voice.yuan(line.amount);
    match line.before.filter(|b| !b.is_zero()) {
        Some(before) => {
            let (before, base) = (voice.yuan(before), voice.yuan(line.base));
            voice.say(
                format_args!("此前累计{before}，本次{base}，各段合计{amount}"),
                format_args!("{before} before, {base} this time; the bands add up to {amount}"),
            )
        }
        None => voice.say(format_args!("各段合计{amount}"), format_args!("the bands add up to {amount}")),
    }
}

fn times(line: &Line, voice: Voice<'_>) -> String {
    let (base, amount) = (voice.yuan(line.base), voice.yuan(line.amount));
    let ratio = line.ratio.map(|r| r.to_string()).unwrap_or_default();
    voice.say(format_args!("{base}×{ratio}={amount}"), format_args!("{base} × {ratio} = {amount}"))
}

fn counted(line: &Line, voice: Voice<'_>) -> String {
    let (count, amount) = (line.count.unwrap_or(0), voice.yuan(line.amount));
    let each = voice.yuan(line.bound.unwrap_or(Exact::ZERO));
    voice.say(format_args!("{count}×{each}={amount}"), format_args!("{count} × {each} = {amount}"))
}
