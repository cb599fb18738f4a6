//! The sentences of deductibles, triggers, limits, minimums, top-ups and ceilings.

use super::{Voice, Yuan};
use crate::engine::adjudicate::line::{Line, LineKind};
use crate::engine::money::Exact;
use crate::engine::scheme::model::Window;
use crate::engine::scheme::say;

/// What a bound did to an amount.
pub(super) fn bounded(line: &Line, voice: Voice<'_>) -> String {
    let (base, amount) = (voice.yuan(line.base), voice.yuan(line.amount));
    let bound = voice.bound(line.bound.unwrap_or(Exact::ZERO));
    match line.kind {
        LineKind::Deductible => deductible(line, voice, [base, bound, amount]),
        LineKind::Trigger if line.amount.is_zero() => voice.say(
            format_args!("{base}未达到{bound}，不予给付"),
            format_args!("{base} does not reach {bound}: nothing is paid"),
        ),
        LineKind::Trigger => voice.say(
            format_args!("已达到{bound}，按全额{amount}计"),
            format_args!("{bound} is reached: {amount} counts in full"),
        ),
        LineKind::Minimum | LineKind::TopUp => raised(line, voice, [base, bound, amount]),
        _ => limit(line, voice, [base, bound, amount]),
    }
}

/// Along a window the total is raised, and the claim gets what is due of it by now.
fn raised(line: &Line, voice: Voice<'_>, [base, bound, amount]: [Yuan<'_>; 3]) -> String {
    match line.before.filter(|b| !b.is_zero()) {
        Some(before) => {
            let before = voice.yuan(before);
            voice.say(
                format_args!("此前累计{before}，本次{base}；累计额不低于{bound}，本次得{amount}"),
                format_args!(
                    "{before} before and {base} this time; with a total of at least {bound}: {amount}"
                ),
            )
        }
        None => voice.say(
            format_args!("{base}，不低于{bound}，得{amount}"),
            format_args!("{base}, at least {bound}: {amount}"),
        ),
    }
}

fn deductible(line: &Line, voice: Voice<'_>, [base, bound, amount]: [Yuan<'_>; 3]) -> String {
    match line.before.filter(|b| !b.is_zero()) {
        Some(before) => {
            let before = voice.yuan(before);
            voice.say(
                format_args!("此前累计{before}，本次{base}，扣除起付线{bound}后为{amount}"),
                format_args!(
                    "{before} before and {base} this time, less the deductible of {bound}: {amount}"
                ),
            )
        }
        None => voice.say(
            format_args!("{base}扣除起付线{bound}后为{amount}"),
            format_args!("{base} less the deductible of {bound}: {amount}"),
        ),
    }
}

fn limit(line: &Line, voice: Voice<'_>, [base, bound, amount]: [Yuan<'_>; 3]) -> String {
    let window = window_of(line, voice).map(|w| say::window(w, voice.lang)).unwrap_or_default();
    let used = line.before.filter(|used| !used.is_zero()).map(|used| voice.yuan(used));
    let head = match used {
        Some(used) => voice.say(
            format_args!("{window}最高{bound}，已用{used}，本次{base}"),
            format_args!("at most {bound} {window}, {used} used, {base} this time"),
        ),
        None if window.is_empty() => voice
            .say(format_args!("最高{bound}，本次{base}"), format_args!("at most {bound}, {base} this time")),
        None => voice.say(
            format_args!("{window}最高{bound}，本次{base}"),
            format_args!("at most {bound} {window}, {base} this time"),
        ),
    };
    voice.say(format_args!("{head}，得{amount}"), format_args!("{head}: {amount}"))
}

fn window_of(line: &Line, voice: Voice<'_>) -> Option<Window> {
    if line.kind == LineKind::Ceiling {
        return voice.edition.ceilings.iter().find(|c| c.id == line.line)?.along;
    }
    voice.benefit(&line.benefit)?.lines.iter().find(|l| l.id == line.line)?.along
}
